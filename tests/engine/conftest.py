"""What the engine's tests share: short signals, made or real."""

import os
from pathlib import Path

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode, encode_flac

GOLDEN = Path(os.environ.get("GLUONAR_GOLDEN", Path(__file__).parents[3] / "shared" / "golden"))


@pytest.fixture
def waveforms(rng):
    """Two seconds of two noises, the second 40 dB quieter: (2, 32000) float32."""
    noises = rng.normal(0.0, 0.1, size=(2, 32_000)).astype(np.float32)
    noises[1] *= 0.01
    return noises


@pytest.fixture(scope="session")
def real_waveforms(speech_dev):
    """Three seconds of each of four people: (4, 48000) float32."""
    folders = sorted(path for path in (speech_dev / "librispeech_testother").iterdir() if path.is_dir())
    longest = [max(folder.iterdir(), key=lambda path: path.stat().st_size) for folder in folders]
    return np.stack([decode(path).waveform[:48_000] for path in longest])


@pytest.fixture(scope="session")
def golden():
    """Filter-bank features of the two contracts, made with kaldi-native-fbank."""
    path = GOLDEN / "fbank_contracts.npz"
    if not path.exists():
        pytest.skip(f"no golden features at {path}: set GLUONAR_GOLDEN to the folder that has them")
    return np.load(path)


@pytest.fixture(scope="session")
def voices(tmp_path_factory):
    """Six made "speakers" in two corpora: each a hum with harmonics of its own pitch, three recordings each."""
    root = tmp_path_factory.mktemp("voices")
    rng = np.random.default_rng(5)
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for number, pitch in enumerate((90, 120, 150, 180, 210, 240)):
        folder = root / ("a" if number < 3 else "b") / f"speaker{number}"
        folder.mkdir(parents=True)
        for take in range(3):
            hum = sum(np.sin(2 * np.pi * pitch * k * times + rng.uniform(0, 6)) / k for k in range(1, 9))
            (folder / f"{take}.flac").write_bytes(encode_flac(0.1 * hum + 0.01 * rng.normal(size=SAMPLE_RATE)))
    return root
