"""A recording through STFTBlock, drawn beside librosa's spectrogram.

python examples/spectrogram.py [RECORDING] [--out FOLDER]
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import context, mx
from gluonar_engine.data.audio import decode
from gluonar_engine.filters import window
from gluonar_engine.nn import STFTBlock
from gluonar_engine.viz import view_spec

N_SAMPLES = 35_840  # 2.24 s at 16 kHz
FRAMES = {"n_fft": 2048, "hop_length": 160, "win_length": 400, "window": "hamming"}
FULL_SCALE = (window("hamming", 400).sum() / 2) ** 2  # the power of a full-scale sine


def power_by_stft_block(waveform):
    """(n_bins, n_frames), on the GPU where there is one."""
    block = STFTBlock(len(waveform), **FRAMES, power=2, nyquist=True)
    block.initialize(ctx=context())
    return block(mx.nd.array(waveform[np.newaxis], ctx=context())).asnumpy()[0, 0].T


def power_by_librosa(waveform):
    """(n_bins, n_frames)"""
    import librosa

    return np.abs(librosa.stft(waveform, **FRAMES, pad_mode="reflect")) ** 2


def draw(power, path):
    levels = 10 * np.log10(np.maximum(power / FULL_SCALE, 1e-12))
    view_spec(levels, path, hop_s=FRAMES["hop_length"] / SAMPLE_RATE, title=path.stem)
    print(f"{path}: {power.shape[0]} bins, {power.shape[1]} frames")


def main():
    parser = argparse.ArgumentParser(description="Draw a recording's spectrogram, by STFTBlock and by librosa.")
    parser.add_argument(
        "recording", nargs="?", default=ROOT / "assets/samples/Alba/test-1.flac", help="any sound file"
    )
    parser.add_argument("--out", type=Path, default=Path("build/examples"), metavar="FOLDER", help="for the pictures")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    waveform = decode(options.recording).waveform[:N_SAMPLES]
    ours = power_by_stft_block(waveform)
    draw(ours, options.out / "stft_block.png")
    try:
        theirs = power_by_librosa(waveform)
    except ImportError:
        print("librosa is not installed, so ours is drawn alone: `make test` installs it (requirements-dev.txt).")
        return
    draw(theirs, options.out / "librosa.png")
    print(f"The largest difference is {np.abs(ours - theirs).max() / theirs.max():.1e} of the peak.")


if __name__ == "__main__":
    main()
