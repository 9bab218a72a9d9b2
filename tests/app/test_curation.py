"""Who is who: merging, splitting, moving, removing, and undoing each, as seen by the service and on the disk."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.errors import LastTake, SpeakerExists, SpeakerGone, TakeGone, TooLateToUndo, UserError
from app.services.consent import new_consent, today
from app.services.curation import CurationService
from app.store import speakers
from app.store.curation import Curation
from app.store.database import Database
from app.store.gallery import Gallery
from tests.app.test_store import DECISION, bytes_of, new_take, traces_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def curation(gallery, tmp_path):
    return CurationService(gallery, Curation(tmp_path / "gallery.db"))


@pytest.fixture
def ada(gallery):
    return gallery.enroll("Ada", [new_take("a"), new_take("shared")], "m1")


@pytest.fixture
def eve(gallery):
    eve = gallery.enroll("Eve", [new_take("shared"), new_take("eee")], "m1", new_consent("Choir", "Grace"))
    gallery.add_takes(eve.id, [], "m1", new_consent("Radio", "Grace", today()))
    gallery.log_trial("verify", eve.id, DECISION, model_id="m1", source="eve.trial")
    return eve


def alter(tmp_path, *statements):
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def rows(query, tmp_path):
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection:
        return connection.execute(query).fetchall()


def rows_of(tmp_path):
    """Everything in the gallery, in no order, but for how often it was changed and what the log tells of it."""
    growing = tuple(f'INSERT INTO "{table}"' for table in ("changes", "audit", "audit_head"))
    with closing(sqlite3.connect(tmp_path / "gallery.db")) as connection:
        return sorted(line for line in connection.iterdump() if not line.startswith(growing))


def take_ids(gallery, speaker):
    return [recording.id for recording in gallery.recordings(speaker.id)]


def sources(gallery, speaker):
    return [recording.source for recording in gallery.recordings(speaker.id)]


# Each change of Eve, and what it does last to the tables.
CHANGES = {
    "rename": (lambda service, ada, eve, ids: service.rename(eve, "Eva"), "update on speakers"),
    "describe": (lambda service, ada, eve, ids: service.describe(eve, "in the choir", ["alto"]), "update on speakers"),
    "merge": (lambda service, ada, eve, ids: service.merge([eve], ada), "update on speakers"),
    "split": (lambda service, ada, eve, ids: service.split(eve, ids[1:], "Zoe"), "update on recordings"),
    "move": (lambda service, ada, eve, ids: service.move(eve, ids[1:], ada), "update on recordings"),
    "move a known one": (lambda service, ada, eve, ids: service.move(eve, ids[:1], ada), "delete on recordings"),
    "remove takes": (lambda service, ada, eve, ids: service.remove_takes(eve, ids[:1]), "delete on recordings"),
    "remove": (lambda service, ada, eve, ids: service.remove(eve), "delete on speakers"),
}
each_change = pytest.mark.parametrize(("change", "last_event"), CHANGES.values(), ids=CHANGES)


@each_change
def test_change_can_be_undone_to_the_last_byte_once(gallery, curation, ada, eve, tmp_path, change, last_event):
    before = rows_of(tmp_path)
    change(curation, ada, eve, take_ids(gallery, eve))
    assert rows_of(tmp_path) != before
    curation.undo()
    assert rows_of(tmp_path) == before
    with pytest.raises(UserError, match="There is nothing to undo"):
        curation.undo()


@each_change
def test_change_that_fails_at_its_end_changes_nothing(gallery, curation, ada, eve, tmp_path, change, last_event):
    curation.describe(ada, "noted before", [])
    ids, before = take_ids(gallery, eve), rows_of(tmp_path)
    statement = f"create trigger breaks after {last_event} begin select raise(abort, 'the disk is gone'); end"
    alter(tmp_path, statement)
    with pytest.raises((sqlite3.IntegrityError, SpeakerExists)):
        change(curation, ada, eve, ids)
    alter(tmp_path, "drop trigger breaks")
    assert rows_of(tmp_path) == before
    curation.undo()
    assert gallery.speaker("Ada").notes == "", "what was changed before can no longer be undone"


def test_merged_speaker_has_all_takes_templates_trials_names_and_tags(gallery, curation, ada, eve):
    zoe = gallery.enroll("Zoe", [new_take("shared"), new_take("zzz")], "m1")
    curation.describe(ada, "from the radio", ["press", "Alto"])
    curation.describe(eve, "met on Monday", ["alto", "choir"])
    merged, n_duplicates = curation.merge([eve, zoe, eve, ada], ada)
    assert gallery.speakers() == [merged]
    assert (merged.id, merged.name, merged.n_takes, n_duplicates) == (ada.id, "Ada", 4, 2)
    assert sources(gallery, merged) == ["a.wav", "shared.wav", "eee.wav", "zzz.wav"]
    assert gallery.embeddings_of(ada.id, "m1").shape == (4, 4)
    assert [trial.source for trial in gallery.trials(ada.id)] == ["eve.trial"]
    first, eves, hers, zoes = merged.notes.splitlines()
    assert (first, hers) == ("from the radio", "met on Monday")
    assert "also enrolled as “Eve”" in eves and "also enrolled as “Zoe”" in zoes
    assert merged.tags == ("Alto", "choir", "press")


def test_merge_takes_along_what_tables_of_the_future_hold(gallery, curation, ada, eve, tmp_path):
    """One row a speaker, as a consent would be: the one that is there stays, a missing one comes along."""
    alter(tmp_path, "create table consent (speaker_id integer unique references speakers on delete cascade, by text)")
    alter(tmp_path, f"insert into consent values ({eve.id}, 'eve')")
    before = rows_of(tmp_path)
    curation.merge([eve], ada)
    assert rows("select * from consent", tmp_path) == [(ada.id, "eve")]
    curation.undo()
    assert rows_of(tmp_path) == before
    alter(tmp_path, f"insert into consent values ({ada.id}, 'ada')")
    curation.merge([eve], ada)
    assert rows("select * from consent", tmp_path) == [(ada.id, "ada")]


def test_undo_leaves_alone_what_is_nobodys(gallery, curation, eve, tmp_path):
    """The count of all changes goes on counting when one of them is taken back: what was read before is old again."""
    counts = [gallery.n_changes()]
    for change in (lambda: curation.remove(eve), curation.undo):
        change()
        counts.append(gallery.n_changes())
    assert gallery.speaker("Eve").n_takes == 2
    assert counts[0] < counts[1] < counts[2]


def test_merging_one_speaker_is_refused(curation, ada):
    with pytest.raises(UserError, match="Only one speaker was chosen"):
        curation.merge([ada], ada)


def test_split_takes_go_with_their_templates_and_trials_stay(gallery, curation, eve):
    zoe = curation.split(eve, take_ids(gallery, eve)[1:], " Zoe ")
    assert (zoe.name, zoe.n_takes, zoe.notes) == ("Zoe", 1, "")
    assert sources(gallery, zoe) == ["eee.wav"] and sources(gallery, eve) == ["shared.wav"]
    np.testing.assert_array_equal(gallery.embeddings_of(zoe.id, "m1"), [new_take("eee").embedding])
    assert len(gallery.trials(eve.id)) == 1 and not gallery.trials(zoe.id)


def purposes(tmp_path):
    query = "select name, purpose from consents join speakers on speakers.id = speaker_id order by consents.id"
    return rows(query, tmp_path)


def test_split_takes_bring_what_was_agreed_to_about_them(gallery, curation, eve, tmp_path):
    zoe = curation.split(eve, take_ids(gallery, eve)[1:], "Zoe")
    assert purposes(tmp_path) == [("Eve", "Choir"), ("Eve", "Radio"), ("Zoe", "Choir"), ("Zoe", "Radio")]
    ours, theirs = (gallery.consents()[speaker.id] for speaker in (eve, zoe))
    assert ours == theirs and theirs.expires_on == today().isoformat()
    curation.undo()
    assert purposes(tmp_path) == [("Eve", "Choir"), ("Eve", "Radio")]
    assert gallery.last_operator() == "Grace"


def test_moved_takes_bring_a_consent_to_whom_has_none(gallery, curation, ada, eve, tmp_path):
    curation.move(eve, take_ids(gallery, eve)[1:], ada)
    assert gallery.consents()[ada.id].purpose == "Radio"
    curation.undo()
    assert ada.id not in gallery.consents()


def test_own_consent_is_kept_when_takes_of_somebody_else_come(gallery, curation, ada, eve, tmp_path):
    gallery.add_takes(ada.id, [], "m1", new_consent("Research"))
    curation.move(eve, take_ids(gallery, eve)[1:], ada)
    assert [name for name, _ in purposes(tmp_path)] == ["Eve", "Eve", "Ada"]
    assert gallery.consents()[ada.id].purpose == "Research"


def test_latest_consent_counts_after_a_merge_however_often_one_was_taken_along(gallery, curation, eve, tmp_path):
    zoe = curation.split(eve, take_ids(gallery, eve)[1:], "Zoe")
    alter(tmp_path, "update consents set given_at = '2026-01-01T00:00:00+00:00'")
    alter(
        tmp_path, f"update consents set given_at = '2026-02-01T00:00:00+00:00' where id = 2 and speaker_id = {eve.id}"
    )
    merged, _ = curation.merge([zoe], eve)
    assert len(purposes(tmp_path)) == 4
    assert gallery.consents()[merged.id].given_at.startswith("2026-02")
    curation.undo()
    assert gallery.consents()[zoe.id].given_at.startswith("2026-01")


def test_removed_speaker_comes_back_with_their_consents(gallery, curation, eve, tmp_path):
    before = purposes(tmp_path)
    curation.remove(eve)
    assert purposes(tmp_path) == [] and gallery.consents() == {}
    assert b"Radio" not in bytes_of(tmp_path)
    curation.undo()
    assert purposes(tmp_path) == before


def test_moved_take_that_is_there_already_is_kept_once(gallery, curation, ada, eve):
    to, n_duplicates = curation.move(eve, take_ids(gallery, eve)[:1], ada)
    assert (to.n_takes, n_duplicates) == (2, 1)
    assert sources(gallery, eve) == ["eee.wav"]


@pytest.mark.parametrize(
    "empty",
    [
        lambda service, ada, eve, ids: service.split(eve, ids, "Zoe"),
        lambda service, ada, eve, ids: service.move(eve, ids, ada),
        lambda service, ada, eve, ids: service.remove_takes(eve, ids),
    ],
    ids=["split", "move", "remove"],
)
def test_nobody_is_left_without_a_take(gallery, curation, ada, eve, tmp_path, empty):
    before = rows_of(tmp_path)
    with pytest.raises(LastTake, match="“Eve” would be left without any take"):
        empty(curation, ada, eve, take_ids(gallery, eve))
    assert rows_of(tmp_path) == before


def test_takes_and_speakers_that_are_gone_are_told(gallery, curation, ada, eve):
    ids = take_ids(gallery, eve)
    curation.remove_takes(eve, ids[:1])
    for take_ids_ in (ids[:1], take_ids(gallery, ada)):
        with pytest.raises(TakeGone):
            curation.move(eve, take_ids_, ada)
    curation.remove(ada)
    for change in (
        lambda: curation.move(eve, ids[1:], ada),
        lambda: curation.merge([eve], ada),
        lambda: curation.merge([ada], eve),
        lambda: curation.split(ada, ids[1:], "Zoe"),
        lambda: curation.describe(ada, "", []),
    ):
        with pytest.raises(SpeakerGone):
            change()


def test_name_of_somebody_else_is_refused_for_a_split(gallery, curation, ada, eve):
    with pytest.raises(SpeakerExists):
        curation.split(eve, take_ids(gallery, eve)[:1], "ADA")
    assert len(gallery.speakers()) == 2


@pytest.mark.parametrize(
    "since",
    [
        lambda gallery, zoe: gallery.add_takes(zoe.id, [new_take("later")], "m1"),
        lambda gallery, zoe: gallery.log_trial("verify", zoe.id, DECISION, model_id="m1", source="x"),
        lambda gallery, zoe: gallery.rename(zoe.id, "Zora"),
        lambda gallery, zoe: gallery.remove(zoe.id),
    ],
    ids=["takes", "trial", "rename", "remove"],
)
def test_undo_loses_nothing_that_came_since(gallery, curation, eve, tmp_path, since):
    zoe = curation.split(eve, take_ids(gallery, eve)[:1], "Zoe")
    since(gallery, zoe)
    before = rows_of(tmp_path)
    with pytest.raises(TooLateToUndo):
        curation.undo()
    assert rows_of(tmp_path) == before


def test_undo_is_not_hindered_by_what_does_not_concern_it(gallery, curation, ada, eve):
    curation.rename(eve, "Eva")
    gallery.add_takes(eve.id, [new_take("later")], "m1")
    gallery.log_trial("verify", eve.id, DECISION, model_id="m1", source="x")
    curation.undo()
    assert gallery.speaker("Eve").n_takes == 3


def test_removed_speaker_comes_back_with_everything_unless_the_name_is_taken(gallery, curation, ada, eve):
    curation.remove(eve)
    gallery.rename(ada.id, "eve")
    with pytest.raises(TooLateToUndo):
        curation.undo()
    gallery.rename(ada.id, "Ada")
    curation.undo()
    assert gallery.speaker("Eve") == gallery.speakers()[1]
    assert gallery.flac(take_ids(gallery, eve)[0]) == new_take("shared").flac


def test_undo_does_not_touch_a_speaker_who_has_the_removed_ones_number_now(gallery, curation, ada, eve):
    curation.remove(eve)
    zoe = gallery.enroll("Zoe", [new_take("zzz")], "m1")
    assert zoe.id == eve.id
    with pytest.raises(TooLateToUndo):
        curation.undo()
    assert gallery.speaker("Zoe") == zoe


def test_forgotten_change_cannot_be_undone(curation, eve):
    curation.remove(eve)
    curation.forget()
    with pytest.raises(UserError, match="There is nothing to undo"):
        curation.undo()


@pytest.mark.parametrize("how", ["remove", "remove takes", "merge"])
def test_what_can_still_be_undone_is_on_no_disk(gallery, curation, tmp_path, how):
    """Removal is real at once, even where the program is killed the next moment: the way back is in memory alone."""
    names = [f"speaker-{number:02}-" + "x" * (number % 40) for number in range(24)]
    for name in names:
        speaker = gallery.enroll(name, [new_take(name), new_take(f"again-{name[8:10]}")], "m1")
        gallery.log_trial("verify", speaker.id, DECISION, model_id="m1", source=f"{name}.trial")
    for name in names[::2]:
        speaker = gallery.speaker(name)
        if how == "remove":
            curation.remove(speaker)
        elif how == "merge":
            curation.merge([speaker], gallery.speaker(names[1]))
        else:
            curation.remove_takes(speaker, take_ids(gallery, speaker)[:1])
    after = bytes_of(tmp_path)
    gone = {"remove": {*traces_of("")}, "remove takes": {"audio", "hash", "template", "file name"}, "merge": set()}[
        how
    ]
    for name in names[::2]:
        assert all((trace in after) == (what not in gone) for what, trace in traces_of(name).items())
    curation.undo()
    assert all(trace in bytes_of(tmp_path) for trace in traces_of(names[-2]).values())


def test_kill_before_the_wiping_is_made_up_for_at_the_next_start(gallery, tmp_path):
    gallery.enroll("Wilhelmina", [new_take("www")], "m1")
    killed = (
        "import os, sys, sqlite_utils; from app.store import gallery; gallery = gallery.Gallery(sys.argv[1])\n"
        "wilhelmina = gallery.speaker('Wilhelmina')\n"
        "sqlite_utils.Database.close = lambda self: os._exit(9)  # right after the commit\n"
        "gallery.remove(wilhelmina.id)"
    )
    done = subprocess.run([sys.executable, "-c", killed, tmp_path / "gallery.db"], cwd=ROOT)
    assert done.returncode == 9
    assert b"ilhelmina" in bytes_of(tmp_path)
    assert Gallery(tmp_path / "gallery.db").speakers() == []
    left = bytes_of(tmp_path)
    assert not any(trace in left for trace in (b"ilhelmina", *traces_of("www").values()))


def test_replaced_notes_and_tags_are_wiped(gallery, curation, ada, tmp_path):
    curation.describe(ada, "lives in Wilhelmstrasse", ["confidential"])
    assert b"Wilhelmstrasse" in bytes_of(tmp_path)
    curation.describe(ada, "", [])
    assert not any(trace in bytes_of(tmp_path) for trace in (b"Wilhelmstrasse", b"confidential"))


def test_notes_and_tags_are_put_in_order(curation, ada):
    described = curation.describe(ada, "  two\r\nlines\t ", ["#Radio ", "radio", " ", "Z\u006f\u0065\u0308  B"])
    assert described.notes == "two\nlines"
    assert described.tags == ("Radio", "Zo\u00eb B")


@pytest.mark.parametrize(
    ("notes", "tags", "sentence"),
    [
        ("x" * 10_001, [], "The notes have 10,001 characters. Shorten them to 10,000 at most."),
        ("bell \a", [], "The notes have characters that cannot be shown."),
        ("", ["a,b"], "“a,b” cannot be a tag. Use up to 40 characters, and no comma."),
        ("", ["x" * 41], "cannot be a tag"),
        ("", [f"tag {number}" for number in range(21)], "These are 21 tags. Keep the 20 that matter most."),
    ],
)
def test_unusable_notes_and_tags_are_refused(gallery, curation, ada, notes, tags, sentence):
    with pytest.raises(UserError) as refused:
        curation.describe(ada, notes, tags)
    assert sentence in str(refused.value)
    assert gallery.speaker("Ada") == ada


def test_templates_tell_model_and_age(gallery, ada):
    (known,) = gallery.templates(ada.id)
    assert (known.model_id, known.n_takes) == ("m1", 2)
    assert known.created_at >= ada.created_at
    gallery.add_embeddings({take_ids(gallery, ada)[0]: np.zeros(7)}, "m2")
    assert [(each.model_id, each.n_takes) for each in gallery.templates(ada.id)] == [("m2", 1), ("m1", 2)]


def test_last_use_is_that_of_the_latest_trial(gallery, ada, eve):
    assert ada.last_used_at is None
    assert gallery.speaker("Eve").last_used_at == gallery.trials(eve.id)[0].created_at


def test_gallery_of_before_is_brought_up_to_date_with_everything_in_it(gallery, ada, tmp_path):
    """As the program before this step left it."""
    alter(tmp_path, "alter table speakers drop column notes", "alter table speakers drop column tags")
    alter(tmp_path, "alter table embeddings drop column created_at")
    alter(tmp_path, "drop index trials_latest")
    alter(tmp_path, "delete from _sqlite_migrations where name = 'm006_curation'")
    renewed = Gallery(tmp_path / "gallery.db")
    assert renewed.speakers() == [ada]
    assert [(each.n_takes, each.created_at) for each in renewed.templates(ada.id)] == [(2, None)]


def test_list_of_speakers_is_read_without_the_audio(gallery, ada, tmp_path):
    """The plan for it touches recordings and trials through their indexes alone."""
    with Database(tmp_path / "gallery.db").reading() as db:
        statement = speakers._SPEAKERS.format(where="true", use=speakers._LAST_USED)
        plan = [row["detail"] for row in db.query(f"explain query plan {statement}")]
    about = [line for line in plan if "recordings" in line or "trials" in line]
    assert len(about) == 3
    assert all("USING COVERING INDEX" in line for line in about), plan
