"""Audio files to mono float32 waveforms and back, through PyAV.  No devices, no windows."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data import headers

# Without these FFmpeg follows playlists (.m3u8, ffconcat text named .wav) into other files and the network.
_OPEN = {
    "options": {
        "protocol_whitelist": "none",  # it is given an open file and has no business with another
        "format_whitelist": "wav,w64,aiff,au,caf,mp3,flac,ogg,mov,matroska,aac,amr,asf",
    },
    "metadata_errors": "replace",  # tags in Latin-1 are no reason to refuse a recording
}
_FRAME_SIZE = 16_384  # samples per resampled frame: small frames cost up to 2.7 times more
_SANE_PEAK = 4.0  # damaged AAC and MP3 decode "successfully" to samples in the hundreds
_CLIP_LEVEL = 0.999
_MISSING_TOLERANCE_S = 0.15  # the durations that containers declare include encoder delays
_CHUNKED = ("wav", "w64", "caf")
_SOURCE_RATES = range(1_000, 1_000_001)  # Hz; others are damage, and a rate of 1 would fill the memory


class DecodeError(ValueError):
    """A file that gives no trustworthy waveform.

    ``reason`` is one of ``missing``, ``folder``, ``unreadable``, ``empty``, ``not_audio``, ``no_sound_track``,
    ``unknown_codec``, ``no_samples``, ``damaged``, ``too_long``.
    """

    def __init__(self, reason, detail):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


@dataclass(frozen=True)
class Decoded:
    """One sound track as a waveform, with what is known about how it got here.

    ``waveform`` is mono float32 at ``sample_rate`` Hz on the 16-bit grid, so that storing it as FLAC loses nothing.
    ``missing_s`` is what the container declared and the decoder did not find, in seconds; ``bad_packets`` counts what
    did not decode, a last packet that was cut off included.
    """

    waveform: np.ndarray
    sample_rate: int
    source_rate: int
    channels: int
    codec: str
    clipped_fraction: float
    bad_packets: int
    missing_s: float

    @property
    def duration_s(self):
        return len(self.waveform) / self.sample_rate

    @property
    def is_damaged(self):
        return self.bad_packets > 0 or self.missing_s > 0


def decode(source, sample_rate=SAMPLE_RATE, max_duration_s=3600.0, progress=lambda share: None):
    """Decode the first sound track of a file.

    Parameters
    ----------
    source : path or bytes
        WAV, FLAC, MP3, M4A/AAC, Ogg, Opus, AIFF, CAF, AMR or a video with sound.
    sample_rate : int
        Rate of the result in Hz.
    max_duration_s : float
        Longer recordings are refused while streaming, before they fill the memory.
    progress : callable
        Gets the share of the declared duration, 0 to 1, where one is declared.  It may raise, which ends the work.

    Returns
    -------
    Decoded

    Raises
    ------
    DecodeError
        When there is no sound in it, or what is there cannot be trusted.
    """
    import av

    try:
        with _opened(source) as file, av.open(file, **_OPEN) as container:
            return _decode_container(container, file, sample_rate, max_duration_s, progress)
    except DecodeError:
        raise
    except (
        av.FFmpegError,
        ValueError,
        RuntimeError,
        ArithmeticError,
        MemoryError,
    ) as error:  # PyAV raises all of them
        raise DecodeError("not_audio", error) from error
    except OSError as error:  # the disk gave up half-way
        raise DecodeError("unreadable", error) from error


def quantize(waveform):
    """Round a waveform to the 16-bit grid that FLAC stores, clipping at full scale; shape is kept."""
    return pcm_to_waveform(waveform_to_pcm(waveform))


def waveform_to_pcm(waveform):
    """float in [-1, 1) -> int16, rounded and clipped; shape is kept."""
    scaled = np.rint(np.asarray(waveform, dtype=np.float32) * 32768.0)
    return np.clip(scaled, -32768, 32767).astype(np.int16)


def pcm_to_waveform(pcm):
    """int16 -> float32 in [-1, 1); shape is kept."""
    waveform = pcm.astype(np.float32)
    waveform /= 32768.0
    return waveform


def encode_flac(waveform, sample_rate=SAMPLE_RATE):
    """A mono waveform (n_samples,) as the bytes of a 16-bit FLAC file; lossless for ``quantize``d input."""
    return encode(waveform, "flac", "flac", sample_rate=sample_rate)


def encode(waveform, container, encoder, *, sample_rate=SAMPLE_RATE, encoded_rate=None, bit_rate=None):
    """A mono waveform (n_samples,) as the bytes of a file.

    Parameters
    ----------
    container, encoder : str
        FFmpeg's names, such as "ogg" and "libopus".
    sample_rate, encoded_rate : int
        Of the waveform and in the file, in Hz; None is the same.
    bit_rate : int or None
        In bit/s, for encoders that lose something.
    """
    import av

    pcm = waveform_to_pcm(waveform)
    buffer = io.BytesIO()
    with av.open(buffer, mode="w", format=container) as file:
        stream = file.add_stream(encoder, rate=encoded_rate or sample_rate, layout="mono")
        if encoder == "flac":
            stream.codec_context.format = "s16"
        if bit_rate is not None:
            stream.codec_context.bit_rate = bit_rate
        for start in range(0, len(pcm), _FRAME_SIZE):
            frame = av.AudioFrame.from_ndarray(pcm[np.newaxis, start : start + _FRAME_SIZE], "s16", "mono")
            frame.sample_rate = sample_rate
            frame.pts = start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return buffer.getvalue()


def resample(waveform, source_rate, target_rate=SAMPLE_RATE):
    """Resample a mono waveform (n_samples,) with FFmpeg's polyphase filter; rates in Hz."""
    resampler = StreamResampler(source_rate, target_rate)
    return np.concatenate([resampler.push(waveform), resampler.flush()])


