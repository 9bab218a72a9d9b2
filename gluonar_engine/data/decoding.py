"""FFmpeg's part of decoding: an open file to blocks of mono 16-bit samples, and what is known about them."""

import re

import numpy as np

from gluonar_engine.data import headers
from gluonar_engine.data.pcm import waveform_to_pcm

FRAME_SIZE = 16_384  # samples per resampled frame: small frames cost up to 2.7 times more
# Without these FFmpeg follows playlists (.m3u8, ffconcat text named .wav) into other files and the network.
_FORMATS = "wav,w64,aiff,au,caf,mp3,flac,ogg,mov,matroska,aac,amr,asf"
# Names of decoders; a video's pictures and a song's cover are never looked into.
_CODECS = frozenset({
    "aac", "aac_latm", "ac3", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "adpcm_yamaha", "alac", "amrnb", "amrwb",
    "dca", "eac3", "flac", "g722", "g726", "g726le", "gsm", "gsm_ms", "libopencore_amrnb", "libopencore_amrwb",
    "libopus", "mp1", "mp1float", "mp2", "mp2float", "mp3", "mp3float", "opus", "speex", "truehd", "tta", "vorbis",
    "wavpack", "wmalossless", "wmapro", "wmav1", "wmav2", "wmavoice",
})  # fmt: skip
_SANE_PEAK = 4.0  # damaged AAC and MP3 decode "successfully" to samples in the hundreds
_CLIP_LEVEL = 0.999
_MISSING_TOLERANCE_S = 0.15  # the durations that containers declare include encoder delays
_CHUNKED = ("wav", "w64", "caf")
_SOURCE_RATES = range(1_000, 1_000_001)  # Hz; others are damage, and a rate of 1 would fill the memory


class DecodeError(ValueError):
    """A file that gives no trustworthy waveform.

    ``reason`` is one of ``missing``, ``folder``, ``unreadable``, ``empty``, ``not_audio``, ``no_sound_track``,
    ``unknown_codec``, ``no_samples``, ``damaged``, ``too_long``; and, where a process with limits decoded it, of
    ``too_large``, ``too_slow``, ``crashed``, ``no_process``.
    """

    def __init__(self, reason, detail):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


def decoded_blocks(file, sample_rate, max_duration_s):
    """The sound of an open binary file bit by bit, in memory that does not grow with its length.

    Yields
    ------
    float, (n_samples,) int16 or dict
        First the number of samples that the file declares, 0.0 where it tells none; then blocks of samples; at the
        end what else a ``Decoded`` has, by name.

    Raises
    ------
    DecodeError
        At the beginning, or as soon as something is wrong.
    """
    import av

    try:
        with av.open(file, options=_options(), metadata_errors="replace") as container:  # tags may be in Latin-1
            yield from _stream_container(container, file, sample_rate, max_duration_s)
    except DecodeError:
        raise
    except MemoryError as error:
        raise DecodeError("too_large", error) from error
    except (av.FFmpegError, ValueError, RuntimeError, ArithmeticError) as error:  # PyAV raises all of them
        raise DecodeError("not_audio", error) from error
    except OSError as error:  # the disk gave up half-way
        raise DecodeError("unreadable", error) from error


def _options():
    import av

    raw = (name for name in av.codecs_available if name.startswith("pcm_"))
    return {
        "protocol_whitelist": "none",  # it is given an open file and has no business with another
        "format_whitelist": _FORMATS,
        "codec_whitelist": ",".join(sorted((*_CODECS, *raw))),
        "max_probe_packets": "1",  # DTS in the clothes of WAV is found in one; 2,500 take longer than all the rest
    }


