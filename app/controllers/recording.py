"""From the record button to a sound: one microphone for all pages."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import partial

import numpy as np
from PyQt5.QtCore import Qt, QTimer, pyqtSignal

from app.audio import devices
from app.audio.quality import assess
from app.audio.recorder import RecorderState, discard, recover
from app.controllers.base import Controller
from app.controllers.sounds import sound_of
from app.language import told
from app.services.importing import take_from_waveform
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.spectrogram import Spectrogram

_POLL_MS = 16  # 60 frames a second
_ASSESS_EVERY_S = 1.0
_COUNTED_AT_ONCE_S = 60.0  # what is older was counted for good: the work stays the same however long it goes on


class State(Enum):
    IDLE = "idle"
    STARTING = "starting"
    RECORDING = "recording"
    STOPPING = "stopping"


@dataclass(eq=False)
class _Heard:
    """What one recording has heard, and how far its speech is counted: a late count must not meet the next one."""

    blocks: list = field(default_factory=list)
    assessed_s: float = 0.0
    dropped_speech_s: float = 0.0  # in blocks that are counted for good
    is_assessing: bool = False


class RecordingController(Controller):
    """Signals: ``devices_changed(list)``, ``state_changed(State)``, ``level_changed(float level_db, float peak_db)``,
    ``elapsed_changed(float s)``, ``speech_changed(float s)``, ``columns_ready(array)`` for the live spectrogram,
    ``heard(array)``, the samples themselves, ``warned(Notice)`` and ``warning_ended(Notice)`` while it goes on;
    ``delivered(sound)`` after its end.  A warning at its end holds until the next one begins."""

    devices_changed = pyqtSignal(list)
    state_changed = pyqtSignal(object)
    level_changed = pyqtSignal(float, float)
    elapsed_changed = pyqtSignal(float)
    speech_changed = pyqtSignal(float)
    columns_ready = pyqtSignal(object)
    heard = pyqtSignal(object)
    delivered = pyqtSignal(object)
    warned = pyqtSignal(object)
    warning_ended = pyqtSignal(object)

    def __init__(self, jobs, workshop, recorder, parent=None):
        super().__init__(jobs, parent)
        self._recorder = recorder
        self._workshop = workshop
        self.state = State.IDLE
        self._deliver = None
        self._wants_stop = False
        self._last_notice = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.setTimerType(Qt.PreciseTimer)
        self._timer.timeout.connect(self._poll)

    def find_devices(self, *, again=False):
        """List the microphones; ``again``: look for ones plugged in since."""

        def work():
            if again:
                devices.refresh()
            return devices.input_devices()

        self._run(work, self.devices_changed.emit, on_error=lambda: self.devices_changed.emit([]))

    def start(self, device, deliver, *, analysis=None, keep_s=None):
        """Record from ``device``; ``deliver(sound)`` gets what was heard, however it ends.

        ``analysis`` is for the live columns; ``keep_s`` as in ``Recorder.start``.
        """
        if self.state is not State.IDLE:
            return
        self._deliver, self._wants_stop = deliver, False
        self._heard = _Heard()
        self._warn(None)
        self._set_state(State.STARTING)

        def work():
            stream = (Spectrogram(analysis) if analysis else self._workshop.spectrogram).stream()
            self._recorder.start(device, keep_s)
            return stream

        self._run(work, self._started, on_error=partial(self._set_state, State.IDLE))

    def stop(self):
        if self.state is State.STARTING:
            self._wants_stop = True
        elif self.state is State.RECORDING:
            self._timer.stop()
            self._set_state(State.STOPPING)
            self._run(self._stop_and_assess, self._stopped, on_error=partial(self._set_state, State.IDLE))

    def recover(self, spool_dir, deliver):
        """``deliver(list of sounds)``: recordings that a killed program left behind."""
        self._run(partial(_recover, spool_dir, self._workshop.key), deliver)

    def discard(self, sounds):
        """Delete what the sounds keep on disk until they are stored."""
        paths = [sound.spool_path for sound in sounds if sound.spool_path]
        if paths:
            self._run(partial(_discard, paths), lambda _: None)

    def _started(self, stream):
        self._stream = stream
        self._set_state(State.RECORDING)
        if self._wants_stop:
            self.stop()
        else:
            self._timer.start()

    def _poll(self):
        status = self._recorder.poll()
        self.level_changed.emit(status.level_db, status.peak_db)
        self.elapsed_changed.emit(status.heard_s)
        block = self._recorder.drain()
        if len(block):
            self._heard.blocks.append(block)
            self.heard.emit(block)
            self.columns_ready.emit(self._stream.feed(block))
            self._count_speech(status.heard_s)
        self._warn(status.notice)
        if status.state is RecorderState.ENDED:
            self.stop()

    def _warn(self, notice):
        """``notice``: what is wrong now; None when nothing is."""
        before, self._last_notice = self._last_notice, notice
        if notice is not None and notice != before:
            self.warned.emit(notice)
        elif notice is None and before is not None:
            self.warning_ended.emit(before)

    def _count_speech(self, heard_s):
        """Now and then, in a job: how much of what was heard is speech."""
        heard = self._heard
        if heard.is_assessing or heard_s - heard.assessed_s < _ASSESS_EVERY_S:
            return
        heard.is_assessing, heard.assessed_s = True, heard_s
        waveform = np.concatenate(heard.blocks)
        heard.blocks = [waveform]
        self._run(
            lambda: assess(waveform).speech_s,
            partial(self._counted, heard),
            on_error=partial(self._not_counted, heard),
        )

    def _counted(self, heard, speech_s):
        heard.is_assessing = False
        if heard is self._heard and self.state is State.RECORDING:
            self.speech_changed.emit(heard.dropped_speech_s + speech_s)
        if len(heard.blocks[0]) >= _COUNTED_AT_ONCE_S * SAMPLE_RATE:
            heard.dropped_speech_s += speech_s
            heard.blocks = heard.blocks[1:] or [heard.blocks[0][:0]]

    def _not_counted(self, heard):
        heard.is_assessing = False

    def _stop_and_assess(self):
        heard = self._recorder.stop()
        named = f"{datetime.now():%H:%M:%S}, {heard.source}"  # several takes from one microphone are told apart
        return _sound_of_heard(replace(heard, source=named))

    def _stopped(self, sound):
        self._set_state(State.IDLE)
        self._deliver(sound)
        self.delivered.emit(sound)

    def _set_state(self, state):
        self.state = state
        self.state_changed.emit(state)


def _sound_of_heard(heard):
    take = take_from_waveform(heard.waveform, heard.source)
    return sound_of(replace(take, warnings=(*heard.warnings, *take.warnings)), heard.spool_path)


def _recover(spool_dir, key):
    return [_sound_of_heard(replace(heard, source=told(heard.source))) for heard in recover(spool_dir, key)]


def _discard(paths):
    for path in paths:
        discard(path)
