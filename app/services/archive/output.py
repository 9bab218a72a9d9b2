"""The finished archive as one file, NumPy's .npz or Parquet: written row by row beside its place, then put there."""

import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import UserError

_FACTS = ("duration_s", "speech_s", "snr_db")  # float32 columns
_ROWS = 4096  # at a time in memory


@dataclass(frozen=True)
class Archive:
    """``rows[name]`` is the ``Embedded`` of each of ``names``; ``failed`` maps other names to the reason."""

    model_id: str
    dim: int
    names: list[str]
    rows: object
    failed: dict[str, str]

    def batches(self):
        """(names, their ``Embedded``) of a few thousand rows at a time."""
        for start in range(0, len(self.names), _ROWS):
            names = self.names[start : start + _ROWS]
            yield names, [self.rows[name] for name in names]


def require_writer(out):
    """``UserError`` when ``out`` cannot become an archive's file: better before the work than after it."""
    out = Path(out)
    if out.is_dir():
        raise UserError(f"“{out}” is a folder.", "Choose the name of a file.")
    if out.suffix == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401  is it there?
        except ImportError as error:
            raise UserError(
                f"Parquet files need pyarrow, which cannot be loaded: {error}.",
                "Install it with “pip install -r requirements-archive.txt”, or choose a name that ends in .npz.",
            ) from error


def write_archive(archive: Archive, out, draft):
    """Write ``draft``, on the same disk as ``out``, and make it ``out`` in one step once it is whole and safe."""
    write = _write_parquet if Path(out).suffix == ".parquet" else _write_npz
    write(archive, draft)
    with open(draft, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(draft, out)


def _write_npz(archive, path):
    facts = {key: [] for key in _FACTS}
    warnings = []

    def vectors():
        for _, rows in archive.batches():
            for key, values in facts.items():
                values.extend(np.nan if getattr(row, key) is None else getattr(row, key) for row in rows)
            warnings.extend(row.warning for row in rows)
            yield np.stack([row.embedding for row in rows])

    with zipfile.ZipFile(path, "w") as file:
        _add(file, "embedding", np.dtype("<f4"), (len(archive.names), archive.dim), vectors())
        _add_texts(file, "file", archive.names)
        for key, values in facts.items():
            _add(file, key, np.dtype("<f4"), (len(values),), [np.array(values)])
        _add_texts(file, "warning", warnings)
        _add_texts(file, "failed_file", list(archive.failed))
        _add_texts(file, "failed_reason", list(archive.failed.values()))
        _add(file, "model_id", np.dtype(f"<U{len(archive.model_id)}"), (), [np.array(archive.model_id)])


def _add_texts(file, key, texts):
    width = max(map(len, texts), default=0) or 1
    dtype = np.dtype(f"<U{width}")
    chunks = (np.array(texts[start : start + _ROWS], dtype) for start in range(0, len(texts), _ROWS))
    _add(file, key, dtype, (len(texts),), chunks)


def _add(file, key, dtype, shape, chunks):
    """One array of an .npz, chunk by chunk; without the time of day, so that the same archive is the same bytes."""
    entry = zipfile.ZipInfo(f"{key}.npy")
    entry.compress_type = zipfile.ZIP_DEFLATED if dtype.kind == "U" else zipfile.ZIP_STORED
    header = {"descr": dtype.str, "fortran_order": False, "shape": shape}
    with file.open(entry, "w", force_zip64=True) as member:
        np.lib.format.write_array_header_1_0(member, header)
        for chunk in chunks:
            member.write(np.ascontiguousarray(chunk, dtype).tobytes())


def _write_parquet(archive, path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    failed = [[_utf8(name), _utf8(reason)] for name, reason in archive.failed.items()]
    schema = pa.schema(
        [
            ("file", pa.string()),
            ("embedding", pa.list_(pa.float32(), archive.dim)),
            *((key, pa.float32()) for key in _FACTS),
            ("warning", pa.string()),
        ],
        metadata={"model_id": archive.model_id, "failed": json.dumps(failed)},
    )
    with pq.ParquetWriter(path, schema) as file:
        for names, rows in archive.batches():
            vectors = pa.FixedSizeListArray.from_arrays(np.concatenate([row.embedding for row in rows]), archive.dim)
            facts = [pa.array([getattr(row, key) for row in rows], pa.float32()) for key in _FACTS]
            texts = [pa.array([_utf8(name) for name in names]), pa.array([row.warning for row in rows])]
            file.write_table(pa.table([texts[0], vectors, *facts, texts[1]], schema=schema))


def _utf8(text):
    """Parquet holds valid Unicode only: the bytes of a name that are none are written as \\xff or \\udcff."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
