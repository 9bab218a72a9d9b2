import os
import sqlite3
import stat
import threading
import zlib

import numpy as np
import pytest
from sqlite_utils import Database as SqliteDatabase

from app.domain import Decision, Quality, Verdict
from app.errors import DamagedVoice, DuplicateTake, SpeakerExists, SpeakerGone, UnknownSpeaker, UserError
from app.store import database
from app.store.gallery import Gallery, NewTake
from tests.waiting import TIMEOUT_S

QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=None, clipped_fraction=0.0, peak_db=-3.0)
DECISION = Decision(
    Verdict.SUPPORTS, score=0.5, cosine=0.5, is_normalized=False, threshold=0.25, llr=2.0, verbal="", reason=""
)


def new_take(name, dim=4):
    vector = np.random.default_rng(zlib.crc32(name.encode())).standard_normal(dim).astype(np.float32)
    return NewTake(f"flac of {name}".encode() * 500, f"sha of {name}", vector, f"{name}.wav", QUALITY)


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.fixture
def ada(gallery):
    return gallery.enroll("Ada", [new_take("a"), new_take("bb")], "m1")


def test_enrolled_speaker_comes_back_whole(gallery, ada):
    assert gallery.speakers() == [ada] == [gallery.speaker("Ada")]
    assert (ada.name, ada.n_takes, ada.speech_s) == ("Ada", 2, 6.0)
    recordings = gallery.recordings(ada.id)
    assert [recording.source for recording in recordings] == ["a.wav", "bb.wav"]
    assert recordings[0].quality == QUALITY
    assert gallery.flac(recordings[1].id) == new_take("bb").flac
    expected = np.stack([new_take("a").embedding, new_take("bb").embedding])
    np.testing.assert_array_equal(gallery.embeddings_of(ada.id, "m1"), expected)
    np.testing.assert_array_equal(gallery.embeddings("m1")[ada.id], expected)


def test_gallery_outlives_the_program(gallery, ada, tmp_path):
    assert Gallery(tmp_path / "gallery.db").speakers() == [ada]


@pytest.mark.parametrize("name", ["Ada", "ADA", "ada"])
def test_name_is_taken_in_any_case(gallery, ada, name):
    with pytest.raises(SpeakerExists, match="already enrolled"):
        gallery.enroll(name, [new_take("ccc")], "m1")
    assert gallery.speakers() == [ada]


def test_composed_and_decomposed_names_are_the_same(gallery):
    zoe = gallery.enroll("Zo\u00eb", [new_take("a")], "m1")
    assert gallery.speaker("ZOE\u0308") == zoe


def test_unknown_name_is_named(gallery):
    with pytest.raises(UnknownSpeaker, match="No speaker named “Eve”"):
        gallery.speaker("Eve")


def test_same_recording_twice_is_refused_and_saves_nothing(gallery):
    with pytest.raises(DuplicateTake, match="a.wav"):
        gallery.enroll("Ada", [new_take("a"), new_take("bb"), new_take("a")], "m1")
    assert gallery.speakers() == []


def test_same_recording_may_belong_to_two_speakers(gallery, ada):
    assert gallery.enroll("Eve", [new_take("a")], "m1").n_takes == 1


def test_failed_enrollment_leaves_nothing_behind(gallery, tmp_path):
    broken = NewTake(b"flac", None, np.zeros(4), "b.wav", QUALITY)  # refused by the recordings table
    with pytest.raises(sqlite3.IntegrityError):
        gallery.enroll("Ada", [new_take("a"), broken], "m1")
    db = SqliteDatabase(tmp_path / "gallery.db")
    assert {name: db[name].count for name in ("speakers", "recordings", "embeddings")} == {
        "speakers": 0,
        "recordings": 0,
        "embeddings": 0,
    }


def test_takes_are_added_to_a_speaker(gallery, ada):
    more = gallery.add_takes(ada.id, [new_take("ccc")], "m1")
    assert (more.id, more.n_takes, more.speech_s) == (ada.id, 3, 9.0)
    assert gallery.embeddings_of(ada.id, "m1").shape == (3, 4)


def test_templates_of_another_model_are_not_handed_out(gallery, ada):
    assert gallery.embeddings("m2") == {}
    assert len(gallery.embeddings_of(ada.id, "m2")) == 0
    recording_ids = [recording.id for recording in gallery.recordings(ada.id)]
    assert gallery.recordings_without_embedding("m2") == {ada.id: recording_ids}
    gallery.add_embeddings({recording_ids[0]: np.ones(7)}, "m2")
    assert gallery.recordings_without_embedding("m2", ada.id) == {ada.id: recording_ids[1:]}
    assert gallery.embeddings_of(ada.id, "m2").shape == (1, 7)
    assert gallery.embeddings_of(ada.id, "m1").shape == (2, 4)


