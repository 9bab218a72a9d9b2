"""A speaker enrolled from 10 s of M4A, up to the row that is committed to the disk, beside Resemblyzer and sqlite3.

    python -m benchmarks.enrollment [--rounds N]

Ours is what the command and the window do: decoding in the helper process, quality, embedding, FLAC, and one
transaction with the recording, the consent and the audit log's line.  The peer stores a name and an embedding, or the
recording as FLAC too, as ours does: Resemblyzer's own preparation of the sound, from samples that PyAV decoded, since
librosa reads M4A only where there is a program ffmpeg.  "Ready" is with libraries and network loaded, "from a new
process" with all of that.  Both commit to the same disk and wait for it (PRAGMA synchronous = FULL).  The limit is
that of our network alone.
"""

import io
import itertools
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from app.services.consent import new_consent
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.models import ModelProvider
from app.store.gallery import Gallery
from benchmarks.decode import agreement, voices
from benchmarks.embedding import work_of
from benchmarks.limits import Work
from benchmarks.rounds import Case, Contender, Mark, limit_threads, options_of, print_marks, print_table
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data import audio
from gluonar_engine.modelcard import DEFAULT_MODEL, ONNX_FILE

_ROOT = Path(__file__).resolve().parents[1]
_DURATION_S, _BIT_RATE = 10, 128_000
_READY, _NEW = "10 s of M4A, ready", "10 s of M4A, from a new process"
_NEW_ROUNDS = 5
_PEER = """
import sqlite3, sys
import av, numpy as np, torch
from resemblyzer import VoiceEncoder, preprocess_wav
torch.set_num_threads(1)
path, database, name = sys.argv[1:]
with av.open(path) as file:
    stream = file.streams.audio[0]
    channels = np.concatenate([frame.to_ndarray() for frame in file.decode(stream)], axis=1)
embedding = VoiceEncoder("cpu", verbose=False).embed_utterance(preprocess_wav(channels.mean(axis=0), stream.rate))
with sqlite3.connect(database) as db:
    db.execute("pragma synchronous = full")
    db.execute("insert into speakers (name, embedding) values (?, ?)", (name, embedding.tobytes()))
"""
_TABLE = "create table if not exists speakers (id integer primary key, name text unique, embedding blob, flac blob)"
_WHY = "measuring the quality, keeping the recording and the log takes what the quicker network saves (17 to 23 ms)"


def main(argv=None):
    options = options_of(__doc__, argv)
    limit_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        path = write_m4a(folder / "voice.m4a")
        ours, peer = Ours(folder / "ours"), Peer(folder / "peer.db")
        note = same_work(ours, peer, path)
        contenders = [
            Contender(ours.name, partial(ours.enroll, path), n_threads=1, is_ours=True),
            Contender(peer.name, partial(peer.enroll, path), n_threads=1, note=note),
            Contender(peer.name_with_sound, partial(peer.enroll, path, with_sound=True), n_threads=1),
        ]
        flop_s = work_of(DEFAULT_MODEL / ONNX_FILE).n_flop / 3  # of 3 s
        case = Case(_READY, contenders, work=Work(n_flop=flop_s * _DURATION_S))
        least = print_table("enroll", [case], n_rounds=options.rounds)
        print()
        contenders = [
            Contender(ours.name, partial(_run, ours.command, path), n_threads=1, is_ours=True),
            Contender(peer.name, partial(_run, peer.command, path), n_threads=1, note="imports torch and librosa"),
        ]
        n_rounds = min(options.rounds, _NEW_ROUNDS)
        least |= print_table("enroll", [Case(_NEW, contenders)], n_rounds=n_rounds)
        print_marks(
            Mark(f"{case}: ours / {name}", least[case, ours.name] / least[case, name], 1.0, why=_WHY)
            for case, name in ((_READY, peer.name), (_READY, peer.name_with_sound), (_NEW, peer.name))
        )


