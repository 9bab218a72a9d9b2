"""The enrolled speakers with their recordings, templates and trials.  No Qt, no engine, no decoding."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, fields

import numpy as np

from app.domain import Consent, Evidence, OperatingPoint, Quality, Recording, Speaker, TemplateSet, Trial
from app.errors import DuplicateTake, SpeakerGone, TrialGone, UnknownSpeaker
from app.store import audit, consents, everybody, speakers
from app.store.checksums import checksum, intact
from app.store.database import Database, IntegrityError
from app.store.trials import trial_of, trial_row

_TEMPLATES = """
    select model as model_id, count(*) as n_takes, max(embeddings.created_at) as created_at
    from embeddings join recordings on recordings.id = recording_id
    where speaker_id = ? group by model order by max(embeddings.created_at) desc, max(embeddings.rowid) desc
"""
_QUALITY = ", ".join(field.name for field in fields(Quality))
_VECTORS = """
    select speaker_id, vector, vector_crc32 from embeddings join recordings on recordings.id = recording_id
    where model = ? and speaker_id = coalesce(?, speaker_id) order by speaker_id, recording_id
"""
_TRIALS = """
    select trials.*, name from trials join speakers on speakers.id = speaker_id
    where speaker_id = coalesce(?, speaker_id) order by trials.id desc limit ?
"""
_TRIAL = "select trials.*, name from trials join speakers on speakers.id = speaker_id where trials.id = ?"
_HASHES = """
    select pcm_sha256 from embeddings join recordings on recordings.id = recording_id
    where model = ? and speaker_id = ? order by recording_id
"""
_TAKES = f"""
    select recordings.id, speaker_id, name, source, {_QUALITY}, vector, vector_crc32
    from embeddings join recordings on recordings.id = recording_id join speakers on speakers.id = speaker_id
    where model = ? order by name_key, recording_id
"""
_WITHOUT_EMBEDDING = """
    select speaker_id, id from recordings where speaker_id = coalesce(?, speaker_id)
    and id not in (select recording_id from embeddings where model = ?) order by speaker_id, id
"""


@dataclass(frozen=True, eq=False)
class NewTake:
    """A take ready to be stored: ``pcm_sha256`` is of its 16-bit samples, ``embedding`` (dim,) float32."""

    flac: bytes
    pcm_sha256: str
    embedding: np.ndarray
    source: str
    quality: Quality


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The gallery at one moment, as one model sees it: ``vectors`` (n_takes, dim) has the takes of the first of the
    ``speakers``, oldest first, then those of the second; ``counts`` (n_speakers,) tells how many each has.  When the
    speakers were last used, which every question changes, is left out.
    """

    n_changes: int
    speakers: tuple[Speaker, ...]
    counts: np.ndarray
    vectors: np.ndarray


@dataclass(frozen=True, eq=False)
class EnrolledTake:
    """A stored take as one model sees it: ``embedding`` is (dim,) float32."""

    recording_id: int
    speaker_id: int
    speaker_name: str
    source: str
    quality: Quality
    embedding: np.ndarray


