"""What every block asks of its input before it computes; a wrong shape is told in a sentence, not by an operator."""

from gluonar_engine.backend import mx


class CheckedBlock(mx.gluon.HybridBlock):
    """A block that looks at its input's shape first; subclasses say in ``_check`` what they take.

    Inside a hybridized network there is only a symbol to look at: there MXNet's own error stays.
    """

    def forward(self, first, *others):
        if isinstance(first, mx.nd.NDArray):
            self._check(first.shape)
        return super().forward(first, *others)

    def _check(self, shape):
        """Raise ValueError for a ``shape`` that this block does not take."""
        raise NotImplementedError


class WaveformBlock(CheckedBlock):
    """A block of (batch, n_samples), which needs ``min_length`` samples to give one frame."""

    def __init__(self, min_length, **kwargs):
        super().__init__(**kwargs)
        self._min_length = min_length

    def _check(self, shape):
        if len(shape) != 2:
            raise ValueError(f"waveforms have the shape (batch, n_samples), got {shape}")
        if shape[1] < self._min_length:
            raise ValueError(f"need at least {self._min_length} samples for one frame, got {shape[1]}")
