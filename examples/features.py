"""Mel spectrogram, its decibels, and MFCC of a recording, on the CPU.

python examples/features.py [RECORDING]
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gluonar_engine.backend import mx
from gluonar_engine.data.audio import decode
from gluonar_engine.nn import MFCC, MelSpectrogram, PowerToDB, ZScoreNormBlock

FRAMES = {"n_fft": 512, "win_length": 400, "hop_length": 160}  # 25 ms each 10 ms


def main():
    parser = argparse.ArgumentParser(description="Print the features of a recording.")
    parser.add_argument(
        "recording", nargs="?", default=ROOT / "assets/samples/Alba/test-1.flac", help="any sound file"
    )
    options = parser.parse_args()

    waveform = decode(options.recording).waveform
    batch = mx.nd.array(waveform[np.newaxis])  # (batch, n_samples), any length

    mel, mfcc = MelSpectrogram(**FRAMES, n_mels=64), MFCC(**FRAMES, n_mfcc=20)
    for block in (mel, mfcc):
        block.initialize()
        block.hybridize()
    decibels = PowerToDB()(mel(batch))
    show("mel, dB", decibels)
    show("normalised", ZScoreNormBlock()(decibels))
    show("MFCC", mfcc(batch))


def show(name, features):
    """A line on features of the shape (batch, 1, n_frames, n_bands)."""
    values = features.asnumpy()
    print(f"{name:<12}{values.shape}  mean {values.mean():.3f}, from {values.min():.3f} to {values.max():.3f}")


if __name__ == "__main__":
    main()
