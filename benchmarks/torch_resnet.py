"""The default network and its loss as they would be written in torch, to be measured beside ours.

Layers, names and order are those of ``gluonar_engine.models.resnet``, so that its parameters load by name; the front
end is torch's own STFT, which is faster there than the convolution that ours uses.
"""

import math
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import mel_bank, window

_N_FFT, _WIN_LENGTH, _HOP_LENGTH = 512, 400, 160
_TORCH_NAMES = {"gamma": "weight", "beta": "bias"}  # of a batch norm


class SpeakerResNet(nn.Module):
    """``get_model("resnet18_early")``: waveform (batch, n_samples) to unit-length embedding (batch, dim)."""

    def __init__(self, blocks=(2, 2, 2, 2), channels=(32, 64, 96, 160), *, stem_stride=2, n_bands=64, dim=256):
        super().__init__()
        self.features = LogMel(n_bands)
        stem = nn.Conv2d(1, channels[0], 3, stem_stride, padding=1, bias=False)
        self.trunk = nn.Sequential(stem, nn.BatchNorm2d(channels[0]), nn.ReLU(inplace=True))
        n_bins = math.ceil(n_bands / stem_stride)
        in_channels = channels[0]
        for stage, (n_blocks, out_channels) in enumerate(zip(blocks, channels, strict=True)):
            for index in range(n_blocks):
                stride = 2 if stage > 0 and index == 0 else 1
                self.trunk.append(BasicBlock(in_channels, out_channels, stride))
                n_bins, in_channels = math.ceil(n_bins / stride), out_channels
        norm = nn.BatchNorm1d(dim)
        norm.weight.requires_grad_(False)
        self.head = nn.Sequential(StatisticsPooling(), nn.Linear(2 * in_channels * n_bins, dim, bias=False), norm)
        self.whitening = nn.Linear(dim, dim, bias=False)
        self.whitening.weight.requires_grad_(False)

    def forward(self, waveform):
        return _unit_length(self.whitening(self.head(self.trunk(self.features(waveform)))))


class LogMel(nn.Module):
    """dB over a floor 80 dB under each item's peak, then mean 0 and deviation 1: (batch, 1, n_frames, n_bands)."""

    def __init__(self, n_bands):
        super().__init__()
        bank = mel_bank(SAMPLE_RATE, _N_FFT, n_bands, fmin=20, fmax=7600)
        taps = window("hann", _WIN_LENGTH).astype(np.float32)
        self.register_buffer("bank", torch.from_numpy(bank.T.copy()), persistent=False)
        self.register_buffer("taps", torch.from_numpy(taps), persistent=False)

    @torch.no_grad()
    def forward(self, waveform):
        spectrum = torch.stft(waveform, _N_FFT, _HOP_LENGTH, _WIN_LENGTH, self.taps, return_complex=True)
        mel = spectrum.abs().square_().transpose(1, 2) @ self.bank
        decibels = 10.0 * torch.log10(mel.clamp_(min=1e-10))
        decibels = torch.maximum(decibels, decibels.amax((1, 2), keepdim=True) - 80.0)
        centred = decibels - decibels.mean((1, 2), keepdim=True)
        deviation = centred.square().mean((1, 2), keepdim=True).sqrt()
        return (centred / (deviation + 1e-7)).unsqueeze(1)


class BasicBlock(nn.Module):
    """Two 3x3 convolutions beside a short cut."""

    def __init__(self, in_channels, channels, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(in_channels, channels, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )
        self.shortcut = None
        if stride != 1 or in_channels != channels:
            conv = nn.Conv2d(in_channels, channels, 1, stride, bias=False)
            self.shortcut = nn.Sequential(conv, nn.BatchNorm2d(channels))

    def forward(self, features):
        aside = features if self.shortcut is None else self.shortcut(features)
        return torch.relu(self.body(features) + aside)


class StatisticsPooling(nn.Module):
    """Mean and standard deviation over time, (batch, channels, n_frames, n_bins) -> (batch, 2 * channels * n_bins)."""

    def forward(self, features):
        variance, mean = torch.var_mean(features, dim=2, correction=0)
        return torch.cat([mean.flatten(1), torch.sqrt(variance + 1e-5).flatten(1)], dim=1)


class ArcLoss(nn.Module):
    """``gluonar_engine.losses.ArcLoss`` with a margin, as a mean over the batch."""

    def __init__(self, n_classes, dim, *, scale=30.0, margin=0.2):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_classes, dim).normal_(0.0, 0.05))
        self._scale, self._margin = scale, margin

    def forward(self, embedding, label):
        cosine = _unit_length(embedding) @ _unit_length(self.weight).T
        target = cosine.gather(1, label[:, None])
        sine = (1.0 - target.square()).clamp(min=1e-6).sqrt()
        shifted = target * math.cos(self._margin) - sine * math.sin(self._margin)
        beyond = target - self._margin * math.sin(self._margin)
        shifted = torch.where(target > -math.cos(self._margin), shifted, beyond)
        logits = cosine.scatter(1, label[:, None], shifted) * self._scale
        return nn.functional.cross_entropy(logits, label)


def load_gluon(module, block):
    """Give a module of this file the parameters of the Gluon block that it equals.

    Raises
    ------
    RuntimeError
        When a name or a shape is in only one of the two.
    """
    from gluonar_engine.backend import mx

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "block.params")
        block.save_parameters(path)
        stored = {name: value.asnumpy() for name, value in mx.nd.load(path).items()}
    state = {name: value for name, value in module.state_dict().items() if name.endswith("num_batches_tracked")}
    for name, value in stored.items():
        if not name.startswith("features."):  # constants, which torch's own front end does not need
            prefix, _, last = name.rpartition(".")
            state[f"{prefix}.{_TORCH_NAMES.get(last, last)}".lstrip(".")] = torch.from_numpy(value)
    module.load_state_dict(state)


def _unit_length(rows):
    return rows * torch.rsqrt(rows.square().sum(1, keepdim=True) + 1e-10)
