"""What a model still tells when the compared recording is short, noisy or compressed, beside Resemblyzer.

    python -m benchmarks.conditions [FOLDER] [--model DIR] [--no-peer] [--noise DIR]

The lists are those of dev_lists.  Of each trial the second recording is changed, the first is as it is.  Rates are
means over the lists, each list weighing alike.  "Cannot tell" is the share of the trials in which the program gives no
verdict, because of the recording or because the ratio is under 2; then follows how often a verdict, where there is
one, is wrong about the same and about different speakers.
"""

import argparse
from functools import cache, partial

import numpy as np

from app.audio.quality import assess
from app.services.decision import MIN_ABS_LLR, doubt_about
from benchmarks.lists import DEV, read_lists
from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from gluonar_engine.data.augment import add_noise, room_response
from gluonar_engine.data.codecs import round_trip
from gluonar_engine.data.corpus import find_recordings
from gluonar_engine.data.transforms import center_crop, random_crop
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import cllr, evaluate_trials, min_cllr

NOISE = "../shared/data/noise"
_LEAST_CUT = 1.2  # a list whose recordings are hardly longer than the cut says nothing about it


def conditions(noise):
    """{words: change(waveform, row) -> waveform}, each the same at every call; ``noise`` is a folder of sounds."""
    return {
        "as it is": lambda waveform, row: waveform,
        **{f"the middle {s} s": partial(_cut, s) for s in (1, 2, 3)},
        "telephone (8 kHz, G.711 mu-law)": lambda waveform, row: round_trip(waveform, "mulaw"),
        "MP3 at 32 kbit/s": lambda waveform, row: round_trip(waveform, "mp3", 32_000),
        "20 dB softer": lambda waveform, row: waveform * np.float32(0.1),
        "noise 10 dB below it": partial(_with_noise, noise),
        "a room of 0.5 s": _in_a_room,
    }


def _cut(duration_s, waveform, row):
    n_samples = duration_s * SAMPLE_RATE
    return center_crop(waveform, n_samples) if len(waveform) > n_samples else waveform


def _with_noise(folder, waveform, row):
    rng = np.random.default_rng(row)
    sounds = _sounds(folder)
    background = random_crop(rng, decode(sounds[rng.integers(len(sounds))]).waveform, len(waveform))
    return np.clip(add_noise(waveform, background, 10.0), -1.0, 1.0).astype(np.float32)


@cache
def _sounds(folder):
    return [path for _, path in find_recordings(folder)]


def _in_a_room(waveform, row):
    response = room_response(np.random.default_rng(row), (0.5, 0.5))
    heard = np.fft.irfft(
        np.fft.rfft(waveform, 2 * len(waveform)) * np.fft.rfft(response[: len(waveform)], 2 * len(waveform))
    )[: len(waveform)]
    return (heard * (np.abs(waveform).max() / np.abs(heard).max())).astype(np.float32)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    parser.add_argument("--no-peer", action="store_true", help="leave Resemblyzer out")
    parser.add_argument("--noise", default=NOISE, help="folder of background sounds (default: %(default)s)")
    options = parser.parse_args(argv)
    ours, peer = SpeakerEncoder.load(options.model), None if options.no_peer else ResemblyzerEncoder()
    lists = list(read_lists(options.folder))
    as_they_are = [trials.embed(ours) for trials in lists], [trials.embed(peer) for trials in lists] if peer else None
    theirs = f" {peer.model_id}: EER % |" if peer else ""
    print(f"| second recording | lists | {ours.model_id}: EER % | Cllr (least) | cannot tell % | wrong % |{theirs}")
    print("|---|---|---|---|---|---|" + ("---|" if peer else ""))
    for words, change in conditions(options.noise).items():
        kept = [i for i, trials in enumerate(lists) if _changes(trials, change, words)]
        rows = [measure(lists[i], as_they_are[0][i], ours, change) for i in kept]
        eer, cost, least, doubtful, missed, accepted = np.mean(rows, axis=0)
        row = [words, str(len(kept)), f"{100 * eer:.1f}", f"{cost:.2f} ({least:.2f})", f"{100 * doubtful:.0f}"]
        row.append(f"{100 * missed:.1f} / {100 * accepted:.1f}")
        if peer:
            row.append(f"{100 * np.mean([_eer(lists[i], as_they_are[1][i], peer, change) for i in kept]):.1f}")
        print(f"| {' | '.join(row)} |", flush=True)


def _changes(trials, change, words):
    """Whether the change is one for most recordings of a list: a cut of a word of one second is not."""
    if not words.startswith("the middle"):
        return True
    lengths = [(len(waveform), len(change(waveform, 0))) for waveform in trials.waveforms]
    return np.mean([before > _LEAST_CUT * after for before, after in lengths]) > 0.5


def _scores(trials, enrolled, encoder, change):
    compared = trials.embed(encoder, change)
    return encoder.scorer.pairs(enrolled[trials.left], compared[trials.right])


def _eer(trials, enrolled, encoder, change):
    return evaluate_trials(_scores(trials, enrolled, encoder, change), trials.is_target).eer


def measure(trials, enrolled, encoder, change):
    """EER, Cllr and the least, share without a verdict, shares of wrong verdicts about target and impostor trials."""
    scores, is_target = _scores(trials, enrolled, encoder, change), trials.is_target
    llrs = encoder.calibration.llr(scores)
    unusable = np.array([doubt_about(assess(change(*pair[::-1]))) is not None for pair in enumerate(trials.waveforms)])
    is_decided = ~unusable[trials.right] & (np.abs(llrs) >= MIN_ABS_LLR)
    shares = [
        _share(is_decided & wrong, is_decided & kind)
        for wrong, kind in ((is_target & (llrs < 0), is_target), (~is_target & (llrs > 0), ~is_target))
    ]
    eer = evaluate_trials(scores, is_target).eer
    return eer, cllr(llrs, is_target), min_cllr(scores, is_target), 1.0 - is_decided.mean(), *shares


def _share(part, whole):
    return part.sum() / max(whole.sum(), 1)


if __name__ == "__main__":
    main()
