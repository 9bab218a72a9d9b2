"""Identifying through the whole window and its controllers, with the stand-ins of ``test_window_whole``."""

import csv
import shutil
import threading
from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import Qt

from app.controllers.batch import BatchController
from app.controllers.identify import ConversationController, IdentifyController
from app.domain import LeftOut, Verdict
from app.errors import UserError
from app.pages.identify_page import CONVERSATION, ONE
from app.services.consent import new_consent, today
from app.services.enrollment import EnrollmentService
from app.services.verification import VerificationService
from gluonar_engine.data.audio import decode, encode_flac
from tests.app.samples import takes_of
from tests.app.stage import make_sound
from tests.app.test_window_controllers import LateJobs, heard_from
from tests.app.test_window_whole import SAMPLES, dressed, enroll, program, window  # noqa: F401


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "calls"
    (folder / "monday").mkdir(parents=True)
    shutil.copy(SAMPLES / "Alba" / "test-1.flac", folder / "a.flac")
    shutil.copy(SAMPLES / "Dmitri" / "test-1.flac", folder / "monday" / "d.flac")
    (folder / "bad.wav").write_text("no sound")
    return folder


@pytest.fixture
def talk(tmp_path, rng):
    pause = (1e-4 * rng.normal(size=8_000)).astype(np.float32)
    waves = [decode(SAMPLES / voice / "test-1.flac").waveform for voice in ("Alba", "Dmitri", "Alba")]
    (tmp_path / "talk.flac").write_bytes(
        encode_flac(np.concatenate([part for wave in waves for part in (wave, pause)]))
    )
    return tmp_path / "talk.flac"


