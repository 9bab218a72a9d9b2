"""The audit log: told with what is done or not at all, without names, and whole or found not to be."""

import csv
import hashlib
import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from sqlite_utils import Database as SqliteDatabase

from app.domain import Consent, OperatingPoint
from app.errors import SpeakerExists, UserError
from app.services import audit, protecting
from app.services.curation import CurationService
from app.store import speakers
from app.store.curation import Curation
from app.store.database import IntegrityError
from app.store.gallery import Gallery
from app.store.migrations import migrations
from tests.app.test_store import DECISION, bytes_of, new_take

GUARDS = ("audit_grows_at_its_end", "audit_is_not_edited", "audit_is_not_shortened")
CONSENT = Consent("Research", "The speaker agrees.", "1", "Grace", "2099-01-01")


@pytest.fixture
def curation(gallery, tmp_path):
    return CurationService(gallery, Curation(tmp_path / "gallery.db"))


@pytest.fixture
def told(gallery):
    """Events with what they tell, oldest first."""
    return lambda: [(line.event, audit.facts_of(line)) for line in reversed(gallery.audit.lines())]


@pytest.fixture
def full(gallery):
    """A gallery whose log has ten lines."""
    for name in ("Ada", "Grace", "Zoe"):
        speaker = gallery.enroll(name, [new_take(name)], "m1")
        gallery.log_trial("verify", speaker.id, DECISION, model_id="m1", source="x.wav")
        gallery.rename(speaker.id, f"{name} B.")
    assert len(gallery.audit.lines()) == 10
    return gallery


@pytest.fixture
def tamper(tmp_path):
    """Change the file as somebody could who has it: past the program, its guards taken off and put back."""

    def change(*statements):
        with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
            guards = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
            for name, _ in guards:
                connection.execute(f"drop trigger {name}")
            for statement in statements:
                connection.execute(statement)
            for _, statement in guards:
                connection.execute(statement)

    return change


def test_every_change_of_a_speaker_is_told(gallery, curation, told):
    ada = gallery.enroll("Ada", [new_take("a"), new_take("b")], "m1", CONSENT)
    gallery.add_takes(ada.id, [new_take("c")], "m1")
    curation.rename(ada, "Ada B.")
    curation.describe(ada, "in the choir", ["alto"])
    eve = curation.split(ada, [1], "Eve")
    curation.move(ada, [2], eve)
    curation.undo()
    curation.remove_takes(ada, [2])
    curation.merge([eve], ada)
    curation.remove(ada)
    ids = {line.event: line.speaker for line in gallery.audit.lines()}
    assert told() == [
        ("model", {"before": None}),
        ("enroll", {"takes": 2}),
        ("consent", {"text_version": "1", "expires_on": "2099-01-01"}),
        ("add-takes", {"takes": 1}),
        ("rename", {}),
        ("describe", {}),
        ("split", {"takes": 1, "source": ids["enroll"]}),
        ("move", {"takes": 1, "source": ids["enroll"]}),
        ("undo", {"line": 8}),
        ("remove-takes", {"takes": 1}),
        ("merge", {"merged": [ids["split"]]}),
        ("delete", {"takes": 2}),
    ]
    assert audit.check(gallery.audit).is_whole


def test_questions_models_exports_and_thresholds_are_told(gallery, told):
    ada = gallery.enroll("Ada", [new_take("a")], "m1")
    gallery.log_trial("identify", ada.id, DECISION, model_id="m1", source="x", operating_point=OperatingPoint(2.5))
    gallery.add_embeddings({1: new_take("a").embedding}, "m2")
    gallery.remove_templates("m2")
    gallery.audit.note("threshold", llr=4.6)
    gallery.audit.note("export", ada.id, what="history", rows=3)
    gallery.log_trial("verify", ada.id, DECISION, model_id="m2", source="x", operating_point=OperatingPoint(2.5))
    assert told()[2:] == [
        ("identify", {"verdict": DECISION.verdict.value, "threshold_llr": 2.5}),
        ("templates", {"takes": 1, "made_by": "m2"}),
        ("remove-templates", {"removed": "m2", "takes": 1}),
        ("threshold", {"llr": 4.6}),
        ("export", {"what": "history", "rows": 3}),
        ("model", {"before": "m1"}),
        ("verify", {"verdict": DECISION.verdict.value, "threshold_llr": 2.5}),
    ]


