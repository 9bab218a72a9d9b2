"""Blocks that change the scale of a spectrogram without changing its shape."""

import math

from gluonar_engine.backend import mx
from gluonar_engine.nn.checked import CheckedBlock

_TINY_VARIANCE = 1e-30  # under it a square root would have an infinite gradient


class PowerToDB(mx.gluon.HybridBlock):
    """Convert a power spectrogram to decibels (IEC 60027-3), equal to librosa's ``power_to_db`` item by item.

    Each item is clamped against its own loudest bin, so a clip scores the same whether it is embedded alone or in
    a batch.

    Parameters
    ----------
    ref : float
        Power that maps to 0 dB.
    amin : float
        Powers below this are raised to it before the logarithm.
    top_db : float or None
        Largest allowed drop below the loudest bin of the item, in dB; None turns the clamp off.

    Inputs:
        - **power**: (batch, ...), non-negative.

    Outputs:
        - **decibels**: same shape, in dB relative to ``ref``.  With ``top_db`` a power that is NaN makes its item NaN,
          since the loudest bin is not known (in ONNX Runtime, whose maximum passes a NaN over, only itself); never
          another item.

    Raises
    ------
    ValueError
        For a ``ref`` or ``amin`` that is not positive, or a negative ``top_db``.
    """

    def __init__(self, ref=1.0, amin=1e-10, top_db=80.0, **kwargs):
        super().__init__(**kwargs)
        if ref <= 0 or amin <= 0:
            raise ValueError(f"ref and amin must be positive, got ref={ref}, amin={amin}")
        if top_db is not None and top_db < 0:
            raise ValueError(f"top_db must be >= 0 or None, got {top_db}")
        self._ref_db = 10.0 * math.log10(max(ref, amin))
        self._amin = amin
        self._top_db = top_db

    def hybrid_forward(self, F, power):
        decibels = F.log(F.maximum(power, self._amin)) * (10.0 / math.log(10.0)) - self._ref_db
        if self._top_db is None:
            return decibels
        items = F.flatten(decibels)
        loudest = F.max(items, axis=1, keepdims=True)
        return F.reshape_like(F.broadcast_maximum(items, loudest - self._top_db), decibels)


class ZScoreNormBlock(CheckedBlock):
    """Bring each item to mean 0 and standard deviation 1 (population formula).

    Per frequency it is the cepstral mean and variance normalisation of Viikki and Laurila (Speech Communication 25,
    1998) over the whole recording.

    Parameters
    ----------
    per_frequency : bool
        Normalise each frequency over time (the last axis but one) instead of the whole map at once.
    eps : float
        Added to the standard deviation, so that a constant item becomes 0 and not NaN.

    Inputs:
        - **spectrogram**: (batch, ...); (batch, ..., n_frames, n_bins) with ``per_frequency``.

    Outputs:
        - **normalised**: same shape, without unit.  A NaN makes all that it is normalised with NaN: its item, or its
          frequency in its item.

    Raises
    ------
    ValueError
        When called with ``per_frequency`` and fewer than 3 axes.
    """

    def __init__(self, per_frequency=False, eps=1e-7, **kwargs):
        super().__init__(**kwargs)
        self._per_frequency, self._eps = per_frequency, eps

    def _check(self, shape):
        if self._per_frequency and len(shape) < 3:
            raise ValueError(f"per_frequency needs the shape (batch, ..., n_frames, n_bins), got {shape}")

    def hybrid_forward(self, F, spectrogram):
        if self._per_frequency:
            return self._normalised(F, spectrogram, -2)
        return F.reshape_like(self._normalised(F, F.flatten(spectrogram), 1), spectrogram)

    def _normalised(self, F, values, axis):
        centred = values
        for _ in range(2):  # the second takes off what the first was rounded by: all that a constant item has left
            centred = F.broadcast_sub(centred, F.mean(centred, axis=axis, keepdims=True))
        variance = F.mean(F.square(centred), axis=axis, keepdims=True)
        return F.broadcast_div(centred, F.sqrt(F.maximum(variance, _TINY_VARIANCE)) + self._eps)