def _stream_container(container, file, sample_rate, max_duration_s):
    stream = _sound_track(container)
    rate = stream.codec_context.sample_rate
    mixer = _Mixer(sample_rate)
    yield max(0.0, float(_declared_s(container, stream) * sample_rate))
    bad_packets = yield from _samples(container, stream, mixer, max_duration_s)
    if not mixer.n_samples:
        raise DecodeError("damaged" if bad_packets else "no_samples", container.name)
    yield {
        "sample_rate": sample_rate,
        "source_rate": rate,
        "channels": stream.codec_context.channels,
        "codec": stream.codec_context.name,
        "clipped_fraction": mixer.n_clipped / mixer.n_samples,
        "bad_packets": bad_packets + _n_left_out(container, file),
        "missing_s": _missing_s(container, stream, file, mixer.duration_s),
    }


def _sound_track(container):
    if not container.streams.audio:
        raise DecodeError("no_sound_track", container.name)
    stream = container.streams.audio[0]
    codec = stream.codec_context and stream.codec_context.name
    if codec is None or not (codec in _CODECS or codec.startswith("pcm_")):
        raise DecodeError("unknown_codec", codec or container.name)
    rate = stream.codec_context.sample_rate
    if rate not in _SOURCE_RATES:  # 0: a name ending in .flac made FFmpeg believe any content
        raise DecodeError("damaged" if rate else "not_audio", f"a sample rate of {rate} Hz")
    return stream


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


def _samples(container, stream, mixer, max_duration_s):
    """Everything through ``mixer``, in blocks; returns the number of packets that did not decode."""
    bad_packets = 0
    for frame in _frames(container, stream):
        if frame is None:
            bad_packets += 1
            continue
        mixer.push(frame)
        if mixer.duration_s > max_duration_s:
            raise DecodeError("too_long", f"more than {max_duration_s:.0f} s")
        yield from mixer.taken()
    mixer.flush()
    yield from mixer.taken()
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
    """Frames of any format to mono 16-bit samples at one rate, counting what clips in any channel.

    FFmpeg's own down-mix to mono float is 3 dB too loud, so channels are kept and averaged here; a stream that
    changes its layout or rate on the way gets a new resampler.  Channels stay interleaved: PyAV 18 reads beyond the
    end of planar frames with eight or more.
    """

    def __init__(self, sample_rate):
        self._sample_rate = sample_rate
        self._key = None
        self._resampler = self._fifo = None
        self._blocks = []
        self.n_samples = 0
        self.n_clipped = 0

    @property
    def duration_s(self):
        return self.n_samples / self._sample_rate

    def push(self, frame):
        import av

        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        if key != self._key:
            self.flush()
            self._key = key
            self._resampler = av.AudioResampler(
                format="flt", layout=frame.layout, rate=self._sample_rate, frame_size=FRAME_SIZE
            )
            self._fifo = av.AudioFifo()  # joins frames: each costs the resampler as much as its first 1,000 samples
        frame.pts = None  # of damaged files they jump
        self._fifo.write(frame)
        while self._fifo.samples >= FRAME_SIZE:
            self._mix(self._fifo.read(FRAME_SIZE))

    def flush(self):
        if self._resampler:
            if rest := self._fifo.read():
                self._mix(rest)
            self._mix(None)

    def taken(self):
        """The blocks (n_samples,) int16 that were made since they were taken last."""
        blocks, self._blocks = self._blocks, []
        return blocks

    def _mix(self, frame):
        for resampled in self._resampler.resample(frame):
            n_channels = resampled.layout.nb_channels
            channels = resampled.to_ndarray().reshape(-1, n_channels)
            magnitude = np.abs(channels)
            if not magnitude.max(initial=0.0) < _CLIP_LEVEL:  # seldom, and counting is slow
                self.n_clipped += int(np.count_nonzero(magnitude.max(axis=1) >= _CLIP_LEVEL))
            with np.errstate(invalid="ignore", over="ignore"):  # NaN and infinity are found in the result
                mixed = channels @ np.full(n_channels, 1 / n_channels, np.float32)
            peak = np.abs(mixed).max(initial=0.0)
            if not peak <= _SANE_PEAK:  # also true for NaN
                raise DecodeError("damaged", f"samples reach {peak}")
            self._blocks.append(waveform_to_pcm(mixed))
            self.n_samples += len(mixed)
