"""What windows along a recording are worth: two people's speech joined, and how well the joint is found.

    python -m benchmarks.segments [FOLDER] [--model DIR]

FOLDER has one folder a corpus, in it one a speaker (default: ../shared/data/speech/dev).  A speaker is enrolled with
up to three recordings; others of theirs, cut to 6 s, are joined with 1.5 to 4 s of somebody else's between two of them
("mixed"), or with nothing between ("own").  Seeded; trial lists are not looked at.
"""

import argparse
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from app.domain import WindowScore
from app.services.segments import HOP_S, Windows, middle
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import cllr, evaluate_trials
from gluonar_engine.vad import runs, voice_of

WINDOWS_S = (1.0, 1.5, 2.0, 3.0)
LEAST_LLRS, LEAST_STRETCH_S = (0.0, 1.0, 2.0), 1.0
_CUT_S, _LEAST_RECORDINGS = 6, 3


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="../shared/data/speech/dev", type=Path)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    options = parser.parse_args(argv)
    encoder, rng = SpeakerEncoder.load(options.model), np.random.default_rng(440)
    corpora = [people_of(folder, encoder) for folder in sorted(options.folder.iterdir()) if folder.is_dir()]
    joined = [each for people in corpora for each in join(people, rng)]
    if not joined:
        parser.error(f"no two speakers with {_LEAST_RECORDINGS} recordings each under {options.folder}")
    n_mixed = sum(recording.other is not None for recording in joined)
    print(f"{n_mixed} recordings with another voice in them, {len(joined) - n_mixed} without\n")
    print("| window s | hop s | windows own / other | EER % | Cllr | own below 0 % | other above 0 % |")
    print("|---|---|---|---|---|---|---|")
    scored = {window_s: [score(each, encoder, window_s) for each in joined] for window_s in WINDOWS_S}
    for window_s, found in scored.items():
        print(_windows_row(window_s, joined, found), flush=True)
    print("\n| window s | hop s | least distance | own wrongly told % | other found % | joint off by s (median) |")
    print("|---|---|---|---|---|---|")
    for window_s, found in scored.items():
        for every in (1, 2):
            for least in LEAST_LLRS:
                thinned = [segments[::every] for segments in found]
                print(_stretches_row(window_s, every * HOP_S, least, joined, thinned), flush=True)


def people_of(folder, encoder):
    """(templates, other recordings) of each speaker in a corpus' folder who has enough."""
    people = []
    for speaker in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(path for path in speaker.iterdir() if path.suffix in (".flac", ".opus"))[:8]
        if len(files) >= _LEAST_RECORDINGS:
            voices = [voice_of(decode(file).waveform)[: _CUT_S * SAMPLE_RATE] for file in files]
            n_enrolled = 3 if len(files) >= 6 else len(files) // 2
            templates = np.stack([encoder.embed(voice) for voice in voices[:n_enrolled]])
            people.append((templates, voices[n_enrolled:]))
    return people


def join(people, rng):
    """Recordings with ``other``, (start, end) in s of the other voice in them, None in a speaker's own."""
    for index, (templates, own) in enumerate(people if len(people) > 1 else ()):
        for is_mixed in (True, True, False):
            first, last = (own[rng.integers(len(own))] for _ in range(2))
            others = people[(index + rng.integers(1, len(people))) % len(people)][1]
            other = others[rng.integers(len(others))][: int(SAMPLE_RATE * rng.uniform(1.5, 4))]
            parts = (first, other, last) if is_mixed else (first, last)
            span = (len(first) / SAMPLE_RATE, (len(first) + len(other)) / SAMPLE_RATE) if is_mixed else None
            yield SimpleNamespace(templates=templates, waveform=np.concatenate(parts), other=span)


def score(recording, encoder, window_s):
    windows = Windows(recording.waveform, window_s)
    found = []
    for index in range(len(windows)):
        compared = encoder.scorer.score(recording.templates, encoder.embed(windows.voice(index)))
        llr = float(encoder.calibration.llr(compared.score))
        found.append(WindowScore(*windows.span(index), compared.score, llr))
    return found


def _windows_row(window_s, joined, found):
    """Windows that lie on a joint belong to nobody and are left out."""
    own, other = [], []
    for recording, segments in zip(joined, found, strict=True):
        start_s, end_s = recording.other or (np.inf, np.inf)
        own += [each.llr for each in segments if each.end_s <= start_s or each.start_s >= end_s]
        other += [each.llr for each in segments if start_s <= each.start_s and each.end_s <= end_s]
    llrs, is_target = np.array(own + other), [True] * len(own) + [False] * len(other)
    figures = (
        f"{100 * evaluate_trials(llrs, is_target).eer:.1f}", f"{cllr(llrs, is_target):.2f}",
        f"{100 * np.mean(np.array(own) < 0):.1f}", f"{100 * np.mean(np.array(other) > 0):.1f}",
    )  # fmt: skip
    return f"| {window_s} | {HOP_S} | {len(own):,} / {len(other):,} | {' | '.join(figures)} |"


def _stretches_row(window_s, hop_s, least_llr, joined, found):
    n_wrong = n_found = 0
    off_s = []
    for recording, segments in zip(joined, found, strict=True):
        odd = np.array([each.llr < -least_llr for each in segments], dtype=bool)
        kept = [(first, end) for first, end in runs(odd) if (end - first) * hop_s >= LEAST_STRETCH_S]
        spans = [(middle(segments[first]) - hop_s / 2, middle(segments[end - 1]) + hop_s / 2) for first, end in kept]
        if recording.other is None:
            n_wrong += bool(spans)
            continue
        start_s, end_s = recording.other
        hits = [span for span in spans if span[0] < (start_s + end_s) / 2 < span[1]]
        n_found += bool(hits)
        off_s += [abs(edge - joint) for span in hits for edge, joint in zip(span, recording.other, strict=True)]
    n_own = sum(recording.other is None for recording in joined)
    shares = f"{100 * n_wrong / n_own:.0f} | {100 * n_found / (len(joined) - n_own):.0f}"
    return f"| {window_s} | {hop_s} | {least_llr} | {shares} | {np.median(off_s):.2f} |"


if __name__ == "__main__":
    main()
