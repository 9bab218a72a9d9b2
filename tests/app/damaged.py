"""Galleries as a disk that fails leaves them."""

import sqlite3
from contextlib import closing

PAGE_BYTES = 4096


def noise(path, rng, begin=0, end=None):
    """Overwrite the bytes from ``begin`` on."""
    content = bytearray(path.read_bytes())
    content[begin:end] = rng.bytes(len(content[begin:end]))
    path.write_bytes(content)


def beginning(path, rng):
    noise(path, rng, 0, PAGE_BYTES)


def all_but_the_beginning(path, rng):
    noise(path, rng, PAGE_BYTES)


def cut_off(path, rng):
    path.write_bytes(path.read_bytes()[: 2 * PAGE_BYTES])


def emptied(path, rng):
    path.write_bytes(b"")


def one_voice(path, rng):
    """A change within a recording, which SQLite does not notice."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update recordings set flac = cast(x'00' || substr(flac, 2) as blob) where id = 1")
