"""From a file, or from what the microphone heard, to a take with its quality and its faults in plain sentences."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from app.audio.quality import assess
from app.domain import Take
from app.errors import UserError
from gluonar_engine.data.audio import DecodeError, quantize
from gluonar_engine.data.confined import decode

MAX_DURATION_S = 3600.0
_SHARE_OF_DECODING = 0.6  # of the time; the rest is the quality's

_CHOOSE = "Choose a WAV, FLAC, MP3, M4A, Ogg or Opus file."
_SENTENCES = {
    "missing": ("There is no file “{name}”.", "Check the name and the folder, then try again."),
    "folder": ("“{name}” is a folder.", "Choose one of the recordings in it."),
    "unreadable": ("“{name}” cannot be read.", "Check that the file is yours to read and its disk is connected."),
    "empty": ("“{name}” is empty: it has no bytes.", "Copy or record it again, or choose another file."),
    "not_audio": ("“{name}” is not a sound file that can be read.", _CHOOSE),
    "no_sound_track": ("“{name}” has no sound track.", "Choose another file."),
    "unknown_codec": ("The sound in “{name}” is in a format that is not known here.", _CHOOSE),
    "no_samples": ("“{name}” has a sound track without any sound in it.", "Record it again, or choose another file."),
    "damaged": ("“{name}” is damaged: what it decodes to is not sound.", "Copy it again from where it came from."),
    "too_long": (
        f"“{{name}}” is longer than {MAX_DURATION_S / 60:.0f} minutes.",
        "Cut out the part where the speaker talks, and choose that.",
    ),
    "too_large": (
        "Reading “{name}” was stopped: it asks for more memory than a recording may.",
        "It is damaged, or made to do harm. Copy it again from where it came from, or leave it out.",
    ),
    "too_slow": (
        "Reading “{name}” was stopped: it took too long.",
        "Cut out the part where the speaker talks, and choose that.",
    ),
    "crashed": (
        "Reading “{name}” was stopped: the decoder failed at it.",
        "It is damaged, or made to do harm. Copy it again from where it came from, or leave it out.",
    ),
    "no_process": (
        "“{name}” was not read: this computer starts no further process now.",
        "Close other programs, then try again.",
    ),
}


def take_from_file(path, progress=lambda share: None) -> Take:
    """Decode a recording.  ``UserError`` when it gives no trustworthy sound; lesser faults become warnings.

    ``progress`` gets 0 to 1; it may raise, which ends the work.
    """
    name = shown_name(path)
    try:
        decoded = decode(
            path, max_duration_s=MAX_DURATION_S, progress=lambda share: progress(_SHARE_OF_DECODING * share)
        )
    except DecodeError as error:
        title, advice = _SENTENCES[error.reason]
        raise UserError(title.format(name=name), advice) from error
    take = _take(decoded.waveform, name, decoded.clipped_fraction)
    return replace(take, warnings=(*_damage(decoded, name), *take.warnings))


def take_from_waveform(waveform, source: str) -> Take:
    """A take from mono samples (n_samples,) at 16 kHz."""
    if not len(waveform):
        raise UserError(f"Nothing was heard from “{source}”.", "Check that it is connected and not muted.")
    return _take(quantize(np.asarray(waveform, dtype=np.float32)), source, 0.0)


def _take(waveform, source, clipped_fraction):
    """``clipped_fraction`` is what was clipped in any channel before they were mixed."""
    quality = assess(waveform)
    quality = replace(quality, clipped_fraction=max(quality.clipped_fraction, clipped_fraction))
    return Take(waveform, source, quality, _clipping(quality, source))


def shown_name(path) -> str:
    """A file's name as it can be printed and stored: bytes that are no text, and control characters, become �."""
    return printable(Path(path).name or str(path))


def printable(text) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)


def _damage(decoded, name):
    if decoded.missing_s:
        yield f"{decoded.missing_s:.1f} s are missing at the end of “{name}”: the file was cut short."
    if decoded.bad_packets:
        packets = "1 packet" if decoded.bad_packets == 1 else f"{decoded.bad_packets} packets"
        yield f"Parts of “{name}” are damaged and were left out ({packets})."


def _clipping(quality, source):
    if not quality.is_clipped:
        return ()
    return (f"“{source}” is clipped ({quality.clipped_fraction:.1%} of it): record it again at a lower level.",)
