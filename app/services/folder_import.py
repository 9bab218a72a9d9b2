"""Enrolling from whole folders: whose each file is, how good it is, and then speaker by speaker into the gallery."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from app.domain import Consent, Quality, Rating, Speaker
from app.errors import SpeakerExists, UnknownSpeaker, UserError
from app.said import joined, marked, said
from app.services.archive.recordings import find_sources
from app.services.importing import printable, take_from_file
from app.services.names import normalize_name

SPEAKER = "{speaker}"


@dataclass(frozen=True, eq=False)
class ImportRow:
    """A file and what is known of it so far; ``quality`` and ``rating`` are None until it is examined.

    ``name`` is its path in the folder as it can be shown.  ``problem`` is a sentence: with one, it is enrolled only
    where somebody insists, and without ``can_enroll`` not even then; a ``warning`` does not keep it from anything.
    ``is_known``: its speaker is enrolled already.
    """

    path: str
    name: str
    speaker: str = ""
    problem: str = ""
    warning: str = ""
    can_enroll: bool = True
    is_known: bool = False
    quality: Quality | None = None
    rating: Rating | None = None

    def is_advised(self, add: bool) -> bool:
        """Whether to enroll it where nobody says otherwise; ``add``: speakers who are enrolled may get more takes."""
        return self.can_enroll and not self.problem and (add or not self.is_known)


@dataclass(frozen=True, eq=False)
class ImportStep:
    """How far the examination is, and the ``rows`` that changed, by their index."""

    n_files: int
    n_done: int
    n_failed: int
    rows: dict[int, ImportRow]
    n_before: int = 0


@dataclass(frozen=True)
class ImportResult:
    """What came of one name: the ``speaker`` as enrolled now, or the ``problem`` why nothing of it was stored."""

    name: str
    paths: tuple[str, ...]
    speaker: Speaker | None = None
    is_new: bool = False
    problem: str = ""


@dataclass(eq=False)
class _Seen:
    """What the gallery and the files before have: recordings by the hash of their samples."""

    stored: dict[str, list[int]]
    names: dict[int, str]
    files: dict[str, ImportRow] = field(default_factory=dict)


def list_folder(folders, pattern: str | None = None) -> list[ImportRow]:
    """The recordings in ``folders`` by speaker.  ``UserError`` where there are none, or the pattern is none.

    The speaker is the first folder below a single one, and of several each one's own name; with a ``pattern`` (see
    ``pattern_expression``) it is what stands in the place of ``{speaker}``.
    """
    expression = pattern and pattern_expression(pattern)
    rows = []
    for folder in map(Path, folders):
        base = folder if len(folders) == 1 else folder.parent
        sources, left_out = _found(folder)
        rows += [_row(base, folder / source.name, expression, pattern) for source in sources]
        rows += [
            ImportRow(str(folder / name), printable(name), problem=why, can_enroll=False)
            for name, why in left_out.items()
        ]
    if not rows:
        title = said("There are no recordings in “{name}”.", name=printable(Path(folders[0]).name))
        raise UserError(title, "Choose the folder that has one subfolder for each speaker.")
    return sorted(_one_spelling(rows), key=lambda row: (row.speaker.casefold(), row.name))


def pattern_expression(pattern: str) -> re.Pattern:
    """``{speaker}_*.wav`` as an expression for file names, or with a “/” in it for paths inside the folder.

    ``*`` is any number of characters, ``?`` one, ``{speaker}`` as few as fit, and none of them reaches across a “/”.
    """
    if pattern.count(SPEAKER) != 1:
        title = said(
            "The pattern “{pattern}” has {place} {n} times.",
            pattern=printable(pattern),
            place=SPEAKER,
            n=pattern.count(SPEAKER),
        )
        raise UserError(
            title, said("Write it once, where the name stands, as in “{example}”.", example=f"{SPEAKER}_*.wav")
        )
    parts = {SPEAKER: r"(?P<speaker>[^/]+?)", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\{speaker\}|[*?])", pattern)
    return re.compile("".join(parts.get(piece, re.escape(piece)) for piece in pieces), re.IGNORECASE)


class FolderImport:
    def __init__(self, gallery, enrollment):
        self._gallery = gallery
        self._enrollment = enrollment

    def examine(self, rows: list[ImportRow]) -> Iterator[ImportStep]:
        """Decode and rate each file, in the order of the speakers; nothing is kept of a sound but its embedding.

        Whoever stops asking for the next step cancels the rest.
        """
        speakers = {speaker.name.casefold(): speaker for speaker in self._gallery.speakers()}
        seen = _Seen(self._gallery.owners(), {speaker.id: speaker.name for speaker in speakers.values()})
        n_done = n_failed = 0
        for group in _by_speaker(rows):
            known, examined = speakers.get(group[0].speaker.casefold()), []
            for row in group:
                row, embedding = self._examined(row, known, seen)
                examined.append((n_done, row, embedding))
                rated = self._rated(examined, known) if len(examined) == len(group) else {}
                n_failed += not row.can_enroll
                yield ImportStep(len(rows), n_done + 1, n_failed, {n_done: row, **rated})
                n_done += 1

    def enroll(self, rows: list[ImportRow], consent: Consent, *, add=False) -> Iterator[ImportResult]:
        """Each speaker's rows whole, or nothing of them; the next speaker is tried in any case."""
        for group in _by_speaker(rows):
            name, paths = group[0].speaker, tuple(row.path for row in group)
            try:
                yield ImportResult(name, paths, *self._enroll_one(name, paths, consent, add))
            except UserError as error:
                yield ImportResult(
                    name,
                    paths,
                    problem=said("Nothing of {name} was enrolled: {title}", name=name, title=error.notice.title),
                )

    def _examined(self, row, known, seen):
        """The row with what was found, and the embedding, None where the file is of no use."""
        row = replace(row, is_known=known is not None, speaker=known.name if known else row.speaker)
        if not row.can_enroll:
            return row, None
        try:
            take = take_from_file(row.path)
            row = replace(row, quality=take.quality, warning=joined(take.warnings))
            embedded = self._enrollment.embedder.of(take)
        except UserError as error:
            return replace(row, problem=error.notice.title, can_enroll=False), None
        row = replace(row, **_duplicate(row, embedded.pcm_sha256, known, seen))
        seen.files.setdefault(embedded.pcm_sha256, row)
        return row, embedded.embedding if row.can_enroll else None

    def _rated(self, examined, known):
        """The rows of one speaker, each compared with the others."""
        usable = [(index, row, embedding) for index, row, embedding in examined if row.quality is not None]
        pairs = [(row.quality, embedding) for _, row, embedding in usable]
        ratings = self._enrollment.rate_embedded(pairs, known) if pairs else []
        return {
            index: replace(row, rating=rating, problem=row.problem or (rating.reason if rating.is_other_voice else ""))
            for (index, row, _), rating in zip(usable, ratings, strict=True)
        }

    def _enroll_one(self, name, paths, consent, add):
        try:
            known = self._gallery.speaker(name)
        except UnknownSpeaker:
            known = None
        if known and not add:
            raise SpeakerExists(known.name)
        takes = [take_from_file(path) for path in paths]
        if known:
            return self._enrollment.add_takes(known, takes, consent), False
        return self._enrollment.enroll(name, takes, consent), True


