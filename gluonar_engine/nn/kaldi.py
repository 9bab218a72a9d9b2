"""Kaldi's filter bank as one convolution, for networks that were trained on it."""

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.filters import KALDI_LOG_FLOOR, kaldi_kernels, kaldi_mel_bank, kaldi_window
from gluonar_engine.nn.checked import WaveformBlock


class KaldiFbank(WaveformBlock):
    """Log mel filter bank as Kaldi computes it without dither (Povey et al., 2011), 25 ms frames each 10 ms.

    Parameters
    ----------
    n_mels : int
        Number of filters.
    window : "hamming", "hanning", "povey" or "rectangular"
        Symmetric window of 25 ms.
    amplitude : float
        Factor from [-1, 1] to the scale of the network's training: 32768 for 16-bit values, 1 for floats.
    sample_rate : int
        In Hz.
    fmin, fmax : float
        Band in Hz; ``fmax`` None is half the sample rate.
    preemphasis : float
        Share of the sample before that is taken off each sample.
    subtract_mean : bool
        Take each bin's mean over the recording off.

    Inputs:
        - **waveform**: (batch, n_samples) in [-1, 1], at least 25 ms.

    Outputs:
        - **features**: (batch, n_frames, n_mels), natural logarithms of powers, n_frames is
          ``1 + (n_samples - win_length) // hop_length`` (frames that would stick out are left away).  A sample that is
          NaN makes the frames that hold it NaN, with ``subtract_mean`` its whole item; never another item.

    Raises
    ------
    ValueError
        For an unknown window, a band outside 0..sample_rate / 2 or no filters; when called, for another shape or less
        than 25 ms.
    """

    def __init__(
        self,
        n_mels=80,
        *,
        window="povey",
        amplitude=1.0,
        sample_rate=SAMPLE_RATE,
        fmin=20.0,
        fmax=None,
        preemphasis=0.97,
        subtract_mean=False,
        **kwargs,
    ):
        win_length, hop_length = sample_rate * 25 // 1000, sample_rate // 100
        super().__init__(win_length, **kwargs)
        n_fft = 1 << (win_length - 1).bit_length()
        n_bins = n_fft // 2
        kernels = amplitude * kaldi_kernels(n_fft, kaldi_window(window, win_length), preemphasis, n_bins)
        bank = mx.nd.array(kaldi_mel_bank(sample_rate, n_fft, n_mels, fmin=fmin, fmax=fmax))
        self._conv = {"num_filter": 2 * n_bins, "kernel": (1, win_length), "stride": (1, hop_length), "no_bias": True}
        self._n_mels, self._subtract_mean = n_mels, subtract_mean
        with self.name_scope():
            self.kernels = self.params.get_constant("kernels", kernels.reshape(2 * n_bins, 1, 1, win_length))
            doubled = mx.nd.concat(bank, bank, dim=1).reshape((n_mels, 2 * n_bins, 1, 1))
            self.bank = self.params.get_constant("bank", doubled)

    def hybrid_forward(self, F, waveform, kernels, bank):
        fourier = F.Convolution(F.reshape(waveform, shape=(0, 1, 1, -1)), kernels, **self._conv)
        mel = F.Convolution(F.square(fourier), bank, num_filter=self._n_mels, kernel=(1, 1), no_bias=True)
        features = F.transpose(F.squeeze(F.log(F.maximum(mel, KALDI_LOG_FLOOR)), axis=2), axes=(0, 2, 1))
        if not self._subtract_mean:
            return features
        return F.broadcast_sub(features, F.mean(features, axis=1, keepdims=True))
