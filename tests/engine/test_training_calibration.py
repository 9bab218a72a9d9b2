"""What a model's scores are worth, found on trials of voices that are made up of two tones."""

import numpy as np
import pytest

from gluonar_engine.metrics import cllr
from gluonar_engine.scoring import Cohort, Scorer, normalize
from gluonar_engine.training.calibration import fit_scores
from gluonar_engine.training.validation import Trials
from gluonar_engine.vad import voice_of
from tests.voices import say, with_noise

N_SPEAKERS, N_RECORDINGS = 8, 3


class PitchEncoder:
    """Tells the voices of ``say`` apart by their harmonics, and keeps the lengths that it was given."""

    def __init__(self):
        self.lengths = []

    def embed(self, waveform):
        self.lengths.append(len(waveform))
        power = np.abs(np.fft.rfft(waveform, 16_000)[100:1060]) ** 2
        bands = np.log(power.reshape(96, -1).mean(axis=1) + 1e-3)
        return normalize(bands - bands.mean())


@pytest.fixture
def trials(rng):
    """All pairs among three noisy recordings, with a long pause at the end, of each of eight voices."""
    pause = np.zeros(3 * 16_000, np.float32)
    voices = [say(6, pitch_hz=90.0 + 17 * (i // N_RECORDINGS))[0] for i in range(N_SPEAKERS * N_RECORDINGS)]
    waveforms = [np.concatenate([with_noise(voice, 30, rng), pause]) for voice in voices]
    left, right = np.triu_indices(len(waveforms), 1)
    return Trials(waveforms, {"made": (left, right, left // N_RECORDINGS == right // N_RECORDINGS)})


@pytest.fixture
def cohort():
    return Cohort(np.stack([PitchEncoder().embed(say(2, pitch_hz=pitch_hz)[0]) for pitch_hz in range(85, 230, 3)]))


def test_ratios_of_the_trials_favour_their_kinds(trials, cohort):
    encoder = PitchEncoder()
    normalization, calibration = fit_scores(encoder, cohort, trials)
    embeddings = np.stack([encoder.embed(voice_of(waveform)) for waveform in trials.waveforms])
    left, right, is_target = trials.trials["made"]
    llrs = calibration.llr(Scorer(cohort, normalization).pairs(embeddings[left], embeddings[right]))
    assert cllr(llrs, is_target) < 0.8
    assert fit_scores(PitchEncoder(), cohort, trials) == (normalization, calibration)


def test_without_a_cohort_cosines_are_calibrated(trials):
    normalization, calibration = fit_scores(PitchEncoder(), None, trials)
    assert normalization is None and calibration.is_known


def test_recordings_are_heard_without_their_pauses_whole_and_cut(trials):
    encoder = PitchEncoder()
    fit_scores(encoder, None, trials)
    without_pauses = {len(voice_of(waveform)) for waveform in trials.waveforms}
    assert without_pauses <= set(encoder.lengths)
    assert min(encoder.lengths) < min(without_pauses) / 2


def test_a_network_that_tells_nobody_apart_is_kept_without_a_calibration(trials, cohort):
    left, right, is_target = trials.trials["made"]
    swapped = Trials(trials.waveforms, {"made": (left, right, ~is_target)})
    for reference in (None, cohort):
        assert fit_scores(PitchEncoder(), reference, swapped) == (None, None)