def test_template_that_somebody_else_made_meanwhile_is_kept(gallery, ada):
    """Two questions at once, or another program: each makes what is missing, and one comes first."""
    first, second = (recording.id for recording in gallery.recordings(ada.id))
    gallery.add_embeddings({first: np.ones(7)}, "m2")
    gallery.add_embeddings({first: np.zeros(7), second: np.zeros(7)}, "m2")
    np.testing.assert_array_equal(gallery.embeddings_of(ada.id, "m2"), [np.ones(7), np.zeros(7)])


def test_speakers_are_listed_by_name_without_case(gallery):
    for name in ("bob", "Cleo", "ada"):
        gallery.enroll(name, [new_take(name)], "m1")
    assert [speaker.name for speaker in gallery.speakers()] == ["ada", "bob", "Cleo"]


def test_speaker_is_renamed_and_may_change_only_case(gallery, ada):
    gallery.enroll("Eve", [new_take("a")], "m1")
    assert gallery.rename(ada.id, "ADA").name == "ADA"
    with pytest.raises(SpeakerExists):
        gallery.rename(ada.id, "eve")
    assert gallery.speaker("ada").name == "ADA"


def test_trials_are_listed_newest_first(gallery, ada):
    eve = gallery.enroll("Eve", [new_take("a")], "m1")
    gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="x.wav")
    gallery.log_trial("identify", eve.id, DECISION, model_id="m1", source="y.wav")
    assert [(trial.kind, trial.speaker_name, trial.source) for trial in gallery.trials()] == [
        ("identify", "Eve", "y.wav"),
        ("verify", "Ada", "x.wav"),
    ]
    (trial,) = gallery.trials(ada.id)
    assert (trial.verdict, trial.score, trial.llr, trial.model_id) == (Verdict.SUPPORTS, 0.5, 2.0, "m1")
    assert len(gallery.trials(limit=1)) == 1


def test_removed_speaker_cannot_be_added_to(gallery, ada):
    recording_id = gallery.recordings(ada.id)[0].id
    gallery.remove(ada.id)
    gallery.remove(ada.id)  # once more is no error
    for change in (
        lambda: gallery.add_takes(ada.id, [new_take("ccc")], "m1"),
        lambda: gallery.rename(ada.id, "Eve"),
        lambda: gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="x.wav"),
        lambda: gallery.add_embeddings({recording_id: np.zeros(4)}, "m2"),
        lambda: gallery.flac(recording_id),
    ):
        with pytest.raises(SpeakerGone):
            change()


def traces_of(name):
    take = new_take(name)
    return {
        "audio": take.flac[:64],
        "hash": take.pcm_sha256.encode(),
        "file name": take.source.encode(),
        "template": take.embedding.tobytes(),
        "name": name.encode(),
        "trial": f"{name}.trial".encode(),
    }


@pytest.mark.parametrize("is_open_elsewhere", [False, True])
def test_nothing_of_a_removed_speaker_is_left_on_the_disk(gallery, tmp_path, is_open_elsewhere):
    """Looks for their bytes in every file of the folder, also while another connection keeps the log file alive."""
    other = sqlite3.connect(tmp_path / "gallery.db") if is_open_elsewhere else None
    if other:
        other.execute("select count(*) from speakers").fetchall()
    names = [f"speaker-{number:03}-" + "x" * (number % 40) for number in range(120)]
    for name in names:
        speaker = gallery.enroll(name, [new_take(name)], "m1")
        gallery.log_trial("verify", speaker.id, DECISION, model_id="m1", source=f"{name}.trial")
    gone, kept = names[::2], names[1::2]
    before = bytes_of(tmp_path)
    for name in gone:
        gallery.remove(gallery.speaker(name).id)
    after = bytes_of(tmp_path)
    for name in gone:
        for what, trace in traces_of(name).items():
            assert trace in before, f"{what} of {name} was never there"
            assert trace not in after, f"{what} of {name} is still there"
    assert all(trace in after for name in kept for trace in traces_of(name).values())
    if other:
        other.close()


def test_old_name_is_wiped_too(gallery, ada, tmp_path):
    gallery.enroll("Wilhelmina", [new_take("a")], "m1")
    gallery.rename(gallery.speaker("Wilhelmina").id, "Eve")
    assert b"ilhelmina" not in bytes_of(tmp_path)


