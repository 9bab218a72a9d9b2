"""Who speaks when in conversations made of real speech: how much of it is told wrongly, of a file and live.

    python -m benchmarks.timeline [FOLDER] [--model DIR] [--choose]

FOLDER has one folder a corpus, in it one a speaker (default: ../shared/data/speech/dev).  A conversation has four
people of one corpus, three of them enrolled with up to three recordings and a stranger, and up to five more are
enrolled who are not heard.  They take turns of 1 to 7 s, as far as a recording has them, with pauses of 0.1 to 0.8 s,
and never talk at once; recordings under 2 s are left out, and corpora with fewer than 8 speakers.  Seeded.  Each
corpus' speakers are dealt into two halves.

The error is what is missed, found where nobody speaks (false), and given to another one (confused: a name to a
stranger, too, and nobody to somebody enrolled), each as a share of the speech.  The truth is what is found in each
recording by itself, pauses of less than 0.5 s included.  With a collar, 0.25 s on both sides of where somebody begins
or ends are not counted.  Segments that cannot be told count as what is more likely; what of the speech is really told
is in the last columns.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.audio.quality import assess
from app.domain import Speaker, Take, Verdict
from app.services.live_timeline import ConversationSoFar
from app.services.templates import Enrolled
from app.services.timeline import CUTTING, SAME_TURN_S, Cutting, who_speaks_when
from benchmarks.lists import DEV
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.vad import FRAME_S, HOP_LENGTH, runs, speech_mask, voice_of

COLLAR_S = 0.25
WINDOWS_S, HOPS_S, COSTS = (1.0, 1.25, 1.5, 2.0), (0.25, 0.5), (0.0, 0.125, 0.25, 0.5, 1.0)
SILENCE, STRANGER, UNTOLD = -3, -2, -1  # else a speaker's id
_LEAST_S, _LEAST_PEOPLE, _MOST_FILES = 2.0, 8, 10
_N_CONVERSATIONS, _N_TURNS, _N_ENROLLED_HEARD, _N_OTHERS = 4, 12, 3, 5  # conversations of a half of a corpus
_TURN_S, _PAUSE_S, _LIVE_BLOCK_S = (1.0, 7.0), (0.1, 0.8), 0.5


@dataclass(frozen=True, eq=False)
class Conversation:
    """``truth`` (n_frames,) is who speaks in each."""

    take: Take
    enrolled: Enrolled
    truth: np.ndarray


class Remembering:
    """An encoder that embeds the same samples once: the settings share most of their windows."""

    def __init__(self, encoder):
        self._encoder, self._known = encoder, {}
        self.model_id, self.scorer, self.calibration = encoder.model_id, encoder.scorer, encoder.calibration

    def embed(self, waveform):
        key = waveform.__array_interface__["data"][0], len(waveform)  # of arrays that live as long as this
        if key not in self._known:
            self._known[key] = self._encoder.embed(waveform)
        return self._known[key]


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV, type=Path)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    parser.add_argument("--choose", action="store_true", help="choose a setting on one half, report it on the other")
    options = parser.parse_args(argv)
    encoder = SpeakerEncoder.load(options.model)
    halves = conversations(options.folder, encoder)
    if not any(halves):
        parser.error(f"no corpus with {_LEAST_PEOPLE} speakers under {options.folder}")
    if options.choose:
        choose(halves, Remembering(encoder))
        return
    everything = [each for half in halves for each in half]
    minutes = sum(each.take.quality.duration_s for each in everything) / 60
    print(f"{len(everything)} conversations, {minutes:.0f} min, model {encoder.model_id}\n")
    print(_HEAD)
    for name, listen in (("file", heard_whole), ("live", heard_live)):
        found = [(each.truth, *labels(listen(each, encoder), len(each.truth))) for each in everything]
        print(f"| {name} | {_figures(found)} |", flush=True)


_HEAD = (
    f"| | error % | missed | false | confused | error %, collar {COLLAR_S} s | right | wrong name | called unknown | "
    "cannot tell |\n|---|---|---|---|---|---|---|---|---|---|"
)


def choose(halves, encoder):
    """Every setting on the first half, and the best of them beside today's on the second."""
    print("First half:\n\n| window s | hop s | switch cost | error % |\n|---|---|---|---|")
    settings = [Cutting(*each) for each in np.stack(np.meshgrid(WINDOWS_S, HOPS_S, COSTS), -1).reshape(-1, 3).tolist()]
    errors_of = {cutting: _error(halves[0], encoder, cutting) for cutting in settings}
    for cutting, error in errors_of.items():
        print(f"| {cutting.window_s} | {cutting.hop_s} | {cutting.switch_cost} | {100 * error:.1f} |")
    best = min(errors_of, key=errors_of.get)
    print("\nSecond half:\n\n| window s | hop s | switch cost | error % |\n|---|---|---|---|")
    for cutting in dict.fromkeys((CUTTING, best)):
        error = _error(halves[1], encoder, cutting)
        print(f"| {cutting.window_s} | {cutting.hop_s} | {cutting.switch_cost} | {100 * error:.1f} |", flush=True)