def test_passphrase_is_told_and_the_log_stays_whole_and_guarded(gallery, tmp_path):
    gallery.enroll("Ada", [new_take("a")], "m1")
    noted = audit.check(gallery.audit).head
    key = protecting.set_passphrase(tmp_path, "correct horse battery staple")
    locked = Gallery(tmp_path / "gallery.db", key)
    assert audit.check(locked.audit, noted).is_whole
    ada = locked.speaker("Ada")
    locked.rename(ada.id, "Augusta")
    with pytest.raises(IntegrityError, match="can only grow"), locked._database.changing() as db:
        db.execute("delete from audit")
    assert audit.check(locked.audit, noted).is_whole
    protecting.remove_passphrase(tmp_path, key)
    assert audit.check(gallery.audit, noted).is_whole
    told = [json.loads(line.facts)["action"] for line in gallery.audit.lines("passphrase")]
    assert told == ["removed", "set"]


def test_what_fails_is_not_told(gallery, told):
    gallery.enroll("Ada", [new_take("a")], "m1")
    before = told()
    with pytest.raises(SpeakerExists):
        gallery.enroll("Ada", [new_take("b")], "m1")
    gallery.remove(99)
    assert told() == before


@pytest.mark.parametrize("change", ["enroll", "rename", "remove", "ask", "consent"])
def test_what_cannot_be_told_is_not_done(gallery, tmp_path, change):
    ada = gallery.enroll("Ada", [new_take("a")], "m1")
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
        connection.execute("create trigger breaks before insert on audit begin select raise(abort, 'no'); end")
    changes = {
        "enroll": lambda: gallery.enroll("Eve", [new_take("e")], "m1"),
        "rename": lambda: gallery.rename(ada.id, "Eve"),
        "remove": lambda: gallery.remove(ada.id),
        "ask": lambda: gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="x.wav"),
        "consent": lambda: gallery.add_takes(ada.id, [], "m1", CONSENT),
    }
    with pytest.raises(sqlite3.IntegrityError):
        changes[change]()
    assert gallery.speakers() == [ada]
    assert gallery.trials() == [] and gallery.consents() == {}


def test_log_has_no_name_no_source_and_no_score_of_who_is_gone(gallery, tmp_path):
    wilhelmina = gallery.enroll("Wilhelmina", [new_take("Wilhelmina")], "m1", CONSENT)
    gallery.log_trial("verify", wilhelmina.id, DECISION, model_id="m1", source="Wilhelmina.wav")
    log_id = gallery.audit.lines()[0].speaker
    assert gallery.audit.lines()[0].name == "Wilhelmina"
    gallery.remove(wilhelmina.id)
    line = gallery.audit.lines()[0]
    assert (line.event, line.speaker, line.name) == ("delete", log_id, None)
    assert b"ilhelmina" not in bytes_of(tmp_path)
    told = "".join(each.facts for each in gallery.audit.lines())
    assert str(DECISION.llr) not in told and str(DECISION.score) not in told


def test_undo_of_a_removal_brings_the_same_id_back(gallery, curation):
    ada = gallery.enroll("Ada", [new_take("a")], "m1")
    before = gallery.audit.lines()[0]
    curation.remove(ada)
    curation.undo()
    assert {line.speaker for line in gallery.audit.lines("enroll")} == {before.speaker}
    assert gallery.audit.lines(speaker_id=ada.id)[-1].name == "Ada"


def test_id_of_a_removed_speaker_leads_to_nobody_else(gallery):
    ada = gallery.enroll("Ada", [new_take("a")], "m1")
    gallery.remove(ada.id)
    eve = gallery.enroll("Eve", [new_take("e")], "m1")
    assert eve.id == ada.id, "SQLite gives the number again"
    assert [line.event for line in gallery.audit.lines(speaker_id=eve.id)] == ["enroll"]


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set event = 'rename' where n = 2",
        "update audit set n = 20 where n = 10",
        "delete from audit where n = 10",
        "insert or replace into audit select * from audit where n = 5",
        "insert into audit select 12, at, event, speaker, model, facts, hash from audit where n = 5",
    ],
)
def test_log_can_only_grow(full, tmp_path, statement):
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="the audit log can only grow"):
            connection.execute(statement)
        connection.rollback()
    assert audit.check(full.audit).is_whole