class Gallery:
    """Every call opens its own connection, so any thread may call any method; every change is whole or not at all."""

    def __init__(self, path, key=None):
        self._database = Database(path, key)
        self.audit = audit.AuditLog(self._database)

    def enroll(self, name: str, takes: list[NewTake], model_id: str, consent: Consent | None = None) -> Speaker:
        """Save a new speaker with their first takes.  ``SpeakerExists`` when the name is taken, in any case."""
        if not takes:
            raise ValueError(f"no takes for {name!r}")
        with self._database.changing() as db:
            speaker_id = speakers.add(db, name)
            _insert_takes(db, speaker_id, takes, model_id)
            audit.note(db, "enroll", speaker_id, model_id=model_id, takes=len(takes))
            consents.insert(db, speaker_id, consent, speakers.now())
            return speakers.find(db, speaker_id)

    def add_takes(
        self, speaker_id: int, takes: list[NewTake], model_id: str, consent: Consent | None = None
    ) -> Speaker:
        with self._database.changing() as db:
            speakers.find(db, speaker_id)
            _insert_takes(db, speaker_id, takes, model_id)
            if takes:
                audit.note(db, "add-takes", speaker_id, model_id=model_id, takes=len(takes))
            consents.insert(db, speaker_id, consent, speakers.now())
            return speakers.find(db, speaker_id)

    def consents(self) -> dict[int, Consent]:
        """What each speaker agreed to last, by speaker id; nothing of those who were never asked."""
        with self._database.reading() as db:
            return consents.latest(db)

    def ended_consents(self, today) -> dict[int, Consent]:
        """Those of ``consents`` that have ended before this day, a ``date``."""
        with self._database.reading() as db:
            return consents.ended(db, today.isoformat())

    def last_operator(self) -> str | None:
        """Who asked for consent most recently."""
        with self._database.reading() as db:
            return consents.last_operator(db)

    def speakers(self) -> list[Speaker]:
        """Everybody, by name."""
        with self._database.reading() as db:
            return speakers.read(db)

    def speaker(self, name: str) -> Speaker:
        with self._database.reading() as db:
            speaker = speakers.find_named(db, name)
        if speaker is None:
            raise UnknownSpeaker(name)
        return speaker

    def rename(self, speaker_id: int, name: str, undo=None) -> Speaker:
        """The old name is wiped from the disk; ``undo`` notes how to go back, here and below."""
        with self._database.replacing(undo) as db:
            speakers.find(db, speaker_id)
            speakers.rename(db, speaker_id, name)
            audit.note(db, "rename", speaker_id)
            return speakers.find(db, speaker_id)

    def remove(self, speaker_id: int, undo=None) -> None:
        """Delete a speaker with their recordings, templates and trials, and wipe them from the disk."""
        with self._database.replacing(undo) as db:
            for speaker in speakers.read(db, "id = ?", [speaker_id]):
                audit.note(db, "delete", speaker_id, takes=speaker.n_takes)
            db["speakers"].delete_where("id = ?", [speaker_id])

    def recordings(self, speaker_id: int) -> list[Recording]:
        """A speaker's recordings, oldest first."""
        columns = f"id, speaker_id, source, created_at, pcm_sha256, {_QUALITY}"
        with self._database.reading() as db:
            rows = db["recordings"].rows_where("speaker_id = ?", [speaker_id], select=columns, order_by="id")
            return [_recording(row) for row in rows]

    def qualities(self) -> dict[int, list[Quality]]:
        """Those of everybody's recordings, by speaker id."""
        found = {}
        with self._database.reading() as db:
            for row in db["recordings"].rows_where(select=f"speaker_id, {_QUALITY}", order_by="speaker_id"):
                found.setdefault(row.pop("speaker_id"), []).append(Quality(**row))
        return found

    def owners(self) -> dict[str, list[int]]:
        """Whose each stored recording is: speaker ids by the hash of its samples."""
        found = {}
        with self._database.reading() as db:
            for row in db["recordings"].rows_where(select="speaker_id, pcm_sha256"):
                found.setdefault(row["pcm_sha256"], []).append(row["speaker_id"])
        return found

    def flac(self, recording_id: int) -> bytes:
        with self._database.reading() as db:
            for row in db["recordings"].rows_where("id = ?", [recording_id], select="flac, flac_crc32"):
                return intact(row["flac"], row["flac_crc32"])
        raise SpeakerGone

    def embeddings(self, model_id: str) -> dict[int, np.ndarray]:
        """One (n_takes, dim) array a speaker id, of this model only, oldest take first."""
        return self._vectors(model_id, None)

    def embeddings_of(self, speaker_id: int, model_id: str) -> np.ndarray:
        """(n_takes, dim), oldest take first; (0, 0) when this model has made none."""
        return self._vectors(model_id, speaker_id).get(speaker_id, np.zeros((0, 0), np.float32))

    def enrolled_takes(self, model_id: str) -> list[EnrolledTake]:
        """Everybody's takes that this model has made templates of: by speaker's name, oldest first."""
        with self._database.reading() as db:
            return [_enrolled_take(*row) for row in db.execute(_TAKES, [model_id])]

    def templates(self, speaker_id: int) -> list[TemplateSet]:
        """What each model has made of a speaker's takes, the latest first."""
        with self._database.reading() as db:
            return [TemplateSet(**row) for row in db.query(_TEMPLATES, [speaker_id])]

    def recordings_without_embedding(self, model_id: str, speaker_id: int | None = None) -> dict[int, list[int]]:
        """Recording ids by speaker id: what this model has not seen yet, of one speaker or of everybody."""
        ids_of = {}
        with self._database.reading() as db:
            for row in db.query(_WITHOUT_EMBEDDING, [speaker_id, model_id]):
                ids_of.setdefault(row["speaker_id"], []).append(row["id"])
        return ids_of

    def n_takes(self) -> int:
        with self._database.reading() as db:
            return db["recordings"].count

    def n_templates(self, model_id: str) -> int:
        """Of how many takes this model's templates are there."""
        with self._database.reading() as db:
            return db["embeddings"].count_where("model = ?", [model_id])

    def remove_templates(self, model_id: str) -> None:
        """Delete what a model made of all takes, and wipe it from the disk."""
        with self._database.replacing() as db:
            n_takes = db["embeddings"].count_where("model = ?", [model_id])
            db["embeddings"].delete_where("model = ?", [model_id])
            audit.note(db, "remove-templates", removed=model_id, takes=n_takes)

    def n_changes(self) -> int:
        """A number that any change of the speakers, by whatever program, makes another one; trials do not."""
        with self._database.reading() as db:
            return _n_changes(db)

    def snapshot(self, model_id: str) -> Snapshot:
        """Everybody who has templates of this model, by name, with these; all of one and the same moment."""
        with self._database.reading() as db:
            db.execute("BEGIN")
            return Snapshot(_n_changes(db), *everybody.read(db, model_id))

    def add_embeddings(self, vectors: dict[int, np.ndarray], model_id: str) -> None:
        """Save what a model made of stored recordings, by recording id; what is there by now stays as it is."""
        with self._database.changing() as db:
            new_ids = list(vectors.keys() - _made_by(db, model_id, list(vectors)))
            try:
                for recording_id in new_ids:
                    _insert_embedding(db, recording_id, vectors[recording_id], model_id)
            except IntegrityError as error:
                raise SpeakerGone from error
            for owner, n_takes in _owners_of(db, new_ids).items():
                audit.note(db, "templates", owner, made_by=model_id, takes=n_takes)  # it need not be in use yet

    def log_trial(
        self, kind, speaker_id, decision, *, model_id, source, quality=None, operating_point=None, take_scores=(),
        evidence=Evidence(),  # noqa: B008 it cannot change
    ) -> int:  # fmt: skip
        """Keep a question and its answer, a ``Decision``, and what it rests on: ``kind`` is "verify" or "identify".

        The trial's id.
        """
        point = operating_point or OperatingPoint(decision.llr_threshold)
        row = trial_row(decision, quality, point, take_scores, evidence)
        row |= {"created_at": speakers.now(), "kind": kind, "speaker_id": speaker_id}
        row |= {"source": source, "model": model_id}
        with self._database.changing() as db:
            try:
                trial_id = db["trials"].insert(row).last_pk
            except IntegrityError as error:
                raise SpeakerGone from error
            facts = {"verdict": decision.verdict.value, "threshold_llr": point.llr}
            audit.note(db, kind, speaker_id, model_id=model_id, **facts)
        return trial_id

    def trials(self, speaker_id: int | None = None, limit: int = 100) -> list[Trial]:
        """The latest questions and answers, newest first; a ``limit`` of -1 is none."""
        with self._database.reading() as db:
            return [trial_of(row) for row in db.query(_TRIALS, [speaker_id, limit])]

    def trial(self, trial_id: int) -> Trial:
        with self._database.reading() as db:
            for row in db.query(_TRIAL, [trial_id]):
                return trial_of(row)
        raise TrialGone(trial_id)

    def take_hashes(self, speaker_id: int, model_id: str) -> tuple[str, ...]:
        """Of the samples of the takes that ``embeddings_of`` has vectors of, in the same order."""
        with self._database.reading() as db:
            return tuple(row["pcm_sha256"] for row in db.query(_HASHES, [model_id, speaker_id]))

    def _vectors(self, model_id, speaker_id):
        rows_of = {}
        with self._database.reading() as db:
            for row in db.query(_VECTORS, [model_id, speaker_id]):
                vector = np.frombuffer(intact(row["vector"], row["vector_crc32"]), "<f4")
                rows_of.setdefault(row["speaker_id"], []).append(vector)
        return {owner: np.stack(rows).astype(np.float32) for owner, rows in rows_of.items()}


