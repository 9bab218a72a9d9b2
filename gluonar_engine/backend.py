"""The one door to MXNet: importing this module loads it, with shims for today's NumPy, threads and memory.

Raises ImportError where MXNet has no build (Windows, Apple silicon); everything but training works without it.
"""

import os

import numpy as np


def _physical_cores():
    """Cores this process may use, hyper-threads not counted twice where the system tells."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/proc/cpuinfo") as cpuinfo:
            lines = [line.split(":")[-1].strip() for line in cpuinfo if line.startswith(("physical id", "core id"))]
    except OSError:
        return allowed
    cores = set(zip(lines[::2], lines[1::2], strict=False))
    return min(len(cores) or allowed, allowed)


if "bool" not in np.__dict__:
    np.bool = np.bool_  # MXNet 1.9.1 still says np.bool, which NumPy 1.24 removed
os.environ.setdefault("OMP_NUM_THREADS", str(_physical_cores()))  # unset is 1.65 times slower
os.environ.setdefault("MXNET_MKLDNN_CACHE_NUM", "64")  # else each new input length stays in memory

import mxnet as mx  # noqa: E402  the lines above must come first

__all__ = ["mx", "context"]


def context(device=None):
    """The MXNet context for ``device``: "cpu", "gpu", "gpu:1", or None for the GPU when there is one."""
    if device is None:
        return mx.gpu() if mx.context.num_gpus() else mx.cpu()
    name, _, index = device.partition(":")
    if name not in ("cpu", "gpu") or (index and not index.isdigit()):
        raise ValueError(f"device must be 'cpu', 'gpu' or 'gpu:N', got {device!r}")
    return mx.Context(name, int(index or 0))
