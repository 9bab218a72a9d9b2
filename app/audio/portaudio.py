"""The one door to PortAudio: loads it on first use, takes turns, and never waits for ever.

Nearly every PortAudio call can block without end while a sound server is frozen, the very first (loading it lists the
devices) as much as closing a stream.  So each is made in a daemon thread of its own.  This is a justified exception
to "only jobs.py starts threads": a job's thread stuck in the driver would keep the program from ending.
"""

import atexit
import contextlib
import ctypes
import logging
import sys
import threading
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeout
from functools import lru_cache

from app.errors import UserError
from app.said import said

OPEN_TIMEOUT_S = 5.0
CLOSE_TIMEOUT_S = 2.0

_N_PARTS = 21  # as many of 10 ms as there are in 0.2 s, and one more: else two blocks share a part

_DEVICE_UNAVAILABLE = -9985  # PortAudio's own number

_log = logging.getLogger(__name__)


class NoSoundLibrary(UserError):
    def __init__(self):
        super().__init__(
            "The sound library PortAudio is not installed.",
            "Install it (on Debian or Ubuntu: libportaudio2) and try again. Files can be used without it.",
        )


class NoAnswer(UserError):
    def __init__(self):
        super().__init__(
            "The sound system does not answer.",
            "Unplug the device and plug it in again, or restart the computer's sound service, and try again.",
        )


class Refusal(UserError):
    """PortAudio said no.  Who knows the device says it in better words."""

    def __init__(self, text, code):
        super().__init__(
            said("The sound system reports: {text}.", text=text), "Check that the device is connected, and try again."
        )
        self.reason = text
        self.is_busy = code == _DEVICE_UNAVAILABLE or "busy" in text.lower()


class PortAudio:
    def __init__(self):
        self._turn = threading.Lock()  # PortAudio may be called by any thread, but by one at a time
        self._streams = set()
        self._n_unanswered = 0

    def ask(self, question, *, timeout_s=None, on_late=None):
        """The answer of ``question(sounddevice)``; ``on_late`` gets one that comes when nobody waits any more."""
        future = Future()
        threading.Thread(target=self._answer, args=(question, future, on_late), name="portaudio", daemon=True).start()
        try:
            return future.result(timeout_s or OPEN_TIMEOUT_S)
        except FutureTimeout as error:
            if not future.cancel():  # it came this very moment
                return future.result()
            self._n_unanswered += 1
            self._turn = threading.Lock()  # the stuck call keeps the old one
            _let_the_program_end()
            raise NoAnswer from error

    def open(self, make_stream):
        """Make a stream with ``make_stream(sounddevice)`` and start it."""

        def open_and_start(sounddevice):
            stream = make_stream(sounddevice)
            self._streams.add(stream)
            try:
                stream.start()
            except sounddevice.PortAudioError:
                self._shut(stream)
                raise
            return stream

        return self.ask(open_and_start, on_late=self._shut)

    def close(self, stream):
        """Stop a stream at once and free its device, or give up when the sound system does not answer."""
        try:
            self.ask(lambda _: self._shut(stream), timeout_s=CLOSE_TIMEOUT_S)
        except NoAnswer:
            _log.warning("a sound stream could not be closed: the sound system does not answer")

    def refresh(self):
        """Find devices plugged in since the last time.

        False where that is not possible now: PortAudio can look again only while no stream is open.
        """
        return self._n_unanswered == 0 and self.ask(self._start_again)

    def _start_again(self, sounddevice):
        for stream in list(self._streams):
            if not stream.active:  # it came to its end by itself
                self._shut(stream)
        if self._streams:
            return False
        sounddevice._terminate()
        sounddevice._initialize()
        return True

    def _answer(self, question, future, on_late):
        answer = failure = None
        with self._turn:
            try:
                answer = question(_load())
            except Exception as error:  # noqa: BLE001 it belongs to the thread that asks
                failure = _in_our_words(error)
        try:
            future.set_exception(failure) if failure else future.set_result(answer)
        except InvalidStateError:
            self._n_unanswered -= 1
            if on_late and not failure:
                on_late(answer)

    def _shut(self, stream):
        if stream in self._streams:  # PortAudio must not be asked to close one twice
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
            self._streams.discard(stream)


def first_accepted(check, device_index, sample_rates, max_channels):
    """(sample rate, channels) that the device takes: mono if it can, and the rates in their order.

    ``check`` is sounddevice's function for it, to be called by ``ask``.
    """
    refusal = None
    for n_channels in (1, max_channels):
        for sample_rate in sample_rates:
            try:
                check(device=device_index, samplerate=sample_rate, channels=n_channels, dtype="float32")
            except _load().PortAudioError as error:
                refusal = error
            else:
                return sample_rate, n_channels
    raise refusal


def _load():
    try:
        import sounddevice
    except OSError as error:  # so says sounddevice when it finds no library
        raise NoSoundLibrary from error
    if sys.platform == "linux":
        _hand_over_often(sounddevice._libname)
    return sounddevice


@lru_cache
def _hand_over_often(library):
    """Let ALSA's buffer, which is the latency that was asked for, be filled and emptied in many small parts.

    PortAudio makes four of it: of 0.2 s, every sound waits for up to 75 ms until its part is full.
    """
    with contextlib.suppress(AttributeError):  # built without ALSA
        ctypes.CDLL(library).PaAlsa_SetNumPeriods(_N_PARTS)


def _in_our_words(error):
    if type(error).__name__ != "PortAudioError":  # by name: the class is not there before the library is
        return error
    text, code, *host = (*error.args, 0)
    reason = host[0][2] if len(host) > 1 else text.rpartition(": ")[2]
    refusal = Refusal(reason, code)
    refusal.__cause__ = error
    return refusal


def _let_the_program_end():
    """sounddevice closes what is open when the program ends, which would wait for a frozen server for ever."""
    atexit.unregister(getattr(sys.modules.get("sounddevice"), "_exit_handler", None))


_portaudio = PortAudio()
ask, open_stream, close_stream, refresh = _portaudio.ask, _portaudio.open, _portaudio.close, _portaudio.refresh
