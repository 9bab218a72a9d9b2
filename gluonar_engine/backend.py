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

from gluonar_engine.devices import AUTO, CPU, CUDA, DeviceError, Place, chosen, kind_and_index  # noqa: E402

__all__ = ["context", "keep_freed_memory", "mx", "place"]

_NAME = f"MXNet {mx.__version__}"

_MALLOC_SETTINGS = {  # numbers of malloc.h
    -4: 0,  # M_MMAP_MAX: large blocks come from the heap as well
    -8: 1,  # M_ARENA_MAX: from the one heap that can grow without limit
    -1: 2**31 - 1,  # M_TRIM_THRESHOLD: and stay there when freed
}


def context(device=None):
    """The MXNet context for ``device``, see ``devices.kind_and_index``; None for what this process has chosen.

    Raises
    ------
    DeviceError
        When a GPU was asked for by name and MXNet sees none.
    """
    kind, index = kind_and_index(device or chosen())
    is_there = kind != CPU and index < mx.context.num_gpus()
    if kind == CUDA and not is_there:
        raise _no_card()
    return mx.gpu(index) if is_there else mx.cpu()


def place(device=None):
    """The ``Place`` that ``context(device)`` is."""
    kind, _ = kind_and_index(device or chosen())
    if context(device).device_type == "gpu":
        return Place(CUDA, _NAME)
    return Place(CPU, _NAME, _no_card() if kind == AUTO else None)


def _no_card():
    return DeviceError("no_card", _NAME)


def keep_freed_memory():
    """For training: let glibc keep what MXNet frees, since it will ask for the same again within a second.

    Without it each temporary of over 32 MB is mapped, zeroed page by page and unmapped at every use: a step of the
    default network took 2.2 s instead of 0.8 s on two cores.  Does nothing where there is no glibc.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for setting, value in _MALLOC_SETTINGS.items():
            mallopt(setting, value)
