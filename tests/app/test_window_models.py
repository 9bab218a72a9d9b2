"""The models page, driven as in the window: models put in use, and a fine-tuning from start to its end."""

import shutil
from functools import partial
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton

from app import settings
from app.controllers.tuning import TuningController
from app.model_domain import TuningPlan
from app.pages.models_page import MODELS, TUNING
from app.services.tuning_process import TuningProcess
from gluonar_engine.modelcard import DEFAULT_MODEL
from tests.app.fake_training import write_model
from tests.app.test_services import takes_of
from tests.app.test_window_controllers import LateJobs, heard_from
from tests.app.test_window_whole import SAMPLES, dressed, program, window  # noqa: F401
from tests.engine.foreign import save, waveform_network

WAIT_MS = 60_000


@pytest.fixture
def page(program, window, qtbot):  # noqa: F811
    """The page, with two speakers of four takes each enrolled."""
    for name in ("Alba", "Bruno"):
        takes = [*takes_of(name, "enroll"), takes_of(name, "test")[0]]
        program.workshop.enrollment.enroll(name, takes)
    program.controllers.tuning._start_process = partial(TuningProcess, module="tests.app.fake_training")
    program.controllers.speakers.refresh()
    window.go_to(window.models)
    qtbot.waitUntil(lambda: bool(window.models.table.models) and not window.models.form.missing())
    yield window.models
    program.controllers.tuning.stop()
    qtbot.waitUntil(lambda: not program.controllers.tuning.is_running, timeout=WAIT_MS)


def wait(qtbot, condition):
    qtbot.waitUntil(condition, timeout=WAIT_MS)


def shown_facts(page):
    grid = page.details._grid
    return {grid.itemAtPosition(line, 0).widget().text(): grid.itemAtPosition(line, 1).widget().text()
            for line in range(grid.rowCount()) if grid.itemAtPosition(line, 0)}  # fmt: skip


def import_model(page, qtbot, path):
    n_before = len(page.table.models)
    page.files_dropped.emit([str(path)])
    wait(qtbot, lambda: len(page.table.models) == n_before + 1)
    return page.table.model()


def test_the_key_of_the_page_shows_the_shipped_model(window, page, qtbot):  # noqa: F811
    assert window.rail.buttons[window._pages.index(page)].toolTip() == "Speaker models, and fine-tuning them (Ctrl+7)"
    facts = shown_facts(page)
    assert facts["Calibration"] == "even at a score of −0.214" and facts["Fine-tuning"] == "possible"
    assert len(facts["network.onnx"].replace("\u200b", "")) == 64
    assert page.missing() == "This model is in use." and page.details.remove_button.isHidden()
    page.details.views.choose(1)
    assert "The default speaker model" in page.details.card.toPlainText()


def test_a_dropped_network_is_imported_used_and_says_why_it_does_not_learn(program, page, window, qtbot, tmp_path):  # noqa: F811
    model = import_model(page, qtbot, save(waveform_network(16), tmp_path / "bands.onnx"))
    assert model.model_id.startswith("bands-")
    assert window.notices.title.text() == f"{model.model_id} is imported."
    assert "fine-tuning needs MXNet weights" in page.details.tune_button.toolTip()
    assert not page.details.tune_button.isEnabled()
    page.action_button.click()
    wait(qtbot, lambda: window.notices.title.text() == f"{model.model_id} is in use.")
    assert program.workshop.models.encoder().model_id == model.model_id
    assert window.notices.advice.text() == "It is not calibrated: it scores, and every verdict is “cannot tell”."
    wait(qtbot, lambda: window.status.model.text().startswith("Model: bands") or "…" in window.status.model.text())
    assert program.workshop.gallery.n_templates(model.model_id) == 8
    assert window.status.job.text() == ""


def test_a_file_that_is_no_network_is_a_notice_and_the_rest_stays(page, window, qtbot, tmp_path):  # noqa: F811
    (tmp_path / "note.onnx").write_text("no network")
    page.files_dropped.emit([str(tmp_path / "note.onnx")])
    wait(qtbot, lambda: window.notices.title.text().startswith("“note.onnx” cannot be imported"))
    assert len(page.table.models) == 1 and page.import_button.isEnabled()


