"""Evaluating through the whole window and its controller, with the stand-ins of ``test_window_whole``."""

import csv
import json
import threading
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton

from app import cli, commands, settings
from app.controllers.evaluation import EvaluationController
from app.domain import OperatingPoint
from app.errors import UserError
from app.pages.evaluate_page import LIST
from app.services.enrollment import EnrollmentService
from app.services.evaluation import FIGURES, SPEECH_CLASSES
from app.services.operating_point import remembered_point
from tests.app.fake_model import FakeModels
from tests.app.late_jobs import LateJobs, heard_from
from tests.app.samples import SAMPLES, takes_of
from tests.app.test_window_whole import dressed, program, window  # noqa: F401
from tests.waiting import wait_until


@pytest.fixture
def two_models(monkeypatch):
    """A model folder is another model than the one in use, in the window and on the command line."""
    made = lambda folder=None: FakeModels("fake-2" if folder else "fake-1")  # noqa: E731
    monkeypatch.setattr("app.controllers.evaluation.ModelProvider", made)
    monkeypatch.setattr(commands, "ModelProvider", made)


@pytest.fixture
def command(two_models, tmp_path, monkeypatch, capsys):
    """The command line, on the same data."""
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))

    def command(*argv):
        assert cli.main([*map(str, argv), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def enrolled(program, window, qtbot):  # noqa: F811
    """Two speakers of three takes, and the evaluate page in front."""
    for voice in ("Alba", "Bruno"):
        program.workshop.enrollment.enroll(voice, takes_of(voice))
    program.controllers.speakers.refresh()
    qtbot.waitUntil(window.evaluate.evaluate_button.isEnabled)
    window.go_to(window.evaluate)
    return window.evaluate


@pytest.fixture
def trials(tmp_path):
    names = [f"{voice}/test-{n}.flac" for voice in ("Alba", "Bruno", "Chloe") for n in (1, 2)]
    pairs = [(left, right) for place, left in enumerate(names) for right in names[:place]]
    (tmp_path / "trials.txt").write_text("\n".join(f"{int(a[:4] == b[:4])} {a} {b}" for a, b in pairs))
    return tmp_path / "trials.txt"


def evaluate(page, qtbot):
    """Press the button; the evaluation that comes."""
    before = page.view._evaluation if page.view else None
    page.evaluate_button.click()
    qtbot.waitUntil(lambda: page.view is not None and page.view._evaluation is not before and not page.waiting())
    return page.view._evaluation


def shown_figures(evaluation, place=0):
    """As the command line calls them."""
    model = evaluation.models[place]
    names = {**{name: name for name in FIGURES}, **dict(zip(SPEECH_CLASSES, _CLASS_NAMES, strict=True))}
    figures = {**model.figures, **model.by_speech}
    return {names[key]: {"value": each.value, "low": each.low, "high": each.high} for key, each in figures.items()}


_CLASS_NAMES = [
    f"eer_{each}_s" for each in ("under_1.5", "1.5_to_2.5", "2.5_to_4", "4_to_7.5")
] + ["eer_7.5_s_and_more"]  # fmt: skip


# The whole window


def test_gallery_has_the_figures_of_the_command_line(window, enrolled, qtbot, command):  # noqa: F811
    window.go_to(window.enroll)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key_6, Qt.ControlModifier)
    assert window.page is enrolled
    evaluation = evaluate(enrolled, qtbot)
    facts = command("evaluate", "--gallery")
    assert shown_figures(evaluation) == facts["figures"]
    assert (facts["n_target"], facts["n_impostor"]) == (evaluation.trials.n_target, 6)
    assert window.status.job.text() == ""
    assert enrolled.view.counts.text().startswith(
        "6 trials of the same speaker, 6 of different ones, from 6 recordings"
    )


def test_list_has_the_figures_of_the_command_line(window, enrolled, qtbot, trials, command):  # noqa: F811
    enrolled.files_dropped.emit([str(trials), str(SAMPLES)])
    evaluation = evaluate(enrolled, qtbot)
    assert shown_figures(evaluation) == command("evaluate", trials, "--root", SAMPLES)["figures"]
    assert enrolled.view.title.toolTip() == "trials.txt"


def test_two_models_have_those_of_the_command_line(window, enrolled, qtbot, command, tmp_path):  # noqa: F811
    enrolled.compared.show_folder(str(tmp_path))
    evaluation = evaluate(enrolled, qtbot)
    facts = command("evaluate", "--gallery", "--compare", tmp_path)
    assert [model.model_id for model in evaluation.models] == ["fake-1", "fake-2"]
    assert shown_figures(evaluation, 1) == facts["compared"][0]["figures"]
    assert evaluation.differences["cllr"].value == facts["differences"]["cllr"]["value"]


def test_chosen_point_is_the_programs_until_undone(program, window, enrolled, qtbot, tmp_path):  # noqa: F811
    program.controllers.choices.choose_point({"prior": 0.25})
    qtbot.waitUntil(lambda: "3 times" in window.verify.point.told.text())
    evaluate(enrolled, qtbot)
    for key in (Qt.Key_Right, Qt.Key_U):
        qtbot.keyClick(enrolled, key)
    llr = OperatingPoint(prior=0.25, llr=1.0986122886681098).llr + 0.1
    qtbot.waitUntil(lambda: window.notices.title.text() == "“Supports” now begins at LLR +1.20, on every page.")
    assert window.notices.advice.text().startswith("On these trials: false accepts ")
    assert program.workshop.verification.operating_point.llr == pytest.approx(llr)
    assert "LLR +1.20" in window.verify.point.told.text()
    qtbot.waitUntil(lambda: remembered_point(tmp_path).prior is None)
    window.notices._frame.findChildren(QPushButton)[0].click()  # Undo
    qtbot.waitUntil(lambda: remembered_point(tmp_path).prior == 0.25)
    assert program.workshop.verification.operating_point.prior == 0.25
    assert enrolled.view._point == pytest.approx(1.0986, abs=1e-4)
    assert window.notices.isHidden()


def test_point_out_of_reach_is_refused_with_a_sentence(program, window, enrolled, qtbot):  # noqa: F811
    evaluate(enrolled, qtbot)
    enrolled.point_requested.emit(31.0)
    qtbot.waitUntil(lambda: window.notices.title.text() == "A log-likelihood ratio of 31 is no operating point.")
    program.controllers.choices.choose_point({"llr": 1.0})  # elsewhere: not told as this page's choice
    qtbot.waitUntil(lambda: enrolled.view._point == 1.0)
    assert window.notices.title.text() == "A log-likelihood ratio of 31 is no operating point."


def test_escape_cancels_and_the_last_evaluation_stays(window, enrolled, qtbot, monkeypatch):  # noqa: F811
    pause = threading.Event()

    def endless(gallery, encoders, progress):
        while True:
            progress("draws", 50, 200)
            pause.wait(0.01)

    before = evaluate(enrolled, qtbot)
    monkeypatch.setattr("app.services.evaluation.evaluate_gallery", endless)
    enrolled.evaluate_button.click()
    qtbot.waitUntil(lambda: window.status.job.text() == "Finding the intervals: 50 of 200")
    assert window.status.cancel_button.isVisible() and not enrolled.evaluate_button.isEnabled()
    qtbot.keyClick(enrolled, Qt.Key_Escape)
    qtbot.waitUntil(enrolled.evaluate_button.isEnabled)
    assert enrolled.view._evaluation is before and window.status.job.text() == ""


def test_list_that_cannot_be_used_is_told_and_stays_chosen(window, enrolled, qtbot, tmp_path):  # noqa: F811
    (tmp_path / "bad.txt").write_text("1 a.wav")
    enrolled.files_dropped.emit([str(tmp_path / "bad.txt")])
    enrolled.evaluate_button.click()
    qtbot.waitUntil(lambda: window.notices.title.text() == "Line 1 of “bad.txt”: “1 a.wav” is not a trial.")
    qtbot.waitUntil(enrolled.evaluate_button.isEnabled)
    assert (enrolled.mode.place, enrolled.source.path) == (LIST, str(tmp_path / "bad.txt"))


def test_evaluation_is_saved_as_tables_and_pictures(window, enrolled, qtbot, tmp_path, monkeypatch):  # noqa: F811
    evaluate(enrolled, qtbot)
    for name, kind in (
        ("a.png", "Plots (*.png)"),
        ("b.svg", "Plots as a drawing (*.svg)"),
        ("c.csv", "Figures as a table (*.csv)"),
        ("d.csv", "All trials with their scores (*.csv)"),
    ):
        answer = (str(tmp_path / name), kind)
        monkeypatch.setattr("app.pages.evaluate_page.QFileDialog.getSaveFileName", lambda *args, answer=answer: answer)
        enrolled.save_button.click()
        qtbot.waitUntil(lambda name=name: window.notices.title.text() == f"“{name}” is saved.")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "b.svg").read_bytes()
    with open(tmp_path / "c.csv", encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file))[3] == "fake-1"
    with open(tmp_path / "d.csv", encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 12


def test_evaluation_with_somebody_who_was_removed_is_forgotten(program, window, enrolled, qtbot):  # noqa: F811
    """What was removed for good must not be there to be saved; an evaluation without them stays."""
    program.workshop.enrollment.enroll("Chloe", takes_of("Chloe"))
    evaluate(enrolled, qtbot)
    program.controllers.speakers.refresh()
    qtbot.waitUntil(lambda: len(enrolled._speakers) == 3)
    assert enrolled.view is not None
    gallery = program.workshop.gallery
    gallery.remove(gallery.speaker("Chloe").id)
    program.controllers.speakers.refresh()
    qtbot.waitUntil(lambda: enrolled.view is None)
    assert not enrolled.save_button.isEnabled()
    assert evaluate(enrolled, qtbot).trials.speaker_names == ("Alba", "Bruno")


def test_nobody_enrolled_leads_to_enrolling(window):  # noqa: F811
    window.go_to(window.evaluate)
    window.evaluate.enroll_button.click()
    assert window.page is window.enroll


def test_key_for_recording_does_nothing_here(window, enrolled, qtbot):  # noqa: F811
    window._record()
    assert window.page is enrolled and window.notices.isHidden()


def test_window_closes_while_an_evaluation_runs(program, window, enrolled, qtbot, monkeypatch):  # noqa: F811
    """The job ends at its next step, long before the program would stop waiting for it."""
    ended, pause = threading.Event(), threading.Event()

    def endless(gallery, encoders, progress):
        try:
            while True:
                progress("takes", 1, 2)
                pause.wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr("app.services.evaluation.evaluate_gallery", endless)
    enrolled.evaluate_button.click()
    qtbot.waitUntil(lambda: window.status.job.text() == "Comparing takes: 1 of 2")
    program.end()
    wait_until(ended.is_set)


# The controller


@pytest.fixture
def late():
    return LateJobs()


@pytest.fixture
def controller(qapp, late, gallery, models):
    for voice in ("Alba", "Bruno"):
        EnrollmentService(gallery, models).enroll(voice, takes_of(voice)[:2])
    return EvaluationController(late, SimpleNamespace(gallery=gallery, models=models))


def test_cancelled_before_it_began_shows_nothing_and_complains_of_nothing(controller, late):
    evaluated, failed, busy = (
        heard_from(signal) for signal in (controller.evaluated, controller.failed, controller.busy_changed)
    )
    controller.evaluate_gallery()
    controller.cancel()
    late.run_all()
    assert (evaluated, failed, busy) == ([], [], [(True,), (False,)])


def test_progress_is_told_for_each_kind_of_work(controller, late, qtbot):
    told = heard_from(controller.progressed)
    controller.evaluate_gallery()
    late.run_all()
    assert told[0] == ("takes", 4, 4) and told[-1] == ("draws", 200, 200)


def test_model_that_cannot_be_loaded_is_told(controller, late, tmp_path):
    failed, busy = heard_from(controller.failed), heard_from(controller.busy_changed)
    controller.evaluate_gallery(str(tmp_path))
    late.run_all()
    expected = f"The speaker model in “{tmp_path}” cannot be loaded. Choose the folder of another model"
    assert str(failed[0][0]).startswith(expected) and busy[-1] == (False,)


def test_bug_is_logged_and_not_shown(controller, late, monkeypatch, caplog):
    def broken(*args):
        raise KeyError("secret detail")

    failed, busy = heard_from(controller.failed), heard_from(controller.busy_changed)
    monkeypatch.setattr("app.services.evaluation.evaluate_gallery", broken)
    controller.evaluate_gallery()
    late.run_all()
    assert "secret detail" in caplog.text and "secret" not in str(failed[0][0]) and busy[-1] == (False,)


def test_picture_that_cannot_be_written_is_told(controller, late, tmp_path):
    failed, saved = heard_from(controller.failed), heard_from(controller.saved)
    controller.save_picture(str(tmp_path / "no" / "a.png"), b"")
    late.run_all()
    assert "cannot be written: No such file or directory" in failed[0][0].title and saved == []


def test_settings_that_cannot_be_used_end_the_choice(program, window, enrolled, qtbot, tmp_path):  # noqa: F811
    settings.settings_path(tmp_path).write_text("no JSON")
    evaluate(enrolled, qtbot)
    enrolled.point_requested.emit(2.0)
    qtbot.waitUntil(lambda: "cannot be used" in window.notices.title.text())
    assert program.workshop.verification.operating_point.llr == 2.0  # it holds until the program ends
    with pytest.raises(UserError):
        remembered_point(tmp_path)
