"""The verify page in the real window: live answers, the curve, the operating point and the history, joined."""

import threading
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt

from app import theme
from app.program import Program
from app.services.importing import take_from_file
from app.services.operating_point import point_of, remember_point
from tests.app.fake_model import FakeModels
from tests.app.samples import takes_of
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


@pytest.fixture
def start(qapp, qtbot, tmp_path, monkeypatch):
    """Begins the program with Alba enrolled and a microphone that hears her; on the verify page."""
    theme.apply(qapp, "light")
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [MICROPHONE])
    programs = []

    def start():
        heard = take_from_file(SAMPLES / "Alba" / "test-1.flac").waveform
        program = Program(tmp_path, player=FakePlayer(), recorder=FakeRecorder(heard, tmp_path / "spool"))
        programs.append(program)
        program.workshop.models = FakeModels()
        if not program.workshop.gallery.speakers():
            program.workshop.enrollment.enroll("Alba", takes_of("Alba"))
        qtbot.addWidget(program.window)
        program.window.show()
        program.begin()
        qtbot.waitUntil(lambda: program.window.enroll.voice.device() is MICROPHONE)
        qtbot.waitUntil(lambda: len(program.window.verify.picker._model.speakers) == 1)
        program.window.go_to(program.window.verify)
        return program

    yield start
    for program in programs:
        program.window.close_for_good()
        program.end()
    qapp.setStyleSheet("")


@pytest.fixture
def program(start):
    return start()


@pytest.fixture
def page(program):
    page = program.window.verify
    page.choose_speaker(program.workshop.gallery.speaker("Alba"))
    return page


def trials(program):
    return program.workshop.gallery.trials()


def test_answer_comes_while_one_speaks_and_the_whole_counts_in_the_end(program, page, qtbot):
    page.live_box.click()
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.live.word.text() == "Supports so far")
    assert page.live.isVisible() and page.verdict.isHidden() and not page.live_box.isEnabled()
    assert page.live.speech.text().endswith(" s of speech")
    assert trials(program) == []
    page.voice.record_button.click()
    qtbot.waitUntil(page.verdict.isVisible)
    assert page.live.isHidden() and page.verdict.word.text() == "Supports"
    (trial,) = trials(program)
    assert trial.source.endswith("Microphone") and page.live_box.isEnabled()


def test_without_live_mode_nothing_is_asked_by_itself(program, page, qtbot):
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.voice.clock.text() == "0:04.3")
    assert page.live.isHidden()
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.stage.sound is not None and not page.waiting())
    assert trials(program) == [] and page.verdict.isHidden()


def test_speaker_may_be_chosen_while_one_speaks(program, qtbot):
    page = program.window.verify
    page.live_box.click()
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.live.sentence.text() == "Choose a speaker to compare.")
    page.choose_speaker(program.workshop.gallery.speaker("Alba"))
    assert page.live.sentence.text() == "Listening for Alba…"
    page.voice.record_button.click()
    qtbot.waitUntil(page.verdict.isVisible)


def test_recording_for_an_enrollment_is_not_compared(program, page, qtbot):
    page.live_box.click()
    program.window.go_to(program.window.enroll)
    program.window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: program.window.enroll.voice.clock.text() == "0:04.3")
    assert not program.controllers.live.is_on
    program.window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: len(program.window.enroll.takes.rows) == 1)
    assert trials(program) == []


def verified(page, qtbot):
    page.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: page.stage.sound is not None and page.verify_button.isEnabled())
    page.verify_button.click()
    qtbot.waitUntil(page.verdict.isVisible)


def test_escape_gives_up_a_comparison_that_takes_long(program, page, qtbot, monkeypatch):
    pause, ended = threading.Event(), threading.Event()

    def endless(waveform, progress):
        try:
            while not pause.wait(0.01):
                progress(0.5)
        finally:
            ended.set()

    monkeypatch.setattr(program.workshop.models.encoder(), "embed", endless)
    page.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: page.stage.sound is not None and page.verify_button.isEnabled())
    page.verify_button.click()
    status = program.window.status
    qtbot.waitUntil(lambda: status.progress.value() == 500 and status.cancel_button.isVisible())
    assert not page.verify_button.isEnabled()
    qtbot.keyClick(page, Qt.Key_Escape)
    assert page.verify_button.isEnabled() and status.job.text() == ""
    qtbot.waitUntil(ended.is_set)
    assert trials(program) == [] and page.verdict.isHidden() and not program.window.notices.isVisible()


