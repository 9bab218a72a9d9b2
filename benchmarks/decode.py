"""Sound files to 16 kHz mono float32, beside librosa and soundfile with soxr, one thread each.

    python -m benchmarks.decode [--rounds N]

The files are made here and thrown away: 10 s in stereo at 44.1 kHz (Opus knows only 48 kHz) from the sample voices,
with a little hiss in each channel.  Ours looks for damage, counts what is clipped and rounds to 16 bit on the way, as
it always does.
"""

import tempfile
import warnings
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.rounds import Case, Contender, Mark, limit_threads, options_of, print_marks, print_table
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode, resample

_SAMPLES = Path(__file__).resolve().parents[1] / "assets" / "samples"
_DURATION_S = 10
# name -> (suffix, PyAV's encoder, its sample format, sample rate in Hz, bit/s)
_FORMATS = {
    "WAV": (".wav", "pcm_s16le", "s16", 44_100, 0),
    "FLAC": (".flac", "flac", "s16", 44_100, 0),
    "MP3, 128 kbit/s": (".mp3", "libmp3lame", "fltp", 44_100, 128_000),
    "Ogg Vorbis": (".ogg", None, None, 44_100, None),  # PyAV has no libvorbis; soundfile writes it
    "M4A (AAC), 128 kbit/s": (".m4a", "aac", "fltp", 44_100, 128_000),
    "Opus, 96 kbit/s, 48 kHz": (".opus", "libopus", "flt", 48_000, 96_000),
}
_WHY = {"FLAC": "FFmpeg's FLAC parser looks for the end of each frame byte by byte; libsndfile's decoder does both"}
_AGREEMENT_DB = -25.0  # of the difference; the resamplers differ close to 8 kHz
_MAX_SHIFT = 1_600  # samples: some keep the silence that an encoder puts in front


def main(argv=None):
    options = options_of(__doc__, argv)
    limit_threads(1)
    for text in ("PySoundFile failed", ".*audioread"):  # librosa says that it turns to another reader
        warnings.filterwarnings("ignore", message=text)
    with tempfile.TemporaryDirectory() as folder:
        cases = [_case(Path(folder), name, *format_) for name, format_ in _FORMATS.items()]
        least = print_table(f"decode {_DURATION_S} s", cases, n_rounds=options.rounds)
    print_marks(_marks(least))


def _marks(least):
    """Of librosa's time over ours; where it cannot read a format (AAC without an ffmpeg program) there is no mark."""
    ours, (peer, _) = _our_name(), _librosa()
    for name in _FORMATS:
        if (name, peer) in least:
            bound = 7.0 if "AAC" in name else 1.0
            ratio = least[name, peer] / least[name, ours]
            yield Mark(f"{name}: times as fast as librosa", ratio, bound, is_least=True, why=_WHY.get(name, ""))


class _Unreadable(Exception):
    """A reader does not know the format; the text tells why."""


def _case(folder, name, suffix, *how):
    path = folder / f"sound{suffix}"
    _encode(path, *how)
    ours = decode(path).waveform
    contenders = [Contender(_our_name(), lambda: decode(path).waveform, n_threads=1, is_ours=True)]
    for by, read in (_librosa(), _soundfile()):
        try:
            note, call = agreement(by, name, read(path), ours), partial(read, path)
        except _Unreadable as reason:
            note, call = f"cannot read it: {reason}", None
        contenders.append(Contender(by, call, n_threads=1, note=note))
    return Case(name, contenders)


def _our_name():
    import av

    return f"ours, PyAV {av.__version__}"


def _librosa():
    import librosa
    from audioread import NoBackendError

    def read(path):
        try:
            return librosa.load(path, sr=SAMPLE_RATE)[0]
        except NoBackendError as error:
            raise _Unreadable("soundfile does not know it, and there is no ffmpeg program to turn to") from error

    return f"librosa {librosa.__version__}", read


def _soundfile():
    import soundfile
    import soxr

    def read(path):
        try:
            channels, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise _Unreadable(error.error_string) from error
        return soxr.resample(channels.mean(axis=1), rate, SAMPLE_RATE)

    return f"soundfile {soundfile.__version__}, soxr {soxr.__version__}", read


def agreement(by, name, theirs, ours):
    """How far two waveforms are apart once they begin together; ends the program when too far."""
    shift = _shift(theirs, ours)
    theirs, ours = theirs[max(shift, 0) :], ours[max(-shift, 0) :]
    n_samples = min(len(theirs), len(ours))
    difference = theirs[:n_samples] - ours[:n_samples]
    ratio = np.sum(np.square(difference)) / np.sum(np.square(ours[:n_samples]))
    difference_db = 10 * np.log10(max(ratio, 1e-12))
    if not difference_db <= _AGREEMENT_DB or n_samples < (_DURATION_S - 0.2) * SAMPLE_RATE:
        raise SystemExit(f"{by} and ours differ by {difference_db:.0f} dB over {n_samples} samples of {name}")
    begins = f", begins {shift / SAMPLE_RATE * 1000:.1f} ms later" if shift else ""
    return f"within {difference_db:.0f} dB of ours{begins}"


def _shift(theirs, ours):
    """By how many samples ``theirs`` comes later, from the peak of the cross-correlation."""
    size = len(theirs) + len(ours)
    correlation = np.fft.irfft(np.fft.rfft(theirs, size) * np.fft.rfft(ours, size).conj(), size)
    return int(np.argmax(np.roll(correlation, _MAX_SHIFT)[: 2 * _MAX_SHIFT + 1])) - _MAX_SHIFT


def _encode(path, encoder, sample_format, sample_rate, bit_rate):
    channels = _sound(sample_rate)
    if encoder is None:
        _encode_with_soundfile(path, channels, sample_rate)
        return
    import av

    with av.open(str(path), mode="w") as container:
        stream = container.add_stream(encoder, rate=sample_rate, layout="stereo", bit_rate=bit_rate)
        stream.codec_context.format = sample_format
        frame = av.AudioFrame.from_ndarray(channels, "fltp", "stereo")
        frame.sample_rate, frame.pts = sample_rate, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _encode_with_soundfile(path, channels, sample_rate):
    import soundfile

    with soundfile.SoundFile(path, "w", sample_rate, 2, "VORBIS") as file:
        for second in np.array_split(channels.T, _DURATION_S):  # libvorbis may crash on many samples at once
            file.write(second)


def voices(n_samples):
    """(n_samples,) at 16 kHz: the sample voices, again and again."""
    once = np.concatenate([decode(path).waveform for path in sorted(_SAMPLES.glob("*/enroll-1.flac"))])
    return np.resize(once, n_samples)


def _sound(sample_rate):
    """(2, n_samples) of the sample voices one after the other, the second channel quieter, both with some hiss."""
    speech = resample(voices(_DURATION_S * SAMPLE_RATE), SAMPLE_RATE, sample_rate)
    hiss = np.random.default_rng(0).normal(0, 0.002, (2, len(speech)))
    return (speech * np.array([[1.0], [0.7]]) + hiss).astype(np.float32)


if __name__ == "__main__":
    main()
