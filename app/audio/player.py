"""Playing a waveform back, and knowing where it is."""

import time

from app.audio import portaudio
from app.audio.devices import output_devices
from app.errors import UserError
from app.said import said
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import resample

_LATENCY_S = 0.2  # bridges moments in which the interpreter is busy elsewhere
TAIL_S = 0.15  # of silence: stopping drops what is buffered, and sound servers buffer more than they tell
_STALLED_AFTER_S = 1.0  # a frozen sound server asks for no more, and says nothing


class NoSpeaker(UserError):
    def __init__(self):
        super().__init__("There is nothing to play sound on.", "Connect headphones or speakers, and try again.")


class LoudspeakerGone(UserError):
    def __init__(self, name):
        super().__init__(
            said("The loudspeaker “{name}” is not connected.", name=name),
            "Connect it, or choose another one on the Settings page.",
        )


class SpeakerRefused(UserError):
    def __init__(self, reason):
        super().__init__(
            said("The sound cannot be played: {reason}.", reason=reason),
            "Choose another loudspeaker on the Settings page, and try again.",
        )


class Player:
    """Plays one waveform at a time.  ``play`` and ``stop`` may take up to seconds on a slow sound system."""

    def __init__(self):
        self.output = ""  # the name of the loudspeaker, empty for the system's own choice
        self._playback = None

    def play(self, waveform, start_s=0.0):
        """Play mono float samples at 16 kHz (n_samples,) from ``start_s`` on.  Raises ``UserError``."""
        self.stop()
        try:
            self._playback = _open(waveform, start_s, self.output)
        except SpeakerRefused:
            if not portaudio.refresh():
                raise
            self._playback = _open(waveform, start_s, self.output)  # on what is there now

    def stop(self):
        """Silence at once; ``position_s`` stays where it was."""
        if self._playback is not None:
            self._playback.stop()

    @property
    def is_playing(self):
        playback = self._playback
        return playback is not None and playback.is_going_on

    @property
    def position_s(self):
        """Seconds from the beginning of the waveform to what is heard now; its end after all was heard."""
        playback = self._playback
        return playback.position_s if playback else 0.0


def _open(waveform, start_s, output):
    try:
        index, sample_rate, n_channels = _output_format(output)
        playback = _Playback(resample(waveform, SAMPLE_RATE, sample_rate), sample_rate, start_s)
        playback.start(index, n_channels)
    except portaudio.Refusal as refusal:
        raise SpeakerRefused(refusal.reason) from refusal
    return playback


class _Playback:
    """One waveform on its way to the loudspeaker."""

    def __init__(self, waveform, sample_rate, start_s):
        self._waveform = waveform
        self._sample_rate = sample_rate
        self._start = self._next = min(max(round(start_s * sample_rate), 0), len(waveform))
        self._asked_at = time.monotonic()
        self._latency = 0  # samples asked for that are not heard yet
        self._is_over = False
        self._halted_at_s = None

    def start(self, index, n_channels):
        self._stream = portaudio.open_stream(lambda sounddevice: self._make_stream(sounddevice, index, n_channels))

    def _make_stream(self, sounddevice, index, n_channels):
        stream = sounddevice.OutputStream(
            device=index,
            samplerate=self._sample_rate,
            channels=n_channels,
            dtype="float32",
            latency=_LATENCY_S,
            callback=lambda samples, *_: self._fill(samples, sounddevice.CallbackStop),
            finished_callback=self._finish,
        )
        self._latency = round(stream.latency * self._sample_rate)
        return stream

    def stop(self):
        self._halted_at_s = self.position_s
        portaudio.close_stream(self._stream)

    @property
    def is_going_on(self):
        is_stalled = time.monotonic() - self._asked_at > _STALLED_AFTER_S
        return not (self._is_over or self._halted_at_s is not None or is_stalled)

    @property
    def position_s(self):
        if self._halted_at_s is not None:
            return self._halted_at_s
        heard = min(max(self._next - self._latency, self._start), len(self._waveform))
        return heard / self._sample_rate

    def _fill(self, samples, stop):
        """PortAudio's callback: ``samples`` is (n_frames, n_channels); the same in each, silence after the end."""
        piece = self._waveform[self._next : self._next + len(samples)]
        samples[: len(piece)] = piece[:, None]
        samples[len(piece) :] = 0.0
        self._next += len(samples)
        self._asked_at = time.monotonic()
        if self._next >= len(self._waveform) + self._latency + TAIL_S * self._sample_rate:
            raise stop

    def _finish(self):
        self._is_over = True


def _output_format(name):
    """(device, sample rate, channels) of the output ``name``, or the default one; looks again before it gives up."""
    device = _find_output(name)
    if device is None and portaudio.refresh():
        device = _find_output(name)
    if device is None:
        raise LoudspeakerGone(name) if name else NoSpeaker
    rates = (SAMPLE_RATE, device.sample_rate)
    return device.index, *portaudio.ask(
        lambda sounddevice: portaudio.first_accepted(
            sounddevice.check_output_settings, device.index, rates, device.n_channels
        )
    )


def _find_output(name):
    listed = output_devices()
    return next((device for device in listed if (device.name == name if name else device.is_default)), None)