def _error(half, encoder, cutting):
    found = [
        (each.truth, labels(who_speaks_when(each.take, each.enrolled, encoder, cutting=cutting), len(each.truth))[0])
        for each in half
    ]
    return sum(errors(*(np.concatenate(part) for part in zip(*found, strict=True))))


def heard_whole(conversation, encoder):
    return who_speaks_when(conversation.take, conversation.enrolled, encoder)


def heard_live(conversation, encoder):
    so_far, waveform = ConversationSoFar(conversation.enrolled, encoder, 0.0), conversation.take.waveform
    n_block = round(_LIVE_BLOCK_S * SAMPLE_RATE)
    for start in range(0, len(waveform), n_block):
        so_far.hear(waveform[start : start + n_block])
    return so_far.end(conversation.take)


def labels(timeline, n_frames):
    """(n_frames,) twice: who is more likely to speak, and who is told to."""
    likely, told = np.full(n_frames, SILENCE), np.full(n_frames, SILENCE)
    for segment in timeline.segments:
        frames = slice(round(segment.start_s / FRAME_S), round(segment.end_s / FRAME_S))
        decision = segment.decision
        likely[frames] = segment.speaker.id if decision.llr > decision.llr_threshold else STRANGER
        words = {Verdict.SUPPORTS: segment.speaker.id, Verdict.DOES_NOT_SUPPORT: STRANGER}
        told[frames] = words.get(decision.verdict, UNTOLD)
    return likely, told


def errors(truth, found, counted=None):
    """(missed, false, confused), as shares of the speech in those frames that are ``counted``: all of them."""
    counted = np.ones(len(truth), bool) if counted is None else counted
    speaks, is_found = counted & (truth != SILENCE), counted & (found != SILENCE)
    wrong = (speaks & ~is_found, is_found & ~speaks, speaks & is_found & (truth != found))
    return tuple(float(each.sum() / speaks.sum()) for each in wrong)


def outside_collars(truth, collar_s=COLLAR_S):
    """Which frames (n_frames,) are further than a collar from where somebody begins or ends."""
    counted = np.ones(len(truth), bool)
    for change in np.flatnonzero(np.diff(truth)) + 1:
        counted[max(0, change - round(collar_s / FRAME_S)) : change + round(collar_s / FRAME_S)] = False
    return counted


def _figures(found):
    truth, likely, told = (np.concatenate(part) for part in zip(*found, strict=True))
    counted = np.concatenate([outside_collars(each) for each, *_ in found])
    parts, with_collar = errors(truth, likely), sum(errors(truth, likely, counted))
    speaks = truth != SILENCE
    enrolled = truth >= 0
    shares = (
        speaks & (told == truth), speaks & (told >= 0) & (told != truth), enrolled & (told == STRANGER),
        speaks & (told == UNTOLD),
    )  # fmt: skip
    told_shares = [float(each.sum() / speaks.sum()) for each in shares]
    return " | ".join(f"{100 * each:.1f}" for each in (sum(parts), *parts, with_collar, *told_shares))


