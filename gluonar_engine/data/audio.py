"""Audio files to mono float32 waveforms and back, through PyAV.  No devices, no windows."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.decoding import FRAME_SIZE, DecodeError, decoded_blocks
from gluonar_engine.data.pcm import pcm_to_waveform, waveform_to_pcm


@dataclass(frozen=True)
class Decoded:
    """One sound track as a waveform, with what is known about how it got here.

    ``pcm`` is mono int16 at ``sample_rate`` Hz, ``waveform`` the same as float32: storing it as FLAC loses nothing.
    ``missing_s`` is what the container declared and the decoder did not find, in seconds; ``bad_packets`` counts what
    did not decode, a last packet that was cut off included.
    """

    pcm: np.ndarray
    sample_rate: int
    source_rate: int
    channels: int
    codec: str
    clipped_fraction: float
    bad_packets: int
    missing_s: float

    @property
    def waveform(self):
        """Made anew at each call."""
        return pcm_to_waveform(self.pcm)

    @property
    def duration_s(self):
        return len(self.pcm) / self.sample_rate

    @property
    def is_damaged(self):
        return self.bad_packets > 0 or self.missing_s > 0


def decode(source, sample_rate=SAMPLE_RATE, max_duration_s=3600.0, progress=lambda share: None):
    """Decode the first sound track of a file, in this very process: for files that come from this program itself.

    What comes from anywhere else is for ``confined.decode``, which gives the same.

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
    with opened(source) as file:
        return assembled(decoded_blocks(file, sample_rate, max_duration_s), progress)


def assembled(parts, progress):
    """What ``decoded_blocks`` yields as one ``Decoded``; ``progress`` is that of ``decode``."""
    declared, facts = 0, {}
    samples = bytearray()  # which grows in its place: an hour in blocks would be in memory twice
    for part in parts:
        if isinstance(part, dict):
            facts = part
        elif isinstance(part, np.ndarray):
            samples.extend(np.ascontiguousarray(part, np.int16).data)
            if declared > 0:
                progress(min(1.0, len(samples) / 2 / declared))
        else:
            declared = part
    return Decoded(pcm=np.frombuffer(samples, np.int16), **facts)


def quantize(waveform):
    """Round a waveform to the 16-bit grid that FLAC stores, clipping at full scale; shape is kept."""
    return pcm_to_waveform(waveform_to_pcm(waveform))


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
        for start in range(0, len(pcm), FRAME_SIZE):
            frame = av.AudioFrame.from_ndarray(pcm[np.newaxis, start : start + FRAME_SIZE], "s16", "mono")
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


def opened(source):
    """The source as an open binary file; a ``DecodeError`` tells what is in its place."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        if not len(source):
            raise DecodeError("empty", "0 bytes")
        return io.BytesIO(source)
    try:
        return _opened(Path(source))
    except DecodeError:
        raise
    except (FileNotFoundError, ValueError) as error:  # the second: a name that no file can have
        raise DecodeError("missing", repr(source)) from error
    except OSError as error:
        raise DecodeError("unreadable", f"{source}: {error.strerror}") from error


def _opened(path):
    if path.is_dir():
        raise DecodeError("folder", path)
    if not path.is_file() and path.exists():
        raise DecodeError("not_audio", f"{path} is no ordinary file")
    if path.stat().st_size == 0:
        raise DecodeError("empty", path)
    return path.open("rb")
