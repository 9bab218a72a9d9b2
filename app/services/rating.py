"""How good takes are to enroll from, one by one and all together.  Pure functions.

Among three takes of one voice, of five corpora of real speech, none of 156 was taken for another voice's; a fourth,
of another voice, was found in 75 (one word, or some digits) to 100 of 100 (`python -m benchmarks.agreement`).
"""

import numpy as np

from app.domain import Quality, Rating, Strength, StrengthLevel
from app.said import marked, said
from app.services.decision import MAX_CLIPPED_FRACTION, MIN_ABS_LLR, MIN_SNR_DB
from app.services.voice import MIN_TAKE_SPEECH_S

GOOD_SPEECH_S = 5.0  # of one take
NARROW_BAND_HZ = 5000.0

# (bound, stars): below it, or for clipping above it, at most so many
_BY_SPEECH_S = ((MIN_TAKE_SPEECH_S, 0), (1.0, 1), (2.0, 2), (3.0, 3), (GOOD_SPEECH_S, 4))
_BY_SNR_DB = ((MIN_SNR_DB, 1), (10.0, 2), (15.0, 3), (20.0, 4))
_BY_BANDWIDTH_HZ = ((3000.0, 2), (NARROW_BAND_HZ, 3))
_BY_CLIPPED = ((MAX_CLIPPED_FRACTION, 1), (0.003, 2), (0.001, 3))
_MOST_STARS = 5

FAIR_TAKES, FAIR_SPEECH_S = 2, 5.0
STRONG_TAKES, STRONG_SPEECH_S = 3, 15.0
_ADD_A_TAKE = {  # by how many there are: alone, and where speech is missing as well
    0: (marked("add a first take"), marked("add a first take with {s} s of speech")),
    1: (marked("add a second take"), marked("add a second take with {s} s of speech")),
    2: (marked("add a third take"), marked("add a third take with {s} s of speech")),
}


def rate(quality: Quality, agreement: float | None = None, *, is_other_voice=False) -> Rating:
    """A take is as good as its worst side; of equally bad ones the first below is told."""
    limits = [(1, marked("This take sounds like another voice."))] if is_other_voice else []
    limits += [_speech(quality), _clipping(quality), _noise(quality), _band(quality)]
    stars, reason = min(limits, key=lambda limit: limit[0])  # the first of the least
    return Rating(
        stars, reason if stars < _MOST_STARS else marked("Good: nothing to improve."), agreement, is_other_voice
    )


def strength_of(qualities: list[Quality], n_other_voice=0) -> Strength:
    """Of the model that takes of these qualities make; ``n_other_voice`` more of them sound like another voice."""
    usable = [quality for quality in qualities if _is_usable(quality)]
    n_takes, speech_s = len(usable), sum(quality.speech_s for quality in usable)
    if n_other_voice:
        return Strength(StrengthLevel.WEAK, marked("leave out the take that sounds like another voice"))
    if n_takes < FAIR_TAKES or speech_s < FAIR_SPEECH_S:
        return Strength(StrengthLevel.WEAK, _missing(n_takes, speech_s, FAIR_TAKES, FAIR_SPEECH_S))
    if n_takes < STRONG_TAKES or speech_s < STRONG_SPEECH_S:
        return Strength(StrengthLevel.FAIR, _missing(n_takes, speech_s, STRONG_TAKES, STRONG_SPEECH_S))
    return Strength(StrengthLevel.STRONG)


def agreements(embeddings, encoder, enrolled=()) -> list[tuple[float | None, bool]]:
    """Of each take (n_takes, dim): its mean score with the others, and whether it sounds like another voice.

    The others are the takes that do not themselves sound like another voice, and the speaker's ``enrolled`` ones
    (n_enrolled, dim).  The worst is judged first, and then left out of the judgement of the rest: it would pull them
    down.  Two that are equally bad, as two alone always are, go together.
    """
    known = [*embeddings, *enrolled]
    if len(known) < 2 or not len(embeddings):
        return [(None, False)] * len(embeddings)
    scores = np.stack([encoder.scorer.against(np.stack(known), embedding)[0] for embedding in embeddings])
    counts = np.ones(len(known), bool)
    while (found := _worst(scores, counts, encoder.calibration)) is not None:
        counts[: len(embeddings)][found] = False
    return [(_mean(scores, counts, index), not counts[index]) for index in range(len(embeddings))]


def _worst(scores, counts, calibration):
    """Which takes agree least, where that speaks against one voice; None where nothing does any more."""
    llrs = np.full(len(scores), np.inf)
    for index in np.flatnonzero(counts[: len(scores)]):
        if counts.sum() > 1:
            llrs[index] = calibration.llr(_mean(scores, counts, index))
    return np.isclose(llrs, llrs.min(), atol=1e-4) if llrs.min() < -MIN_ABS_LLR else None


def _mean(scores, counts, index):
    """With the others that count; with all others where none does."""
    others = counts.copy()
    others[index] = False
    if not others.any():
        others = np.arange(len(counts)) != index
    return float(scores[index, others].mean())


def _is_usable(quality):
    is_noisy = quality.snr_db is not None and quality.snr_db < MIN_SNR_DB
    is_clipped = quality.clipped_fraction > MAX_CLIPPED_FRACTION
    return quality.speech_s >= MIN_TAKE_SPEECH_S and not is_noisy and not is_clipped


def _missing(n_takes, speech_s, wanted_takes, wanted_s):
    short_s = wanted_s - speech_s
    seconds = max(round(short_s), 1)
    if n_takes >= wanted_takes:
        return said("add {s} s of speech", s=seconds)
    alone, with_speech = _ADD_A_TAKE[n_takes]
    return said(with_speech, s=seconds) if short_s > 0 else alone


def _stars(number, bounds):
    return next((stars for bound, stars in bounds if number < bound), _MOST_STARS)


def _speech(quality):
    stars = _stars(quality.speech_s, _BY_SPEECH_S)
    if not stars:
        return 0, marked("No speech was found.")
    return stars, said("Short: {speech_s:.1f} s of speech.", speech_s=quality.speech_s)


def _clipping(quality):
    clipped = quality.clipped_fraction
    stars = next((stars for bound, stars in _BY_CLIPPED if clipped > bound), _MOST_STARS)
    return stars, said("Clipped: {clipped:.1%} of it is at full scale.", clipped=clipped)


def _noise(quality):
    if quality.snr_db is None:
        return _MOST_STARS, ""
    return _stars(quality.snr_db, _BY_SNR_DB), said(
        "Noisy: the speech is {snr_db:.0f} dB above the noise.", snr_db=quality.snr_db
    )


def _band(quality):
    if quality.bandwidth_hz is None:
        return _MOST_STARS, ""
    reach = said("Narrow band: nothing above {khz:.1f} kHz, as on a telephone.", khz=quality.bandwidth_hz / 1000)
    return _stars(quality.bandwidth_hz, _BY_BANDWIDTH_HZ), reach
