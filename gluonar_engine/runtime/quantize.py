"""Smaller variants of a model folder: 8-bit integers in the trunk's convolutions, or weights of 16 bits.

    python -m gluonar_engine.runtime.quantize MODEL SPEECH -o FOLDER    int8: a quarter of the weights, faster
    python -m gluonar_engine.runtime.quantize MODEL --half -o FOLDER    float16 weights: half of them, as fast

SPEECH is a folder of recordings to see the range of numbers on; never those on which the model is measured.
"""

import argparse
import hashlib
import logging
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import DecodeError
from gluonar_engine.data.confined import decode
from gluonar_engine.data.corpus import AUDIO_SUFFIXES
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import COHORT_FILE, ONNX_FILE, make_model_id, new_model_folder, read_manifest
from gluonar_engine.runtime.contracts import CONTRACTS
from gluonar_engine.runtime.onnx import OnnxNetwork

N_RECORDINGS, MIN_RECORDINGS = 200, 20
_HEARD = 10 * SAMPLE_RATE  # samples of each recording
_QUANTIZED = ("Conv", "Gemm")

log = logging.getLogger(__name__)


def quantize_model(folder, speech, out, *, n_recordings=N_RECORDINGS, reduce_range=False):
    """Write a model whose trunk computes in 8-bit integers, to ``out``; its manifest.

    Static, unsigned activations and signed weights with a scale each channel.  What makes the spectrogram (all that
    leads to a logarithm) and what is neither convolution nor dense layer stays float.  Cohort and calibration
    of scores are taken over: cosines move little, which ``benchmarks.dev_lists`` shows.

    Parameters
    ----------
    folder : path
        A model with an ONNX file.
    speech : path
        Folder with 20 recordings or more, at any depth.
    out : path
        Where to; nothing or an empty folder may be there.
    n_recordings : int
        How many of them to hear, evenly spread over the sorted list.
    reduce_range : bool
        7-bit weights, for processors whose 8-bit sums saturate (x86 without VNNI).

    Raises
    ------
    OSError
        When a file cannot be read or written.
    ValueError
        For a folder without such a model, too little speech, or a network without such layers.
    """
    from onnxruntime import quantization

    manifest, model = _opened(folder)
    names = [node.name for node in _trunk(model, folder)]
    inputs = _inputs(manifest, folder, _recordings(speech, n_recordings))
    with tempfile.TemporaryDirectory() as work:
        quantization.quantize_static(
            model,
            f"{work}/{ONNX_FILE}",
            _Reader(model.graph.input[0].name, inputs),
            quant_format=quantization.QuantFormat.QDQ,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            op_types_to_quantize=list(_QUANTIZED),
            nodes_to_quantize=names,
            per_channel=True,
            reduce_range=reduce_range,
        )
        content = Path(work, ONNX_FILE).read_bytes()
    return _write(folder, manifest, content, kind="int8", out=out)


def halve_model(folder, out):
    """Write a model with the trunk's weights in float16, computed in float32 as before, to ``out``; its manifest.

    Raises as ``quantize_model`` does.
    """
    from onnx import TensorProto, helper, numpy_helper

    manifest, model = _opened(folder)
    weights = {node.input[1] for node in _trunk(model, folder)}
    for tensor in model.graph.initializer:
        if tensor.name in weights:
            small = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}_half")
            model.graph.node.insert(0, helper.make_node("Cast", [small.name], [tensor.name], to=TensorProto.FLOAT))
            tensor.CopyFrom(small)
    return _write(folder, manifest, model.SerializeToString(), kind="half", out=out)


def _opened(folder):
    """The manifest of a model, and its network with batch normalisation folded into the layers before it."""
    import onnx
    import onnxruntime
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    manifest = read_manifest(folder)
    if ONNX_FILE not in manifest.sha256:
        raise ValueError(f"{folder} has no {ONNX_FILE}")
    OnnxNetwork(Path(folder, ONNX_FILE))  # refuses what must not be opened
    model = onnx.load(Path(folder, ONNX_FILE), load_external_data=False)
    for number, node in enumerate(model.graph.node):
        node.name = f"{node.op_type}_{number}"
    with tempfile.TemporaryDirectory() as work:
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = f"{work}/{ONNX_FILE}"
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        model = onnx.load(options.optimized_model_filepath)
    add_pre_process_metadata(model)
    return manifest, model