def conversations(folder, encoder):
    """Two lists of them, with different people."""
    halves, rng = ([], []), np.random.default_rng(440)
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        people = people_of(corpus)
        if len(people) < _LEAST_PEOPLE:
            continue
        for half, dealt in zip(halves, (people[::2], people[1::2]), strict=True):
            templates = [np.stack([encoder.embed(voice_of(wave)) for wave in waves]) for waves, _ in dealt]
            half += [converse(dealt, templates, encoder, rng) for _ in range(_N_CONVERSATIONS)]
    return halves


def people_of(corpus):
    """(recordings to enroll, what else they say) of each speaker in a corpus' folder who has both."""
    people = []
    for speaker in sorted(path for path in corpus.iterdir() if path.is_dir()):
        files = sorted(path for path in speaker.iterdir() if path.suffix in (".flac", ".opus"))[:_MOST_FILES]
        waves = [wave for wave in (decode(file).waveform for file in files) if len(wave) >= _LEAST_S * SAMPLE_RATE]
        n_enrolled = min(3, len(waves) - 1)
        if n_enrolled > 0:
            people.append((waves[:n_enrolled], waves[n_enrolled:]))
    return people


def converse(people, templates, encoder, rng):
    """A ``Conversation`` of some of the ``people``, whose ``templates`` are in the same order."""
    heard = rng.permutation(len(people))
    talking, others = heard[: _N_ENROLLED_HEARD + 1], heard[_N_ENROLLED_HEARD + 1 :][:_N_OTHERS]
    enrolled_ids = np.sort(np.concatenate([talking[:_N_ENROLLED_HEARD], others])).tolist()
    waves, truth, last = [], [], None
    for _ in range(_N_TURNS):
        last = rng.choice([person for person in talking if person != last])
        wave, speech = _said(people[last][1], rng)
        pause = np.zeros(round(rng.uniform(*_PAUSE_S) / FRAME_S), int)
        label = last if last in enrolled_ids else STRANGER
        waves += [wave, np.zeros(len(pause) * HOP_LENGTH, np.float32)]
        truth += [np.where(speech, label, SILENCE), pause + SILENCE]
    waveform = np.concatenate(waves)
    waveform = (waveform + 1e-4 * rng.normal(size=len(waveform))).astype(np.float32)
    speakers = tuple(Speaker(each, f"speaker {each}", "", len(templates[each]), 0.0) for each in enrolled_ids)
    counts = np.array([len(templates[each]) for each in enrolled_ids])
    prepared = encoder.scorer.prepare(np.concatenate([templates[each] for each in enrolled_ids]))
    take = Take(waveform, "conversation", assess(waveform))
    return Conversation(take, Enrolled(speakers, prepared.means(counts)), np.concatenate(truth))


def _said(waves, rng):
    """A turn out of one of the recordings, (n_frames * 160,), and where it is said to be spoken in (n_frames,)."""
    wave = waves[rng.integers(len(waves))]
    speech = speech_mask(wave[: len(wave) // HOP_LENGTH * HOP_LENGTH])
    n_wanted = round(rng.uniform(*_TURN_S) / FRAME_S)
    stretches = [(start, end) for start, end in runs(speech)] or [(0, len(speech))]
    begins = [start for start, _ in stretches if len(speech) - start >= n_wanted] or [stretches[0][0]]
    start = begins[rng.integers(len(begins))]
    end = min(len(speech), start + n_wanted)
    for (_, pause), (goes_on, _) in zip(stretches, stretches[1:], strict=False):
        if goes_on - pause < SAME_TURN_S / FRAME_S:
            speech[pause:goes_on] = True
    return wave[start * HOP_LENGTH : end * HOP_LENGTH], speech[start:end]


if __name__ == "__main__":
    main()
