"""Blocks from waveform to spectrogram, as convolutions with windowed DFT kernels.

A convolution runs on every context and in every exported format; MXNet's own FFT operator has no CPU kernel.
"""

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import dft_kernels, mel_bank
from gluonar_engine.nn.checked import WaveformBlock

_TINY_POWER = 1e-30  # under it a square root would have an infinite gradient; a 16-bit step has 1e-9


class _FourierBlock(WaveformBlock):
    """Framing and DFT, shared by the spectrogram blocks below."""

    def __init__(self, audio_length, n_fft, hop_length, win_length, window, center, power, n_bins, **kwargs):
        if power not in (1, 2):
            raise ValueError(f"power must be 1 or 2, got {power}")
        win_length = n_fft if win_length is None else win_length
        hop_length = win_length // 4 if hop_length is None else hop_length
        if not 0 < win_length <= n_fft:
            raise ValueError(f"win_length must be in 1..n_fft ({n_fft}), got {win_length}")
        if hop_length <= 0:
            raise ValueError(f"hop_length must be positive, got {hop_length}")
        margins = _margins(n_fft, win_length, center)
        min_length = max(margins) + 1 if center else n_fft
        if audio_length is not None and audio_length < min_length:
            raise ValueError(f"audio_length must be at least {min_length} samples, got {audio_length}")
        super().__init__(min_length, **kwargs)
        self._audio_length, self._margins = audio_length, margins
        self._conv = {"num_filter": 2 * n_bins, "kernel": (1, win_length), "stride": (1, hop_length), "no_bias": True}
        self._n_bins, self._power = n_bins, power
        kernels = dft_kernels(n_fft, win_length, window, n_bins)
        with self.name_scope():
            self.kernels = self.params.get_constant("kernels", kernels.reshape(2 * n_bins, 1, 1, win_length))

    def _check(self, shape):
        super()._check(shape)
        if self._audio_length not in (None, shape[1]):
            raise ValueError(f"this block was made for {self._audio_length} samples, got {shape[1]}")

    def _fourier(self, F, waveform, kernels):
        """(batch, n_samples) -> real and imaginary parts one after the other, (batch, 2 * n_bins, 1, n_frames)."""
        signal = F.reshape(waveform, shape=(0, 1, 1, -1))
        left, right = self._margins
        if left > 0:
            signal = F.pad(signal, mode="reflect", pad_width=(0, 0, 0, 0, 0, 0, left, right))
        elif (left, right) != (0, 0):
            signal = F.slice_axis(signal, axis=3, begin=-left, end=right or None)
        return F.Convolution(signal, kernels, **self._conv)

    def _spectrum(self, F, waveform, kernels):
        """(batch, n_samples) -> magnitudes or powers (batch, n_bins, 1, n_frames)."""
        squares = F.square(self._fourier(F, waveform, kernels))
        real = F.slice_axis(squares, axis=1, begin=0, end=self._n_bins)
        imaginary = F.slice_axis(squares, axis=1, begin=self._n_bins, end=None)
        power = real + imaginary
        # power / sqrt(power) is its root, with a gradient of 0 and not NaN in silence.
        return power if self._power == 2 else power / F.sqrt(F.maximum(power, _TINY_POWER))


def _margins(n_fft, win_length, center):
    """Samples to add to the left and the right of a waveform; to take off, where they are negative.

    The window stands in the middle of the frame: what lies before and after it is never read.
    """
    before = (n_fft - win_length) // 2
    after = n_fft - win_length - before
    half = n_fft // 2
    return (half - before, half - after) if center else (-before, -after)