def test_a_cancelled_change_leaves_the_old_model_and_a_removed_one_is_gone(program, page, window, qtbot, tmp_path):  # noqa: F811
    model = import_model(page, qtbot, save(waveform_network(16), tmp_path / "bands.onnx"))
    controller = program.controllers.models
    controller.progressed.connect(lambda step: controller.cancel())
    page.action_button.click()
    wait(qtbot, lambda: not page.details.missing() and page.table.model().model_id == model.model_id)
    assert program.workshop.models.encoder().model_id == "fake-1"
    page.details.remove_button.click()
    assert "bands" in page.details.remove_panel.words.text()
    page.details.remove_panel.action_button.click()
    wait(qtbot, lambda: len(page.table.models) == 1)
    assert program.workshop.gallery.n_templates(model.model_id) == 0


# Fine-tuning


def hold_before(tmp_path, step):
    file = settings.tuning_dir(tmp_path) / "work" / f"wait-{step}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


def prepared(program, qtbot):  # noqa: F811
    """A fine-tuning that was prepared and not begun, as after a crash."""
    ids = tuple(speaker.id for speaker in program.workshop.gallery.speakers())
    program.workshop.tuning.prepare(TuningPlan(str(DEFAULT_MODEL), speaker_ids=ids))


def test_fine_tune_see_before_and_after_and_use_the_new_model(program, page, window, qtbot):  # noqa: F811
    page.mode.choose(TUNING)
    assert page.form.takes.text().startswith("2 of them have 4 takes or more")
    assert page.form.time.text().startswith("About 2 min")
    page.action_button.click()
    wait(qtbot, lambda: not page.stage.use_button.isHidden())
    assert page.stage.curves.rates == pytest.approx({0: 25.0, 1: 17.0, 2: 9.0, 3: 1.0})
    assert len(page.stage.curves.losses) == 6
    assert page.stage.result.figures["before"].text() == "EER 25.00 %"
    assert page.stage.result.figures["after"].text() == "EER 0.00 %"
    assert page.stage.result.sentence.text() == "It errs less on these takes: the EER fell by 25.00 points."
    assert program.workshop.models.encoder().model_id == "fake-1"
    page.stage.use_button.click()
    wait(qtbot, lambda: window.notices.title.text() == "tuned-12345678 is in use.")
    assert program.workshop.models.encoder().model_id == "tuned-12345678"
    assert page.stage.use_button.isHidden() and not page.missing()


def test_a_kept_model_waits_among_the_others_and_a_discarded_one_is_gone(program, page, window, qtbot):  # noqa: F811
    page.mode.choose(TUNING)
    page.action_button.click()
    wait(qtbot, lambda: not page.stage.keep_button.isHidden())
    page.stage.keep_button.click()
    wait(qtbot, lambda: window.notices.title.text() == "tuned-12345678 is kept.")
    wait(qtbot, lambda: len(page.table.models) == 2)
    assert not page.table.models[1].is_in_use
    window.notices.findChildren(QPushButton)[0].click()  # "Use it"
    wait(qtbot, lambda: program.workshop.models.encoder().model_id == "tuned-12345678")


def test_discarding_deletes_the_new_model(program, page, qtbot, tmp_path):  # noqa: F811
    page.mode.choose(TUNING)
    page.action_button.click()
    wait(qtbot, lambda: not page.stage.discard_button.isHidden())
    page.stage.discard_button.click()
    wait(qtbot, lambda: page.stage.discard_button.isHidden())
    assert not settings.tuning_dir(tmp_path).exists() and len(page.table.models) == 1


