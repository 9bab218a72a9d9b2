"""Blocks from spectra to cepstra."""

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.filters import dct_matrix
from gluonar_engine.nn.scaling import PowerToDB
from gluonar_engine.nn.spectral import MelSpectrogram


class DCT1D(mx.gluon.HybridBlock):
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
        - **coefficients**: (..., n_out).

    Raises
    ------
    ValueError
        For an unknown type or norm, or an ``n_out`` outside 1..n.
    """

    def __init__(self, n, type=2, norm=None, *, n_out=None, **kwargs):
        super().__init__(**kwargs)
        n_out = n if n_out is None else n_out
        if not 1 <= n_out <= n:
            raise ValueError(f"n_out must be in 1..{n}, got {n_out}")
        self._n_out = n_out
        matrix = dct_matrix(n, type, norm)[:n_out].astype(np.float32)
        with self.name_scope():
            self.matrix = self.params.get_constant("matrix", matrix)

    def hybrid_forward(self, F, samples, matrix):
        return F.FullyConnected(samples, matrix, num_hidden=self._n_out, no_bias=True, flatten=False)


class MFCC(mx.gluon.HybridBlock):
    """Mel-frequency cepstral coefficients (Davis and Mermelstein, 1980), equal to librosa's.

    Parameters
    ----------
    sample_rate, n_fft, hop_length and the others of ``mel``
        As in ``MelSpectrogram``.
    n_mfcc : int
        Coefficients kept, at most ``n_mels``.
    dct_type : 1, 2 or 3
    dct_norm : None or "ortho"
    top_db : float or None
        As in ``PowerToDB``.

    Inputs:
        - **waveform**: (batch, n_samples).

    Outputs:
        - **coefficients**: (batch, 1, n_frames, n_mfcc).
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

    def hybrid_forward(self, F, waveform):
        return self.dct(self.to_db(self.mel(waveform)))