class Ours:
    """A gallery to enroll into, in ``folder``."""

    def __init__(self, folder):
        self._models, self._numbers, self._folder = ModelProvider(), itertools.count(), folder
        self.gallery = Gallery(folder / "gallery.db")
        self.name = f"ours, {self._models.encoder().model_id}"

    def enroll(self, path):
        """A new service each time: one that has seen a take before remembers its embedding."""
        service = EnrollmentService(self.gallery, self._models)
        take = take_from_file(path)
        return service.enroll(f"voice {next(self._numbers)}", [take], new_consent("Benchmark"))

    def command(self, path):
        name = f"new {next(self._numbers)}"
        options = ["enroll", name, path, "--consent", "Benchmark"]
        return [sys.executable, _ROOT / "main.py", "--data", self._folder, *options]


class Peer:
    """Resemblyzer, and a table in SQLite."""

    def __init__(self, database):
        import torch
        from resemblyzer import VoiceEncoder

        torch.set_num_threads(1)
        self._encoder, self._numbers, self._file = VoiceEncoder("cpu", verbose=False), itertools.count(), database
        self.database = sqlite3.connect(database)
        self.database.execute("pragma journal_mode = wal")
        self.database.execute("pragma synchronous = full")
        self.database.execute(_TABLE)
        self.name = f"Resemblyzer {version('resemblyzer')}, sqlite3"
        self.name_with_sound = f"{self.name}, the recording by soundfile {version('soundfile')}"

    def enroll(self, path, with_sound=False):
        from resemblyzer import preprocess_wav

        waveform, rate = decoded_by_pyav(path)
        embedding = self._encoder.embed_utterance(preprocess_wav(waveform, rate))
        row = f"voice {next(self._numbers)}", embedding.tobytes(), _flac(waveform, rate) if with_sound else None
        self.database.execute("insert into speakers (name, embedding, flac) values (?, ?, ?)", row)
        self.database.commit()

    def command(self, path):
        """The same in a process that loads nothing of ours."""
        return [sys.executable, "-c", _PEER, path, self._file, f"new {next(self._numbers)}"]


def decoded_by_pyav(path):
    """(n_samples,) float32 mono, and its own rate in Hz: as short as it can be said."""
    import av

    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        channels = np.concatenate([frame.to_ndarray() for frame in container.decode(stream)], axis=1)
        return channels.mean(axis=0), stream.rate


def _flac(waveform, rate):
    import librosa
    import soundfile

    file = io.BytesIO()
    resampled = librosa.resample(waveform, orig_sr=rate, target_sr=SAMPLE_RATE)
    soundfile.write(file, resampled, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def same_work(ours, peer, path):
    """A note on how near both decode the file; ends the program where they do not, or where a row is missing."""
    import librosa

    speaker = ours.enroll(path)
    peer.enroll(path)
    (recording,) = ours.gallery.recordings(speaker.id)
    stored = audio.decode(ours.gallery.flac(recording.id)).waveform
    waveform, rate = decoded_by_pyav(path)
    theirs = librosa.resample(waveform, orig_sr=rate, target_sr=SAMPLE_RATE)
    note = agreement(peer.name, path.name, theirs, stored)
    ((content,),) = peer.database.execute("select embedding from speakers").fetchall()
    (template,) = ours.gallery.templates(speaker.id)
    (vector_of_ours,) = ours.gallery.embeddings_of(speaker.id, template.model_id)
    for vector in (np.frombuffer(content, np.float32), vector_of_ours):
        if vector.shape != (256,) or abs(np.linalg.norm(vector) - 1) > 1e-3:
            raise SystemExit(f"An embedding of {vector.shape} is no unit vector of 256")
    return f"decodes {note}"


def write_m4a(path):
    """The sample voices at 44.1 kHz."""
    waveform = voices(_DURATION_S * SAMPLE_RATE)
    path.write_bytes(audio.encode(waveform, "ipod", "aac", encoded_rate=44_100, bit_rate=_BIT_RATE))
    return path


def _run(command, path):
    subprocess.run(list(map(str, command(path))), cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
