"""The panel for whole folders: what it shows, ticks and asks for; and how the work behind it goes on."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PyQt5.QtGui import QDropEvent

from app.controllers.folder import FolderController
from app.domain import Quality, Rating, Speaker
from app.pages.enroll_page import EnrollPage
from app.pages.folder_panel import FolderPanel
from app.services.consent import new_consent
from app.services.enrollment import EnrollmentService
from app.services.folder_import import ImportResult, ImportRow, ImportStep
from tests.app.test_window_controllers import LateJobs, heard_from

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
GOOD = Quality(4.0, 3.5, 30.0, 0.0, -6.0, 8000.0)
STARS = Rating(4, "Short: 3.5 s of speech.")


def row_of(name, **changes):
    fields = {"path": f"/voices/{name}", "speaker": name.split("/")[0], "quality": GOOD, "rating": STARS}
    return ImportRow(name=name, **{**fields, **changes})


GRACE = row_of("Grace/1.wav", is_known=True)
BAD = row_of("Ada/letter.wav", quality=None, rating=None, problem="It is no sound.", can_enroll=False)
DOUBTFUL = row_of("Ada/3.wav", problem="This take sounds like another voice.")
ROWS = [row_of("Ada/1.wav"), row_of("Ada/2.wav"), DOUBTFUL, BAD, GRACE]


@pytest.fixture
def panel(qtbot):
    panel = FolderPanel()
    qtbot.addWidget(panel)
    panel.open(["/voices"])
    panel.show_rows(ROWS)
    panel.consent.show_operator("Grace")
    return panel


def shown(panel, line):
    files = panel.table.files
    return [files.data(files.index(line, column)) for column in range(files.columnCount())]


def checked(panel):
    files = panel.table.files
    states = [files.data(files.index(line, 0), Qt.CheckStateRole) for line in range(files.rowCount())]
    return [state == Qt.Checked for state in states]


def test_good_files_are_ticked_and_every_problem_is_told(panel):
    assert checked(panel) == [True, True, False, False, False]
    assert shown(panel, 0) == ["Ada/1.wav", "Ada", "4.0", "3.5", "", "Short: 3.5 s of speech."]
    assert shown(panel, 3) == ["Ada/letter.wav", "Ada", "", "", "", "It is no sound."]
    assert shown(panel, 4)[-1] == "Grace is enrolled already."
    assert panel.summary.text() == "2 of 5 files ticked: 7 s of speech"
    assert panel.enroll_button.text() == "Enroll 1 speaker"


def test_doubtful_files_can_be_ticked_and_unusable_ones_cannot(panel):
    panel.table.files.toggle([2, 3, 4])
    assert checked(panel) == [True, True, True, False, False]


def test_space_unticks_what_is_selected(panel, qtbot):
    first = panel.table.files.index(0, 0)  # not by selectRow, for which a Shift of an earlier test is still pressed
    panel.table.selectionModel().select(first, QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows)
    qtbot.keyClick(panel.table, Qt.Key_Space)
    assert checked(panel)[:2] == [False, True]
    qtbot.keyClick(panel.table, Qt.Key_Space)
    assert checked(panel)[:2] == [True, True]


def test_enrolled_speakers_are_ticked_once_they_may_be_added_to(panel):
    panel.add_tick.setChecked(True)
    assert checked(panel) == [True, True, False, False, True]
    assert panel.enroll_button.text() == "Enroll 2 speakers"


def test_nothing_is_enrolled_without_consent(panel, qtbot):
    assert (panel.missing(), panel.enroll_button.isEnabled()) == ("To enroll, tick the consent.", False)
    panel.consent.tick.setChecked(True)
    with qtbot.waitSignal(panel.enroll_requested) as asked:
        panel.enroll_button.click()
    rows, consent, add = asked.args
    assert [row.name for row in rows] == ["Ada/1.wav", "Ada/2.wav"]
    assert (consent.operator, add) == ("Grace", False)


def test_rows_fill_while_they_are_looked_at(panel):
    panel.show_rows([row_of("Ada/1.wav", quality=None, rating=None), row_of("Ada/2.wav", quality=None, rating=None)])
    assert checked(panel) == [False, False]
    panel.show_step(ImportStep(2, 1, 0, {1: row_of("Ada/2.wav")}))
    assert checked(panel) == [False, True]
    assert shown(panel, 1)[2] == "4.0"


def test_result_of_each_file_stays_in_the_table(panel):
    ada = Speaker(1, "Ada", "2026-11-22T10:00:00+00:00", 2, 7.0)
    panel.show_result(ImportResult("Ada", ("/voices/Ada/1.wav",), ada, True))
    panel.show_result(ImportResult("Ada", ("/voices/Ada/2.wav",), problem="Nothing of Ada was enrolled: it is gone."))
    assert shown(panel, 0)[-1] == "Enrolled."
    assert shown(panel, 1)[-1] == "Nothing of Ada was enrolled: it is gone."
    assert [row.name for row in panel.table.files.ticked()] == ["Ada/2.wav"], "what failed can be tried again"


def test_enrolled_files_look_ticked_and_are_counted_as_what_they_are(panel):
    ada = Speaker(1, "Ada", "2026-11-22T10:00:00+00:00", 2, 7.0)
    panel.show_result(ImportResult("Ada", ("/voices/Ada/1.wav", "/voices/Ada/2.wav"), ada, True))
    assert checked(panel)[:2] == [True, True]
    assert panel.summary.text() == "2 of 5 files enrolled, 0 more ticked: 0 s of speech"
    assert panel.head.hint.text() == "Enrolled. To go on, tick more files or go back."
    panel.table.files.toggle([2])
    assert panel.summary.text() == "2 of 5 files enrolled, 1 more ticked: 4 s of speech"


def test_file_of_one_speaker_is_seen_where_it_goes(qtbot, tmp_path):
    page = EnrollPage(needed_s=1.0)
    qtbot.addWidget(page)
    page.folders_dropped.emit([str(tmp_path)])
    assert not page.folder.isHidden()
    (tmp_path / "a.wav").write_bytes(b"")
    page.files_dropped.emit([str(tmp_path / "a.wav")])
    assert page.folder.isHidden()


def test_pattern_is_used_only_when_chosen(panel, qtbot):
    assert not panel.pattern_edit.isEnabled()
    with qtbot.waitSignal(panel.look_requested) as asked:
        panel.way_box.setCurrentIndex(1)
        panel.way_box.activated.emit(1)
    assert asked.args == [["/voices"], "{speaker}_*.wav"]
    panel.pattern_edit.setText("*-{speaker}.*")
    with qtbot.waitSignal(panel.look_requested) as asked:
        qtbot.keyClick(panel.pattern_edit, Qt.Key_Return)
    assert asked.args == [["/voices"], "*-{speaker}.*"]


def test_nothing_can_be_asked_twice_while_busy(panel):
    panel.consent.tick.setChecked(True)
    panel.set_busy("Looking at the recordings…")
    assert not panel.enroll_button.isEnabled()
    assert panel.head.hint.text() == "Looking at the recordings…"
    panel.set_busy("")
    assert panel.enroll_button.isEnabled()


def dropped(page, qtbot, *paths):
    """What the page makes of a drop: ("folders" or "files", names)."""
    heard = []
    page.folders_dropped.connect(lambda found: heard.append(("folders", [Path(path).name for path in found])))
    page.takes_dropped.connect(lambda found: heard.append(("files", [Path(path).name for path in found])))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier))
    return heard


def test_dropped_folders_are_speakers_and_one_of_files_is_takes(qtbot, tmp_path, monkeypatch):
    page = EnrollPage(needed_s=1.0)
    qtbot.addWidget(page)
    for name in ("Ada", "Grace"):
        (tmp_path / "voices" / name).mkdir(parents=True)
        (tmp_path / "voices" / name / "1.wav").touch()
    ada, grace = tmp_path / "voices" / "Ada", tmp_path / "voices" / "Grace"
    assert dropped(page, qtbot, tmp_path / "voices") == [("folders", ["voices"])]
    assert dropped(page, qtbot, grace, ada)[0] == ("folders", ["Ada", "Grace"])
    assert dropped(page, qtbot, ada)[0] == ("files", ["1.wav"])
    (tmp_path / "nothing").mkdir()
    assert dropped(page, qtbot, tmp_path / "nothing")[0] == ("folders", ["nothing"]), "the panel says that it is empty"

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert dropped(page, qtbot, ada)[0] == ("folders", ["Ada"]), "the panel says why it cannot be read"


# The work behind it


@pytest.fixture
def voices(tmp_path):
    for voice in ("Alba", "Bruno"):
        (tmp_path / "voices" / voice).mkdir(parents=True)
        for number in (1, 2):
            shutil.copy(SAMPLES / voice / f"enroll-{number}.flac", tmp_path / "voices" / voice)
    return tmp_path / "voices"


@pytest.fixture
def work(qapp, gallery, models):
    """A controller whose jobs run when the test says so, and what it told."""
    jobs = LateJobs()
    workshop = SimpleNamespace(gallery=gallery, models=models, enrollment=EnrollmentService(gallery, models))
    controller = FolderController(jobs, workshop)
    names = ("listed", "stepped", "enrolled", "progressed", "finished", "failed")
    return SimpleNamespace(
        controller=controller, jobs=jobs, heard={name: heard_from(getattr(controller, name)) for name in names}
    )


def finish(work):
    while work.jobs.waiting:
        work.jobs.run()


def looked_at(work, voices):
    work.controller.look([str(voices)], "")
    finish(work)
    (rows,) = work.heard["listed"][0]
    for (step,) in work.heard["stepped"]:
        rows = [step.rows.get(index, row) for index, row in enumerate(rows)]
    return rows


def test_each_file_is_a_job_of_its_own(work, voices):
    work.controller.look([str(voices)], "")
    n_jobs = 0
    while work.jobs.waiting:
        work.jobs.run()
        n_jobs += 1
    assert [step.n_done for (step,) in work.heard["stepped"]] == [1, 2, 3, 4]
    assert n_jobs >= 4
    assert work.heard["progressed"][-1] == ("looking", 4, 4)
    assert len(work.heard["finished"]) == 1


def test_speakers_are_enrolled_with_progress(work, voices, gallery):
    work.controller.enroll(looked_at(work, voices), new_consent("Research"), False)
    finish(work)
    assert [result.name for (result,) in work.heard["enrolled"]] == ["Alba", "Bruno"]
    assert work.heard["progressed"][-1] == ("enrolling", 2, 2)
    assert [speaker.n_takes for speaker in gallery.speakers()] == [2, 2]


def test_cancelled_look_leaves_the_rest_alone(work, voices, models):
    work.controller.look([str(voices)], "")
    for _ in range(3):  # listed, begun, the first file
        work.jobs.run()
    work.controller.cancel()
    finish(work)
    assert len(work.heard["stepped"]) == 1
    assert len(work.heard["finished"]) == 1


def test_cancelled_enrollment_ends_with_the_speaker_at_hand(work, voices, gallery):
    rows = looked_at(work, voices)
    work.controller.enroll(rows, new_consent("Research"), False)
    work.jobs.run()
    work.controller.cancel()
    finish(work)
    assert [result.name for (result,) in work.heard["enrolled"]] == ["Alba"]
    assert [speaker.name for speaker in gallery.speakers()] == ["Alba"]
    assert len(work.heard["finished"]) == 2


def test_leaving_the_panel_ends_the_look_but_not_an_enrollment(work, voices, gallery):
    rows = looked_at(work, voices)
    work.controller.enroll(rows, new_consent("Research"), False)
    work.controller.leave()
    finish(work)
    assert len(gallery.speakers()) == 2
    work.controller.look([str(voices)], "")
    work.controller.leave()
    assert len(work.heard["finished"]) == 3


def test_second_look_makes_the_first_nobodys(work, voices, tmp_path):
    (tmp_path / "empty").mkdir()
    work.controller.look([str(tmp_path / "empty")], "")
    assert len(looked_at(work, voices)) == 4
    assert work.heard["failed"][0][0].title == "There are no recordings in “empty”."
    assert len(work.heard["finished"]) == 1, "the failure of the old look does not end the new one"


def test_wrong_pattern_is_a_notice(work, voices):
    work.controller.look([str(voices)], "no name in it")
    finish(work)
    assert "{speaker} 0 times" in work.heard["failed"][0][0].title
    assert len(work.heard["finished"]) == 1
