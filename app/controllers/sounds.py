"""Sounds at hand, whatever they came from: listed, drawn and played."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PyQt5.QtCore import QTimer, pyqtSignal

from app.controllers.base import Controller
from app.domain import Rating, Recording, Take
from app.services.picture import Picture, envelope, picture_of
from gluonar_engine import SAMPLE_RATE

_POLL_MS = 33


@dataclass(eq=False)
class Sound:
    """A take with what it takes to show it.  ``spool_path`` is set while a recording is not stored yet,
    ``recording`` once it is; ``rating`` changes with the takes beside it."""

    take: Take
    envelope: np.ndarray
    spool_path: Path | None = None
    picture: Picture | None = None
    recording: Recording | None = None
    rating: Rating | None = None


def sound_of(take, spool_path=None, recording=None):
    """Looks at every sample: for a long recording, call it in a job."""
    return Sound(take, envelope(take.waveform), spool_path, recording=recording)


class SoundController(Controller):
    """Signals: ``picture_ready(sound)``; ``detail_ready(sound, Picture of a part, float start_s)``;
    ``position_changed(sound, s)`` while it plays, with None once it ended."""

    picture_ready = pyqtSignal(object)
    detail_ready = pyqtSignal(object, object, float)
    position_changed = pyqtSignal(object, object)

    def __init__(self, jobs, workshop, player, *, player_jobs, parent=None):
        """``player_jobs`` does one thing after the other, as the player needs it."""
        super().__init__(jobs, parent)
        self._player_jobs = player_jobs
        self._player = player
        self._workshop = workshop
        self._playing = None
        self._wanted = None  # the detail that was asked for last
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def draw(self, sound):
        """Make the sound's picture, unless it has one."""
        if sound.picture is None:
            work = lambda: picture_of(sound.take.waveform, self._workshop.spectrogram)  # noqa: E731
            self._run(work, partial(self._drawn, sound))
        else:
            self.picture_ready.emit(sound)

    def draw_detail(self, sound, start_s, end_s):
        """Make the picture of a part of the sound; of several wishes, the last one counts."""
        self._wanted = wanted = (sound, start_s, end_s)

        def work():
            if wanted is self._wanted:  # else nobody looks there any more
                first, end = (round(moment * SAMPLE_RATE) for moment in (start_s, end_s))
                return picture_of(sound.take.waveform[first:end], self._workshop.spectrogram)
            return None

        self._run(work, partial(self._detail_drawn, wanted))

    def toggle(self, sound, start_s=0.0):
        """Play from ``start_s``; from the beginning, what already plays stops instead."""
        was_playing = self._playing
        self.stop()
        if was_playing is sound and start_s == 0.0:
            return
        self._playing = sound
        self.position_changed.emit(sound, start_s)
        play = partial(self._player.play, sound.take.waveform, start_s)
        self._player_jobs.start(play, partial(self._started, sound), partial(self._not_started, sound))

    def use_loudspeaker(self, name):
        """The one of this name from the next sound on; empty for the system's own choice."""
        self._player.output = name

    def stop(self):
        if self._playing is not None:
            self._end()
            self._player_jobs.start(self._player.stop, lambda _: None, self._fail)

    def _drawn(self, sound, picture):
        sound.picture = picture
        self.picture_ready.emit(sound)

    def _detail_drawn(self, wanted, picture):
        if wanted is self._wanted:
            sound, start_s, _ = wanted
            self.detail_ready.emit(sound, picture, start_s)

    def _started(self, sound, _):
        if self._playing is sound:
            self._timer.start()

    def _not_started(self, sound, error):
        if self._playing is sound:
            self._end()
        self._fail(error)

    def _poll(self):
        if self._player.is_playing:
            self.position_changed.emit(self._playing, self._player.position_s)
        else:
            self.stop()

    def _end(self):
        self._timer.stop()
        sound, self._playing = self._playing, None
        self.position_changed.emit(sound, None)
