"""The schema, as the ordered list of steps that built it.  Add steps; never edit one."""

import zlib

from sqlite_utils import Migrations
from sqlite_utils.db import ForeignKey

migrations = Migrations("gallery")


@migrations()
def m001_speakers(db):
    """``name_key`` is the name as it is compared: without case, and composed characters only one way."""
    columns = {"id": int, "name": str, "name_key": str, "created_at": str}
    db["speakers"].create(columns, pk="id", not_null=set(columns), strict=True)
    db["speakers"].create_index(["name_key"], unique=True)


@migrations()
def m002_recordings(db):
    """``pcm_sha256`` is of the samples, not of the FLAC bytes, which differ from one encoder version to the next."""
    columns = {
        "id": int,
        "speaker_id": int,
        "source": str,
        "created_at": str,
        "pcm_sha256": str,
        "flac": bytes,
        "duration_s": float,
        "speech_s": float,
        "snr_db": float,
        "clipped_fraction": float,
        "peak_db": float,
    }
    db["recordings"].create(
        columns,
        pk="id",
        not_null=set(columns) - {"snr_db"},
        foreign_keys=[_owned_by("recordings", "speaker_id", "speakers")],
        strict=True,
    )
    db["recordings"].create_index(["speaker_id", "pcm_sha256"], unique=True)


@migrations()
def m003_embeddings(db):
    """One vector a recording and model, float32 little endian: vectors of different models cannot be compared."""
    columns = {"recording_id": int, "model": str, "vector": bytes}
    db["embeddings"].create(
        columns,
        pk=("recording_id", "model"),
        not_null=set(columns),
        foreign_keys=[_owned_by("embeddings", "recording_id", "recordings")],
        strict=True,
    )


@migrations()
def m004_trials(db):
    """What was asked and answered; ``kind`` is verify or identify, ``speaker_id`` the claimed or best candidate."""
    columns = {
        "id": int,
        "created_at": str,
        "kind": str,
        "speaker_id": int,
        "source": str,
        "model": str,
        "score": float,
        "llr": float,
        "verdict": str,
    }
    db["trials"].create(
        columns,
        pk="id",
        not_null=set(columns),
        foreign_keys=[_owned_by("trials", "speaker_id", "speakers")],
        strict=True,
    )
    db["trials"].create_index(["speaker_id"])


@migrations()
def m005_consents(db):
    """What each speaker agreed to, the latest last; and of each recording up to where its speech reaches.

    All that is measured of recordings stands in an index, too: in the table it lies behind the sound itself.
    """
    columns = {
        "id": int,
        "speaker_id": int,
        "given_at": str,
        "purpose": str,
        "text": str,
        "text_version": str,
        "operator": str,
        "expires_on": str,
    }
    db["consents"].create(
        columns,
        pk="id",
        not_null=set(columns) - {"expires_on"},
        foreign_keys=[_owned_by("consents", "speaker_id", "speakers")],
        strict=True,
    )
    db["consents"].create_index(["speaker_id"])
    db["recordings"].add_column("bandwidth_hz", float)
    measured = ["duration_s", "speech_s", "snr_db", "clipped_fraction", "peak_db", "bandwidth_hz"]
    db["recordings"].create_index(["speaker_id", *measured], index_name="recordings_quality")


@migrations()
def m006_curation(db):
    """``tags`` are separated by ", ".  When an embedding was made is not known of those that were there before.

    The index answers for the list of all speakers, which would else read every trial.
    """
    for column in ("notes", "tags"):
        db["speakers"].add_column(column, str, not_null_default="")
    db["embeddings"].add_column("created_at", str)
    db["trials"].create_index(["speaker_id", "created_at"], index_name="trials_latest")


@migrations()
def m007_what_a_trial_was_made_of(db):
    """All that is needed to show the answer again; null in older rows.  ``take_scores`` is a JSON list, oldest first.

    The operating point is ``llr_threshold``, and what it follows from where it was not chosen directly.
    """
    columns = {
        "cosine": float,
        "is_normalized": int,
        "threshold": float,
        "llr_threshold": float,
        "prior": float,
        "cost_miss": float,
        "cost_false_accept": float,
        "speech_s": float,
        "snr_db": float,
        "reason": str,
        "take_scores": str,
    }
    for name, kind in columns.items():
        db["trials"].add_column(name, kind)


@migrations()
def m008_changes(db):
    """A count that grows with every change of who is enrolled, whoever makes it: what was read before is then old.

    Trials do not count: each question is logged as one.  A later step that makes one of these tables anew has to make
    its triggers anew, too: SQLite drops them with the table.
    """
    db["changes"].create({"n": int}, not_null={"n"}, strict=True)
    db["changes"].insert({"n": 0})
    for table in ("speakers", "recordings", "embeddings"):
        for change in ("insert", "update", "delete"):
            name = f"count_{change}_of_{table}"
            db.execute(f"create trigger {name} after {change} on {table} begin update changes set n = n + 1; end")


@migrations()
def m010_what_a_report_tells(db):
    """What an answer rests on, in full; null in older rows.  ``take_sha256`` is a JSON list, oldest take first."""
    columns = {
        "duration_s": float,
        "clipped_fraction": float,
        "peak_db": float,
        "bandwidth_hz": float,
        "pcm_sha256": str,
        "file_sha256": str,
        "network_sha256": str,
        "take_sha256": str,
        "program_version": str,
        "operator": str,
    }
    for name, kind in columns.items():
        db["trials"].add_column(name, kind)


@migrations()
def m012_audit(db):
    """The audit log (``store.audit``), which can only grow; ``audit_head`` has its last line, and the last model.

    Speakers get the random id under which the log speaks of them: their own may be another one's later.  What is
    stored of voices gets its checksum (``store.checksums``).
    """
    db.conn.create_function("crc32", 1, zlib.crc32)
    for table, column in (("recordings", "flac"), ("embeddings", "vector")):
        db[table].add_column(f"{column}_crc32", int)
        db.execute(f"update {table} set {column}_crc32 = crc32({column})")
    db["speakers"].add_column("log_id", str)
    db.execute("update speakers set log_id = lower(hex(randomblob(8)))")
    db["speakers"].create_index(["log_id"], unique=True)
    columns = {"n": int, "at": str, "event": str, "speaker": str, "model": str, "facts": str, "hash": str}
    db["audit"].create(columns, pk="n", not_null=set(columns) - {"speaker", "model"}, strict=True)
    db["audit"].create_index(["speaker"])
    db["audit_head"].create({"n": int, "hash": str, "at": str, "model": str}, not_null={"n", "hash"}, strict=True)
    db["audit_head"].insert({"n": 0, "hash": "0" * 64, "at": None, "model": None})
    refuse = "begin select raise(abort, 'the audit log can only grow'); end"
    is_next = "new.n = 1 + (select n from audit_head)"
    db.execute(f"create trigger audit_grows_at_its_end before insert on audit when not ({is_next}) {refuse}")
    db.execute(f"create trigger audit_is_not_edited before update on audit {refuse}")
    db.execute(f"create trigger audit_is_not_shortened before delete on audit {refuse}")
    db.execute(
        "create trigger audit_moves_its_head after insert on audit begin update audit_head "
        "set n = new.n, hash = new.hash, at = new.at, model = coalesce(new.model, model); end"
    )


@migrations()
def m013_consent_ends(db):
    """Each question asks whose consent has ended: it need not read what everybody agreed to."""
    db["consents"].create_index(["expires_on"])


def _owned_by(table, column, owner):
    return ForeignKey(table, column, owner, "id", on_delete="CASCADE")
