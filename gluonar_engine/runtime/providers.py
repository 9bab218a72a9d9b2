"""Which of ONNX Runtime's execution providers a network gets; CUDA is tried on this machine before it is used."""

import contextlib
import io
import logging
from functools import cache

import numpy as np

from gluonar_engine.devices import CPU, CUDA, DeviceError, Place, kind_and_index

log = logging.getLogger(__name__)

_CPU, _CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
_SILENT = 4  # of the library's levels: what is wrong is raised, or found out below


def providers_for(device):
    """The providers for a session on ``device`` (``devices.kind_and_index``), and the ``Place`` that they are.

    With "auto" the processor is taken where CUDA cannot be used, and the place says why.

    Raises
    ------
    DeviceError
        When CUDA was asked for by name and cannot be used.
    """
    kind, index = kind_and_index(device)
    problem = None if kind == CPU else cuda_problem(index)
    if kind == CUDA and problem:
        raise problem
    if kind == CPU or problem:
        return [_CPU], Place(CPU, runtime_name(), problem)
    return [(_CUDA, cuda_options(index)), _CPU], Place(CUDA, runtime_name())


def failures():
    """What ONNX Runtime raises; its exceptions have no base of their own, and names that are no text escape it."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = ("EPFail", "Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NotImplemented")
    return (UnicodeDecodeError, *(getattr(state, name) for name in (*names, "RuntimeException")))


def runtime_name():
    import onnxruntime

    return f"ONNX Runtime {onnxruntime.__version__}"


def cuda_options(index):
    """TF32 would round to 10 bits; an exhaustive search of algorithms would begin anew at each length of sound."""
    return {"device_id": index, "use_tf32": 0, "cudnn_conv_algo_search": "HEURISTIC"}


@cache
def cuda_problem(index=0):
    """The ``DeviceError`` for which ONNX Runtime computes nothing on this graphics card; None when it does.

    A small network is run there, once in a process: that a library is installed says nothing about drivers and cards.
    """
    import onnxruntime

    if _CUDA not in onnxruntime.get_available_providers():
        return DeviceError("no_provider", runtime_name())
    onnxruntime.set_default_logger_severity(_SILENT)
    _load_libraries()
    try:
        is_there = _try(onnxruntime, index)
    except (RuntimeError, *failures()) as error:
        log.info("CUDA was tried: %s", error)
        return DeviceError("failed", runtime_name(), _one_line(error))
    return None if is_there else DeviceError("not_loaded", runtime_name())


def _load_libraries():
    """Those of CUDA's packages, if they are installed; elsewhere the system finds its own."""
    import onnxruntime

    said = io.StringIO()
    with contextlib.redirect_stdout(said):  # it prints what is missing
        onnxruntime.preload_dlls()
    if said.getvalue():
        log.info("CUDA was tried: %s", said.getvalue().strip())


def _try(onnxruntime, index):
    """Whether a session gets CUDA, and computes there what it should."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _SILENT
    session = onnxruntime.InferenceSession(
        _small_network(), options, providers=[(_CUDA, cuda_options(index)), _CPU], enable_fallback=False
    )
    if _CUDA not in session.get_providers():
        return False
    (convolved,) = session.run(None, {"sound": np.ones((1, 1, 8), np.float32)})
    if not np.allclose(convolved, 3.0):
        raise RuntimeError("it computes wrong numbers")
    return True


def _small_network():
    """A convolution, as networks of speakers have: it needs cuDNN as they do."""
    from onnx import TensorProto, helper

    sound, convolved = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("sound", "convolved")
    )
    weights = helper.make_tensor("weights", TensorProto.FLOAT, [1, 1, 3], [1.0] * 3)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["sound", "weights"], ["convolved"])], "trial", [sound], [convolved], [weights]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    return model.SerializeToString()


def _one_line(error):
    return " ".join(str(error).split())[:200]
