"""Power STFT and log-mel of 16 kHz sound, beside librosa, torch and kaldi-native-fbank.

    python -m benchmarks.front_end [--rounds N]

NumPy array in, NumPy array out, windows of 400 samples each 160 in a DFT of 512, 80 mel bands.  Before anything is
timed, all have to give what librosa gives; Kaldi's log-mel is another by definition (pre-emphasis, mean off, its own
window and mel scale, no frame beyond the ends) and has to give what our KaldiFbank gives.
"""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.limits import Work
from benchmarks.rounds import N_THREADS, Case, Contender, Mark, limit_threads, options_of, print_marks, print_table
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import mel_bank, window
from gluonar_engine.runtime.spectral import spectral_network

_SIZES = {"1 x 3 s": (1, 3), "1 x 60 s": (1, 60), "32 x 3 s": (32, 3)}  # recordings, seconds
_STFT = {"n_fft": 512, "hop_length": 160, "win_length": 400}
_N_MELS = 80
_WHY = "a Fourier transform by matrix products has about 17 times the products of the fast one; see the limit"
SPECTROGRAM = "ours, folded frames"
_TOLERANCES = {"power": (1e-5, "of the peak"), "log-mel": (0.02, "dB")}
_KALDI_TOLERANCE = 1e-3  # of its natural logarithm


class Way(NamedTuple):
    by: str
    what: str  # of _TOLERANCES
    function: Callable  # waveforms (batch, n_samples) -> (batch, n_frames, n_bins)
    n_threads: int = N_THREADS
    is_ours: bool = False


def main(argv=None):
    options = options_of(__doc__, argv)
    limit_threads()
    with tempfile.TemporaryDirectory() as folder:
        ours = _ours(Path(folder))
    peers = _librosa() + _torch()
    cases = []
    for size, (n_recordings, duration_s) in _SIZES.items():
        shape = (n_recordings, duration_s * SAMPLE_RATE)
        waveforms = np.random.default_rng(0).normal(0, 0.05, shape).astype(np.float32)
        for what in _TOLERANCES:
            of_this = [way for way in [*ours, *peers] if way.what == what]
            cases.append(Case(f"{what}, {size}", _checked(of_this, waveforms), work=_work(what, waveforms.size)))
        cases[-1].contenders.append(_kaldi(waveforms))
    least = print_table("front end", cases, n_rounds=options.rounds)
    print_marks(_marks(cases, least))


def _work(what, n_samples):
    """Of fast transforms of real frames (5/2 n log2 n), each sample read and each number written once."""
    n_fft, hop, _ = _STFT.values()
    n_frames, n_bins = n_samples / hop, n_fft // 2 + 1
    n_flop = n_frames * (2.5 * n_fft * np.log2(n_fft) + 3 * n_bins)
    return Work(n_flop=n_flop, n_bytes=4.0 * (n_samples + n_frames * (n_bins if what == "power" else _N_MELS)))


def _marks(cases, least):
    """Of the quickest of our ways over each peer's time."""
    for case in cases:
        ours = min(least[case.name, each.name] for each in case.contenders if each.is_ours)
        for each in case.contenders:
            is_asked = each.name.startswith(("librosa", "kaldi")) or case.name == "log-mel, 1 x 3 s"
            if is_asked and not each.is_ours:
                yield Mark(f"{case.name}: ours / {each.name}", ours / least[case.name, each.name], 1.0, why=_WHY)


def _checked(ways, waveforms):
    """The ways as contenders, when all of them give what librosa gives."""
    reference = next(way for way in ways if way.by.startswith("librosa"))
    expected = reference.function(waveforms)
    contenders = []
    for way in ways:
        note = "the reference" if way is reference else agreement(way, way.function(waveforms), expected)
        call = partial(way.function, waveforms)
        contenders.append(Contender(way.by, call, n_threads=way.n_threads, is_ours=way.is_ours, note=note))
    return contenders


def agreement(way, actual, expected):
    tolerance, unit = _TOLERANCES[way.what]
    difference = np.abs(actual - expected).max() / (expected.max() if way.what == "power" else 1.0)
    if not difference <= tolerance:
        raise SystemExit(f"{way.by} and librosa differ by {difference:.1e} {unit} in {way.what}: not the same work")
    return f"within {difference:.0e} {unit} of librosa"