def test_pause_stop_and_go_on(program, page, qtbot, tmp_path):  # noqa: F811
    prepared(program, qtbot)
    hold = hold_before(tmp_path, 3)
    page.mode.choose(TUNING)
    program.controllers.tuning.load()
    wait(qtbot, lambda: not page.stage.go_on_button.isHidden())
    page.stage.go_on_button.click()
    wait(qtbot, lambda: page.stage.curves is not None and len(page.stage.curves.losses) == 2)
    page.stage.pause_button.click()
    assert page.stage.pause_button.text() == "Continue"
    hold_before(tmp_path, 6)
    hold.unlink()
    page.stage.pause_button.click()
    assert page.stage.pause_button.text() == "Pause"
    wait(qtbot, lambda: len(page.stage.curves.losses) == 5)
    page.stage.stop_button.click()
    wait(qtbot, lambda: not page.stage.go_on_button.isHidden())
    assert page.stage.words.text() == "It stopped after step 5 of 6."
    assert page.missing() == "First finish the fine-tuning below."
    (settings.tuning_dir(tmp_path) / "work" / "wait-6").unlink()
    page.stage.go_on_button.click()
    wait(qtbot, lambda: not page.stage.use_button.isHidden())
    assert len(page.stage.curves.losses) == 6


def test_a_process_that_dies_is_told_and_can_go_on(program, page, window, qtbot, tmp_path):  # noqa: F811
    prepared(program, qtbot)
    die = settings.tuning_dir(tmp_path) / "work" / "die-4"
    die.parent.mkdir()
    die.touch()
    page.mode.choose(TUNING)
    program.controllers.tuning.go_on()
    wait(qtbot, lambda: window.notices.title.text() == "Fine-tuning was interrupted: its process ended.")
    wait(qtbot, lambda: not page.stage.go_on_button.isHidden())
    die.unlink()
    qtbot.keyClick(page, Qt.Key_Return)
    wait(qtbot, lambda: not page.stage.use_button.isHidden())


def test_a_folder_dropped_on_fine_tuning_is_learned_from(page, tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "voices")
    page.mode.choose(TUNING)
    page.files_dropped.emit([str(tmp_path / "voices")])
    assert page.form.folder_label.toolTip() == str(tmp_path / "voices")
    plan = page.form.plan()
    assert (plan.folder, plan.speaker_ids) == (str(tmp_path / "voices"), ())
    assert "or more" in page.form.time.text()


def test_keys_choose_the_way_of_working(page, qtbot):
    qtbot.keyClick(page, Qt.Key_T)
    assert page.mode.place == TUNING
    qtbot.keyClick(page, Qt.Key_M)
    assert page.mode.place == MODELS


def test_two_speakers_with_takes_enough_are_needed(page):
    page.mode.choose(TUNING)
    (alba, bruno) = page.form._speakers
    page.form.checklist.check(alba.id)
    assert page.missing() == "To fine-tune, two speakers need 4 takes or more, so that some can be kept aside."
    page.form.checklist.check(bruno.id)
    assert not page.missing() and page.form.plan().speaker_ids == (alba.id, bruno.id)


def test_only_models_that_learn_can_be_begun_with(page, qtbot, tmp_path):
    import_model(page, qtbot, save(waveform_network(16), tmp_path / "bands.onnx"))
    write_model(tmp_path / "elsewhere", "own-12345678")
    import_model(page, qtbot, tmp_path / "elsewhere")
    assert [page.form.model_box.itemText(row) for row in range(page.form.model_box.count())] == [
        "gluonar-r18e-fbb9d40b",
        "own-12345678",
    ]
    page.details.tune_button.click()
    assert page.mode.place == TUNING and page.form.model_box.currentText() == "own-12345678"


def test_what_was_stopped_before_its_turn_never_starts():
    jobs, started = LateJobs(), []
    workshop = SimpleNamespace(tuning=SimpleNamespace(command=list, current=lambda: None, prepare=lambda *_: None))
    controller = TuningController(jobs, workshop, start_process=started.append)
    running = heard_from(controller.running_changed)
    controller.go_on()
    controller.go_on()
    assert len(jobs.waiting) == 1
    controller.stop()
    jobs.run_all()
    assert not started and running == [(True,), (False,)]
