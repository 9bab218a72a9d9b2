"""The one door to MXNet: importing this module loads it, with shims for today's NumPy, threads and memory.

Raises ImportError where MXNet has no build (Windows, Apple silicon); everything but training works without it.
"""

import ctypes
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

__all__ = ["context", "keep_freed_memory", "mx"]

_MALLOC_SETTINGS = {  # numbers of malloc.h
    -4: 0,  # M_MMAP_MAX: large blocks come from the heap as well
    -8: 1,  # M_ARENA_MAX: from the one heap that can grow without limit
    -1: 2**31 - 1,  # M_TRIM_THRESHOLD: and stay there when freed
}


def context(device=None):
    """The MXNet context for ``device``: "cpu", "gpu", "gpu:1", or None for the GPU when there is one."""
    if device is None:
        return mx.gpu() if mx.context.num_gpus() else mx.cpu()
    name, _, index = device.partition(":")
    if name not in ("cpu", "gpu") or (index and not index.isdigit()):
        raise ValueError(f"device must be 'cpu', 'gpu' or 'gpu:N', got {device!r}")
    return mx.Context(name, int(index or 0))


def keep_freed_memory():
    """For training: let glibc keep what MXNet frees, since it will ask for the same again within a second.

    Without it each temporary of over 32 MB is mapped, zeroed page by page and unmapped at every use: a step of the
    default network took 2.2 s instead of 0.8 s on two cores.  Does nothing where there is no glibc.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for setting, value in _MALLOC_SETTINGS.items():
            mallopt(setting, value)