TAMPERING = {
    "edited": (["update audit set facts = '{\"takes\": 9}' where n = 2"], ["Line 2 was changed"]),
    "another event": (["update audit set event = 'rename' where n = 5"], ["Line 5 was changed"]),
    "another time": (["update audit set at = '2020-01-01T00:00:00+00:00' where n = 5"], ["Line 5 was changed"]),
    "another speaker": (
        ["update audit set speaker = (select speaker from audit where n = 10) where n = 3"],
        ["Line 3 was changed"],
    ),
    "resealed": (["update audit set hash = 'abc' where n = 5"], ["Line 5 was changed", "Line 6 was changed"]),
    "removed": (["delete from audit where n = 4"], ["Line 4 is missing."]),
    "removed at the beginning": (["delete from audit where n < 3"], ["Lines 1 to 2 are missing."]),
    "removed and counted anew": (
        ["delete from audit where n = 4", "update audit set n = n - 1 where n > 4", "update audit_head set n = 9"],
        ["Line 4 was changed", "Line 5 was changed"],
    ),
    "reordered": (
        [
            "update audit set n = 99 where n = 5", "update audit set n = 5 where n = 6",
            "update audit set n = 6 where n = 99",
        ],
        ["Line 5 was changed", "Line 6 was changed", "Line 7 was changed"],
    ),
    "cut off": (["delete from audit where n > 7"], ["Lines after line 7 are cut off: there were 10."]),
    "put in between": (
        ["insert into audit values (0, '', 'verify', null, null, '{}', '')"],
        ["Line 0 is no line of the log."],
    ),
    "added": (
        ["insert into audit values (11, '', 'verify', null, null, '{}', '')"],
        ["Line 11 was changed", "The end of the log is not the one that the gallery remembers, line 10."],
    ),
    "another end": (["update audit_head set hash = 'abc'"], ["The end of the log is not the one"]),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "expected"), TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_found(full, tamper, statements, expected):
    tamper(*statements)
    problems = audit.check(full.audit).problems
    assert len(problems) >= len(expected)
    for problem, words in zip(problems, expected, strict=False):
        assert problem.startswith(words)


def test_missing_guard_and_missing_log_are_told(full, tmp_path):
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
        connection.execute("drop trigger audit_is_not_edited")
    (problem,) = audit.check(full.audit).problems
    assert problem == "What keeps the log from being changed was taken out of the gallery."
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
        connection.execute("delete from audit_head")
    with pytest.raises(UserError, match="The end of the audit log was taken out"):
        full.rename(1, "Eve")
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
        connection.execute("drop table audit")
    with pytest.raises(UserError, match="The audit log was taken out of the gallery"):
        audit.check(full.audit)


def seal_anew(path, last):
    """What the chain alone cannot show: all of it made anew, shorter, and the head with it."""
    names = "n, at, event, speaker, model, facts"
    with closing(sqlite3.connect(path)) as connection, connection:
        guards = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"drop trigger {name}")
        connection.execute("delete from audit where n > ?", [last])
        connection.execute("update audit set facts = '{}' where n = 2")
        previous = "0" * 64
        for row in connection.execute(f"select {names} from audit order by n").fetchall():
            text = json.dumps([previous, *row], separators=(",", ":"))
            previous = hashlib.sha256(text.encode()).hexdigest()
            connection.execute("update audit set hash = ? where n = ?", [previous, row[0]])
        connection.execute("update audit_head set n = ?, hash = ?", [last, previous])
        for _, statement in guards:
            connection.execute(statement)


@pytest.mark.parametrize("last", [10, 6])
def test_log_made_anew_is_found_by_a_noted_head_alone(full, tmp_path, last):
    noted = audit.check(full.audit).head
    assert audit.check(full.audit, noted).is_whole
    full.rename(1, "Eve")
    assert audit.check(full.audit, noted).is_whole, "a noted head stays in a log that grows"
    seal_anew(tmp_path / "gallery.db", last)
    assert audit.check(full.audit).is_whole
    (problem,) = audit.check(full.audit, noted).problems
    assert problem == "Line 10 is not the one that was noted down: the log was made anew, or cut off."


