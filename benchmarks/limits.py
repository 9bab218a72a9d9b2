"""What this machine can do at most, measured: single-precision sums and products, and bytes of memory, in a second.

A piece of work is bound by one or the other; its time at the greater of the two is the limit that no program of the
same work passes.  (Work with smaller numbers than 32 bits has another limit, and a cache is quicker than the memory.)
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gluonar_engine.runtime.onnx import OnnxNetwork

_MATRIX, _N_BYTES, _N_TRIES = 512, 128 << 20, 20  # in the second cache; more than any holds


@dataclass(frozen=True)
class Peak:
    """Of ``n_threads``: floating-point operations and bytes, read or written, a second."""

    n_threads: int
    flop_s: float
    bytes_s: float

    def __str__(self):
        threads = f"{self.n_threads} thread{'s' if self.n_threads > 1 else ''}"
        return f"{threads}: {self.flop_s / 1e9:.0f} GFLOP/s, {self.bytes_s / 1e9:.1f} GB/s"


@dataclass(frozen=True)
class Work:
    """What one call has to compute and to move at the least."""

    n_flop: float = 0.0
    n_bytes: float = 0.0

    def least_s(self, n_threads):
        """Seconds at this machine's peak."""
        peak = measured_peak(n_threads)
        return max(self.n_flop / peak.flop_s, self.n_bytes / peak.bytes_s)


@lru_cache
def measured_peak(n_threads):
    with ThreadPoolExecutor(n_threads) as threads:
        return Peak(n_threads, _flop_s(n_threads), _bytes_s(threads, n_threads))


def _flop_s(n_threads):
    """Of the best of some products of two matrices, by ONNX Runtime, whose kernels were the quickest that we met."""
    import onnx
    from onnx import helper, numpy_helper

    table = np.random.default_rng(0).normal(size=(_MATRIX, _MATRIX)).astype(np.float32)
    ends = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, table.shape) for name in ("left", "product")]
    product = helper.make_node("MatMul", ["left", "table"], ["product"])
    graph = helper.make_graph([product], "peak", ends[:1], ends[1:], [numpy_helper.from_array(table, "table")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    network = OnnxNetwork("peak", n_threads, content=model.SerializeToString())
    return 2 * _MATRIX**3 / _least_s(lambda: network(table))


def _bytes_s(threads, n_threads):
    """Of the best of some passes over an array, a part for each thread."""
    parts = np.array_split(np.ones(_N_BYTES // 8), n_threads)
    return _N_BYTES / _least_s(lambda: list(threads.map(np.max, parts)))


def _least_s(call):
    times = []
    for _ in range(_N_TRIES):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    for n in (1, 2):
        print(measured_peak(n))
