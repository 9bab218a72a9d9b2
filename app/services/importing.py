"""From a file, or from what the microphone heard, to a take with its quality and its faults in plain sentences."""

import hashlib
from dataclasses import replace
from pathlib import Path

from app.audio.quality import assess
from app.domain import Take
from app.errors import UserError
from app.said import marked, said
from gluonar_engine.data.audio import DecodeError, quantize
from gluonar_engine.data.confined import decode
from gluonar_engine.data.pcm import PcmWaveform
from gluonar_engine.vad import mask_and_power

MAX_DURATION_S = 3600.0
_SHARE_OF_DECODING = 0.6  # of the time; the rest is the quality's

_CHOOSE = marked("Choose a WAV, FLAC, MP3, M4A, Ogg or Opus file.")
_SENTENCES = {
    "missing": (marked("There is no file “{name}”."), marked("Check the name and the folder, then try again.")),
    "folder": (marked("“{name}” is a folder."), marked("Choose one of the recordings in it.")),
    "unreadable": (
        marked("“{name}” cannot be read."),
        marked("Check that the file is yours to read and its disk is connected."),
    ),
    "empty": (
        marked("“{name}” is empty: it has no bytes."),
        marked("Copy or record it again, or choose another file."),
    ),
    "not_audio": (marked("“{name}” is not a sound file that can be read."), _CHOOSE),
    "no_sound_track": (marked("“{name}” has no sound track."), marked("Choose another file.")),
    "unknown_codec": (marked("The sound in “{name}” is in a format that is not known here."), _CHOOSE),
    "no_samples": (
        marked("“{name}” has a sound track without any sound in it."),
        marked("Record it again, or choose another file."),
    ),
    "damaged": (
        marked("“{name}” is damaged: what it decodes to is not sound."),
        marked("Copy it again from where it came from."),
    ),
    "too_long": (
        marked("“{name}” is longer than {minutes:.0f} minutes."),
        marked("Cut out the part where the speaker talks, and choose that."),
    ),
    "too_large": (
        marked("Reading “{name}” was stopped: it asks for more memory than a recording may."),
        marked("It is damaged, or made to do harm. Copy it again from where it came from, or leave it out."),
    ),
    "too_slow": (
        marked("Reading “{name}” was stopped: it took too long."),
        marked("Cut out the part where the speaker talks, and choose that."),
    ),
    "crashed": (
        marked("Reading “{name}” was stopped: the decoder failed at it."),
        marked("It is damaged, or made to do harm. Copy it again from where it came from, or leave it out."),
    ),
    "no_process": (
        marked("“{name}” was not read: this computer starts no further process now."),
        marked("Close other programs, then try again."),
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
        raise UserError(said(title, name=name, minutes=MAX_DURATION_S / 60), advice) from error
    take = _take(PcmWaveform(decoded.pcm), name, decoded.clipped_fraction)
    return replace(take, warnings=(*_damage(decoded, name), *take.warnings), file_sha256=_sha256_of(path))


def _sha256_of(path):
    """Hex digest of the file; None for what can be read only once, such as a pipe."""
    if not Path(path).is_file():
        return None
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_from_waveform(waveform, source: str) -> Take:
    """A take from mono samples (n_samples,) at 16 kHz."""
    if not len(waveform):
        raise UserError(
            said("Nothing was heard from “{source}”.", source=source), "Check that it is connected and not muted."
        )
    return _take(quantize(waveform), source, 0.0)


def _take(waveform, source, clipped_fraction):
    """``clipped_fraction`` is what was clipped in any channel before they were mixed."""
    activity = mask_and_power(waveform)  # the slowest part of all that is not the network, so it is kept
    quality = assess(waveform, activity)
    quality = replace(quality, clipped_fraction=max(quality.clipped_fraction, clipped_fraction))
    return Take(waveform, source, quality, _clipping(quality, source), activity=activity)


def shown_name(path) -> str:
    """A file's name as it can be printed and stored: bytes that are no text, and control characters, become �."""
    return printable(Path(path).name or str(path))


def printable(text) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)


def _damage(decoded, name):
    if decoded.missing_s:
        yield said(
            "{missing_s:.1f} s are missing at the end of “{name}”: the file was cut short.",
            missing_s=decoded.missing_s,
            name=name,
        )
    if decoded.bad_packets:
        one, many = marked("1 packet"), marked("{n} packets")
        packets = said(one if decoded.bad_packets == 1 else many, n=decoded.bad_packets)
        yield said("Parts of “{name}” are damaged and were left out ({packets}).", name=name, packets=packets)


def _clipping(quality, source):
    if not quality.is_clipped:
        return ()
    return (
        said(
            "“{source}” is clipped ({clipped_fraction:.1%} of it): record it again at a lower level.",
            source=source,
            clipped_fraction=quality.clipped_fraction,
        ),
    )
