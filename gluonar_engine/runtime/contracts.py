"""What speaker networks from elsewhere want as input, and how to recognise it in an ONNX file; NumPy only."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import KALDI_LOG_FLOOR, kaldi_kernels, kaldi_mel_bank, kaldi_window

_WIN_LENGTH, _HOP_LENGTH, _N_FFT, N_MELS = 400, 160, 512, 80
_PREEMPHASIS = 0.97
_MIN_SILENCE = 160  # samples of digital zero in a row, 10 ms, that are cut before features are made


class ContractError(ValueError):
    """A network whose input is not one that is known; ``choices`` are the contracts that would fit its shape."""

    def __init__(self, message, choices=()):
        super().__init__(message)
        self.choices = tuple(choices)


@dataclass(frozen=True)
class FeatureContract:
    """Kaldi filter banks, 80 bins, 25 ms each 10 ms at 16 kHz, mean over the recording taken off.

    ``amplitude`` is the factor from [-1, 1] to the training's scale, ``window`` the symmetric window.
    """

    name: str
    window: str
    amplitude: float

    def features(self, waveform):
        """(n_samples,) in [-1, 1] -> (n_frames, 80) float32, n_frames = 1 + (n_samples - 400) // 160.

        Stretches of digital silence are cut first: their frames lie at the floor, and would drag the mean that is
        taken off down with them.

        Raises
        ------
        ValueError
            For less than 25 ms of sound.
        """
        return remove_mean(self.raw_features(cut_digital_silence(waveform)))

    def raw_features(self, waveform):
        """The features of the whole of (n_samples,), their mean still in them: (n_frames, 80) float32."""
        waveform = np.asarray(waveform, dtype=np.float32) * np.float32(self.amplitude)
        if len(waveform) < _WIN_LENGTH:
            raise ValueError(f"need at least {_WIN_LENGTH} samples of sound, got {len(waveform)}")
        frames = np.lib.stride_tricks.sliding_window_view(waveform, _WIN_LENGTH)[::_HOP_LENGTH]
        kernels = kaldi_kernels(_N_FFT, kaldi_window(self.window, _WIN_LENGTH), _PREEMPHASIS, _N_FFT // 2)
        fourier = frames @ kernels.T
        real, imaginary = np.split(fourier, 2, axis=1)
        mel = (np.square(real) + np.square(imaginary)) @ kaldi_mel_bank(SAMPLE_RATE, _N_FFT, N_MELS).T
        return np.log(np.maximum(mel, np.float32(KALDI_LOG_FLOOR)))


WESPEAKER = FeatureContract("wespeaker", window="hamming", amplitude=32768.0)
THREE_D_SPEAKER = FeatureContract("3d-speaker", window="povey", amplitude=1.0)
WAVEFORM = "waveform"  # the network does everything itself
_BY_NAMES = {
    ("feats", "embs"): WESPEAKER,
    ("feature", "embedding"): THREE_D_SPEAKER,
    ("x", "embedding"): THREE_D_SPEAKER,
}
CONTRACTS = {WAVEFORM: WAVEFORM, WESPEAKER.name: WESPEAKER, THREE_D_SPEAKER.name: THREE_D_SPEAKER}


def recognize(inputs, outputs):
    """The contract of a network, from its inputs and outputs.

    Parameters
    ----------
    inputs, outputs : list of (name, shape)
        A shape is a list of sizes, with names or None for what may vary.

    Returns
    -------
    FeatureContract or WAVEFORM

    Raises
    ------
    ContractError
        When the network takes something else, or could be one of several: then ``choices`` names them.
    """
    if len(inputs) != 1:
        raise ContractError(f"a speaker network has one input, this one has {len(inputs)}")
    (name, shape), output_names = inputs[0], [output for output, _ in outputs]
    if len(shape) == 2:
        return WAVEFORM
    if len(shape) != 3:
        raise ContractError(f"the input “{name}” has {len(shape)} axes: known are 2 (waveform) and 3 (features)")
    if isinstance(shape[2], int) and shape[2] != N_MELS:
        raise ContractError(f"the input “{name}” takes {shape[2]} features a frame: known are {N_MELS}")
    for output in output_names:
        if (name, output) in _BY_NAMES:
            return _BY_NAMES[name, output]
    choices = (WESPEAKER.name, THREE_D_SPEAKER.name)
    raise ContractError(
        f"the names “{name}” and “{', '.join(output_names)}” do not tell which features are meant: "
        f"say {' or '.join(choices)}",
        choices,
    )


def cut_digital_silence(waveform, min_length=_MIN_SILENCE):
    """Take out each run of ``min_length`` or more samples that are exactly 0, from (n_samples,)."""
    is_sound = np.asarray(waveform) != 0
    edges = np.flatnonzero(np.diff(np.concatenate([[True], is_sound, [True]])))
    kept = np.ones(len(is_sound), dtype=bool)
    for start, end in edges.reshape(-1, 2):
        if end - start >= min_length:
            kept[start:end] = False
    return np.asarray(waveform)[kept]


def remove_mean(features):
    """Take each bin's mean over the frames off (n_frames, n_mels)."""
    return features - features.mean(axis=0, keepdims=True)