class StreamResampler:
    """Resample a mono stream block by block; the pieces together equal the whole resampled at once."""

    def __init__(self, source_rate, target_rate=SAMPLE_RATE):
        self._source_rate = source_rate
        self._resampler = None
        if source_rate != target_rate:
            import av

            self._resampler = av.AudioResampler(format="fltp", layout="mono", rate=target_rate)

    def push(self, block):
        """Samples (n_in,) in, those that can be given by now (n_out,) out: about 1 ms stays behind."""
        block = np.ascontiguousarray(block, dtype=np.float32)
        if self._resampler is None or not len(block):
            return block
        import av

        frame = av.AudioFrame.from_ndarray(block[np.newaxis], "fltp", "mono")
        frame.sample_rate = self._source_rate
        return _joined(self._resampler.resample(frame))

    def flush(self):
        """What stayed behind.  The stream is over."""
        return _joined(self._resampler.resample(None) if self._resampler else [])


def _joined(frames):
    return np.concatenate([np.zeros(0, np.float32), *(frame.to_ndarray()[0] for frame in frames)])


def _opened(source):
    """The source as an open binary file."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        if not len(source):
            raise DecodeError("empty", "0 bytes")
        return io.BytesIO(source)
    path = Path(source)
    try:
        if path.is_dir():
            raise DecodeError("folder", path)
        if not path.is_file() and path.exists():
            raise DecodeError("not_audio", f"{path} is no ordinary file")
        if path.stat().st_size == 0:
            raise DecodeError("empty", path)
        return path.open("rb")
    except FileNotFoundError as error:
        raise DecodeError("missing", path) from error
    except OSError as error:
        raise DecodeError("unreadable", f"{path}: {error.strerror}") from error


def _decode_container(container, file, sample_rate, max_duration_s, progress):
    if not container.streams.audio:
        raise DecodeError("no_sound_track", container.name)
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise DecodeError("unknown_codec", container.name)
    rate = stream.codec_context.sample_rate
    if rate not in _SOURCE_RATES:  # 0: a name ending in .flac made FFmpeg believe any content
        raise DecodeError("damaged" if rate else "not_audio", f"a sample rate of {rate} Hz")
    mixer = _Mixer(sample_rate)
    bad_packets = _read_samples(container, stream, mixer, max_duration_s, progress)
    waveform = mixer.result()
    if not len(waveform):
        raise DecodeError("damaged" if bad_packets else "no_samples", container.name)
    return Decoded(
        waveform=waveform,
        sample_rate=sample_rate,
        source_rate=rate,
        channels=stream.codec_context.channels,
        codec=stream.codec_context.name,
        clipped_fraction=mixer.n_clipped / len(waveform),
        bad_packets=bad_packets + _n_left_out(container, file),
        missing_s=_missing_s(container, stream, file, len(waveform) / sample_rate),
    )


def _missing_s(container, stream, file, decoded_s):
    name = container.format.name
    if name in _CHUNKED:
        missing_s = decoded_s * (headers.declared_fraction(file, name) - 1)
    elif name in ("aac", "amr") or (name == "mp3" and not headers.has_mp3_length(file)):
        missing_s = 0.0  # nothing is declared: FFmpeg estimates from the bit rate
    else:
        missing_s = _declared_s(container, stream) - decoded_s
    return missing_s if missing_s > _MISSING_TOLERANCE_S else 0.0


def _n_left_out(container, file):
    """Packets that FFmpeg leaves out without a word: 0 or 1."""
    name = container.format.name
    is_left = (name == "ogg" and headers.is_cut_ogg(file)) or (
        name in _CHUNKED and headers.has_unclaimed_data(file, name)
    )
    return int(is_left)


def _declared_s(container, stream):
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    is_alone = len(container.streams) == 1  # else a longer picture track would look like missing sound
    return container.duration / 1e6 if container.duration and is_alone else _matroska_duration_s(stream)


def _matroska_duration_s(stream):
    """Of one track, from its tag "00:01:02.345000000"; 0.0 without one."""
    match = re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)\0*", stream.metadata.get("DURATION", ""))
    return sum(float(part) * unit for part, unit in zip(match.groups(), (3600, 60, 1), strict=True)) if match else 0.0


def _read_samples(container, stream, mixer, max_duration_s, progress):
    """Decode everything into ``mixer``; returns the number of packets that did not decode."""
    bad_packets, declared_s = 0, _declared_s(container, stream)
    for frame in _frames(container, stream):
        if frame is None:
            bad_packets += 1
            continue
        mixer.push(frame)
        if mixer.duration_s > max_duration_s:
            raise DecodeError("too_long", f"more than {max_duration_s:.0f} s")
        if declared_s > 0:
            progress(min(1.0, mixer.duration_s / declared_s))
    mixer.flush()
    return bad_packets


def _frames(container, stream):
    """Decoded frames; ``None`` stands for a packet that did not decode."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.FFmpegError:
            yield None
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            yield None


