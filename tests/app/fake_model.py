"""A speaker model that needs no weights, for tests of what is around it."""

import numpy as np

from gluonar_engine.devices import CPU, Place
from gluonar_engine.scoring import Calibration, Cohort, Scorer, normalize


class FakeEncoder:
    """The shape of the mean spectrum as an embedding: enough to tell the sample voices apart.

    With a cohort, its scores are normalised.
    """

    dim = 63
    network_sha256 = "f" * 64
    manifest = None
    runs_on = Place(CPU, "Fake 1.0")

    def __init__(self, model_id="fake-1", cohort=None):
        self.model_id = model_id
        self.scorer = Scorer(cohort)
        self.calibration = Calibration(30.0, -9.0) if cohort else Calibration(40.0, -18.0)
        self.n_embedded = 0

    def embed(self, waveform, progress=lambda share: None):
        self.n_embedded += 1
        n_frames = len(waveform) // 512
        frames = np.reshape(waveform[: n_frames * 512], (n_frames, 512)) * np.hanning(512)
        power = (np.abs(np.fft.rfft(frames)) ** 2).mean(axis=0)[1:]
        progress(1.0)
        bands = np.log(power.reshape(64, -1).mean(axis=1) + 1e-2)
        return normalize(np.diff(bands))  # differences: all voices have the same tilt


def fake_cohort():
    """Voices that are nobody's: noises of different tilts and colours, seen as ``FakeEncoder`` sees a voice."""
    rng = np.random.default_rng(7)
    encoder = FakeEncoder()
    return Cohort(np.stack([encoder.embed(_coloured(rng)) for _ in range(120)]))


def _coloured(rng):
    spectrum = np.fft.rfft(rng.normal(0, 0.1, 16_000))
    frequency = np.linspace(0, 1, len(spectrum))
    shape = np.exp(sum(rng.normal(0, 1) * np.cos(np.pi * order * frequency) for order in range(1, 8)) - 4 * frequency)
    return np.fft.irfft(spectrum * shape)


class FakeModels:
    """Stands in for ModelProvider."""

    is_ready = True

    def __init__(self, model_id="fake-1", cohort=None):
        self._encoder = FakeEncoder(model_id, cohort)

    def encoder(self):
        return self._encoder

    def load_again(self):
        return self._encoder

    def use(self, encoder):
        self._encoder = encoder
