"""Networks run by ONNX Runtime."""

from pathlib import Path

import numpy as np

from gluonar_engine.devices import CPU
from gluonar_engine.runtime.providers import failures, providers_for


class OnnxNetwork:
    """One ONNX file with one output, and mostly one input; importing ONNX Runtime waits until the first is made.

    ``inputs`` and ``outputs`` are lists of (name, shape, type); a size that may vary is a name or None.  ``runs_on``
    is the ``devices.Place`` where it computes.

    Parameters
    ----------
    path : path
    n_threads : int
        Threads of one call; more than the physical cores only costs.
    content : bytes
        Of the file, where it has been read already.
    device : str
        As of ``devices.kind_and_index``.  The processor unless somebody says so: files that nobody trusts yet, and
        small graphs, have nothing to gain from another.

    Raises
    ------
    DeviceError
        When the device was asked for by name and cannot be used.
    OSError
        When the file cannot be read.
    ValueError
        When it is no ONNX network, has parts in other files, or needs operators that ONNX Runtime has not.
    """

    def __init__(self, path, n_threads=1, *, content=None, device=CPU):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # errors are raised; warnings are for who made the file
        providers, self.runs_on = providers_for(device)
        content = Path(path).read_bytes() if content is None else content
        refuse_external_data(content, path)
        try:
            self._session = onnxruntime.InferenceSession(
                content,
                options,
                providers=providers,
                enable_fallback=False,  # it would print
            )
            self.inputs = _signature(self._session.get_inputs())
            self.outputs = _signature(self._session.get_outputs())
        except failures() as error:
            raise ValueError(f"{path} is no network that ONNX Runtime can run: {_reason(error)}") from error
        if not self.inputs:
            raise ValueError(f"{path} has no input")

    @property
    def metadata(self):
        """What whoever made the file wrote into it, a dict of texts."""
        return self._session.get_modelmeta().custom_metadata_map

    @property
    def n_samples(self):
        """The one length of waveform (batch, n_samples) that it takes; None where any will do."""
        _, shape, _ = self.inputs[0]
        return shape[1] if len(shape) == 2 and isinstance(shape[1], int) else None

    def __call__(self, *batches):
        """(batch, n_samples) float32, or whatever the network takes, an array for each input -> its output.

        Raises
        ------
        ValueError
            When the network cannot run on it, for instance because it is too short.
        """
        names = (name for name, _, _ in self.inputs)
        try:
            return self._session.run(None, dict(zip(names, map(_as_input, batches), strict=False)))[
                0
            ]  # it says what it lacks
        except failures() as error:
            shapes = " and ".join(str(batch.shape) for batch in batches)
            raise ValueError(f"the network does not run on an input of {shapes}: {_reason(error)}") from error


def _as_input(batch):
    return np.ascontiguousarray(batch, dtype=np.float32)


def _signature(tensors):
    return [(each.name, each.shape, each.type) for each in tensors]


def refuse_external_data(content, path):
    """Raise ValueError when an ONNX file's bytes refer to other files, which may lie anywhere on this machine."""
    if b"location" not in content:  # the key that every such reference has; only few other files have the word
        return
    import onnx
    from google.protobuf.message import DecodeError

    model = onnx.ModelProto()
    try:
        model.ParseFromString(content)
    except DecodeError as error:
        raise ValueError(f"{path} is no ONNX file") from error
    if any(tensor.external_data or tensor.data_location for tensor in _tensors(model)):
        raise ValueError(f"{path} has its weights in other files: save it as a single file")


def _tensors(message):
    """Every tensor anywhere inside a protobuf message."""
    if message.DESCRIPTOR.name == "TensorProto":
        yield message
    for field, value in message.ListFields():
        if field.message_type is not None:
            for each in value if field.is_repeated else (value,):
                yield from _tensors(each)


def _reason(error):
    """What ONNX Runtime reports, without "[ONNXRuntimeError] : 1 : FAIL : " before it."""
    return str(error).strip().split(" : ", 3)[-1][:200].rstrip(".")