class _Mixer:
    """Frames of any format to mono samples at one rate, counting what clips in any channel.

    FFmpeg's own down-mix to mono float is 3 dB too loud, so channels are kept and averaged here; a stream that
    changes its layout or rate on the way gets a new resampler.  Channels stay interleaved: PyAV 18 reads beyond the
    end of planar frames with eight or more.
    """

    def __init__(self, sample_rate):
        self._sample_rate = sample_rate
        self._key = None
        self._resampler = None
        self._pieces = [np.zeros(0, np.int16)]
        self._n_samples = 0
        self.n_clipped = 0

    @property
    def duration_s(self):
        return self._n_samples / self._sample_rate

    def push(self, frame):
        import av

        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        if key != self._key:
            self.flush()
            self._key = key
            self._resampler = av.AudioResampler(
                format="flt", layout=frame.layout, rate=self._sample_rate, frame_size=_FRAME_SIZE
            )
        self._mix(frame)

    def flush(self):
        if self._resampler:
            self._mix(None)

    def result(self):
        """float32 on the 16-bit grid; once."""
        pieces, self._pieces = self._pieces, []  # an hour is large
        return pcm_to_waveform(np.concatenate(pieces))

    def _mix(self, frame):
        for resampled in self._resampler.resample(frame):
            n_channels = resampled.layout.nb_channels
            channels = resampled.to_ndarray().reshape(-1, n_channels)
            magnitude = np.abs(channels)
            if not magnitude.max(initial=0.0) < _CLIP_LEVEL:  # seldom, and counting is slow
                self.n_clipped += int(np.count_nonzero(magnitude.max(axis=1) >= _CLIP_LEVEL))
            with np.errstate(invalid="ignore", over="ignore"):  # NaN and infinity are found in the peak
                samples = channels @ np.full(n_channels, 1 / n_channels, np.float32)
            peak = np.abs(samples).max(initial=0.0)
            if not peak <= _SANE_PEAK:  # also true for NaN
                raise DecodeError("damaged", f"samples reach {peak}")
            self._pieces.append(waveform_to_pcm(samples))
            self._n_samples += len(channels)
