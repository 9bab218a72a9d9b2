"""What the program's process ends with."""

from enum import IntEnum


class Exit(IntEnum):
    OK = 0
    DOES_NOT_SUPPORT = 1
    USAGE = 2
    CANNOT_TELL = 3
    USER_ERROR = 4
    BUG = 70
    INTERRUPTED = 130
