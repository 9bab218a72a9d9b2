"""What the window's tests put on the stage: sounds, speakers, and stand-ins for microphone and loudspeaker."""

from types import SimpleNamespace

import numpy as np
from PyQt5.QtWidgets import QLabel

from app.audio.recorder import HeardAudio, RecorderState, RecorderStatus
from app.controllers.sounds import sound_of
from app.domain import Quality, Recording, Speaker, Take

ADA = Speaker(1, "Ada", "2026-11-22T10:00:00+00:00", 2, 11.5)
GRACE = Speaker(2, "Grace", "2026-11-20T10:00:00+00:00", 1, 6.0)
MICROPHONE = SimpleNamespace(name="Microphone", is_default=True, index=0)


def make_sound(source="a.wav", *, speech_s=4.0, warnings=(), clipped=0.0, spool_path=None, seconds=1.0):
    waveform = 0.3 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * 16_000)) / 16_000).astype(np.float32)
    quality = Quality(max(seconds, speech_s), speech_s, 30.0, clipped, -10.0)
    return sound_of(Take(waveform, source, quality, tuple(warnings)), spool_path)


def make_stored(recording_id, source="a.wav", speaker_id=1):
    """The sound of a recording that the gallery has."""
    sound = make_sound(source)
    sound.recording = Recording(recording_id, speaker_id, source, "2026-11-22T10:00:00+00:00", sound.take.quality)
    return sound


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


class FakeRecorder:
    """Hears ``waveform`` at once; ``ends_by_itself`` as a lost microphone does."""

    def __init__(self, waveform, spool_dir):
        self.waveform = waveform
        self._spool_dir = spool_dir
        self._n_started = 0
        self.notice = None
        self.state = RecorderState.IDLE
        self._drained = True

    @property
    def spool_path(self):
        return self._spool_dir / f"recording-{self._n_started}.wav"

    def start(self, device, keep_s=None):
        self._n_started += 1
        self.keep_s = keep_s
        if keep_s is None:
            self.spool_path.parent.mkdir(exist_ok=True)
            self.spool_path.write_bytes(b"RIFF")
        self.state, self._drained = RecorderState.RECORDING, False

    def poll(self):
        return RecorderStatus(self.state, -20.0, -12.0, len(self.waveform) / 16_000, False, False, self.notice)

    def drain(self):
        if self._drained:
            return self.waveform[:0]
        self._drained = True
        return self.waveform

    def stop(self):
        self.state = RecorderState.IDLE
        return HeardAudio(self.waveform, "Microphone", self.spool_path if self.keep_s is None else None)


class FakePlayer:
    def __init__(self):
        self.played = []
        self.is_playing = False
        self.position_s = 0.0

    def play(self, waveform, start_s=0.0):
        self.played.append(start_s)
        self.position_s, self.is_playing = start_s, True

    def stop(self):
        self.is_playing = False
