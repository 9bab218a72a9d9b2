"""Networks run by ONNX Runtime."""

import numpy as np


class OnnxNetwork:
    """One ONNX file with one input and one output; importing ONNX Runtime waits until the first is made.

    Parameters
    ----------
    path : path
    n_threads : int
        Threads of one call; more than the physical cores only costs.
    """

    def __init__(self, path, n_threads=1):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors are raised; warnings are for who made the file
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def __call__(self, batch):
        """(batch, n_samples) float32 -> the network's output."""
        return self._session.run(None, {self._input: np.ascontiguousarray(batch, dtype=np.float32)})[0]