def test_unfinished_wiping_is_told(gallery, ada, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_S", 0.05)
    reader = sqlite3.connect(tmp_path / "gallery.db")
    reader.execute("begin")
    reader.execute("select count(*) from speakers").fetchall()
    with pytest.raises(UserError, match="The change is saved, but what it replaced or removed is not yet wiped"):
        gallery.rename(ada.id, "Eve")
    assert [speaker.name for speaker in gallery.speakers()] == ["Eve"]
    with pytest.raises(UserError, match="not yet wiped"):
        gallery.remove(ada.id)
    reader.close()
    assert gallery.speakers() == []


def test_only_the_owner_can_read_the_files(tmp_path):
    path = tmp_path / "new" / "gallery.db"
    with Gallery(path)._database.changing():
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["gallery.db", "gallery.db-wal", "gallery.db-shm"], 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_thread_may_write_at_once(gallery):
    failures = []

    def enroll(name):
        try:
            gallery.enroll(name, [new_take(name)], "m1")
        except UserError as error:
            failures.append(error)

    names = [f"speaker {number}" for number in range(16)]
    threads = [threading.Thread(target=enroll, args=(name,), daemon=True) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT_S)
    assert not failures and not any(thread.is_alive() for thread in threads)
    assert len(gallery.speakers()) == 16


def test_locked_gallery_is_told(gallery, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_S", 0.05)
    other = sqlite3.connect(tmp_path / "gallery.db")
    other.execute("begin immediate")
    with pytest.raises(UserError, match="in use by another program. Close that program, then try again."):
        gallery.enroll("Ada", [new_take("a")], "m1")
    other.close()
    gallery.enroll("Ada", [new_take("a")], "m1")


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [("query_only = on", "is write-protected"), ("max_page_count = 1", "The disk is full, so nothing was saved.")],
)
def test_write_protection_and_full_disk_are_told(gallery, monkeypatch, pragma, sentence):
    """SQLite's own switches stand in for the disk: the errors they raise are the same."""
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, f"PRAGMA {pragma}"))
    take = NewTake(os.urandom(1_000_000), "sha", np.zeros(4), "a.wav", QUALITY)
    with pytest.raises(UserError, match=sentence):
        gallery.enroll("Ada", [take], "m1")
    monkeypatch.undo()
    assert gallery.speakers() == []


@pytest.mark.parametrize("content", [b"just some text that is no database at all" * 100, b"\x00\xff" * 5000])
def test_another_file_in_its_place_is_told_and_kept(tmp_path, content):
    path = tmp_path / "gallery.db"
    path.write_bytes(content)
    with pytest.raises(UserError, match="is not a gallery of this program"):
        Gallery(path)
    assert path.read_bytes() == content


def test_damaged_gallery_is_told(gallery, ada, tmp_path):
    path = tmp_path / "gallery.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        gallery.speakers()


def test_voice_that_is_not_what_was_saved_is_told(gallery, ada, tmp_path):
    with sqlite3.connect(tmp_path / "gallery.db") as connection:
        connection.execute("update recordings set flac = cast(x'00' || substr(flac, 2) as blob) where id = 1")
        connection.execute("update embeddings set vector = cast(x'00' || substr(vector, 2) as blob)")
    connection.close()
    for ask in (
        lambda: gallery.flac(1),
        lambda: gallery.embeddings("m1"),
        lambda: gallery.embeddings_of(ada.id, "m1"),
        lambda: gallery.snapshot("m1"),
    ):
        with pytest.raises(DamagedVoice, match="is not what was saved"):
            ask()
    assert gallery.flac(2) == new_take("bb").flac


def test_errors_are_told_apart_by_their_code_whatever_the_words(gallery, ada):
    """A name in an error of ours must not be taken for what SQLite says."""
    with pytest.raises(sqlite3.OperationalError, match="no such table: is full"), gallery._database.reading() as db:
        db.execute('select * from "is full"')


def test_gallery_of_a_newer_version_is_left_alone(gallery, tmp_path):
    db = SqliteDatabase(tmp_path / "gallery.db")
    db["_sqlite_migrations"].insert({"migration_set": "gallery", "name": "m999_from_tomorrow", "applied_at": "then"})
    db.close()
    with pytest.raises(UserError, match="newer version of this program"):
        Gallery(tmp_path / "gallery.db")


def test_gallery_that_vanished_is_told_not_begun_anew(gallery, tmp_path):
    (tmp_path / "gallery.db").unlink()
    with pytest.raises(UserError, match="cannot be opened"):
        gallery.speakers()
    assert not (tmp_path / "gallery.db").exists()


def test_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be made: File exists"):
        Gallery(tmp_path / "file" / "gallery.db")


def test_odd_characters_in_the_path_are_no_problem(tmp_path):
    path = tmp_path / "a?b#c%20 é" / "gallery.db"
    Gallery(path).enroll("Ada", [new_take("a")], "m1")
    assert path.exists()


@pytest.mark.parametrize(
    "query",
    [
        "select speaker_id, speech_s, snr_db, clipped_fraction, bandwidth_hz from recordings order by speaker_id",
        "select sum(speech_s) from recordings group by speaker_id",
        "select speaker_id, pcm_sha256 from recordings",
    ],
)
def test_what_is_known_of_recordings_is_read_past_their_sound(gallery, query):
    with gallery._database.reading() as db:
        plan = " ".join(row["detail"] for row in db.query(f"explain query plan {query}"))
    assert "COVERING INDEX" in plan


def test_qualities_and_owners_of_all_recordings_are_told(gallery, ada):
    assert gallery.qualities() == {ada.id: [QUALITY, QUALITY]}
    assert gallery.owners() == {new_take(name).pcm_sha256: [ada.id] for name in ("a", "bb")}