@pytest.mark.parametrize("noted", ["", "12", "12:xyz", "x:" + "0" * 64])
def test_unusable_head_is_told(full, noted):
    with pytest.raises(UserError, match="is no head of an audit log"):
        audit.check(full.audit, noted or " ")


def test_empty_log_is_whole_and_can_be_noted(gallery):
    found = audit.check(gallery.audit)
    assert (found.n_lines, found.is_whole, found.head) == (0, True, f"0:{'0' * 64}")
    gallery.enroll("Ada", [new_take("a")], "m1")
    assert audit.check(gallery.audit, found.head).is_whole


def test_clock_that_was_set_back_is_told(full, monkeypatch, caplog):
    monkeypatch.setattr(speakers, "now", lambda: "2026-01-01T00:00:00+00:00")
    full.rename(1, "Eve")
    full.rename(1, "Eva")
    clock = full.audit.lines("clock")
    assert len(clock) == 1, "once, not for every line"
    assert audit.facts_of(clock[0])["behind_s"] > 0
    assert "behind the last entry of the audit log: was it set back?" in caplog.text
    found = audit.check(full.audit)
    assert found.is_whole and found.remarks == ("Before line 11, the clock was set back.",)


def test_lines_are_exported_without_formulas_and_with_what_seals_them(full, tmp_path):
    full.rename(1, "=cmd|' /C calc'!A0")
    lines = full.audit.lines()[::-1]
    audit.export(lines, tmp_path / "log.csv")
    with open(tmp_path / "log.csv", newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["line"]) for row in rows] == list(range(1, 12))
    assert {row["name"] for row in rows} == {"", "'=cmd|' /C calc'!A0", "Grace B.", "Zoe B."}
    audit.export(lines, tmp_path / "log.json")
    previous = "0" * 64
    for line in json.loads((tmp_path / "log.json").read_text(encoding="utf-8")):
        sealed = [previous, *(line[key] for key in ("line", "time_utc", "event", "speaker", "model", "facts"))]
        previous = hashlib.sha256(json.dumps(sealed, separators=(",", ":")).encode()).hexdigest()
        assert line["hash"] == previous
    with pytest.raises(UserError, match="neither a .csv nor a .json file"):
        audit.export(lines, tmp_path / "log.txt")


def test_line_that_somebody_made_unreadable_is_shown_all_the_same(full, tamper):
    tamper("update audit set facts = 'no json' where n = 2")
    assert audit.facts_of(full.audit.lines()[-2]) == {"unreadable": "no json"}


def test_many_problems_are_not_all_told(gallery):
    lines = [SimpleNamespace(n=n, event="", hash="", sealed_after=lambda _: "x") for n in range(1, 100)]
    log = SimpleNamespace(told=lambda: iter([SimpleNamespace(n=99, hash="", is_guarded=True), *lines]))
    problems = audit.check(log).problems
    assert len(problems) == 21 and problems[-1] == "And 79 more of this kind."


def test_gallery_from_before_the_log_gets_one(tmp_path):
    path = tmp_path / "old.db"
    db = SqliteDatabase(path)
    migrations.apply(db, stop_before="m012_audit")
    for name in ("ada", "eve"):
        db["speakers"].insert({"name": name, "name_key": name, "created_at": "2026-01-01T00:00:00+00:00"})
    quality = {"duration_s": 2.0, "speech_s": 1.0, "snr_db": None, "clipped_fraction": 0.0, "peak_db": -3.0}
    row = {"speaker_id": 1, "source": "a.wav", "created_at": "then", "pcm_sha256": "0", "flac": b"sound", **quality}
    db["recordings"].insert(row)
    db.close()
    gallery = Gallery(path)
    assert gallery.flac(1) == b"sound"
    gallery.rename(1, "Ada")
    gallery.rename(2, "Eve")
    assert {line.name for line in gallery.audit.lines()} == {"Ada", "Eve"}
    assert audit.check(gallery.audit).is_whole
