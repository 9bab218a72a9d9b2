"""What a helper process does with a GluonAR checkpoint: make ONNX of it and look at that."""

import numpy as np

from gluonar_engine.runtime import examining
from gluonar_engine.runtime.contracts import WAVEFORM
from gluonar_engine.runtime.onnx import OnnxNetwork

_TOLERANCE = 1e-3  # largest difference between MXNet and ONNX Runtime, as a share of the largest number


def prepare():
    """In the helper: load MXNet, and what looks at ONNX files."""
    examining.prepare()
    import gluonar_engine.models.symbolfile
    import gluonar_engine.models.vox
    import gluonar_engine.runtime.export  # noqa: F401


def answer(request, files):
    """In the helper: the blocks of the ONNX file and the facts about it, or why there are none."""
    found = []
    facts = examining.outcome(lambda: _converted(examining.named(request, files), found))
    for content in found:
        yield from examining.blocks_of(content)
    yield facts


def _converted(files, found):
    content = _onnx_of(files)
    facts = examining.examined(content, files[0], WAVEFORM.name)
    found.append(content)
    return facts


def _onnx_of(files):
    from gluonar_engine.backend import mx
    from gluonar_engine.models.vox import N_SAMPLES
    from gluonar_engine.runtime.export import onnx_of

    net = _network(files)
    noise = examining.noise_of(N_SAMPLES)[np.newaxis]
    try:
        expected = net(mx.nd.array(noise)).asnumpy()
    except mx.MXNetError as error:
        reason = str(error).splitlines()[-1]
        raise ValueError(f"the network does not run on {N_SAMPLES:,} samples: {reason}") from error
    content = onnx_of(net, n_samples=N_SAMPLES)
    difference = np.abs(OnnxNetwork(files[0], content=content)(noise) - expected).max()
    if not difference <= _TOLERANCE * np.abs(expected).max():
        raise ValueError(f"the ONNX file made of it differs from the network by {difference:.1e}")
    return content


def _network(files):
    """Of a symbol file and its parameters, or of the parameters of a ``vox_res18``."""
    from gluonar_engine.models.symbolfile import load_symbol
    from gluonar_engine.models.vox import N_SAMPLES, VoxRes18

    if len(files) == 2:
        return load_symbol(*files, input_shape=(1, N_SAMPLES))
    net = VoxRes18()
    net.load_published(*files)
    return net
