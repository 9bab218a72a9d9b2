"""The use case: every recording below a folder into one file."""

import os
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import UserError
from app.services.archive.journal import Journal
from app.services.archive.local import embed_locally, n_cores
from app.services.archive.output import Archive, require_writer, write_archive
from app.services.archive.recordings import Failed, FileEmbedder, Unfit, find_sources
from app.services.exporting import written_file
from gluonar_engine.devices import chosen


@dataclass
class Progress:
    """How far a run is: ``n_before`` of the ``n_files`` were embedded by one that was interrupted."""

    n_files: int
    n_before: int
    n_done: int
    n_failed: int


@dataclass(frozen=True)
class Report:
    """``failed`` maps a file to the reason why it has no embedding."""

    out: Path
    model_id: str
    dim: int
    n_embedded: int
    n_before: int
    n_warned: int
    speech_s: float
    failed: dict[str, str]


def way_of_working(n_jobs=None, scheduler=None):
    """What spreads the work: the cluster of ``scheduler``, else ``n_jobs`` processes here (None: one each core)."""
    if scheduler:
        from app.services.archive.cluster import embed_on_cluster  # asyncio takes 25 ms of every command's start

        return partial(embed_on_cluster, address=scheduler)
    return partial(embed_locally, n_jobs=n_jobs or n_cores())


def embed_archive(root, out, encoder, *, model=None, spread=None, progress=lambda progress: None) -> Report:
    """Embed each recording below the folder ``root`` into the file ``out``, .npz or .parquet.

    What is done is kept beside ``out`` until that is whole: the same call after a kill goes on.  ``model`` is the
    folder that ``encoder`` came from (None: the shipped one); ``spread`` is a ``way_of_working``.
    ``UserError`` when nothing could be embedded, or the run cannot go on.
    """
    root, out = Path(os.path.abspath(root)), Path(out)
    require_writer(out)
    sources, failed = _found(root)
    work = FileEmbedder(str(root), model and os.path.abspath(model), encoder.model_id, chosen())
    with Journal(out, root, encoder.model_id) as journal:
        to_do = {source.name: source for source in sources if source not in journal}
        n_before = len(sources) - len(to_do)
        state = Progress(len(sources), n_before, n_before, len(failed))
        progress(state)
        with closing((spread or way_of_working())(work, list(to_do))) as outcomes:
            for name, outcome in outcomes:
                _note(name, outcome, to_do, journal, failed)
                state.n_done, state.n_failed = state.n_done + 1, len(failed)
                progress(state)
        return _finished(journal, out, encoder, sources, failed, n_before)


def _found(root):
    if not root.is_dir():
        raise UserError(f"There is no folder “{root}”.", "Check its name, then try again.")
    sources, failed = find_sources(root)
    if not sources:
        reason = next(iter(failed.values()), "Choose a folder that has sound files in it, at any depth.")
        raise UserError(f"There are no recordings in “{root}”.", reason)
    return sources, failed


def _note(name, outcome, to_do, journal, failed):
    if isinstance(outcome, Unfit):
        raise UserError(outcome.title, outcome.advice)
    if isinstance(outcome, Failed):
        failed[name] = outcome.reason
    else:
        journal.add(to_do[name], outcome)


def _finished(journal, out, encoder, sources, failed, n_before):
    names = [source.name for source in sources if source.name not in failed]
    if not names:
        journal.remove()
        title = f"None of the {len(sources):,} recordings could be used, “{sources[0].name}” for one."
        raise UserError(title, failed[sources[0].name])
    archive = Archive(encoder.model_id, encoder.dim, names, journal, dict(sorted(failed.items())))
    n_warned, speech_s = 0, 0.0
    for _, rows in archive.batches():
        n_warned += sum(bool(row.warning) for row in rows)
        speech_s += sum(row.speech_s for row in rows)
    with written_file(out):
        write_archive(archive, out, journal.folder / "draft")
    journal.remove()
    return Report(out, encoder.model_id, encoder.dim, len(names), n_before, n_warned, speech_s, archive.failed)