def _by_speaker(rows):
    return [list(group) for _, group in groupby(rows, key=lambda row: row.speaker.casefold())]


def _found(folder):
    if not folder.is_dir():
        raise UserError(
            said("“{folder}” is no folder.", folder=printable(str(folder))), "Choose a folder of recordings."
        )
    return find_sources(os.path.abspath(folder))


def _row(base, path, expression, pattern):
    name = Path(os.path.relpath(path, base)).as_posix()
    row = ImportRow(str(path), printable(name))
    if expression:
        found = expression.fullmatch(name if "/" in pattern else Path(name).name)
        speaker, problem = (
            (found["speaker"], "") if found else ("", said("Its name does not fit “{pattern}”.", pattern=pattern))
        )
    else:
        speaker, problem = (
            (name.split("/")[0], "") if "/" in name else ("", marked("It is in no speaker's subfolder."))
        )
    if problem:
        return replace(row, problem=problem, can_enroll=False)
    try:
        return replace(row, speaker=normalize_name(speaker))
    except UserError as error:
        return replace(row, speaker=printable(speaker), problem=error.notice.title, can_enroll=False)


def _one_spelling(rows):
    """ "ada" and "Ada" are one speaker, called as the first of them."""
    spelling = {}
    return [replace(row, speaker=spelling.setdefault(row.speaker.casefold(), row.speaker)) for row in rows]


def _duplicate(row, sha256, known, seen):
    """What to say of a recording that is there already: no use to the same speaker, doubtful for another one."""
    owners = seen.stored.get(sha256, ())
    if known and known.id in owners:
        return {
            "problem": said("{name} is enrolled with this recording already.", name=known.name),
            "can_enroll": False,
        }
    if before := seen.files.get(sha256):
        is_same = before.speaker.casefold() == row.speaker.casefold()
        return {"problem": said("It is the same recording as “{name}”.", name=before.name), "can_enroll": not is_same}
    if owners:
        name = seen.names.get(owners[0], said("Somebody else"))
        return {"problem": said("{name} is enrolled with this very recording.", name=name)}
    return {}
