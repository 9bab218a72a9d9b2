"""Trials from a text file: lines "1 a b" (same speaker) or "0 a b" (different), a and b being sound files."""

import os
from array import array
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import UserError
from app.said import said
from app.services.decision import doubt_about
from app.services.importing import printable, take_from_file
from app.services.trials import LeftOut, Reason, Trials
from app.services.voice import embed_take

_LABELS = {"1": True, "0": False}
_N_PAIRS = 8192  # scored at a time, so that memory stays bounded


@dataclass(frozen=True, eq=False)
class _List:
    """``lines`` of the text that first name a file; ``pairs`` (n, 2) are places in ``names``."""

    path: Path
    names: list[str]
    lines: list[int]
    pairs: np.ndarray
    is_target: np.ndarray


@dataclass(frozen=True, eq=False)
class _Heard:
    """Of each file by its place: embeddings (n_models, dim), and its quality; or what is wrong with it."""

    embeddings: dict
    qualities: dict
    problems: dict


def score_list(trials_path, root, encoders, progress=lambda n_done, n_files: None, *, keep_going=False):
    """Score every trial of a list as each encoder's scorer does, embedding each file once.

    The files are relative to ``root``, or to the list's own folder when that is None.  (``Trials``, scores (n,) of
    each encoder).  ``UserError`` names the line that is wrong; with ``keep_going`` only the trials of a recording
    that cannot be used are left out.
    """
    listed = _read(Path(trials_path))
    folder = Path(root) if root else listed.path.parent
    for name, line in zip(listed.names, listed.lines, strict=True):
        if not os.path.exists(folder / name):
            title = said("There is no file “{name}” in “{folder}”.", name=printable(name), folder=folder)
            advice = "Correct it, or give another root folder (--root)."
            raise _wrong(listed.path, line, title, advice)
    heard = _hear(listed, folder, encoders, progress, keep_going)
    is_used = np.isin(listed.pairs, list(heard.embeddings)).all(axis=1)
    if len({*listed.is_target[is_used]}) < 2:
        raise _nothing_left(listed, heard)
    trials = _trials(listed, heard, is_used)
    return trials, [_scores(encoder, heard, trials.pairs, index) for index, encoder in enumerate(encoders)]


def _read(path):
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else said("it is not a text")
        raise UserError(
            said("The list “{path}” cannot be read: {reason}.", path=path, reason=reason),
            "Choose a text file of trials.",
        ) from error
    row_of, first_lines, pairs, labels = {}, [], array("q"), bytearray()
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        label, *names = _parse(path, number, text)
        labels.append(label)
        for name in names:
            if name not in row_of:
                row_of[name] = len(row_of)
                first_lines.append(number)
            pairs.append(row_of[name])
    n_target = sum(labels)
    if n_target in (0, len(labels)):
        raise UserError(
            said(
                "{n_target} of the {n} trials in “{name}” are of the same speaker.",
                n_target=n_target,
                n=len(labels),
                name=path.name,
            ),
            "Give both kinds: lines that begin with 1 (same speaker) and lines that begin with 0 (different).",
        )
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return _List(path, list(row_of), first_lines, pairs, np.frombuffer(labels, dtype=np.uint8).astype(bool))


def _parse(path, number, text):
    fields = text.split()
    if len(fields) != 3 or fields[0] not in _LABELS:
        advice = "Write 1 (same speaker) or 0 (different) and two file names without spaces."
        raise _wrong(path, number, said("“{text}” is not a trial.", text=text.strip()[:80]), advice)
    return _LABELS[fields[0]], fields[1], fields[2]


def _hear(listed, folder, encoders, progress, keep_going):
    heard = _Heard({}, {}, {})
    for row, name in enumerate(listed.names):
        try:
            take = take_from_file(folder / name)
            heard.embeddings[row] = [_embed(take, encoder) for encoder in encoders]
            heard.qualities[row] = take.quality
        except UserError as error:
            if not keep_going:
                raise _wrong(listed.path, listed.lines[row], error.notice.title, error.notice.advice) from error
            heard.problems[row] = error.notice.title
        progress(row + 1, len(listed.names))
    return heard


def _embed(take, encoder):
    try:
        return embed_take(encoder, take)
    except ValueError as error:
        raise UserError(
            said("“{source}” is too short or silent.", source=take.source), "Leave its trials out."
        ) from error


def _trials(listed, heard, is_used):
    pairs, is_target = listed.pairs[is_used], listed.is_target[is_used]
    speech_s = np.full(len(listed.names), np.nan)
    is_doubtful = np.zeros(len(listed.names), dtype=bool)
    for row, quality in heard.qualities.items():
        speech_s[row], is_doubtful[row] = quality.speech_s, doubt_about(quality) is not None
    names = tuple(map(printable, listed.names))
    unusable = tuple(f"{names[row]}: {problem}" for row, problem in heard.problems.items())
    left_out = (LeftOut(Reason.UNUSABLE, int((~is_used).sum()), unusable),) if unusable else ()
    return Trials(
        source=printable(listed.path.name), references=names, tests=names, pairs=pairs, is_target=is_target,
        speakers=_speakers(listed)[pairs], speech_s=speech_s[pairs].min(axis=1),
        is_doubtful=is_doubtful[pairs].any(axis=1), n_recordings=len(np.unique(pairs)), left_out=left_out,
    )  # fmt: skip


def _speakers(listed):
    """A number for the speaker of each file: files are one speaker's when target trials link them."""
    leader = list(range(len(listed.names)))

    def leader_of(row):
        while leader[row] != row:
            leader[row] = row = leader[leader[row]]
        return row

    for left, right in listed.pairs[listed.is_target].tolist():
        leader[leader_of(left)] = leader_of(right)
    return np.array([leader_of(row) for row in leader])


def _scores(encoder, heard, pairs, index):
    """Prepared once a file, and a million trials some thousands at a time."""
    rows = np.array(list(heard.embeddings))
    place_of = np.zeros(rows.max() + 1, dtype=int)
    place_of[rows] = np.arange(len(rows))
    templates = encoder.scorer.prepare(np.stack([each[index] for each in heard.embeddings.values()]))
    places = place_of[pairs]
    parts = [places[start : start + _N_PAIRS].T for start in range(0, len(places), _N_PAIRS)]
    return np.concatenate([encoder.scorer.pairs(*(templates.of(side) for side in part)) for part in parts])


def _nothing_left(listed, heard):
    first = next(iter(heard.problems.values()))
    title = said(
        "Too few recordings of “{name}” can be used: {n} of {all} not.",
        name=listed.path.name,
        n=len(heard.problems),
        all=len(listed.names),
    )
    return UserError(said("{title} {first}", title=title, first=first), "Correct the files, or choose another list.")


def _wrong(path, line, title, advice):
    return UserError(said("Line {line} of “{name}”: {title}", line=line, name=path.name, title=title), advice)
