"""Reading files whose size nobody vouches for."""

import os
from contextlib import nullcontext


def content_of(source, max_bytes):
    """The bytes of a file, given by its path or open; ``ValueError`` when there are too many, before any is read."""
    with nullcontext(source) if hasattr(source, "read") else open(source, "rb") as file:
        n_bytes = os.fstat(file.fileno()).st_size
        if n_bytes > max_bytes:
            raise ValueError(f"{source} has {n_bytes:,} bytes, the limit is {max_bytes:,}")
        return file.read(max_bytes)
