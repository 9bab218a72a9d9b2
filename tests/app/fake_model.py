"""A speaker model that needs no weights, for tests of what is around it."""

import numpy as np

from gluonar_engine.scoring import Calibration, normalize


class FakeEncoder:
    """The shape of the mean spectrum as an embedding: enough to tell the sample voices apart."""

    dim = 63
    calibration = Calibration(scale=40.0, offset=-18.0)

    def __init__(self, model_id="fake-1"):
        self.model_id = model_id
        self.n_embedded = 0

    def embed(self, waveform):
        self.n_embedded += 1
        n_frames = len(waveform) // 512
        frames = np.reshape(waveform[: n_frames * 512], (n_frames, 512)) * np.hanning(512)
        power = (np.abs(np.fft.rfft(frames)) ** 2).mean(axis=0)[1:]
        bands = np.log(power.reshape(64, -1).mean(axis=1) + 1e-2)
        return normalize(np.diff(bands))  # differences: all voices have the same tilt


class FakeModels:
    """Stands in for ModelProvider."""

    is_ready = True

    def __init__(self, model_id="fake-1"):
        self._encoder = FakeEncoder(model_id)

    def encoder(self):
        return self._encoder
