"""From a waveform of 3 s to its embedding, and from 64 of them, beside Resemblyzer.

    python -m benchmarks.embedding [--model DIR] [--rounds N]

The peer's voice detector is left out, and so is ours.  Of many, ours takes one in each thread: there is nothing to be
won by putting them into one batch, since one alone keeps a core busy (see the limit: the network's own products at the
machine's peak).  Resemblyzer has no call for many, and two threads are slower for it, so its own are taken one by one.
The 8-bit model is made here, from the sample voices, as `python -m gluonar_engine.runtime.quantize` makes it; what it
costs in error rates is shown by ``eight_bit``.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.limits import Work
from benchmarks.peers import ResemblyzerEncoder
from benchmarks.rounds import Case, Contender, Mark, options_of, print_marks, print_table
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import DEFAULT_MODEL, ONNX_FILE
from gluonar_engine.runtime.quantize import MIN_RECORDINGS, quantize_model

_SAMPLES = Path(__file__).resolve().parents[1] / "assets" / "samples"
_N_SAMPLES, _N_MANY = 48_000, 64
OURS, SMALL = "ours", "ours, 8 bit"
_ONE, _MANY = "3 s", f"{_N_MANY} of 3 s"
_WHY_MANY = "one alone is as near to the machine's peak as the limit shows; 8 bit would do, and costs error rates"


def main(argv=None):
    def add(parser):
        parser.add_argument("--model", help="folder of a model (default: the shipped one)")

    options = options_of(__doc__, argv, n_rounds=30, add=add)
    folder = options.model or DEFAULT_MODEL
    with tempfile.TemporaryDirectory() as place:
        small = _quantized(folder, Path(place))
        cases = list(_cases({OURS: folder, SMALL: small}, work_of(Path(folder, ONNX_FILE))))
        least = print_table("to embeddings", cases, n_rounds=options.rounds, items="embeddings")
    print_marks(_marks(least))


def _cases(folders, work):
    waveforms = np.random.default_rng(0).normal(0, 0.05, (_N_MANY, _N_SAMPLES)).astype(np.float32)
    for n_threads in (1, 2):
        ours = {name: SpeakerEncoder.load(folder, n_threads=n_threads) for name, folder in folders.items()}
        peer = ResemblyzerEncoder(n_threads)
        calls = {name: lambda encoder=encoder: encoder.embed(waveforms[0]) for name, encoder in ours.items()}
        calls[peer.model_id] = lambda peer=peer: peer.embed_prepared(waveforms[0])
        yield Case(_case_name(_ONE, n_threads), _contenders(calls, n_threads), work=work)
    for n_threads in (1, 2):
        ours = {name: SpeakerEncoder.load(folder) for name, folder in folders.items()}
        peer = ResemblyzerEncoder(1)
        calls = {name: _each(encoder.embed, waveforms, n_threads) for name, encoder in ours.items()}
        calls[peer.model_id] = lambda peer=peer: [peer.embed_prepared(each) for each in waveforms]
        whole = Work(n_flop=_N_MANY * work.n_flop)
        yield Case(_case_name(_MANY, n_threads), _contenders(calls, n_threads), n_items=_N_MANY, work=whole)


def _case_name(what, n_threads):
    return f"{what}, {n_threads} thread{'s' if n_threads > 1 else ''}"


def _contenders(calls, n_threads):
    return [Contender(name, call, n_threads, is_ours=name in (OURS, SMALL)) for name, call in calls.items()]


def _each(embed, waveforms, n_threads):
    """Every thread takes the next one; ONNX Runtime lets go of the interpreter meanwhile."""
    threads = ThreadPoolExecutor(n_threads)
    return lambda: list(threads.map(embed, waveforms))


def _quantized(folder, place):
    """The model in 8 bits; its ranges are those of the samples, heard at several levels to be as many as it asks."""
    from gluonar_engine.data.audio import decode, encode_flac

    voices = [decode(path).waveform for path in sorted(_SAMPLES.rglob("*.flac"))]
    (place / "speech").mkdir()
    for number in range(max(MIN_RECORDINGS, len(voices))):
        level = 1.0 / (1 + number // len(voices))
        (place / "speech" / f"{number}.flac").write_bytes(encode_flac(level * voices[number % len(voices)]))
    quantize_model(folder, place / "speech", place / "model")
    return place / "model"


def work_of(path):
    """The products and sums of the convolutions and dense layers of an ONNX file on 3 s of sound, and its bytes.

    How large their results are is seen by running it with all of them as its outputs.
    """
    import onnx
    import onnxruntime

    model = onnx.load(path, load_external_data=False)
    layers = [node for node in model.graph.node if node.op_type in ("Conv", "Gemm", "MatMul")]
    for name in dict.fromkeys(name for node in layers for name in (node.output[0], node.input[1])):
        model.graph.output.add().name = name
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_outputs()]
    sound = {session.get_inputs()[0].name: np.ones((1, _N_SAMPLES), np.float32)}
    sizes = {name: values.shape for name, values in zip(names, session.run(names, sound), strict=True)}
    n_flop = sum(2 * np.prod(sizes[node.input[1]]) * np.prod(sizes[node.output[0]][2:]) for node in layers)
    return Work(n_flop=float(n_flop), n_bytes=float(Path(path).stat().st_size))


def _marks(least):
    peer = next(name for _, name in least if name not in (OURS, SMALL))
    for n_threads in (1, 2):
        case = _case_name(_ONE, n_threads)
        yield Mark(f"{case}: ours / Resemblyzer", least[case, OURS] / least[case, peer], 0.5)
    rate = 1 / least[_case_name(_ONE, 1), peer]
    for n_threads in (1, 2):
        case = _case_name(_MANY, n_threads)
        for name in (OURS, SMALL):
            times = _N_MANY / least[case, name] / n_threads / rate
            what = f"{case}: {name}, a second and core, over Resemblyzer's single ones"
            yield Mark(what, times, 3.0, is_least=True, why=_WHY_MANY)


if __name__ == "__main__":
    main()
