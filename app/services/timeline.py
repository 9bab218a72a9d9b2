"""Who speaks when: a conversation cut into segments, each with a speaker, "unknown" or "cannot tell".

Windows over the speech are scored against everybody, smoothed, and merged into segments of one voice; then each
segment as a whole is embedded and decided upon as any recording is: a longer piece says more than its windows do.

What was seen (``python -m benchmarks.timeline``, model gluonar-r18e-fbb9d40b) on 24 conversations (17 min) made of
recordings from three corpora of speakers that it was not trained on, with turns of 1 to 7 s, pauses of 0.1 to 0.8 s,
three enrolled speakers and a stranger talking, and up to five more enrolled.  The diarization error without a collar,
a stranger being one more speaker, is 23.6 % of the speech: 4.6 missed, 3.4 found in silence, 15.6 given to another
one; 20.5 % with a collar of 0.25 s.  That takes for said what is more likely, however little.  As it is really said,
70.8 % of the speech is right, 5.6 has the wrong name, 0.8 is called unknown though the speaker is enrolled, and 18.3
cannot be told.  Live (``live_timeline``) it is 23.5 %, 71.8 right and 5.6 with the wrong name.  Letters and digits,
said one by one, are the worst, sentences the best.  Conversations in which people talk at once, or across a room, are
harder.

Other settings are not clearly better (``--choose``).  On one half of the speakers the error is 19.5 %, and 16 to 17
without ``switch_cost``, whatever the window (1 to 2 s) and the hop (0.25 or 0.5 s); on the other half the best of
these, windows of 1.5 s every 0.5 s, has 26.9 instead of 27.8 %.  No cost cuts the speech into a third more pieces, of
which fewer are long enough to be told: on the second half 64 instead of 68 % of the speech is then told right, and 2
instead of 7 % with a wrong name.
"""

from dataclasses import dataclass, replace

import numpy as np

from app.domain import Segment, Timeline
from app.errors import TooLittleSpeech
from app.services.decision import DEFAULT_LLR_THRESHOLD, MIN_SPEECH_S, decide
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.vad import FRAME_S, HOP_LENGTH, runs, speech_mask

JOIN_S = 0.3  # pauses shorter than this are inside a window
SAME_TURN_S = 0.5  # the same voice after a pause shorter than this has gone on
_SHORTEST_WINDOW_S = 0.5  # a shorter word is embedded with what is around it
_SHARE_OF_WINDOWS = 0.75  # of the work; the rest is the segments'
_N_SCORED = 64  # windows at a time: with 10,000 speakers, memory stays bounded

NOBODY = -1


@dataclass(frozen=True)
class Cutting:
    """How speech is cut: windows of ``window_s``, about ``hop_s`` apart; a window with another voice than the one
    before costs ``switch_cost`` nats, after the windows' overlap is taken out."""

    window_s: float = 1.0
    hop_s: float = 0.25
    switch_cost: float = 0.25


CUTTING = Cutting()


def who_speaks_when(
    take, enrolled, encoder, progress=lambda share: None, *, llr_threshold=DEFAULT_LLR_THRESHOLD, cutting=CUTTING
) -> Timeline:
    """The ``Timeline`` of a take, its voices compared with those ``enrolled``; ``progress`` gets 0 to 1.

    ``llr_threshold`` is the operating point that segments are decided upon at.

    ``progress`` may raise, which ends the work.  ``TooLittleSpeech`` where nobody speaks.
    """
    speech = speech_mask(take.waveform)
    windows, voices = [], []
    wanted = windows_of(speech, cutting)
    for n_done, window in enumerate(wanted, start=1):
        voice = embedded(encoder, take.waveform, *window)
        if voice is not None:
            windows.append(window)
            voices.append(voice)
        progress(_SHARE_OF_WINDOWS * n_done / len(wanted))
    if not windows:
        raise TooLittleSpeech(take.quality.speech_s, MIN_SPEECH_S)
    turns = turns_of(speech, windows, smoothed(_ratios(np.stack(voices), enrolled, encoder), cutting))
    judge = Judge(enrolled, encoder, llr_threshold)
    segments = []
    for n_done, turn in enumerate(turns, start=1):
        voice = embedded(encoder, take.waveform, *turn)
        if voice is not None:
            segments.append(judge(voice, turn, speech, take.quality, heard_s=len(take.waveform) / SAMPLE_RATE))
        progress(_SHARE_OF_WINDOWS + (1 - _SHARE_OF_WINDOWS) * n_done / len(turns))
    return Timeline(tuple(segments), enrolled.speakers, take.quality, take.source, encoder.model_id, enrolled.left_out)


