"""Attacks to try a check on: voices through a simulated loudspeaker, and those of the synthesizer espeak-ng."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from gluonar_engine.data.augment import add_noise, room_response

_TIMEOUT_S = 30
_SENTENCES = {  # our own
    "en": (
        "Good morning, I would like to open my account today.",
        "Please read me the number on your card again.",
    ),
    "de": ("Guten Morgen, ich möchte heute mein Konto öffnen.", "Bitte lesen Sie mir die Nummer noch einmal vor."),
    "fr": ("Bonjour, je voudrais ouvrir mon compte aujourd'hui.", "Lisez-moi encore une fois le numéro de la carte."),
    "es": ("Buenos días, hoy quiero abrir mi cuenta.", "Por favor, léame otra vez el número de la tarjeta."),
    "it": ("Buongiorno, oggi vorrei aprire il mio conto.", "Mi legga ancora una volta il numero della carta."),
    "pl": ("Dzień dobry, chciałbym dzisiaj otworzyć konto.", "Proszę jeszcze raz przeczytać mi ten numer."),
    "ru": ("Доброе утро, сегодня я хочу открыть счёт.", "Пожалуйста, прочитайте мне номер ещё раз."),
    "cmn": ("早上好，我今天想开一个账户。", "请再给我读一遍卡上的号码。"),
}


def through_loudspeaker(rng, waveform):
    """(n_samples,) as a microphone in the same room would hear it from a small loudspeaker: its band, its resonances,
    its overdrive, the room, and noise 20 to 45 dB below."""
    n_samples = len(waveform)
    n_fft = _fast_length(n_samples)
    hz = np.fft.rfftfreq(n_fft, 1 / SAMPLE_RATE)
    low, slope, high = rng.uniform(150, 700), rng.uniform(9, 24), rng.uniform(5500, 9000)  # Hz, dB an octave, Hz
    gain_db = -slope * np.log2(np.maximum(low / np.maximum(hz, 1), 1)) - 60 * np.log2(np.maximum(hz / high, 1))
    gain_db += np.interp(np.linspace(0, 23, len(hz)), np.arange(24), rng.normal(0, 4, 24))
    room = np.fft.rfft(room_response(rng, (0.2, 0.6)), n_fft)
    heard = np.fft.irfft(np.fft.rfft(waveform, n_fft) * 10 ** (gain_db / 20) * room)[:n_samples]
    heard *= rng.uniform(0.1, 0.9) / max(np.abs(heard).max(), 1e-6)
    drive = rng.uniform(0, 2)
    if drive > 1:
        heard = np.tanh(drive * heard) / drive
    return add_noise(heard, rng.standard_normal(n_samples), rng.uniform(20, 45)).astype(np.float32)


def in_a_room(rng, waveform):
    """(n_samples,) as heard from somewhat farther off: what a genuine voice may sound like."""
    n_fft = _fast_length(len(waveform))
    room = np.fft.rfft(room_response(rng, (0.1, 0.5)), n_fft)
    return np.fft.irfft(np.fft.rfft(waveform, n_fft) * room)[: len(waveform)].astype(np.float32)


def _fast_length(n_samples):
    """Room for the sound and a second of its echo, at a length that the transform is quick with."""
    return 1 << (n_samples + SAMPLE_RATE - 1).bit_length()


def has_synthesizer():
    return shutil.which("espeak-ng") is not None


def synthesized(rng, voices):
    """A sentence in one of espeak-ng's ``voices`` (its variants' names), at a drawn pitch and speed, (n_samples,)."""
    language = list(_SENTENCES)[rng.integers(len(_SENTENCES))]
    sentences = _SENTENCES[language]
    voice = f"{language}+{voices[rng.integers(len(voices))]}"
    options = ["-v", voice, "-p", str(rng.integers(20, 80)), "-s", str(rng.integers(120, 200))]
    text = sentences[rng.integers(len(sentences))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", *options, "-w", file, text], capture_output=True, timeout=_TIMEOUT_S, check=True)
        return decode(file).waveform