def press(window, qtbot, key):  # noqa: F811
    """A key with Ctrl, as it comes to the window in front; the list of names took that place while typing."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, Qt.ControlModifier)


def rows_of(page):
    return page.batch.table.model.rows


# The whole window


def test_enroll_then_identify_one_recording(window, qtbot):  # noqa: F811
    enroll(window, qtbot)
    press(window, qtbot, Qt.Key_3)
    page = window.identify
    assert window.page is page
    page.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(page.identify_button.isEnabled)
    page.identify_button.click()
    qtbot.waitUntil(lambda: not page.answer.isHidden())
    assert page.answer.word.text() == "Supports"
    assert page.answer.candidates.model.index(0, 0).data() == "Alba"
    assert window.status.job.text() == ""


def test_recording_from_the_microphone_is_identified(program, window, qtbot):  # noqa: F811
    enroll(window, qtbot)
    window.go_to(window.identify)
    page = window.identify
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.voice.clock.text() == "0:08.0")
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.stage.sound is not None and page.identify_button.isEnabled())
    spool = page.stage.sound.spool_path
    assert spool.exists()
    page.identify_button.click()
    qtbot.waitUntil(lambda: not page.answer.isHidden())
    assert program.workshop.gallery.trials()[0].kind == "identify"
    program.end()
    assert not spool.exists()


def test_folder_is_identified_saved_and_a_row_opened(window, qtbot, folder, tmp_path, monkeypatch):  # noqa: F811
    enroll(window, qtbot)
    window.go_to(window.identify)
    page = window.identify
    page.files_dropped.emit([str(folder)])
    qtbot.waitUntil(lambda: bool(rows_of(page)) and all(rows_of(page)) and not page.waiting())
    assert [row.file.name for row in rows_of(page)] == ["a.flac", "bad.wav", "monday/d.flac"]
    assert [row.decision and row.decision.verdict for row in rows_of(page)] == [
        Verdict.SUPPORTS, None, Verdict.DOES_NOT_SUPPORT
    ]  # fmt: skip
    target = str(tmp_path / "out.csv")
    monkeypatch.setattr("app.widgets.batch_panel.QFileDialog.getSaveFileName", lambda *args: (target, ""))
    qtbot.keyClick(page, Qt.Key_S, Qt.ControlModifier)
    qtbot.waitUntil(lambda: window.notices.title.text() == "“out.csv” is saved.")
    with open(target, encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["file", "a.flac", "bad.wav", "monday/d.flac"]
    page.batch.table.table.setCurrentIndex(page.batch.table.model.index(2, 0))
    qtbot.keyClick(page.batch.table.table, Qt.Key_Return)
    qtbot.waitUntil(lambda: page.stage.sound is not None)
    assert (page.mode.place, page.stage.sound.take.source) == (ONE, "d.flac")


def test_conversation_is_cut_played_and_saved(window, qtbot, talk, tmp_path, monkeypatch):  # noqa: F811
    enroll(window, qtbot)
    window.go_to(window.identify)
    page = window.identify
    page.mode.choose(CONVERSATION)
    page.files_dropped.emit([str(talk)])
    qtbot.waitUntil(page.identify_button.isEnabled)
    page.identify_button.click()
    qtbot.waitUntil(lambda: page.stage.timeline is not None)
    verdicts = [segment.decision.verdict for segment in page.stage.timeline.segments]
    assert verdicts[0] is verdicts[-1] is Verdict.SUPPORTS and Verdict.DOES_NOT_SUPPORT in verdicts
    assert page.stage.now.toolTip().startswith("Alba ")
    page.stage.step(1)
    qtbot.waitUntil(lambda: page.stage.now.toolTip().startswith("Now: Alba"))
    target = str(tmp_path / "talk.rttm")
    monkeypatch.setattr("app.pages.identify_page.QFileDialog.getSaveFileName", lambda *args: (target, "RTTM (*.rttm)"))
    qtbot.keyClick(page, Qt.Key_S, Qt.ControlModifier)
    qtbot.waitUntil(lambda: window.notices.title.text() == "“talk.rttm” is saved.")
    with open(target, encoding="utf-8") as file:
        assert {line.split()[7] for line in file} >= {"Alba", "unknown"}


def test_escape_cancels_what_takes_long(program, window, qtbot, talk, monkeypatch):  # noqa: F811
    """A conversation without an end, as far as its work goes."""
    pause = threading.Event()

    def endless(take, speakers, progress):
        while True:
            progress(0.5)
            pause.wait(0.01)

    enroll(window, qtbot)
    window.go_to(window.identify)
    page = window.identify
    monkeypatch.setattr(program.workshop.verification, "timeline", endless)
    page.mode.choose(CONVERSATION)
    page.files_dropped.emit([str(talk)])
    qtbot.waitUntil(page.identify_button.isEnabled)
    page.identify_button.click()
    qtbot.waitUntil(lambda: window.status.job.text().startswith("Who speaks when: 50%"))
    assert window.status.cancel_button.isVisible() and not page.identify_button.isEnabled()
    qtbot.keyClick(page, Qt.Key_Escape)
    qtbot.waitUntil(page.identify_button.isEnabled)
    assert page.stage.timeline is None and window.status.job.text() == ""


def test_nobody_enrolled_leads_to_enrolling(window, qtbot, folder):  # noqa: F811
    window.go_to(window.identify)
    page = window.identify
    assert not page.identify_button.isEnabled()
    page.files_dropped.emit([str(folder)])
    qtbot.waitUntil(lambda: window.notices.title.text() == "Nobody is enrolled yet.")
    assert not page.batch.has_files and not page.waiting()
    page.enroll_button.click()
    assert window.page is window.enroll


# The controllers


@pytest.fixture
def workshop(gallery, models):
    EnrollmentService(gallery, models).enroll("Alba", takes_of("Alba"))
    return SimpleNamespace(gallery=gallery, verification=VerificationService(gallery, models))


@pytest.fixture
def late():
    return LateJobs()


def run_all(late):
    while late.waiting:
        late.run()


@pytest.fixture
def batch(qapp, late, workshop):
    return BatchController(late, workshop)


def test_cancelled_batch_leaves_the_rest_waiting(batch, late, folder):
    started, ready, busy = heard_from(batch.started), heard_from(batch.row_ready), heard_from(batch.busy_changed)
    batch.identify([folder])
    late.run()
    assert started == [(["a.flac", "bad.wav", "monday/d.flac"], [])]
    late.run()
    batch.cancel()
    run_all(late)
    assert [line for line, _ in ready] == [0, 1]  # the one that had begun is finished
    assert busy == [(True,), (False,)]


def test_batch_cancelled_before_its_files_are_found_identifies_none(batch, late, folder):
    ready = heard_from(batch.row_ready)
    batch.identify([folder])
    batch.cancel()
    run_all(late)
    assert ready == []


def test_other_files_take_the_place_of_those_at_work(batch, late, folder, tmp_path):
    started = heard_from(batch.started)
    batch.identify([folder])
    late.run()
    batch.identify([SAMPLES / "Bruno" / "test-1.flac"])
    run_all(late)
    assert [names for names, _ in started] == [["a.flac", "bad.wav", "monday/d.flac"], ["test-1.flac"]]
    assert [row.file.name for row in batch._rows] == ["test-1.flac"]


def test_other_files_are_not_forgotten_where_those_before_failed(batch, late, folder, monkeypatch):
    """And do not come later, when nobody asks for them any more."""
    started, failed = heard_from(batch.started), heard_from(batch.failed)
    batch.identify([folder])
    batch.identify([SAMPLES / "Bruno" / "test-1.flac"])
    with monkeypatch.context() as context:
        context.setattr("app.controllers.batch.find_recordings", lambda paths: 1 / 0)
        late.run()
    run_all(late)
    assert len(failed) == 1
    assert [names for names, _ in started] == [["test-1.flac"]]
    batch.identify([SAMPLES / "Alba" / "test-1.flac"])
    run_all(late)
    assert len(started) == 2


def test_batch_again_sees_who_is_enrolled_now(batch, late, folder, gallery, models):
    ready = heard_from(batch.row_ready)
    batch.identify([folder])
    run_all(late)
    EnrollmentService(gallery, models).enroll("Dmitri", takes_of("Dmitri"))
    batch.again()
    run_all(late)
    before, after = ready[2][1], ready[5][1]
    assert (before.best.speaker.name, after.best.speaker.name) == ("Alba", "Dmitri")
    assert after.decision.verdict is Verdict.SUPPORTS


def test_batch_tells_with_whom_nothing_is_compared(batch, late, folder, gallery, models, monkeypatch):
    EnrollmentService(gallery, models).enroll("Bruno", takes_of("Bruno"), new_consent("Research", expires_on=today()))
    left_out = heard_from(batch.left_out)
    batch.identify([folder])
    run_all(late)
    assert left_out == [((),)]
    last_day = today()
    monkeypatch.setattr("app.services.consent.today", lambda: last_day + timedelta(days=1))
    batch.identify([folder])
    run_all(late)
    assert left_out[1] == ((LeftOut("Bruno", str(last_day)),),)


def test_batch_with_nobody_to_compare_with_is_told(batch, late, folder, gallery):
    gallery.remove(gallery.speaker("Alba").id)
    failed, busy = heard_from(batch.failed), heard_from(batch.busy_changed)
    batch.identify([folder])
    run_all(late)
    assert failed[0][0].title == "Nobody is enrolled yet." and busy == [(True,), (False,)]


def test_bug_in_a_batch_ends_it_and_is_told(batch, late, folder, workshop, caplog):
    def broken(take):
        raise KeyError("secret detail")

    failed, busy = heard_from(batch.failed), heard_from(batch.busy_changed)
    batch.identify([folder])
    late.run()
    workshop.verification.identify = broken
    run_all(late)
    assert "secret detail" in caplog.text and "secret" not in str(failed[0][0])
    assert busy[-1] == (False,)


def sound_of_voice(voice):
    sound = make_sound(voice)
    object.__setattr__(sound, "take", takes_of(voice, "test")[0])
    return sound


def test_cancelled_conversation_has_no_timeline_and_no_complaint(qapp, late, workshop):
    conversation = ConversationController(late, workshop)
    found, failed, busy = (
        heard_from(signal) for signal in (conversation.found, conversation.failed, conversation.busy_changed)
    )
    conversation.find(sound_of_voice("Alba"), [])
    conversation.cancel()
    run_all(late)
    assert (found, failed, busy) == ([], [], [(True,), (False,)])
    conversation.find(sound_of_voice("Alba"), [])
    run_all(late)
    assert [segment.speaker.name for segment in found[0][0].segments] == ["Alba"]


def test_conversation_tells_how_far_it_is(qapp, late, workshop, qtbot):
    conversation = ConversationController(late, workshop)
    heard = heard_from(conversation.progressed)
    conversation.find(sound_of_voice("Alba"), [])
    run_all(late)
    shares = [share for (share,) in heard]
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_timeline_that_cannot_be_written_is_told(qapp, jobs, workshop, tmp_path):
    conversation = ConversationController(jobs, workshop)
    found, failed, saved = (
        heard_from(signal) for signal in (conversation.found, conversation.failed, conversation.saved)
    )
    conversation.find(sound_of_voice("Alba"), [])
    conversation.save(str(tmp_path / "nowhere" / "a.rttm"), found[0][0])
    assert "cannot be written" in failed[0][0].title and saved == []
    conversation.save(str(tmp_path / "a.rttm"), found[0][0])
    assert saved == [(str(tmp_path / "a.rttm"),)]
    assert [line.event for line in workshop.gallery.audit.lines()[:3]] == ["export", "export", "timeline"]


def test_failed_identification_says_why(qapp, jobs, workshop):
    def refuse(take, progress):
        raise UserError("Only 0.2 s of speech was found.", "Record more.")

    identify = IdentifyController(jobs, workshop)
    workshop.verification.identify = refuse
    failed, busy = heard_from(identify.failed), heard_from(identify.busy_changed)
    identify.identify(make_sound())
    assert failed[0][0].title == "Only 0.2 s of speech was found." and busy == [(True,), (False,)]


def test_templates_are_read_before_somebody_asks(qapp, jobs, workshop, gallery, monkeypatch):
    identify = IdentifyController(jobs, workshop)
    identify.prepare()
    monkeypatch.setattr(gallery, "snapshot", None)  # nothing is read any more
    identified = heard_from(identify.identified)
    identify.identify(sound_of_voice("Alba"))
    assert identified[0][0].candidates[0].speaker.name == "Alba"
