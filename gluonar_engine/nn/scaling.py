"""Blocks that change the scale of a spectrogram without changing its shape."""

import math

from gluonar_engine.backend import mx


class PowerToDB(mx.gluon.HybridBlock):
    """Convert a power spectrogram to decibels.

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
        - **decibels**: same shape, in dB relative to ``ref``.

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
        loudest = F.max(decibels, axis=0, exclude=True, keepdims=True)
        return F.broadcast_maximum(decibels, loudest - self._top_db)


class ZScoreNormBlock(mx.gluon.HybridBlock):
    """Bring each item to mean 0 and standard deviation 1 (population formula).

    Parameters
    ----------
    per_frequency : bool
        Normalise each frequency over time (axis 2) instead of the whole map at once.
    eps : float
        Added to the standard deviation, so that a constant item becomes 0 and not NaN.

    Inputs:
        - **spectrogram**: (batch, ...); (batch, channels, n_frames, n_bins) with ``per_frequency``.

    Outputs:
        - **normalised**: same shape.
    """

    def __init__(self, per_frequency=False, eps=1e-7, **kwargs):
        super().__init__(**kwargs)
        self._over = {"axis": 2, "keepdims": True} if per_frequency else {"axis": 0, "exclude": True, "keepdims": True}
        self._eps = eps

    def hybrid_forward(self, F, spectrogram):
        centred = F.broadcast_sub(spectrogram, F.mean(spectrogram, **self._over))
        deviation = F.sqrt(F.mean(F.square(centred), **self._over))
        return F.broadcast_div(centred, deviation + self._eps)
