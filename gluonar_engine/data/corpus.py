"""A folder of speakers decoded once into one memory-mapped array, so that training never waits for a decoder."""

import json
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import DecodeError, resample, waveform_to_pcm
from gluonar_engine.data.confined import decode

AUDIO_SUFFIXES = {".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".mp4", ".mkv", ".webm"}


@dataclass(frozen=True)
class Corpus:
    """Decoded recordings with their speakers.

    ``pcm`` is int16 at 16 kHz, all recordings end to end; recording ``i`` lies at ``offsets[i]:offsets[i + 1]``,
    belongs to ``speakers[speaker_of[i]]`` and was played at ``speeds[i]`` times its speed.
    """

    pcm: np.ndarray
    offsets: np.ndarray
    speaker_of: np.ndarray
    speeds: np.ndarray
    speakers: list
    files: list
    skipped: list  # (file, reason)

    def __len__(self):
        return len(self.speaker_of)

    def recording(self, index):
        """Recording ``index`` as int16 samples (n_samples,)."""
        return self.pcm[self.offsets[index] : self.offsets[index + 1]]

    @property
    def durations_s(self):
        return np.diff(self.offsets) / SAMPLE_RATE


def find_recordings(root):
    """``(speaker, path)`` for each audio file under ``root``; the speaker is the path of the file's folder."""
    root = Path(root)
    if not root.is_dir():
        raise ValueError(f"not a folder: {root}")
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES)
    found = [(path.parent.relative_to(root).as_posix(), path) for path in paths if path.parent != root]
    if not found:
        raise ValueError(f"no recordings in speaker folders under {root}")
    return found


def build_corpus(
    root, cache_dir, *, speeds=(1.0,), min_duration_s=0.4, n_workers=2, progress=lambda done, total: None
):
    """Decode every recording under ``root`` at every speed into ``cache_dir``; reuse what is complete there.

    Parameters
    ----------
    root : path
        ``root/**/speaker/*.flac`` and the like.
    speeds : sequence of float
        Playback speeds; a speed other than 1 changes pitch and formants, so it stands for another speaker.
    min_duration_s : float
        Shorter recordings are skipped and listed, never replaced.

    Returns
    -------
    Corpus
    """
    cache_dir = Path(cache_dir)
    index_file = cache_dir / "index.json"
    settings = {"root": str(Path(root).resolve()), "speeds": list(speeds), "min_duration_s": min_duration_s}
    if index_file.exists() and json.loads(index_file.read_text())["settings"] == settings:
        return read_corpus(cache_dir)
    cache_dir.mkdir(parents=True, exist_ok=True)
    found = find_recordings(root)
    speakers = sorted({speaker for speaker, _ in found})
    label = {speaker: i for i, speaker in enumerate(speakers)}
    rows, lengths, skipped = [], [], []
    with (
        ProcessPoolExecutor(n_workers, initializer=_end_with_parent) as pool,
        (cache_dir / "pcm.raw").open("wb") as out,
    ):
        versions = pool.map(partial(_decode_at, speeds), [path for _, path in found], chunksize=16)
        for done, ((speaker, path), result) in enumerate(zip(found, versions, strict=True), start=1):
            progress(done, len(found))
            reason = result if isinstance(result, str) else _too_short(result[0], min_duration_s)
            if reason:
                skipped.append([str(path), reason])
                continue
            for speed, pcm in zip(speeds, result, strict=True):
                rows.append([label[speaker], speed, path.relative_to(root).as_posix()])
                lengths.append(len(pcm))
                out.write(pcm.tobytes())
    index = {"settings": settings, "speakers": speakers, "rows": rows, "lengths": lengths, "skipped": skipped}
    partial_file = index_file.with_suffix(".partial")
    partial_file.write_text(json.dumps(index))
    partial_file.replace(index_file)  # last, so that an interrupted build is never taken for a whole one
    return read_corpus(cache_dir)


def _end_with_parent():
    """A pool's process waits for work for ever when the one that feeds it is killed: let it end as well."""

    def wait():
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _decode_at(speeds, path):
    """The recording at each speed as int16, or the reason why there is none."""
    try:
        waveform = decode(path).waveform
    except DecodeError as error:
        return error.reason
    return [waveform_to_pcm(change_speed(waveform, speed)) for speed in speeds]


def change_speed(waveform, speed):
    """Play (n_samples,) ``speed`` times as fast, pitch and formants included: n_samples / speed samples."""
    return resample(waveform, int(round(SAMPLE_RATE * speed)), SAMPLE_RATE)


def _too_short(pcm, min_duration_s):
    duration_s = len(pcm) / SAMPLE_RATE
    return f"only {duration_s:.2f} s" if duration_s < min_duration_s else None


def read_corpus(cache_dir):
    """The corpus that ``build_corpus`` left in a folder."""
    cache_dir = Path(cache_dir)
    index = json.loads((cache_dir / "index.json").read_text())
    labels, speeds, files = zip(*index["rows"], strict=True)
    return Corpus(
        pcm=np.memmap(cache_dir / "pcm.raw", dtype=np.int16, mode="r"),
        offsets=np.concatenate([[0], np.cumsum(index["lengths"], dtype=np.int64)]),
        speaker_of=np.array(labels),
        speeds=np.array(speeds, dtype=np.float32),
        speakers=index["speakers"],
        files=list(files),
        skipped=[tuple(pair) for pair in index["skipped"]],
    )
