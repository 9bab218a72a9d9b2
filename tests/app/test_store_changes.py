"""What was read from the gallery and is kept in memory: when it is old, and that it is of one moment."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.store.database import Database
from app.store.gallery import Gallery
from app.store.migrations import migrations
from tests.app.test_store import DECISION, new_take

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ada(gallery):
    return gallery.enroll("Ada", [new_take("a"), new_take("bb")], "m1")


CHANGES = {
    "enroll": lambda gallery, ada: gallery.enroll("Eve", [new_take("ccc")], "m1"),
    "add takes": lambda gallery, ada: gallery.add_takes(ada.id, [new_take("ccc")], "m1"),
    "rename": lambda gallery, ada: gallery.rename(ada.id, "Ada Lovelace"),
    "remove": lambda gallery, ada: gallery.remove(ada.id),
    "templates": lambda gallery, ada: gallery.add_embeddings(
        {recording.id: np.ones(3) for recording in gallery.recordings(ada.id)}, "m2"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_the_speakers_counts(gallery, ada, tmp_path, change):
    before = gallery.n_changes()
    CHANGES[change](gallery, ada)
    assert gallery.n_changes() > before
    assert Gallery(tmp_path / "gallery.db").n_changes() == gallery.n_changes()


def test_questions_change_nothing(gallery, ada):
    before = gallery.n_changes()
    gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="x.wav")
    assert gallery.speakers() and gallery.trials()
    assert gallery.n_changes() == before


def test_change_by_another_program_counts(gallery, ada, tmp_path):
    before = gallery.n_changes()
    rename = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from app.store.gallery import Gallery
Gallery({str(tmp_path / "gallery.db")!r}).rename({ada.id}, "Augusta")
"""
    subprocess.run([sys.executable, "-c", rename], check=True)
    assert gallery.n_changes() > before


def test_change_past_the_program_counts(gallery, ada, tmp_path):
    before = gallery.n_changes()
    connection = sqlite3.connect(tmp_path / "gallery.db")
    connection.execute("delete from embeddings where recording_id = 1")
    connection.commit()
    connection.close()
    assert gallery.n_changes() > before


def test_failed_change_counts_for_nothing(gallery, ada):
    before = gallery.n_changes()
    with pytest.raises(ValueError):
        gallery.enroll("Eve", [], "m1")
    assert gallery.n_changes() == before


def test_snapshot_has_the_speakers_by_name_with_their_takes_in_order(gallery, ada):
    zoe = gallery.enroll("zoe", [new_take("z")], "m1")
    bob = gallery.enroll("Bob", [new_take("b"), new_take("bbb")], "m1")
    gallery.enroll("Other", [new_take("o", dim=7)], "m2")
    snapshot = gallery.snapshot("m1")
    assert [speaker.id for speaker in snapshot.speakers] == [ada.id, bob.id, zoe.id]
    assert snapshot.speakers[0] == ada
    assert snapshot.counts.tolist() == [2, 2, 1]
    expected = [new_take(name).embedding for name in ("a", "bb", "b", "bbb", "z")]
    np.testing.assert_array_equal(snapshot.vectors, expected)
    assert snapshot.n_changes == gallery.n_changes()


def test_snapshot_of_an_empty_gallery_is_empty(gallery):
    snapshot = gallery.snapshot("m1")
    assert (snapshot.speakers, len(snapshot.counts), snapshot.vectors.shape) == ((), 0, (0, 0))


def test_gallery_from_before_the_count_gets_it(tmp_path):
    """The steps up to the one before, with a speaker in them, then the program of today."""
    path = tmp_path / "gallery.db"
    database = Database(path)
    with database.changing() as db:
        db.execute("drop table changes")
        for name in [row["name"] for row in db.query("select name from sqlite_master where type = 'trigger'")]:
            db.execute(f"drop trigger {name}")
        db["_sqlite_migrations"].delete_where("name = ?", ["m008_changes"])
        db["speakers"].insert({"name": "Ada", "name_key": "ada", "created_at": "then"})
        assert [step.name for step in migrations.pending(db)] == ["m008_changes"]
    gallery = Gallery(path)
    before = gallery.n_changes()
    gallery.rename(gallery.speaker("Ada").id, "Augusta")
    assert gallery.n_changes() > before


def test_snapshot_of_takes_in_mixed_order(gallery, ada):
    """Later takes of earlier speakers, templates made after those of others, and a take that has none."""
    zoe = gallery.enroll("Zoe", [new_take("z")], "m2")
    gallery.add_takes(ada.id, [new_take("late")], "m1")
    gallery.enroll("Bob", [new_take("b")], "m2")
    (take,) = gallery.recordings(zoe.id)
    gallery.add_embeddings({take.id: new_take("z").embedding}, "m1")
    snapshot = gallery.snapshot("m1")
    assert [speaker.name for speaker in snapshot.speakers] == ["Ada", "Zoe"]
    assert snapshot.counts.tolist() == [3, 1]
    expected = [new_take(name).embedding for name in ("a", "bb", "late", "z")]
    np.testing.assert_array_equal(snapshot.vectors, expected)
