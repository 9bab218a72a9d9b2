"""What was asked before, on the verify page: the list, an answer opened again, the export."""

import csv
from types import SimpleNamespace

import pytest

from app.controllers.history import HistoryController
from app.domain import Decision, OperatingPoint, Trial, Verdict
from app.pages.verify_page import VerifyPage
from app.services.enrollment import EnrollmentService
from app.services.verification import VerificationService
from app.widgets.history_panel import HistoryPanel, time_words
from tests.app.samples import takes_of
from tests.app.stage import ADA, GRACE
from tests.app.test_window_controllers import LateJobs, heard_from

DECISION = Decision(
    Verdict.SUPPORTS, 5.5, 0.72, True, 3.25, 5.0, "moderately strong support for the same speaker", "So it is.", 2.5
)


@pytest.fixture
def workshop(gallery, models):
    return SimpleNamespace(gallery=gallery, models=models, verification=VerificationService(gallery, models))


@pytest.fixture
def late():
    return LateJobs()


@pytest.fixture
def page(add):
    page = add(VerifyPage)
    page.show_speakers([ADA, GRACE])
    page.choose_speaker(ADA)
    return page


def trial(number, speaker=ADA, **kwargs):
    made_of = {
        "cosine": 0.72, "is_normalized": True, "threshold": 3.25, "operating_point": OperatingPoint(2.5),
        "speech_s": 3.0, "snr_db": 31.0, "reason": "So it is.", "take_scores": (5.0, 6.0),
    }  # fmt: skip
    shown = Trial(
        number, "2026-11-22T10:00:00+00:00", "verify", speaker.id, speaker.name, f"{number}.wav", "m1", 5.5, 5.0,
        Verdict.SUPPORTS, **(made_of | kwargs),
    )  # fmt: skip
    return shown, DECISION


@pytest.fixture
def history(add):
    panel = add(HistoryPanel)
    panel.resize(900, 600)
    panel.show()
    return panel


def cells(panel, row):
    model = panel.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_history_shows_each_answer_in_a_line(history):
    history.show_rows([trial(2), trial(1, GRACE)], band=0.7)
    when = time_words("2026-11-22T10:00:00+00:00")
    assert cells(history, 0) == [when, "Ada", "2.wav", "supports", "+5.0", "+2.5", "m1"]
    assert cells(history, 1)[1] == "Grace"
    assert history.answer.isHidden() and history.nothing.isHidden()


def test_opened_answer_is_what_was_stored(history):
    history.show_rows([trial(2), trial(1, GRACE)], band=0.7)
    history.table.selectRow(1)
    card = history.answer
    assert card.isVisible() and card.sentence.text() == "The recording supports that Grace is speaking."
    assert card._figures["score"].text() == "5.500 (threshold 3.250)"
    assert card.scores.accessibleName() == "5.00, 6.00"
    assert card._figures["speech"].text() == "3.0 s, SNR 31 dB"
    history.show_rows([trial(3), trial(2), trial(1, GRACE)], band=0.7)
    assert history.trial().id == 1, "the opened one stays open when another one comes"


def test_answer_of_an_older_version_says_what_is_missing(history):
    history.show_rows([trial(1, operating_point=None, threshold=None, take_scores=())], band=0.7)
    history.table.selectRow(0)
    assert history.answer.isHidden()
    assert "An earlier version of the program kept no more" in history.asked.text()
    assert cells(history, 0)[5] == "not kept"


def test_empty_history_says_so(history):
    history.show_rows([], band=0.7)
    assert history.nothing.isVisible() and not history.table.isVisible()
    assert not history.export_button.isEnabled()


def test_history_of_the_chosen_speaker_only(page):
    wanted = heard_from(page.history_requested)
    page.history_button.click()
    page.history.speaker_only.click()
    page.choose_speaker(GRACE)
    page.history.speaker_only.click()
    assert wanted == [(None,), (ADA,), (GRACE,), (None,)]


def speakers_in(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [row["speaker"] for row in csv.DictReader(file)]


def test_history_is_exported_as_it_is_filtered(page, qapp, jobs, workshop, gallery, models, tmp_path, monkeypatch):
    for name in ("Alba", "Bruno"):
        EnrollmentService(gallery, models).enroll(name, takes_of(name))
        workshop.verification.verify(name, takes_of(name, "test")[0])
    history = HistoryController(jobs, workshop)
    exported, loaded = heard_from(history.exported), heard_from(history.loaded)
    page.export_requested.connect(history.export)
    monkeypatch.setattr(
        "app.widgets.history_panel.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "t.csv"), "")
    )
    page.show_speakers(gallery.speakers())
    page.choose_speaker(gallery.speaker("Bruno"))
    page.history.export_button.setEnabled(True)
    page.history.export_button.click()
    assert speakers_in(tmp_path / "t.csv") == ["Bruno", "Alba"]
    page.history.speaker_only.setChecked(True)
    page.history.export_button.click()
    assert speakers_in(tmp_path / "t.csv") == ["Bruno"]
    assert exported == [(str(tmp_path / "t.csv"),)] * 2
    history.load(gallery.speaker("Alba"))
    assert [shown.speaker_name for shown, _ in loaded[0][0]] == ["Alba"]


def test_only_the_last_wish_for_the_history_is_shown(qapp, late, workshop):
    history = HistoryController(late, workshop)
    loaded = heard_from(history.loaded)
    history.load()
    history.load(ADA)
    late.run()
    late.run()
    assert len(loaded) == 1


def test_quality_that_was_not_kept_is_told(history):
    history.show_rows([trial(1, speech_s=None, snr_db=None)], band=0.7)
    history.table.selectRow(0)
    assert history.answer._figures["speech"].text() == "not kept"


def test_who_and_what_stay_readable_where_there_is_little_room(history):
    history.show_rows([trial(1)], band=0.7)
    for width, hidden in ((900, set()), (600, {5, 6}), (400, {0, 5, 6})):
        history.resize(width, 600)
        assert {section for section in range(7) if history.table.isColumnHidden(section)} == hidden
        assert all(history.table.columnWidth(section) >= 40 for section in (1, 2))