def test_curve_follows_the_verdict(program, page, qtbot):
    verified(page, qtbot)
    qtbot.waitUntil(lambda: page.stage.view().has_llr)
    assert len(page.stage.view()._llr_curve.dots.getData()[0]) > 5
    qtbot.waitUntil(lambda: program.window.status.job.text() == "")
    page.files_dropped.emit([str(SAMPLES / "Bruno" / "test-1.flac")])
    qtbot.waitUntil(lambda: page.stage.title.toolTip() == "test-1.flac" and page.verdict.isHidden())
    assert not page.stage.view().has_llr


def test_nothing_follows_an_answer_that_came_too_late(program, page, qtbot):
    verified(page, qtbot)
    sound = page.stage.sound
    qtbot.waitUntil(lambda: program.window.status.job.text() == "")
    late = program.workshop.verification.verify("Alba", sound.take)
    page.files_dropped.emit([str(SAMPLES / "Bruno" / "test-1.flac")])
    qtbot.waitUntil(lambda: page.stage.sound is not sound)
    with qtbot.assertNotEmitted(program.controllers.segments.scored, wait=0):
        program.controllers.verify.verified.emit(late, sound)
        assert program.controllers.segments._work is None
    assert page.verdict.isHidden()


def test_operating_point_is_used_by_every_page_shown_and_remembered(program, page, start, qtbot):
    verified(page, qtbot)
    llr = trials(program)[0].llr
    qtbot.keyClick(page, Qt.Key_P)
    page.point.kind.setCurrentIndex(2)
    page.point.fields["llr"].setText(f"{llr + 3:.3f}")
    page.point.use_button.click()
    qtbot.waitUntil(page.verdict.isHidden)
    qtbot.waitUntil(page.verify_button.isEnabled)
    page.verify_button.click()
    qtbot.waitUntil(page.verdict.isVisible)
    assert page.verdict.word.text() == "Does not support"
    assert page.verdict.scale._point == pytest.approx(llr + 3, abs=0.01)
    page.point.fields["llr"].setText("far")
    page.point.use_button.click()
    qtbot.waitUntil(lambda: program.window.notices.title.text() == "A number cannot be read.")
    assert page.verify_button.isEnabled()
    identified = program.workshop.verification.identify(page.stage.sound.take)
    assert identified.decision.llr_threshold == pytest.approx(llr + 3, abs=0.01)
    again = start()
    qtbot.waitUntil(lambda: again.window.verify.point.kind.currentIndex() == 2)


def test_history_is_listed_opened_and_goes_on(program, page, qtbot):
    verified(page, qtbot)
    qtbot.keyClick(page, Qt.Key_H)
    qtbot.waitUntil(page.history.table.isVisible)
    page.history.table.selectRow(0)
    assert page.history.answer.isVisible() and not page.verdict.isVisible()
    assert page.history.answer.reason.text() == page.verdict.reason.text()
    qtbot.keyClick(page, Qt.Key_H)
    page.verify_button.click()
    qtbot.waitUntil(lambda: len(trials(program)) == 2)
    qtbot.keyClick(page, Qt.Key_H)
    qtbot.waitUntil(lambda: page.history.table.model().rowCount() == 2)


def test_exported_history_is_told(program, page, qtbot, tmp_path, monkeypatch):
    verified(page, qtbot)
    path = tmp_path / "trials.csv"
    monkeypatch.setattr("app.widgets.history_panel.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(page, Qt.Key_H)
    qtbot.waitUntil(page.history.export_button.isEnabled)
    qtbot.keyClick(page, Qt.Key_E)
    qtbot.waitUntil(lambda: program.window.notices.title.text() == "The history is saved as a table.")
    assert path.read_text(encoding="utf-8-sig").startswith("time_utc,kind,speaker")


def test_remembered_choices_are_there_at_the_next_start(start, tmp_path, qtbot):
    remember_point(tmp_path, point_of(prior=0.02))
    program = start()
    page = program.window.verify
    qtbot.waitUntil(lambda: page.point.fields["prior"].text() == "0.02")
    page.live_box.click()
    qtbot.waitUntil(lambda: (tmp_path / "settings.json").read_text().count("true") == 1)
    again = start()
    qtbot.waitUntil(again.window.verify.live_box.isChecked)