def _ours(folder):
    import onnxruntime

    from gluonar_engine.backend import mx
    from gluonar_engine.nn import MelSpectrogram, PowerToDB, STFTBlock
    from gluonar_engine.runtime.export import export_onnx
    from gluonar_engine.runtime.onnx import OnnxNetwork

    log_mel = mx.gluon.nn.HybridSequential()
    log_mel.add(MelSpectrogram(n_mels=_N_MELS, **_STFT), PowerToDB())
    ways = []
    for what, block in {"power": STFTBlock(power=2, nyquist=True, **_STFT), "log-mel": log_mel}.items():
        block.initialize()
        block.hybridize(static_alloc=True)
        block(mx.nd.zeros((1, SAMPLE_RATE)))
        export_onnx(block, folder / f"{what}.onnx", output_name="features", output_rank=4)
        network = OnnxNetwork(folder / f"{what}.onnx", n_threads=N_THREADS)
        ways += [
            Way(f"ours, MXNet {mx.__version__}", what, _through_mxnet(mx, block), is_ours=True),
            Way(f"ours, ONNX Runtime {onnxruntime.__version__}", what, _through_runtime(network), is_ours=True),
            Way(SPECTROGRAM, what, _through_frames(what), is_ours=True),
        ]
    return ways


def _through_frames(what):
    """As spectrograms are drawn, and with what librosa's decibels leave out."""
    n_fft, hop, win_length = _STFT.values()
    view = {"power": "power", "log-mel": "mel"}[what]
    network = spectral_network(view, n_fft, win_length, n_mels=_N_MELS, norm="slaney", n_threads=N_THREADS)

    def features(waveforms):
        padded = np.pad(waveforms, ((0, 0), (n_fft // 2, n_fft // 2)), mode="reflect")
        of_each = np.stack([network(waveform, hop) for waveform in padded])
        return of_each if what == "power" else np.maximum(of_each, of_each.max(axis=(1, 2), keepdims=True) - 80.0)

    return features


def _through_mxnet(mx, block):
    return lambda waveforms: block(mx.nd.array(waveforms)).asnumpy()[:, 0]


def _through_runtime(network):
    return lambda waveforms: network(waveforms)[:, 0]


def _librosa():
    import librosa

    def power(waveforms):
        spectrum = librosa.stft(waveforms, pad_mode="reflect", **_STFT)
        return librosa.util.abs2(spectrum).swapaxes(1, 2)

    def log_mel(waveforms):
        mel = librosa.feature.melspectrogram(
            y=waveforms, sr=SAMPLE_RATE, n_mels=_N_MELS, pad_mode="reflect", power=2, **_STFT
        )
        return librosa.power_to_db(mel).swapaxes(1, 2)

    by = f"librosa {librosa.__version__}"
    return [Way(by, "power", power, n_threads=1), Way(by, "log-mel", log_mel)]


def _torch():
    import torch

    torch.set_num_threads(N_THREADS)
    taps = torch.from_numpy(window("hann", _STFT["win_length"]).astype(np.float32))
    bank = torch.from_numpy(mel_bank(SAMPLE_RATE, _STFT["n_fft"], _N_MELS))

    def power_of(waveforms):
        spectrum = torch.stft(torch.from_numpy(waveforms), window=taps, return_complex=True, **_STFT)
        return spectrum.abs().square_()

    def power(waveforms):
        return power_of(waveforms).transpose(1, 2).numpy()

    def log_mel(waveforms):
        decibels = 10.0 * torch.log10((bank @ power_of(waveforms)).clamp_(min=1e-10))
        return torch.maximum(decibels, decibels.amax((1, 2), keepdim=True) - 80.0).transpose(1, 2).numpy()

    by = f"torch {torch.__version__}"
    return [Way(by, "power", power), Way(by, "log-mel", log_mel)]


def _kaldi(waveforms):
    import kaldi_native_fbank as kaldi

    from gluonar_engine.backend import mx
    from gluonar_engine.nn import KaldiFbank

    options = kaldi.FbankOptions()
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = _N_MELS

    def features_of(waveform):
        fbank = kaldi.OnlineFbank(options)
        fbank.accept_waveform(SAMPLE_RATE, waveform)
        fbank.input_finished()
        return np.stack([fbank.get_frame(i) for i in range(fbank.num_frames_ready)])

    def log_mel():
        return np.stack([features_of(waveform) for waveform in waveforms])

    ours = KaldiFbank(_N_MELS)
    ours.initialize()
    difference = np.abs(log_mel() - ours(mx.nd.array(waveforms)).asnumpy()).max()
    if not difference <= _KALDI_TOLERANCE:
        raise SystemExit(f"kaldi-native-fbank and our KaldiFbank differ by {difference:.1e}: not the same work")
    note = f"Kaldi's own features, within {difference:.0e} of our KaldiFbank; its Python API"
    return Contender(f"kaldi-native-fbank {kaldi.__version__}", log_mel, n_threads=1, note=note)


if __name__ == "__main__":
    main()