class STFTBlock(_FourierBlock):
    """Short-time Fourier magnitudes or powers (Allen and Rabiner, Proc. IEEE 65, 1977), equal to librosa's.

    Parameters
    ----------
    audio_length : int or None
        Samples of the input, any other length being refused; None takes any.
    n_fft : int
        DFT size in samples; a shorter window stands in the middle of it.
    hop_length : int or None
        Samples from frame to frame; None is ``win_length // 4``.
    win_length : int or None
        Window length in samples, at most ``n_fft``; None is ``n_fft``.
    window : "hann", "hamming" or "rectangular"
        Periodic window.
    center : bool
        Reflect half a frame at both ends, so that frame ``t`` is centred at sample ``t * hop_length``.
    power : 1 or 2
        Magnitude, or power.
    nyquist : bool
        Keep the bin at half the sample rate too.

    Inputs:
        - **waveform**: (batch, n_samples); with ``center`` more than half a window, else ``n_fft`` or more.

    Outputs:
        - **spectrogram**: (batch, 1, n_frames, n_fft // 2), one bin more with ``nyquist``, in units of the waveform
          times the window's sum, or their square; n_frames is ``1 + n_samples // hop_length`` with ``center`` (for an
          even ``n_fft``), else ``1 + (n_samples - n_fft) // hop_length``.  A sample that is NaN makes the frames that
          hold it NaN, and no others.

    Raises
    ------
    ValueError
        For lengths that give no frame, an unknown window or power; when called, for another shape or too short a
        waveform.
    """

    def __init__(
        self,
        audio_length=None,
        n_fft=2048,
        hop_length=None,
        *,
        win_length=None,
        window="hann",
        center=True,
        power=1,
        nyquist=False,
        **kwargs,
    ):
        n_bins = n_fft // 2 + bool(nyquist)
        super().__init__(audio_length, n_fft, hop_length, win_length, window, center, power, n_bins, **kwargs)

    def hybrid_forward(self, F, waveform, kernels):
        return F.transpose(self._spectrum(F, waveform, kernels), axes=(0, 2, 3, 1))


class MelSpectrogram(_FourierBlock):
    """Mel spectrogram (Davis and Mermelstein, IEEE TASSP 28, 1980), equal to librosa's.

    Parameters
    ----------
    sample_rate : int
        In Hz.
    audio_length, n_fft, hop_length, win_length, window, center, power
        As in ``STFTBlock``, but for the power, which is 2 unless told.
    n_mels : int
        Number of filters.
    fmin, fmax : float
        Band in Hz; ``fmax`` None is half the sample rate.
    htk : bool
        HTK's mel scale instead of Slaney's.
    norm : "slaney" or None
        Filters of unit area, or unit peak.

    Inputs:
        - **waveform**: (batch, n_samples), as in ``STFTBlock``.

    Outputs:
        - **mel**: (batch, 1, n_frames, n_mels); frames, units and NaN as in ``STFTBlock``.

    Raises
    ------
    ValueError
        As ``STFTBlock``; for a band outside 0..sample_rate / 2, another norm, or no filters.
    """

    def __init__(
        self,
        sample_rate=SAMPLE_RATE,
        n_fft=2048,
        hop_length=None,
        *,
        audio_length=None,
        win_length=None,
        window="hann",
        center=True,
        power=2,
        n_mels=128,
        fmin=0.0,
        fmax=None,
        htk=False,
        norm="slaney",
        **kwargs,
    ):
        n_bins = n_fft // 2 + 1
        super().__init__(audio_length, n_fft, hop_length, win_length, window, center, power, n_bins, **kwargs)
        bank = mel_bank(sample_rate, n_fft, n_mels, fmin=fmin, fmax=fmax, htk=htk, norm=norm)
        self._n_mels = n_mels
        if power == 2:  # [bank | bank] adds the squares of real and imaginary part on the way
            bank = np.concatenate([bank, bank], axis=1)
        with self.name_scope():
            self.bank = self.params.get_constant("bank", bank.reshape(n_mels, -1, 1, 1))

    def hybrid_forward(self, F, waveform, kernels, bank):
        if self._power == 2:
            spectrum = F.square(self._fourier(F, waveform, kernels))
        else:
            spectrum = self._spectrum(F, waveform, kernels)
        mel = F.Convolution(spectrum, bank, num_filter=self._n_mels, kernel=(1, 1), no_bias=True)
        return F.transpose(mel, axes=(0, 2, 3, 1))
