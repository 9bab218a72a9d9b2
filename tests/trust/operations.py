"""What is killed at any moment: each operation with what must hold of it afterwards.

To add one, write its three functions and put it into ``OPERATIONS``: ``prepare(folder)`` makes what is there before,
``work(folder, run, acknowledge)`` goes on until it is killed and acknowledges what the program would call done,
``lost(folder, acknowledged)`` says in sentences what is missing, half there or wrong.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from app.domain import Consent, Quality
from app.services import protecting
from app.services.audit import facts_of
from app.services.backup import read_backup, restore, write_backup
from app.services.curation import CurationService
from app.services.enrollment import EnrollmentService
from app.services.folder_import import FolderImport, list_folder
from app.services.templates import make_missing
from app.settings import gallery_path
from app.store.curation import Curation
from app.store.gallery import Gallery, NewTake
from gluonar_engine.data.audio import decode, encode_flac
from tests.app.fake_model import FakeEncoder, FakeModels

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
PHRASE = "four unrelated words"
QUICK_KEYS = patch.multiple("app.secrecy", _PASSES=1, _MEMORY_BYTES=8192)
N_TAKES = 3
N_RUNS_A_FOLDER = 10  # that import the same folder again, going on where the one before was killed
N_CURATED, N_EMBEDDED = 12, 6
QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=20.0, clipped_fraction=0.0, peak_db=-3.0)
CONSENT = Consent("Research", "The speaker agrees.", "1", "Grace")


@dataclass(frozen=True)
class Operation:
    prepare: Callable
    work: Callable
    lost: Callable
    data: str = "."  # the data folder, within the one that the three are given


def open_gallery(folder):
    return Gallery(gallery_path(folder), key_of(folder))


def key_of(folder):
    """With keys that are made in a moment: how long a guess takes is not what is tried here."""
    if not protecting.is_protected(folder):
        return None
    with QUICK_KEYS:
        return protecting.unlock(folder, PHRASE)


def takes_of(name, flac=None):
    """Takes that their name tells, each unlike any other."""
    for number in range(N_TAKES):
        rng = np.random.default_rng([number, *name.encode()])
        data = flac or rng.bytes(60_000)
        digest = hashlib.sha256(f"{name} {number}".encode()).hexdigest()
        yield NewTake(data, digest, rng.random(256, np.float32), f"{name}-{number}", QUALITY)


# Enrolling


def enroll(folder, run, acknowledge):
    gallery = open_gallery(folder)
    for number in range(10_000):
        name = f"run {run} speaker {number}"
        gallery.enroll(name, list(takes_of(name)), "m1", CONSENT)
        acknowledge(name)


def lost_enrollments(folder, acknowledged):
    gallery = open_gallery(folder)
    enrolled = {speaker.name: speaker for speaker in gallery.speakers()}
    yield from (f"{name} is gone" for name in set(acknowledged) - set(enrolled))
    consents = gallery.consents()
    for name, speaker in enrolled.items():
        expected = list(takes_of(name))
        stored = [gallery.flac(recording.id) for recording in gallery.recordings(speaker.id)]
        vectors = gallery.embeddings_of(speaker.id, "m1")
        is_whole = stored == [take.flac for take in expected] and speaker.id in consents
        if not (is_whole and np.array_equal(vectors, [take.embedding for take in expected])):
            yield f"{name} is not whole"
    told = {line.name for line in gallery.audit.lines("enroll")}
    if told != set(enrolled):
        yield f"the audit log tells of others than are enrolled: {told ^ set(enrolled)}"


# Importing a folder


def prepare_folder(folder):
    for number in (1, 2):
        (folder / "voices" / "Alba").mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / "Alba" / f"test-{number}.flac", folder / "voices" / "Alba")


def import_folder(folder, run, acknowledge, n_speakers=10_000):
    """The same folder again and again, as somebody would whose program was killed on the way."""
    gallery = open_gallery(folder)
    work = FolderImport(gallery, EnrollmentService(gallery, FakeModels()))
    rows = list_folder([folder / "voices"])
    for number in range(n_speakers):
        name = f"folder {run // N_RUNS_A_FOLDER} speaker {number}"
        for result in work.enroll([replace(row, speaker=name) for row in rows], CONSENT):
            if not result.problem:
                acknowledge(name)


def lost_imports(folder, acknowledged):
    gallery = open_gallery(folder)
    enrolled = {speaker.name: speaker for speaker in gallery.speakers()}
    yield from (f"{name} is gone" for name in set(acknowledged) - set(enrolled))
    if len(acknowledged) != len(set(acknowledged)):
        yield "somebody was enrolled twice"
    consents = gallery.consents()
    for name, speaker in enrolled.items():
        if speaker.n_takes != 2 or speaker.id not in consents:
            yield f"{name} is not whole"
    n_before = len(enrolled)
    import_folder(folder, 0, lambda name: None, n_speakers=n_in_folder(enrolled) + 1)
    if len(gallery.speakers()) <= n_before:
        yield "the import did not go on"


def n_in_folder(names):
    return sum(name.startswith("folder 0 ") for name in names)


# Merging, splitting, moving, renaming, undoing


def prepare_curation(folder):
    gallery = open_gallery(folder)
    for number in range(N_CURATED):
        name = f"speaker {number}"
        gallery.enroll(name, list(takes_of(name)), "m1")


def curate(folder, run, acknowledge):
    gallery = open_gallery(folder)
    service = CurationService(gallery, Curation(gallery_path(folder)))
    rng = np.random.default_rng(run)
    for number in range(10_000):
        everybody = gallery.speakers()
        one, other = rng.choice(len(everybody), 2, replace=False)
        one, other = everybody[one], everybody[other]
        several = [each for each in everybody if each.n_takes > 1]
        take_ids = [recording.id for recording in gallery.recordings(several[0].id)][:1] if several else []
        if len(everybody) > N_CURATED // 2:
            service.merge([other], one)
        elif number % 2 and several[0].id != one.id:
            service.move(several[0], take_ids, one)
        else:
            service.split(several[0], take_ids, f"run {run} split {number}")
        acknowledge(number)
        if rng.random() < 0.5:
            service.undo()
        service.rename(gallery.speakers()[0], f"run {run} renamed {number}")
        acknowledge(number)


def lost_takes(folder, acknowledged):
    gallery = open_gallery(folder)
    expected = {take.source: take for number in range(N_CURATED) for take in takes_of(f"speaker {number}")}
    found = []
    for speaker in gallery.speakers():
        recordings = gallery.recordings(speaker.id)
        vectors = gallery.embeddings_of(speaker.id, "m1")
        if not recordings or len(vectors) != len(recordings):
            yield f"{speaker.name} is not whole"
        for recording, vector in zip(recordings, vectors, strict=False):
            take = expected[recording.source]
            found.append(recording.source)
            if gallery.flac(recording.id) != take.flac or not np.array_equal(vector, take.embedding):
                yield f"{recording.source} is another one now"
    if sorted(found) != sorted(expected):
        yield f"takes are gone or there twice: {set(expected) ^ set(found)}"


# Making templates with another model


def prepare_templates(folder):
    gallery = open_gallery(folder)
    for number, voice in zip(range(N_EMBEDDED), ("Alba", "Bruno", "Chloe", "Dmitri") * N_EMBEDDED, strict=False):
        flac = encode_flac(decode(SAMPLES / voice / "test-1.flac").waveform[:24_000])
        name = f"speaker {number}"
        gallery.enroll(name, list(takes_of(name, flac)), "m1")


def embed_anew(folder, run, acknowledge):
    gallery = open_gallery(folder)
    for number in range(10_000):
        model_id = f"model {run}-{number}"
        make_missing(gallery, FakeEncoder(model_id))
        acknowledge(model_id)


def lost_templates(folder, acknowledged):
    gallery = open_gallery(folder)
    models = {facts_of(line)["made_by"] for line in gallery.audit.lines("templates")}
    yield from (f"the templates of {model_id} are gone" for model_id in set(acknowledged) - models)
    truth = None
    for model_id in sorted(models):
        of_model = gallery.embeddings(model_id)
        if any(len(vectors) != N_TAKES for vectors in of_model.values()):
            yield f"a speaker has some templates of {model_id} only"
        if model_id in acknowledged and len(of_model) != N_EMBEDDED:
            yield f"{model_id} has templates of {len(of_model)} speakers only"
        if len(of_model) != N_EMBEDDED:
            make_missing(gallery, FakeEncoder(model_id))  # what was cut off goes on
            of_model = gallery.embeddings(model_id)
        truth = truth or of_model
        if any(not np.array_equal(of_model[owner], vectors) for owner, vectors in truth.items()):
            yield f"templates of {model_id} are wrong"


# Backing up, and putting back


def prepare_backups(folder):
    (folder / "data").mkdir()


def back_up(folder, run, acknowledge):
    """Each is enrolled before the backup that is put back, so nobody may be gone."""
    data, file = folder / "data", folder / "mine.gluonar"
    gallery = open_gallery(data)
    for number in range(10_000):
        name = f"run {run} speaker {number}"
        gallery.enroll(name, list(takes_of(name)), "m1", CONSENT)
        acknowledge(name)
        n_speakers = write_backup(data, file).n_speakers
        acknowledge(n_speakers)
        restore(data, file)


def lost_backups(folder, acknowledged):
    yield from lost_enrollments(folder / "data", [each for each in acknowledged if isinstance(each, str)])
    n_saved = max((each for each in acknowledged if isinstance(each, int)), default=0)
    if n_saved and read_backup(folder / "mine.gluonar").n_speakers < n_saved:
        yield "the backup has fewer speakers than it was said to have"


# Setting and removing a pass-phrase


def protect(folder, run, acknowledge):
    for number in range(10_000):
        name = f"run {run} speaker {number}"
        key = key_of(folder)
        Gallery(gallery_path(folder), key).enroll(name, list(takes_of(name)), "m1", CONSENT)
        acknowledge(name)
        if key:
            protecting.remove_passphrase(folder, key)
        else:
            with QUICK_KEYS:
                protecting.set_passphrase(folder, PHRASE)


def lost_under_a_passphrase(folder, acknowledged):
    if key := key_of(folder):
        protecting.remove_passphrase(folder, key)
    yield from lost_enrollments(folder, acknowledged)
    if left := {path.name for path in folder.iterdir()} - {"gallery.db", "gallery.db-wal", "gallery.db-shm"}:
        yield f"files are left behind: {left}"


OPERATIONS = {
    "enroll": Operation(open_gallery, enroll, lost_enrollments),
    "import a folder": Operation(prepare_folder, import_folder, lost_imports),
    "merge, split, move, rename, undo": Operation(prepare_curation, curate, lost_takes),
    "make templates anew": Operation(prepare_templates, embed_anew, lost_templates),
    "back up and put back": Operation(prepare_backups, back_up, lost_backups, "data"),
    "set and remove a pass-phrase": Operation(open_gallery, protect, lost_under_a_passphrase),
}
