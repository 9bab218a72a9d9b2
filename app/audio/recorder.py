"""Recording from a microphone, saved while it is made and ended when the microphone is lost."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from app.audio import portaudio, sound_server
from app.audio.capture import Capture
from app.audio.devices import NoMicrophone, find_input, refresh
from app.audio.meter import Level
from app.audio.spool import HeardAudio, discard, recover
from app.errors import Notice, UserError
from app.said import said
from gluonar_engine import SAMPLE_RATE

__all__ = ["HeardAudio", "MicrophoneBusy", "Recorder", "RecorderState", "RecorderStatus", "discard", "recover"]

_BLOCK_S = 0.01  # what is heard waits for its block to be full, and a picture moves 60 times a second
_LATENCY_S = 0.2  # the sound system's buffer: bridges moments in which the interpreter is busy elsewhere


class MicrophoneBusy(UserError):
    def __init__(self, name):
        super().__init__(
            said("The microphone “{name}” is in use by another program.", name=name),
            "Close it there, or choose another microphone.",
        )


class MicrophoneRefused(UserError):
    def __init__(self, name, reason):
        super().__init__(
            said("The microphone “{name}” cannot be opened: {reason}.", name=name, reason=reason),
            "Choose another one, or connect it again.",
        )


class RecorderState(Enum):
    IDLE = "idle"
    RECORDING = "recording"
    ENDED = "ended"  # by itself: ``stop`` hands out what was heard


@dataclass(frozen=True)
class RecorderStatus:
    """What to show now.  Decibels are re full scale, -120 at least; see ``meter.Level`` for the windows.

    ``notice`` says why the recording ended, that it is muted or silent, or that it cannot be saved.
    """

    state: RecorderState
    level_db: float
    peak_db: float
    heard_s: float
    clipped: bool
    is_silent: bool
    notice: Notice | None


class Recorder:
    """One recording at a time, kept in ``spool_dir`` until it is ``discard``ed.

    ``start`` and ``stop`` take up to seconds when the sound system is slow: call them in a job.  ``poll`` and
    ``drain`` never wait.
    """

    def __init__(self, spool_dir, key=None):
        """``key``: of the gallery, when that is protected: what is recorded is sealed with it."""
        self._spool_dir, self._key = Path(spool_dir), key
        self._capture = self._stream = None

    def start(self, device=None, keep_s=None):
        """Record from ``device``, an ``Device``, or from the default microphone.  Raises ``UserError``.

        ``keep_s``: only look at what is heard, and keep no more than its last seconds, nothing of it on disk.
        """
        if self._capture is not None:
            raise RuntimeError("the last recording has not been stopped")
        try:
            self._capture, self._stream = self._open(find_input(device), keep_s)
        except MicrophoneRefused:
            if not refresh():
                raise
            self._capture, self._stream = self._open(find_input(device), keep_s)  # as it is listed now

    def poll(self):
        """The ``RecorderStatus`` now."""
        capture = self._capture
        if capture is None:
            return _status(RecorderState.IDLE, Level(), 0.0, None)
        is_running, level = capture.is_running, capture.level  # in this order: an ended capture has its notice
        notice = capture.notice
        if notice is None and is_running:
            notice = _unheard(capture, level)
        state = RecorderState.RECORDING if is_running else RecorderState.ENDED
        return _status(state, level, capture.heard_s, notice)

    def drain(self):
        """Mono float32 samples at 16 kHz since the last call (n_samples,)."""
        capture = self._capture
        return capture.drain() if capture else np.zeros(0, np.float32)

    def stop(self):
        """End the recording and return all of it as ``HeardAudio``, also when the microphone is lost or hangs."""
        if self._capture is None:
            raise RuntimeError("nothing is being recorded")
        capture, stream = self._capture, self._stream
        try:
            return capture.end(lambda: portaudio.close_stream(stream), _LATENCY_S)
        finally:
            self._capture = self._stream = None

    def _open(self, device, keep_s):
        try:
            sample_rate, n_channels = portaudio.ask(
                lambda sounddevice: portaudio.first_accepted(
                    sounddevice.check_input_settings,
                    device.index,
                    (SAMPLE_RATE, device.sample_rate),
                    device.n_channels,
                )
            )
            capture = Capture(device.name, sample_rate, self._spool_dir, keep_s, self._key)
            stream = portaudio.open_stream(
                lambda sounddevice: sounddevice.InputStream(
                    device=device.index,
                    samplerate=sample_rate,
                    channels=n_channels,
                    dtype="float32",
                    blocksize=round(_BLOCK_S * sample_rate),
                    latency=_LATENCY_S,
                    callback=capture.on_block,
                    finished_callback=capture.on_finished,
                )
            )
        except portaudio.Refusal as refusal:
            raise _in_better_words(refusal, device) from refusal
        try:
            capture.begin()
        except UserError:
            portaudio.close_stream(stream)
            raise
        return capture, stream


def _unheard(capture, level):
    """Why nothing is heard just now, as a ``Notice``; None when something is."""
    if capture.muted:
        return Notice(
            said("The microphone “{name}” is muted.", name=capture.muted),
            "Nothing is heard from it. Unmute it in the sound settings of your system; the recording goes on.",
        )
    if level.is_silent:
        return Notice(
            said("The microphone “{name}” delivers nothing but digital silence.", name=capture.source),
            "Check that it is not muted, and that this program may use it.",
        )
    return None


def _in_better_words(refusal, device):
    if refusal.is_busy:
        return MicrophoneBusy(device.name)
    return NoMicrophone() if sound_server.has_no_source() else MicrophoneRefused(device.name, refusal.reason)


def _status(state, level, heard_s, notice):
    return RecorderStatus(
        state=state,
        level_db=level.level_db,
        peak_db=level.peak_db,
        heard_s=heard_s,
        clipped=level.clipped,
        is_silent=level.is_silent,
        notice=notice,
    )
