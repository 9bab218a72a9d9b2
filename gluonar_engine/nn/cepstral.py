"""Blocks from spectra to cepstra."""

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import dct_matrix
from gluonar_engine.nn.checked import CheckedBlock
from gluonar_engine.nn.scaling import PowerToDB
from gluonar_engine.nn.spectral import MelSpectrogram


class DCT1D(CheckedBlock):
    """Discrete cosine transform of the last axis, scaled as ``scipy.fft.dct`` (Ahmed et al., 1974).

    Parameters
    ----------
    n : int
        Length of the last axis.
    type : 1, 2 or 3
        Kind of transform; type 3 is the inverse of type 2 up to scale.
    norm : None or "ortho"
        Twice the textbook sum, or orthonormal.
    n_out : int or None
        How many of the first coefficients to keep; None keeps all.

    Inputs:
        - **samples**: (..., n).

    Outputs:
        - **coefficients**: (..., n_out), in the unit of the samples; a NaN stays in its row.

    Raises
    ------
    ValueError
        For an unknown type or norm, or an ``n_out`` outside 1..n; when called, for a last axis that is not ``n``.
    """

    def __init__(self, n, type=2, norm=None, *, n_out=None, **kwargs):
        super().__init__(**kwargs)
        n_out = n if n_out is None else n_out
        if not 1 <= n_out <= n:
            raise ValueError(f"n_out must be in 1..{n}, got {n_out}")
        self._n, self._n_out = n, n_out
        matrix = dct_matrix(n, type, norm)[:n_out].astype(np.float32)
        with self.name_scope():
            self.matrix = self.params.get_constant("matrix", matrix)

    def _check(self, shape):
        if shape[-1] != self._n:
            raise ValueError(f"the last axis must have {self._n} samples, got the shape {shape}")

    def hybrid_forward(self, F, samples, matrix):
        return F.FullyConnected(samples, matrix, num_hidden=self._n_out, no_bias=True, flatten=False)


class MFCC(CheckedBlock):
    """Mel-frequency cepstral coefficients (Davis and Mermelstein, 1980), equal to librosa's.

    Parameters
    ----------
    sample_rate, n_fft, hop_length and the others of ``mel``
        As in ``MelSpectrogram``.
    n_mfcc : int
        Coefficients kept, at most ``n_mels``.
    dct_type, dct_norm
        As ``type`` and ``norm`` of ``DCT1D``.
    top_db : float or None
        As in ``PowerToDB``.

    Inputs:
        - **waveform**: (batch, n_samples), as in ``STFTBlock``.

    Outputs:
        - **coefficients**: (batch, 1, n_frames, n_mfcc), of levels in dB.  A sample that is NaN makes its item NaN,
          as in ``PowerToDB``; never another item.

    Raises
    ------
    ValueError
        As ``MelSpectrogram``, ``PowerToDB`` and ``DCT1D``.
    """

    def __init__(
        self,
        sample_rate=SAMPLE_RATE,
        n_fft=2048,
        hop_length=None,
        *,
        n_mfcc=20,
        n_mels=128,
        dct_type=2,
        dct_norm="ortho",
        top_db=80.0,
        prefix=None,
        params=None,
        **mel,
    ):
        super().__init__(prefix=prefix, params=params)
        with self.name_scope():
            self.mel = MelSpectrogram(sample_rate, n_fft, hop_length, n_mels=n_mels, **mel)
            self.to_db = PowerToDB(top_db=top_db)
            self.dct = DCT1D(n_mels, dct_type, dct_norm, n_out=n_mfcc)

    def _check(self, shape):
        self.mel._check(shape)

    def hybrid_forward(self, F, waveform):
        return self.dct(self.to_db(self.mel(waveform)))
