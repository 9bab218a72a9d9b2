"""What speaker networks from elsewhere want as input, and how to recognise it in an ONNX file; NumPy only."""

import hashlib
import json
from dataclasses import asdict, dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import KALDI_LOG_FLOOR, kaldi_kernels, kaldi_mel_bank, kaldi_window

_WIN_LENGTH, _HOP_LENGTH, _N_FFT, N_MELS = 400, 160, 512, 80
_PREEMPHASIS = 0.97
_MIN_SILENCE = 160  # samples of digital zero in a row, 10 ms, that are cut before features are made
_MIN_SAMPLES, _MAX_SAMPLES = SAMPLE_RATE // 2, 30 * SAMPLE_RATE  # of a network that takes one length only
_FLOAT = "tensor(float)"


class ContractError(ValueError):
    """A network whose input is not one that is known; ``choices`` are the contracts that would fit its shape."""

    def __init__(self, message, choices=()):
        super().__init__(message)
        self.choices = tuple(choices)


@dataclass(frozen=True)
class WaveformContract:
    """The network takes the sound itself, (batch, n_samples) in [-1, 1]."""

    name: str = "waveform"
    tag = ""

    def sound(self, waveform):
        return waveform

    def features(self, waveform):
        return waveform


@dataclass(frozen=True)
class FeatureContract:
    """Kaldi filter banks, 80 bins, 25 ms each 10 ms at 16 kHz, mean over the recording taken off.

    ``amplitude`` is the factor from [-1, 1] to the training's scale, ``window`` the symmetric window.
    """

    name: str
    window: str
    amplitude: float

    @property
    def tag(self):
        """Eight digits of a hash over all that defines the features; part of the ids of the models that use them."""
        numbers = (SAMPLE_RATE, _WIN_LENGTH, _HOP_LENGTH, _N_FFT, N_MELS, _PREEMPHASIS, KALDI_LOG_FLOOR, _MIN_SILENCE)
        return hashlib.sha256(json.dumps([asdict(self), numbers], sort_keys=True).encode()).hexdigest()[:8]

    def sound(self, waveform):
        """(n_samples,) without the stretches of digital silence, of which no feature must be made.

        Their frames lie at the floor, and would drag the mean that is taken off down with them.
        """
        return cut_digital_silence(waveform)

    def features(self, waveform):
        """(n_samples,) in [-1, 1] -> (n_frames, 80) float32, n_frames = 1 + (n_samples - 400) // 160.

        Stretches of digital silence are cut first, see ``sound``.

        Raises
        ------
        ValueError
            For less than 25 ms of sound.
        """
        return remove_mean(self.raw_features(self.sound(waveform)))

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
WAVEFORM = WaveformContract()
CONTRACTS = {contract.name: contract for contract in (WAVEFORM, WESPEAKER, THREE_D_SPEAKER)}
_BY_NAMES = {
    ("feats", "embs"): WESPEAKER,
    ("feature", "embedding"): THREE_D_SPEAKER,
    ("x", "embedding"): THREE_D_SPEAKER,
}
_BY_FRAMEWORK = {"wespeaker": WESPEAKER, "3d-speaker": THREE_D_SPEAKER}  # as re-exported files say in their metadata


def recognize(inputs, outputs, *, metadata=None, asked=None):
    """The contract of a network, from its inputs and outputs.

    Parameters
    ----------
    inputs, outputs : list of (name, shape, type)
        A shape is a list of sizes, with names or None for what may vary; a type is written as ONNX Runtime does.
    metadata : dict of str to str
        Of the file; "framework" and "sample_rate" are looked at.
    asked : str
        The name of the contract that somebody who knows has chosen; only the shapes are checked then.

    Returns
    -------
    WaveformContract or FeatureContract

    Raises
    ------
    ContractError
        When the network takes something else, or could be one of several: then ``choices`` names them.
    """
    metadata = metadata or {}
    rate = metadata.get("sample_rate", str(SAMPLE_RATE))
    if rate != str(SAMPLE_RATE):
        raise ContractError(f"the network is for sound at {rate} Hz, this program works at {SAMPLE_RATE} Hz")
    name, shape = _the_only(inputs, "input")
    output, output_shape = _the_only(outputs, "output")
    fitting = _fitting(name, shape)
    if len(output_shape) not in (0, 2):  # 0 also means that the file does not tell
        raise ContractError(f"the output “{output}” has {len(output_shape)} axes: an embedding has 2 (batch, dim)")
    if asked is not None:
        return _asked(asked, fitting)
    told = {_BY_NAMES.get((name, output)), _BY_FRAMEWORK.get(metadata.get("framework"))} & set(fitting)
    if len(told) != 1 and len(fitting) != 1:
        choices = tuple(contract.name for contract in fitting)
        raise ContractError(
            f"the names “{name}” and “{output}” do not tell which features are meant: say {' or '.join(choices)}",
            choices,
        )
    return (told or set(fitting)).pop()


def _the_only(tensors, kind):
    if len(tensors) != 1:
        raise ContractError(f"a speaker network has one {kind}, this one has {len(tensors)}")
    ((name, shape, dtype),) = tensors
    if dtype != _FLOAT:
        raise ContractError(f"the {kind} “{name}” is a {dtype}: known is {_FLOAT}")
    return name, shape


def _fitting(name, shape):
    """The contracts whose input has this shape."""
    if len(shape) not in (2, 3):
        raise ContractError(f"the input “{name}” has {len(shape)} axes: known are 2 (waveform) and 3 (features)")
    batch, length, *bins = shape
    if isinstance(batch, int) and batch != 1:
        raise ContractError(f"the input “{name}” takes {batch} recordings at a time: known is one, or any number")
    if not bins:
        if isinstance(length, int) and not _MIN_SAMPLES <= length <= _MAX_SAMPLES:
            known = f"{_MIN_SAMPLES:,} to {_MAX_SAMPLES:,}, or any number"
            raise ContractError(f"the input “{name}” takes {length:,} samples: known are {known}")
        return (WAVEFORM,)
    if isinstance(bins[0], int) and bins[0] != N_MELS:
        raise ContractError(f"the input “{name}” takes {bins[0]} features a frame: known are {N_MELS}")
    if isinstance(length, int):
        raise ContractError(
            f"the input “{name}” takes {length} frames and no other number: export it with free length"
        )
    return (WESPEAKER, THREE_D_SPEAKER)


def _asked(name, fitting):
    for contract in fitting:
        if contract.name == name:
            return contract
    choices = tuple(contract.name for contract in fitting)
    raise ContractError(f"the input does not fit the contract “{name}”: it fits {' or '.join(choices)}", choices)


def cut_digital_silence(waveform, min_length=_MIN_SILENCE):
    """Take out each run of ``min_length`` or more samples that are exactly 0, from (n_samples,)."""
    waveform = np.asarray(waveform)
    is_sound = waveform != 0
    edges = np.flatnonzero(np.diff(np.concatenate([[True], is_sound, [True]])))
    kept = np.ones(len(is_sound), dtype=bool)
    for start, end in edges.reshape(-1, 2):
        if end - start >= min_length:
            kept[start:end] = False
    return waveform[kept]


def remove_mean(features):
    """Take each bin's mean over the frames off (n_frames, n_mels)."""
    return features - features.mean(axis=0, keepdims=True)
