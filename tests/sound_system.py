"""A sound system made of Python: stands in for sounddevice, with devices and faults as a test wants them."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest

NO_FLAGS = SimpleNamespace(input_overflow=False)
OVERFLOW = SimpleNamespace(input_overflow=True)


class PortAudioError(Exception):
    """Named as sounddevice's own, which is how the program knows it."""


class CallbackStop(Exception):
    pass


def microphone(name="Desk microphone", sample_rate=48000, n_in=1, n_out=0, hostapi=0):
    return {
        "name": name,
        "default_samplerate": float(sample_rate),
        "max_input_channels": n_in,
        "max_output_channels": n_out,
        "hostapi": hostapi,
    }


class SoundSystem:
    """``devices`` may hold exceptions in place of dictionaries; ``accepts`` decides on (rate, channels)."""

    PortAudioError = PortAudioError
    CallbackStop = CallbackStop

    def __init__(self):
        self.devices = [microphone(n_out=2)]
        self.plugged_in = None  # the devices after the next refresh
        self.default = SimpleNamespace(device=[0, 0])
        self.accepts = lambda sample_rate, n_channels: True
        self.open_error = None
        self.streams = []
        self.lets_close = threading.Event()  # cleared: closing a stream blocks
        self.lets_close.set()

    @property
    def stream(self):
        return self.streams[-1]

    def query_devices(self, index):
        if not 0 <= index < len(self.devices):
            raise PortAudioError(f"Error querying device {index}")
        if isinstance(self.devices[index], Exception):
            raise self.devices[index]
        return self.devices[index]

    def query_hostapis(self):
        readable = [one if isinstance(one, dict) else microphone() for one in self.devices]
        hosts = sorted({one["hostapi"] for one in readable})
        return [{"devices": [i for i, one in enumerate(readable) if one["hostapi"] == host]} for host in hosts]

    def check_input_settings(self, device, samplerate, channels, dtype):
        if not self.accepts(samplerate, channels):
            raise PortAudioError("Invalid sample rate", -9997)

    check_output_settings = check_input_settings

    def InputStream(self, **settings):  # noqa: N802 sounddevice's name
        if self.open_error:
            raise self.open_error
        self.streams.append(Stream(self, **settings))
        return self.stream

    OutputStream = InputStream

    def _terminate(self):
        self.devices = self.plugged_in or self.devices
        self.default.device = [0 if self.devices else -1] * 2

    def _initialize(self):
        pass


class Stream:
    latency = 0.0

    def __init__(self, system, *, samplerate, channels, callback, finished_callback, device=None, **_):
        self._system = system
        self.device, self.samplerate, self.channels = device, samplerate, channels
        self._callback, self._finished_callback = callback, finished_callback
        self.active = self.is_closed = False

    def start(self):
        self.active = True

    def abort(self, ignore_errors):
        self._system.lets_close.wait()
        self.lose()

    def close(self, ignore_errors):
        assert not self.is_closed, "PortAudio must not close a stream twice"
        self.is_closed = True

    def lose(self):
        """The device goes away, as PortAudio tells it."""
        if self.active:
            self.active = False
            self._finished_callback()

    def hear(self, waveform, flags=NO_FLAGS):
        """Hand (n_samples,) or (n_samples, n_channels) to the program, in a buffer it may not keep."""
        lent = np.array(waveform, dtype=np.float32).reshape(len(waveform), -1)
        self._callback(np.broadcast_to(lent, (len(lent), self.channels)), len(lent), None, flags)
        lent[:] = np.nan

    def ask(self, n_samples):
        """What the program plays next, (n_samples, n_channels)."""
        wanted = np.full((n_samples, self.channels), np.nan, np.float32)
        try:
            self._callback(wanted, n_samples, None, NO_FLAGS)
        except CallbackStop:
            self.lose()
        return wanted


@pytest.fixture
def sound_system(monkeypatch):
    from app.audio import portaudio, sound_server

    system = SoundSystem()
    monkeypatch.setattr(portaudio, "_load", lambda: system)
    monkeypatch.setattr(sound_server, "_listed", lambda kind: None)  # whatever runs on this machine
    yield system
    system.lets_close.set()
    for stream in system.streams:
        portaudio.close_stream(stream)
