"""Sound files of many formats for tests, good and bad ones."""

import io
import struct
from fractions import Fraction

import av
import numpy as np

# suffix: container, codec, sample format
FORMATS = {
    "wav": ("wav", "pcm_s16le", "s16"),
    "flac": ("flac", "flac", "s16"),
    "mp3": ("mp3", "libmp3lame", "fltp"),
    "m4a": ("mp4", "aac", "fltp"),
    "ogg": ("ogg", "vorbis", "fltp"),
    "opus": ("ogg", "libopus", "flt"),
    "aac": ("adts", "aac", "fltp"),
    "aiff": ("aiff", "pcm_s16be", "s16"),
    "au": ("au", "pcm_s16be", "s16"),
    "caf": ("caf", "pcm_s16le", "s16"),
    "w64": ("w64", "pcm_s16le", "s16"),
    "mka": ("matroska", "libopus", "flt"),
    "webm": ("webm", "libopus", "flt"),
    "alac": ("mp4", "alac", "s16p"),
}


def encode(suffix, channels, sample_rate, *, codec=None, sample_format=None, video_s=0.0, path=None, **options):
    """The bytes of a file holding ``channels``, (n_channels, n_samples); with a picture track of ``video_s``.

    ``path``: write through this file, as some ``options`` of FFmpeg need.
    """
    container_name, own_codec, own_format = FORMATS[suffix]
    buffer = io.BytesIO()
    with av.open(str(path) if path else buffer, "w", format=container_name, options=options) as container:
        pictures = _add_pictures(container) if video_s else None
        if channels is not None:
            _write_sound(container, codec or own_codec, sample_format or own_format, channels, sample_rate)
        for index in range(round(video_s * 10)):
            picture = av.VideoFrame.from_ndarray(np.full((64, 64, 3), index, np.uint8), "rgb24")
            container.mux(pictures.encode(picture))
        if pictures:
            container.mux(pictures.encode(None))
    return path.read_bytes() if path else buffer.getvalue()


def _add_pictures(container):
    stream = container.add_stream("mpeg4", rate=10)
    stream.width = stream.height = 64
    stream.pix_fmt = "yuv420p"
    return stream


def _write_sound(container, codec, sample_format, channels, sample_rate):
    layout = {1: "mono", 2: "stereo"}[len(channels)]
    stream = container.add_stream(codec, rate=sample_rate, layout=layout, options={"strict": "experimental"})
    stream.codec_context.format = sample_format
    whole = av.AudioFrame.from_ndarray(np.ascontiguousarray(channels, dtype=np.float32), "fltp", layout)
    whole.sample_rate = sample_rate
    fifo = av.AudioFifo()
    for frame in av.AudioResampler(format=sample_format, layout=layout, rate=sample_rate).resample(whole):
        frame.pts = None
        fifo.write(frame)
    n_written = 0
    while fifo.samples:
        frame = fifo.read(min(stream.codec_context.frame_size or 1024, fifo.samples))
        frame.pts, frame.time_base = n_written, Fraction(1, sample_rate)
        n_written += frame.samples
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def wav(data, *, codec=1, n_channels=1, sample_rate=16_000, bits=16, declared=None):
    """A WAV file written by hand, so that anything in it can be wrong; ``data`` are its bytes of sound."""
    block = n_channels * bits // 8
    declared = len(data) if declared is None else declared
    fields = codec, n_channels, sample_rate, block * sample_rate % 2**32, block % 2**16, bits
    return b"".join(
        [
            struct.pack("<4sI4s", b"RIFF", (declared + 36) % 2**32, b"WAVE"),
            struct.pack("<4sIHHIIHH", b"fmt ", 16, *fields),
            struct.pack("<4sI", b"data", declared),
            data,
        ]
    )