def _n_changes(db):
    return next(db.query("select n from changes"))["n"]


def _owners_of(db, recording_ids):
    """How many of these recordings each speaker has, by id."""
    among = "id in (select value from json_each(?))"  # of any number
    rows = db["recordings"].rows_where(among, [json.dumps(recording_ids)], select="speaker_id")
    return Counter(row["speaker_id"] for row in rows)


def _made_by(db, model_id, recording_ids):
    """Those of the recordings that have a template of this model."""
    among = "model = ? and recording_id in (select value from json_each(?))"
    rows = db["embeddings"].rows_where(among, [model_id, json.dumps(recording_ids)], select="recording_id")
    return {row["recording_id"] for row in rows}


def _columns(rows):
    """(owner id, vector bytes, their checksum) as the ids and one array (n, dim); (0, 0) without any."""
    owners, blobs, checksums = zip(*rows, strict=True) if rows else ((), (), ())
    vectors = np.frombuffer(b"".join(map(intact, blobs, checksums)), "<f4").astype(np.float32)
    return owners, vectors.reshape(len(owners), -1) if owners else np.zeros((0, 0), np.float32)


def _insert_takes(db, speaker_id, takes, model_id):
    for take in takes:
        row = {
            "speaker_id": speaker_id,
            "source": take.source,
            "created_at": speakers.now(),
            "pcm_sha256": take.pcm_sha256,
            "flac": take.flac,
            "flac_crc32": checksum(take.flac),
            **asdict(take.quality),
        }
        try:
            recording_id = db["recordings"].insert(row).last_pk
        except IntegrityError as error:
            if "UNIQUE" not in str(error):
                raise
            raise DuplicateTake(take.source) from error
        _insert_embedding(db, recording_id, take.embedding, model_id)


def _insert_embedding(db, recording_id, vector, model_id):
    blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
    row = {"recording_id": recording_id, "model": model_id, "vector": blob, "created_at": speakers.now()}
    db["embeddings"].insert({**row, "vector_crc32": checksum(blob)})


def _enrolled_take(recording_id, speaker_id, name, source, *measured):
    *quality, vector, crc32 = measured
    embedding = np.frombuffer(intact(vector, crc32), "<f4").astype(np.float32)
    return EnrolledTake(recording_id, speaker_id, name, source, Quality(*quality), embedding)


def _recording(row):
    keys = ("id", "speaker_id", "source", "created_at", "pcm_sha256")
    return Recording(**{key: row.pop(key) for key in keys}, quality=Quality(**row))