def windows_of(speech, cutting=CUTTING):
    """(start, end) in frames of windows that cover a speech mask: at most ``window_s`` long, about ``hop_s`` apart."""
    length, hop = round(cutting.window_s / FRAME_S), round(cutting.hop_s / FRAME_S)
    windows = []
    for start, end in stretches_of(speech):
        n_hops = max(0, -(-(end - start - length) // hop))
        starts = np.linspace(start, max(start, end - length), n_hops + 1).round().astype(int).tolist()
        windows.extend((each, min(each + length, end)) for each in starts)
    return windows


def smoothed(ratios, cutting=CUTTING):
    """One label a window, a column of ``ratios`` (n_windows, n_speakers) or ``NOBODY``: the most likely sequence.

    ``ratios`` are log-likelihood ratios against a stranger, for whom 0 stands.  Windows overlap, so each counts for
    its ``hop_s`` only; another voice than in the window before costs ``switch_cost`` (the Viterbi algorithm).
    """
    evidence = np.pad(np.asarray(ratios, float), ((0, 0), (0, 1))) * (cutting.hop_s / cutting.window_s)
    best, came_from = evidence[0], []
    for here in evidence[1:]:
        leader = int(best.argmax())
        stays = best >= best[leader] - cutting.switch_cost
        came_from.append(np.where(stays, np.arange(len(best)), leader))
        best = np.where(stays, best, best[leader] - cutting.switch_cost) + here
    path = [int(best.argmax())]
    for step in reversed(came_from):
        path.append(int(step[path[-1]]))
    labels = np.array(path[::-1])
    return np.where(labels == evidence.shape[1] - 1, NOBODY, labels)


def turns_of(speech, windows, labels):
    """(start, end) in frames of each turn: speech with the label of the window around it, going on until the label
    changes or a pause of ``SAME_TURN_S`` comes.  Windows meet in the middle of their overlap, or of their gap."""
    starts, ends = np.array(windows).T
    edges = (ends[:-1] + starts[1:]) / 2
    label_at = np.asarray(labels)[np.searchsorted(edges, np.arange(len(speech)), side="right")]
    pieces = sorted(
        (*run, label) for label in np.unique(label_at).tolist() for run in runs(speech & (label_at == label))
    )
    turns = []
    for start, end, label in pieces:
        if turns and turns[-1][2] == label and start - turns[-1][1] < SAME_TURN_S / FRAME_S:
            turns[-1] = (turns[-1][0], end, label)
        else:
            turns.append((start, end, label))
    return [(start, end) for start, end, _ in turns]


def stretches_of(speech):
    """Runs of speech, those with less than ``JOIN_S`` between them as one."""
    stretches = []
    for start, end in runs(speech):
        if stretches and start - stretches[-1][1] < JOIN_S / FRAME_S:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _ratios(voices, enrolled, encoder):
    """Log-likelihood ratios (n_windows, n_candidates) of those speakers alone who are the best in some window."""
    pieces = np.array_split(voices, -(-len(voices) // _N_SCORED))

    def scores(pick):
        return np.concatenate([pick(enrolled.scores(encoder.scorer, piece)[0]) for piece in pieces])

    candidates = np.unique(scores(lambda of_piece: of_piece.argmax(axis=1)))
    return encoder.calibration.llr(scores(lambda of_piece: of_piece[:, candidates]))


class Judge:
    """Decides about turns at an operating point."""

    def __init__(self, enrolled, encoder, llr_threshold):
        self._enrolled, self._encoder, self._llr_threshold = enrolled, encoder, llr_threshold

    def __call__(self, voice, turn, speech, quality, *, heard_s, offset=0):
        """The ``Segment`` of a turn, (start, end) in frames of ``speech``, whose voice has this embedding.

        ``quality`` is of what is around it; there are ``offset`` frames before, and ``heard_s`` of sound in all.
        """
        start, end = turn
        scorer = self._encoder.scorer
        scores, cosines = self._enrolled.scores(scorer, voice)
        best = int(scores.argmax())
        speech_s = int(speech[start:end].sum()) * FRAME_S
        quality = replace(quality, duration_s=(end - start) * FRAME_S, speech_s=speech_s)
        decision = decide(
            float(scores[best]), self._encoder.calibration, quality,
            cosine=float(cosines[best]) if scorer.is_normalized else None, llr_threshold=self._llr_threshold,
        )  # fmt: skip
        end_s = min((offset + end) * FRAME_S, heard_s)
        return Segment((offset + start) * FRAME_S, end_s, self._enrolled.speakers[best], decision)


def embedded(encoder, waveform, start, end):
    """Of the frames from ``start`` to ``end``, of a short word with what is around it; None where the model has too
    little in it, which depends on the model."""
    lacking = max(0, round(_SHORTEST_WINDOW_S / FRAME_S) - (end - start))
    start, end = max(0, start - lacking // 2), end + lacking - lacking // 2
    try:
        return encoder.embed(waveform[start * HOP_LENGTH : end * HOP_LENGTH])
    except ValueError:
        return None
