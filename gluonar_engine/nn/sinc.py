"""Band-pass filters that learn their two edges."""

import math

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.filters import sinc_bands
from gluonar_engine.nn.checked import WaveformBlock

_START_HZ = 1.0  # at exactly 0 the gradient of |low| and |band| is 0: such an edge would never learn


class SincConv1D(WaveformBlock):
    """Convolution with band-passes that have only their two edges to learn (Ravanelli and Bengio, 1808.00158).

    A filter is the difference of two windowed low-passes,
    ``(2 f2 sinc(2 pi f2 n) - 2 f1 sinc(2 pi f1 n)) * hamming(n) / (2 (f2 - f1))``, with
    ``f1 = min_low_hz + |low|`` and ``f2 = f1 + min_band_hz + |band|``, both held within ``sample_rate / 2``.

    Parameters
    ----------
    n_filters : int
    kernel_size : int
        In samples; made odd, so that the filter is symmetric.
    stride : int
        Samples from output to output.
    sample_rate : int
        In Hz.
    min_low_hz, min_band_hz : float
        Least lower edge and least width.

    Inputs:
        - **waveform**: (batch, n_samples), ``kernel_size`` or more.

    Outputs:
        - **bands**: (batch, n_filters, 1 + (n_samples - kernel_size) // stride), in the unit of the waveform.
          A sample that is NaN makes the outputs within reach of a filter NaN, and no others.

    Raises
    ------
    ValueError
        For sizes under these, or least edges that leave no band; when called, for another shape or too short a
        waveform.
    """

    def __init__(
        self, n_filters, kernel_size, stride=1, *, sample_rate=SAMPLE_RATE, min_low_hz=50.0, min_band_hz=50.0, **kwargs
    ):
        if n_filters < 1 or kernel_size < 3 or stride < 1:
            raise ValueError(
                f"need n_filters >= 1, kernel_size >= 3 and stride >= 1, got {n_filters}, {kernel_size}, {stride}"
            )
        if min_low_hz < 0 or min_band_hz <= 0 or min_low_hz + min_band_hz > sample_rate / 2:
            raise ValueError(
                f"min_low_hz and min_band_hz must fit into {sample_rate / 2} Hz, got {min_low_hz} and {min_band_hz}"
            )
        kernel_size += 1 - kernel_size % 2
        super().__init__(kernel_size, **kwargs)
        half = kernel_size // 2
        taps = np.arange(-half, half + 1, dtype=np.float64)[np.newaxis]
        self._min_low_hz, self._min_band_hz, self._rate = min_low_hz, min_band_hz, float(sample_rate)
        self._conv = {"num_filter": n_filters, "kernel": (1, kernel_size), "stride": (1, stride), "no_bias": True}
        lower, upper = sinc_bands(n_filters, sample_rate)
        low = np.maximum(lower - min_low_hz, _START_HZ)[:, np.newaxis]
        band = np.maximum(upper - lower - min_band_hz, _START_HZ)[:, np.newaxis]
        window = 0.54 + 0.46 * np.cos(2.0 * np.pi * taps / kernel_size)
        over_taps = np.divide(1.0, np.pi * taps, out=np.zeros_like(taps), where=taps != 0)
        with self.name_scope():
            self.low_hz = self.params.get("low_hz", shape=low.shape, init=mx.init.Constant(low))
            self.band_hz = self.params.get("band_hz", shape=band.shape, init=mx.init.Constant(band))
            self.turns = self.params.get_constant("turns", 2.0 * math.pi * taps)
            self.over_taps = self.params.get_constant("over_taps", window * over_taps)
            self.centre = self.params.get_constant("centre", 2.0 * (taps == 0))

    def hybrid_forward(self, F, waveform, low_hz, band_hz, turns, over_taps, centre):
        least = self._min_band_hz / self._rate  # all of these in cycles a sample
        lower = F.minimum((F.abs(low_hz) + self._min_low_hz) / self._rate, 0.5 - least)
        upper = F.minimum(lower + F.abs(band_hz) / self._rate + least, 0.5)

        def low_pass(edge):
            oscillation = F.broadcast_mul(F.sin(F.broadcast_mul(edge, turns)), over_taps)
            return oscillation + F.broadcast_mul(edge, centre)

        bands = F.broadcast_div(low_pass(upper) - low_pass(lower), 2.0 * (upper - lower))
        kernels = F.reshape(bands, shape=(0, 1, 1, -1))
        filtered = F.Convolution(F.reshape(waveform, shape=(0, 1, 1, -1)), kernels, **self._conv)
        return F.squeeze(filtered, axis=2)