def _trunk(model, folder):
    """The convolutions and dense layers with weights of their own that lead to no logarithm."""
    maker = {output: node for node in model.graph.node for output in node.output}
    stored = {tensor.name for tensor in model.graph.initializer}
    front, waiting = set(), [node for node in model.graph.node if node.op_type == "Log"]
    while waiting:
        node = waiting.pop()
        if node.name not in front:
            front.add(node.name)
            waiting += [maker[name] for name in node.input if name in maker]
    layers = [node for node in model.graph.node if node.op_type in _QUANTIZED and node.input[1] in stored]
    trunk = [node for node in layers if node.name not in front]
    if not trunk:
        raise ValueError(f"the network in {folder} has no {' or '.join(_QUANTIZED)} layers behind its spectrogram")
    return trunk


def _recordings(speech, n_recordings):
    """The first seconds of recordings spread evenly over a folder, those left out that hold no sound."""
    files = sorted(path for path in Path(speech).rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES)
    chosen = np.unique(np.linspace(0, len(files) - 1, min(n_recordings, len(files))).astype(int))
    waveforms = []
    for index in chosen:
        try:
            waveforms.append(decode(files[index]).waveform[:_HEARD])
        except (DecodeError, OSError) as error:
            log.warning("%s is left out: %s", files[index], error)
    return waveforms


def _inputs(manifest, folder, waveforms):
    """What the network is given of each of these recordings."""
    given = []

    def network(batch):
        given.append(batch)
        return np.ones((1, manifest.dim), np.float32)

    encoder = SpeakerEncoder(manifest, network, n_samples=OnnxNetwork(Path(folder, ONNX_FILE)).n_samples)
    n_heard = 0
    for waveform in waveforms:
        try:
            encoder.embed(waveform)
            n_heard += 1
        except ValueError as error:
            log.warning("a recording is left out: %s", error)
    if n_heard < MIN_RECORDINGS:
        raise ValueError(f"need {MIN_RECORDINGS} recordings of speech or more, found {n_heard}")
    return given


class _Reader:
    """Hands the quantizer one input at a time."""

    def __init__(self, name, inputs):
        self._name, self._inputs = name, iter(inputs)

    def get_next(self):
        batch = next(self._inputs, None)
        return None if batch is None else {self._name: batch}


def _write(folder, manifest, content, *, kind, out):
    digest = hashlib.sha256(content).hexdigest()
    kept = {file: manifest.sha256[file] for file in {COHORT_FILE} & manifest.sha256.keys()}
    smaller = replace(
        manifest,
        model_id=make_model_id(f"{manifest.name}-{kind}", digest, CONTRACTS[manifest.contract]),
        architecture=f"{manifest.architecture}-{kind}",
        sha256={ONNX_FILE: digest, **kept},
        source=manifest.model_id,
    )
    with new_model_folder(out) as filled:
        (filled / ONNX_FILE).write_bytes(content)
        for file in kept:
            shutil.copyfile(Path(folder, file), filled / file)
        smaller.write(filled)
    return smaller


def main(argv=None):
    parser = argparse.ArgumentParser(
        prog="python -m gluonar_engine.runtime.quantize",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", metavar="MODEL", type=Path, help="folder of a model")
    parser.add_argument("speech", metavar="SPEECH", type=Path, nargs="?", help="folder of recordings")
    parser.add_argument("-o", "--out", metavar="FOLDER", type=Path, required=True, help="folder for the new model")
    parser.add_argument("--half", action="store_true", help="16-bit weights instead; needs no speech")
    parser.add_argument("--reduce-range", action="store_true", help="7-bit weights, for x86 without VNNI")
    options = parser.parse_args(argv)
    if options.half == bool(options.speech):
        parser.error("give either SPEECH or --half")
    try:
        if options.half:
            manifest = halve_model(options.model, options.out)
        else:
            manifest = quantize_model(options.model, options.speech, options.out, reduce_range=options.reduce_range)
    except (ValueError, OSError) as error:
        sys.exit(f"{str(error)[:1].upper()}{str(error)[1:]}.")
    sizes = [Path(folder, ONNX_FILE).stat().st_size / 1e6 for folder in (options.model, options.out)]
    sys.stdout.write(f"{manifest.model_id} is in {options.out}: {sizes[1]:.1f} MB instead of {sizes[0]:.1f} MB\n")


if __name__ == "__main__":
    main()
