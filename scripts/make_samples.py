"""Makes assets/samples with espeak-ng: invented speakers, so that the program can show itself without anyone's voice.

python scripts/make_samples.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gluonar_engine import SAMPLE_RATE  # noqa: E402
from gluonar_engine.data.audio import decode, encode_flac  # noqa: E402

SAMPLES = ROOT / "assets" / "samples"
VOICES = {  # name: espeak-ng voice and variant, pitch (0-99), words a minute
    "Alba": ("en-gb-scotland+f3", 62, 150),
    "Bruno": ("en-us+iven", 40, 150),
    "Chloe": ("en-us+anika", 70, 160),
    "Dmitri": ("en-us+klatt6", 80, 165),
}
PHRASES = {
    "enroll-1": "The harbour was quiet, and only two small boats went out.",
    "enroll-2": "Water the tomatoes twice a week, but leave the basil alone.",
    "enroll-3": "My grandfather kept eleven clocks in one room.",
    "test-1": "If the last train has gone, we can walk along the river.",
    "test-2": "She borrowed a yellow umbrella and five old maps.",
}
PEAK = 0.5
NOISE_RMS = 0.0005  # about -66 dB: a quiet room, since no microphone ever gives digital silence


def speak(voice, pitch, speed, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        options = ["-v", voice, "-p", str(pitch), "-s", str(speed), "-w", str(path)]
        subprocess.run(["espeak-ng", *options, text], check=True)
        return decode(path).waveform


def in_a_quiet_room(waveform, rng):
    pause = np.zeros(SAMPLE_RATE // 4, np.float32)
    waveform = np.concatenate([pause, waveform * (PEAK / np.abs(waveform).max()), pause])
    return waveform + rng.normal(0.0, NOISE_RMS, len(waveform)).astype(np.float32)


def main():
    rng = np.random.default_rng(440)
    for name, voice in VOICES.items():
        folder = SAMPLES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for phrase, text in PHRASES.items():
            waveform = in_a_quiet_room(speak(*voice, text), rng)
            (folder / f"{phrase}.flac").write_bytes(encode_flac(waveform))
            print(f"{name}/{phrase}.flac  {len(waveform) / SAMPLE_RATE:.1f} s")


if __name__ == "__main__":
    main()
