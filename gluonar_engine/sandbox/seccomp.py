"""Linux's own sandbox for a process that has all it needs: from then on it computes, reads and writes what is open.

A seccomp filter (man 2 seccomp) that names the system calls which are left.  All others fail as if forbidden by the
rights of a file: no file is opened, made, renamed or removed, no socket made, no program started.
"""

import ctypes
import errno
import os
import platform
import struct

# By machine: the architecture's number as the kernel writes it, and its numbers of the calls.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
            "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17,
            "readv": 19, "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35,
            "getitimer": 36, "setitimer": 38, "getpid": 39, "sendto": 44, "recvfrom": 45, "sendmsg": 46,
            "recvmsg": 47, "clone": 56, "exit": 60, "uname": 63, "fcntl": 72, "gettimeofday": 96, "getrusage": 98,
            "sysinfo": 99, "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204,
            "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
            "exit_group": 231, "tgkill": 234, "newfstatat": 262, "ppoll": 271, "set_robust_list": 273,
            "getcpu": 309, "getrandom": 318, "membarrier": 324, "rseq": 334, "clone3": 435,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "fcntl": 25, "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
            "ppoll": 73, "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
            "set_robust_list": 99, "nanosleep": 101, "getitimer": 102, "setitimer": 103, "clock_gettime": 113,
            "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
            "restart_syscall": 128, "tgkill": 131, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135,
            "rt_sigreturn": 139, "uname": 160, "getrusage": 165, "getcpu": 168, "gettimeofday": 169, "getpid": 172,
            "gettid": 178, "sysinfo": 179, "sendto": 206, "recvfrom": 207, "sendmsg": 211, "recvmsg": 212, "brk": 214,
            "munmap": 215, "mremap": 216, "clone": 220, "mmap": 222, "mprotect": 226, "madvise": 233,
            "getrandom": 278, "membarrier": 283, "rseq": 293, "clone3": 435,
        },
    ),
}  # fmt: skip

_LOAD, _AND, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in what the kernel shows the filter
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_OTHER_ABI = 0x40000000  # x86's second set of numbers
_CLONE_THREAD = 0x00010000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2


def forbid_all_but_computing():
    """Take from this process and its threads whatever opens, makes or starts something; False where that cannot be.

    It cannot be outside of Linux on x86-64 and ARM64, or with a kernel built without it.
    """
    if not hasattr(os, "sched_getaffinity") or platform.machine() not in _MACHINES:
        return False
    instructions = _program(*_MACHINES[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(instructions))
    header = struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    return not (
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0)
    )


def _program(architecture, numbers):
    """The filter, in instructions of the classic Berkeley packet filter."""
    plain = [number for name, number in numbers.items() if name not in ("clone", "clone3")]
    forbidden, unknown = _ERROR | errno.EPERM, _ERROR | errno.ENOSYS
    threads = [
        # How a thread is made can be looked at in clone but not in clone3, for which the C library then asks no more.
        *_unless(_IF_EQUAL, numbers["clone3"], [_step(_RETURN, unknown)]),
        *_unless(
            _IF_EQUAL,
            numbers["clone"],
            [
                _step(_LOAD, _FIRST_ARGUMENT),
                _step(_AND, _CLONE_THREAD),
                *_unless(_IF_EQUAL, 0, [_step(_RETURN, forbidden)]),
                _step(_RETURN, _ALLOW),
            ],
        ),
    ]
    return [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, architecture, 1, 0),
        _step(_RETURN, forbidden),
        _step(_LOAD, _CALL),
        *_unless(_IF_AT_LEAST, _OTHER_ABI, [_step(_RETURN, forbidden)]),
        *threads,
        *(step for number in plain for step in _unless(_IF_EQUAL, number, [_step(_RETURN, _ALLOW)])),
        _step(_RETURN, forbidden),
    ]


def _unless(test, value, steps):
    """``steps``, jumped over where the test of what was loaded fails."""
    return [_step(test, value, 0, len(steps)), *steps]


def _step(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)
