"""Playing a waveform back, and knowing where it is."""

import time

from app.audio import portaudio
from app.errors import UserError
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import resample

_STALLED_AFTER_S = 1.0  # a frozen sound server asks for no more, and says nothing


class NoSpeaker(UserError):
    def __init__(self):
        super().__init__("There is nothing to play sound on.", "Connect headphones or speakers, and try again.")


class SpeakerRefused(UserError):
    def __init__(self, reason):
        super().__init__(
            f"The sound cannot be played: {reason}.", "Choose another output in the system, and try again."
        )


class Player:
    """Plays one waveform at a time.  ``play`` and ``stop`` may take up to seconds on a slow sound system."""

    def __init__(self):
        self._stream = self._playback = None

    def play(self, waveform, start_s=0.0):
        """Play mono float samples at 16 kHz (n_samples,) from ``start_s`` on.  Raises ``UserError``."""
        self.stop()
        try:
            self._open(waveform, start_s)
        except SpeakerRefused:
            if not portaudio.refresh():
                raise
            self._open(waveform, start_s)  # on what is there now

    def stop(self):
        """Silence at once; ``position_s`` stays where it was."""
        stream, self._stream = self._stream, None
        if stream is not None:
            self._playback.halt()
            portaudio.close_stream(stream)

    @property
    def is_playing(self):
        return self._stream is not None and self._playback.is_going_on

    @property
    def position_s(self):
        """Seconds from the beginning of the waveform to what is heard now; its end after all was heard."""
        return self._playback.position_s if self._playback else 0.0

    def _open(self, waveform, start_s):
        try:
            sample_rate, n_channels = _output_format()
            playback = _Playback(resample(waveform, SAMPLE_RATE, sample_rate), sample_rate, start_s)
            self._stream = portaudio.open_stream(
                lambda sounddevice: playback.stream_on(sounddevice, sample_rate, n_channels)
            )
        except portaudio.Refusal as refusal:
            raise SpeakerRefused(refusal.reason) from refusal
        self._playback = playback


class _Playback:
    """One waveform on its way to the loudspeaker."""

    def __init__(self, waveform, sample_rate, start_s):
        self._waveform = waveform
        self._sample_rate = sample_rate
        self._start = self._next = min(max(round(start_s * sample_rate), 0), len(waveform))
        self._asked_at = time.monotonic()
        self._latency = 0  # samples asked for that are not heard yet
        self._is_over = False
        self._halted_at = None

    def stream_on(self, sounddevice, sample_rate, n_channels):
        def on_block(samples, n_frames, moments, flags):
            self._fill(samples)
            if self._next >= len(self._waveform):
                raise sounddevice.CallbackStop  # what is still in the buffers is heard

        stream = sounddevice.OutputStream(
            samplerate=sample_rate,
            channels=n_channels,
            dtype="float32",
            callback=on_block,
            finished_callback=self._finish,
        )
        self._latency = round(stream.latency * sample_rate)
        return stream

    @property
    def is_going_on(self):
        return not self._is_over and time.monotonic() - self._asked_at < _STALLED_AFTER_S

    @property
    def position_s(self):
        if self._halted_at is not None:
            return self._halted_at
        heard = self._next if self._is_over else max(self._next - self._latency, self._start)
        return heard / self._sample_rate

    def halt(self):
        self._halted_at = self.position_s

    def _fill(self, samples):
        """``samples`` is (n_frames, n_channels): the same in each channel, silence after the end."""
        piece = self._waveform[self._next : self._next + len(samples)]
        samples[: len(piece)] = piece[:, None]
        samples[len(piece) :] = 0.0
        self._next += len(piece)
        self._asked_at = time.monotonic()

    def _finish(self):
        self._is_over = True


def _output_format():
    """(sample rate, channels) for the default output; looks for new devices before it gives up."""
    chosen = portaudio.ask(_choose_format)
    if chosen is None and portaudio.refresh():
        chosen = portaudio.ask(_choose_format)
    if chosen is None:
        raise NoSpeaker
    return chosen


def _choose_format(sounddevice):
    index = sounddevice.default.device[1]
    if index < 0:
        return None
    info = sounddevice.query_devices(index)
    rates = (SAMPLE_RATE, round(info["default_samplerate"]))
    return portaudio.first_accepted(sounddevice.check_output_settings, index, rates, info["max_output_channels"])
