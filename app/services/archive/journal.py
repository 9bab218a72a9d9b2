"""What is embedded already, on disk beside the output until that is whole: a kill costs the files at hand, no more.

One file of records that are only ever appended, each with its length and checksum: what a kill cut off in the middle
is found and dropped.  The first record says what the others belong to.
"""

import json
import os
import shutil
import struct
import zlib
from dataclasses import asdict
from pathlib import Path

import numpy as np

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed anyway
    fcntl = None

from app.errors import UserError
from app.services.archive.recordings import Embedded, Source
from app.services.exporting import written_file

_HEAD = struct.Struct("<4sII")  # mark, bytes and CRC-32 of what follows
_MARK = b"GAR1"


class Journal:
    """The embeddings made so far for the output ``out``, in ``FILE.partial`` beside it.

    Only embeddings are kept: what could not be read is tried again, since the fault may have been the disk's.
    """

    def __init__(self, out, root, model_id):
        self.folder = Path(f"{out}.partial")
        self._about = {"root": os.fspath(root), "model_id": model_id}
        self._places = {}  # name -> (size, mtime_ns, offset of the record)

    def __enter__(self):
        with written_file(self.folder, "folder"):
            self.folder.mkdir(exist_ok=True)
            self._file = open(self.folder / "journal", "a+b")  # noqa: SIM115  closed in __exit__
        try:
            self._lock()
            self._file.truncate(self._read_all())
            if not self._file.tell():
                self._append(self._about)
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *exception):
        self._file.close()

    def __contains__(self, source: Source):
        """Whether this very file is embedded: a changed one is not."""
        return self._places.get(source.name, ())[:2] == (source.size, source.mtime_ns)

    def add(self, source: Source, embedded: Embedded):
        facts = {**asdict(source), **asdict(embedded)}
        vector = facts.pop("embedding")
        offset = self._append(facts, vector)
        self._places[source.name] = (source.size, source.mtime_ns, offset)

    def __getitem__(self, name) -> Embedded:
        self._file.seek(self._places[name][2])
        facts, vector = _parsed(_next_payload(self._file))
        fields = {field: facts[field] for field in ("duration_s", "speech_s", "snr_db", "warning")}
        return Embedded(embedding=np.frombuffer(vector, "<f4"), **fields)

    def remove(self):
        """The output is whole."""
        self._file.close()
        shutil.rmtree(self.folder)

    def _append(self, facts, vector=()):
        payload = json.dumps(facts).encode("ascii") + b"\n" + np.asarray(vector, "<f4").tobytes()
        offset = self._file.seek(0, os.SEEK_END)
        with written_file(self.folder, "folder"):
            self._file.write(_HEAD.pack(_MARK, len(payload), zlib.crc32(payload)) + payload)
            self._file.flush()
        return offset

    def _read_all(self):
        """Fills ``_places``; returns where the whole records end."""
        self._file.seek(0)
        end = 0
        while payload := _next_payload(self._file):
            facts, _ = _parsed(payload)
            if end == 0:
                self._require_same(facts)
            else:
                self._places[facts["name"]] = (facts["size"], facts["mtime_ns"], end)
            end = self._file.tell()
        self._file.seek(end)
        return end

    def _require_same(self, about):
        for key, what in (("root", "folder"), ("model_id", "model")):
            if about[key] != self._about[key]:
                raise UserError(
                    f"“{self.folder}” belongs to another {what}: {about[key]}, not {self._about[key]}.",
                    f"Finish that first, choose another output, or delete “{self.folder}” to begin again.",
                )

    def _lock(self):
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(
                f"Another run is writing “{self.folder}” at this moment.", "Wait for it, or choose another output."
            ) from error


def _next_payload(file):
    """The record at the file's position; None at the end, and for one that is not whole."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, n_bytes, checksum = _HEAD.unpack(head)
    payload = file.read(n_bytes) if mark == _MARK else b""
    return payload if payload and len(payload) == n_bytes and zlib.crc32(payload) == checksum else None


def _parsed(payload):
    facts, _, vector = payload.partition(b"\n")
    return json.loads(facts), vector
