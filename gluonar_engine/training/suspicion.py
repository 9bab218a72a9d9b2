"""Fit the experimental check for loudspeakers and synthesizers on speech and on attacks made of it.

    python -m gluonar_engine.training.suspicion SPEECH -o FILE [--recordings N] [--seed N]

SPEECH has one folder a corpus, as the training data has.  Its genuine recordings are taken as they are, through a
codec and in a room; the attacks are those of ``gluonar_engine.data.spoofs``, the synthesizer being espeak-ng.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from gluonar_engine.data.audio import DecodeError, decode
from gluonar_engine.data.codecs import random_round_trip
from gluonar_engine.data.corpus import find_recordings
from gluonar_engine.data.spoofs import has_synthesizer, in_a_room, synthesized, through_loudspeaker
from gluonar_engine.scoring import logistic_regression
from gluonar_engine.suspicion import CUES, cues

VOICES = ("m1", "m3", "m5", "f1", "f2", "f4", "klatt", "klatt2", "whisper")  # of espeak-ng; others are for measuring
_FALSE_ALARMS = 0.02  # of the genuine recordings that it is fitted to, for each of the two kinds
_SIGNIFICANT_DIGITS = 6


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speech", metavar="SPEECH", type=Path)
    parser.add_argument("-o", "--out", metavar="FILE", type=Path, required=True)
    parser.add_argument("--recordings", metavar="N", type=int, default=250, help="of each corpus (default: 250)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    if not has_synthesizer():
        parser.error("espeak-ng is needed (Debian's package espeak-ng)")
    seen = {}
    for kind, _, waveform in material(options.speech, VOICES, options.recordings, options.seed):
        if (each := cues(waveform)) is not None:
            seen.setdefault(kind, []).append(each)
    genuine = [np.array(rows) for kind, rows in seen.items() if kind.startswith("genuine")]
    fitted = {name: _fit(genuine, _of(seen, name)) for name in ("loudspeaker", "synthesizer")}
    facts = {"cues": CUES, "kinds": fitted, "n_fitted": {kind: len(rows) for kind, rows in seen.items()}}
    options.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _of(seen, name):
    return np.concatenate([rows for kind, rows in seen.items() if kind.startswith(name)])


def material(speech, voices, n_recordings, seed):
    """``(kind, corpus, waveform)`` of genuine recordings ("genuine", "genuine, codec", ...) and of attacks made of
    them ("loudspeaker") and by espeak-ng ("synthesizer", "synthesizer, codec", ...): each the same at every call.
    """
    rng = np.random.default_rng(seed)
    corpora = sorted(folder for folder in Path(speech).iterdir() if folder.is_dir())
    for corpus in corpora:
        paths = [path for _, path in find_recordings(corpus)]
        for path in rng.permutation(paths)[:n_recordings]:
            try:
                waveform = decode(path).waveform
            except DecodeError:
                continue  # not sound: no material
            yield "genuine", corpus.name, waveform
            yield "genuine, codec", corpus.name, random_round_trip(rng, waveform)
            yield "genuine, room", corpus.name, in_a_room(rng, waveform)
            yield "loudspeaker", corpus.name, through_loudspeaker(rng, waveform)
    for _ in range(n_recordings):
        waveform = synthesized(rng, voices)
        yield "synthesizer", "espeak-ng", waveform
        yield "synthesizer, codec", "espeak-ng", random_round_trip(rng, waveform)
        yield "synthesizer, room", "espeak-ng", in_a_room(rng, waveform)


def _fit(genuine, attacks):
    """Slopes, and the offset that keeps the few genuine ones above 0, whichever way they were recorded."""
    together = np.concatenate(genuine)
    labels = np.repeat([False, True], [len(together), len(attacks)])
    slopes, _ = logistic_regression(np.vstack([together, attacks]).T, labels)
    slopes = np.array([float(f"{slope:.{_SIGNIFICANT_DIGITS}g}") for slope in slopes])
    offset = -max(np.quantile(rows @ slopes, 1 - _FALSE_ALARMS) for rows in genuine)
    return {"slopes": slopes.tolist(), "offset": float(offset)}


if __name__ == "__main__":
    main()
