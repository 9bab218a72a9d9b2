"""The parts of the identify page: ranked candidates, a table of many recordings, a conversation in lanes."""

import numpy as np
import pytest
from PyQt5.QtCore import Qt

from app.domain import Candidate, Identification, Stranger, Verdict
from app.services.batch import Found, Row
from app.services.picture import Picture
from app.widgets.batch_panel import BatchPanel
from app.widgets.candidate_table import N_SHOWN, CandidateTable
from app.widgets.speaker_checklist import SpeakerChecklist
from app.widgets.timeline_stage import TimelineStage
from app.widgets.timeline_words import lanes_of, neighbour, now_words, segment_words, summary_words
from tests.app.answers import EVE, QUALITY, answer_of, conversation_of_three, decided
from tests.app.stage import ADA, GRACE, make_sound
from tests.app.test_window_controllers import heard_from


def column_of(table, section):
    model = table.model
    return [model.index(line, section).data() for line in range(model.rowCount())]


@pytest.fixture
def conversation():
    return conversation_of_three()


# Candidates


def test_stranger_stands_at_their_rank(add):
    table = add(CandidateTable)
    table.show_answer(answer_of(4.0, 1.5, -2.0))
    assert column_of(table, 0) == ["Candidate 00000", "Candidate 00001", "Unknown", "Candidate 00002"]
    assert column_of(table, 2) == ["8.000", "3.000", "0.000", "−4.000"]
    assert column_of(table, 3) == ["+4.0", "+1.5", "+0.0", "−2.0"]
    assert table.all_button.isHidden()


def test_ten_are_shown_and_all_can_be(add):
    table = add(CandidateTable)
    table.show_answer(answer_of(*np.linspace(6.0, -6.0, 10_000)))
    assert table.model.rowCount() == N_SHOWN + 1
    assert column_of(table, 0)[-1] == "Unknown"  # thousands are before them, so they come after the ten
    assert table.all_button.text() == "All 10,000 candidates"
    table.all_button.click()
    assert table.model.rowCount() == 10_001
    names = column_of(table, 0)
    assert names.index("Unknown") == 5_000 and names[-1] == "Candidate 09999"
    table.toggle_all()
    assert table.model.rowCount() == N_SHOWN + 1


def test_model_without_a_calibration_has_no_place_for_a_stranger(add):
    answer = answer_of(0.0, 0.0, verdict=Verdict.CANNOT_TELL)
    answer = Identification(
        answer.candidates, Stranger(None, 0.0, 2, "Nobody has measured."), answer.decision, 0.0, QUALITY, "tiny-1"
    )
    table = add(CandidateTable)
    table.show_answer(answer)
    assert column_of(table, 0)[-1] == "Unknown" and column_of(table, 2)[-1] == "–"
    table.grab()  # draws, without a threshold


def test_bars_are_drawn_up_to_the_score(add):
    table = add(CandidateTable)
    table.resize(600, 300)
    table.show_answer(answer_of(4.0, -4.0))
    image = table.table.viewport().grab().toImage()
    accent = 0
    for y in range(image.height()):
        accent += sum(image.pixelColor(x, y).name() == "#0d7584" for x in range(image.width()))
    assert accent > 100  # the first one's bar; the second is below the threshold


def test_name_with_markup_is_shown_as_it_is(add):
    table = add(CandidateTable)
    table.show_answer(answer_of(4.0, names="<b>{}</b>"))
    assert table.model.index(0, 0).data(Qt.ToolTipRole) == "<qt>&lt;b&gt;0&lt;/b&gt;</qt>"


# Many recordings


@pytest.fixture
def panel(add):
    return add(BatchPanel)


def rows():
    good = Row(Found("a.wav", "a.wav"), Candidate(ADA, 6.0, 0.6, 4.0), decided(Verdict.SUPPORTS), 2.5)
    unknown = Row(Found("c.wav", "c.wav"), Candidate(ADA, -6.0, 0.1, -4.0), decided(Verdict.DOES_NOT_SUPPORT, -4.0))
    return good, Row(Found("b.wav", "b.wav"), problem="“b.wav” is empty: it has no bytes."), unknown


def test_table_fills_as_the_answers_come(panel):
    good, bad, unknown = rows()
    assert (panel.summary.toolTip(), panel.has_files) == ("No recordings yet", False)
    panel.show_files(["a.wav", "b.wav", "c.wav"], [])
    assert column_of(panel.table, 4) == ["waiting"] * 3
    assert not panel.save_button.isEnabled()
    for line, row in enumerate((good, bad, unknown)):
        panel.show_row(line, row)
    assert column_of(panel.table, 0) == ["a.wav", "b.wav", "c.wav"]
    assert column_of(panel.table, 1) == ["Ada", "", "Ada"]
    assert column_of(panel.table, 2) == ["+4.0", "", "−4.0"]
    assert column_of(panel.table, 3) == ["2.500", "", "–"]
    assert column_of(panel.table, 4) == ["supports", "not usable", "unknown"]
    assert column_of(panel.table, 5) == ["So it is.", "“b.wav” is empty: it has no bytes.", "So it is."]
    assert panel.summary.toolTip() == "1 supported · 1 unknown · 1 not usable"
    assert panel.save_button.isEnabled()


def test_chosen_row_is_told_in_full_and_opened_with_enter(panel, qtbot):
    good, bad, _ = rows()
    panel.show_files(["b.wav"], [good])
    panel.show_row(1, bad)
    opened = heard_from(panel.open_requested)
    panel.table.table.setCurrentIndex(panel.table.model.index(0, 0))
    assert panel.table.detail.text() == "a.wav: So it is."
    qtbot.keyClick(panel.table.table, Qt.Key_Return)
    qtbot.keyClick(panel.table.table, Qt.Key_Down)
    assert panel.table.detail.text() == "b.wav: “b.wav” is empty: it has no bytes."
    qtbot.keyClick(panel.table.table, Qt.Key_Return)
    assert opened == [(good,)]  # there is nothing to hear in the other


def test_table_is_saved_where_it_was_asked_for(panel, monkeypatch):
    asked, answers = heard_from(panel.save_requested), iter(["out", "", "b.CSV"])
    monkeypatch.setattr("app.widgets.batch_panel.QFileDialog.getSaveFileName", lambda *args: (next(answers), ""))
    panel.choose_save_name()  # nothing to save yet
    panel.show_files([], rows())
    for _ in range(3):
        panel.choose_save_name()
    assert asked == [("out.csv",), ("b.CSV",)]


# A conversation


def plain(text):
    return text


def test_lanes_are_in_the_order_of_speaking_and_none_is_empty(conversation):
    lanes = lanes_of(conversation, plain)
    assert [(lane.name, lane.tone, len(lane.segments)) for lane in lanes] == [
        ("Grace", "supports", 2), ("Ada", "supports", 1), ("Unknown", "rejects", 1), ("Cannot tell", "unsure", 1),
    ]  # fmt: skip
    assert (
        summary_words(conversation, plain)
        == "Grace 3.5\u00a0s · Ada 2.0\u00a0s · Unknown 0.5\u00a0s · Cannot tell 1.0\u00a0s"
    )


def test_who_speaks_now(conversation):
    told = [now_words(conversation, position_s, plain) for position_s in (0.2, 0.5, 2.4, 2.6, 4.0, 6.6)]
    assert told == [
        ("Now: nobody", ""), ("Now: Grace (LLR +4.0)", "supports"), ("Now: Grace (LLR +4.0)", "supports"),
        ("Now: nobody", ""), ("Now: Ada (LLR +4.0)", "supports"), ("Now: Unknown (LLR −3.0)", "rejects"),
    ]  # fmt: skip
    assert segment_words(conversation.segments[1], plain) == (
        "Cannot tell, 3.0 to 4.0 s. Too short. LLR +0.1 for Ada."
    )


def test_keys_go_from_segment_to_segment(conversation):
    assert [neighbour(conversation, position_s, 1) for position_s in (0.0, 0.5, 4.2, 8.0)] == [0.5, 3.0, 6.5, None]
    assert [neighbour(conversation, position_s, -1) for position_s in (0.2, 3.2, 3.6, 8.0)] == [None, 0.5, 3.0, 7.0]


@pytest.fixture
def stage(add, conversation):
    """With a conversation of 100 s on it, that of the timeline and then silence."""
    stage = add(TimelineStage, "")
    stage.resize(900, 600)
    sound = make_sound()
    sound.picture = Picture(np.full((257, 100), -60.0), np.zeros((2, 10)), 100.0, 8000.0)
    stage.show_sound(sound)
    stage.show_timeline(conversation)
    stage.show()
    return stage


def test_lanes_share_the_time_axis_with_the_spectrogram(stage, qtbot):
    view = stage.view()
    qtbot.waitUntil(lambda: view.lanes.getViewBox().width() > 100)
    boxes = [plot.getViewBox().sceneBoundingRect() for plot in (view.waveform, view.lanes, view.spectrogram)]
    assert len({(round(box.left()), round(box.right())) for box in boxes}) == 1
    assert boxes[0].bottom() < boxes[1].top() < boxes[1].bottom() < boxes[2].top()
    view.spectrogram.setXRange(10, 20, padding=0)
    assert view.lanes.viewRange()[0] == pytest.approx([10, 20])
    assert [text for _, text in view.lanes.getAxis("left")._tickLevels[0]] == [
        "Grace",
        "Ada",
        "Unknown",
        "Cannot tell",
    ]


def test_long_conversation_is_shown_a_minute_at_a_time_and_moves_on_with_playback(stage):
    view = stage.view()
    assert view.spectrogram.viewRange()[0] == pytest.approx([0, 60])
    stage.show_position(stage.sound, 30.0)
    assert view.spectrogram.viewRange()[0] == pytest.approx([0, 60])
    stage.show_position(stage.sound, 60.5)
    start, end = view.spectrogram.viewRange()[0]
    assert (start, end) == pytest.approx((40, 100))  # no further than its end
    stage.show_position(stage.sound, 3.0)
    assert view.spectrogram.viewRange()[0] == pytest.approx([0, 60])
    assert all(cursor.value() == 3.0 and cursor.isVisible() for cursor in view._cursors)


def test_stage_says_who_speaks_now_and_how_long_each_in_all(stage):
    assert stage.now.toolTip().startswith("Grace 3.5")
    stage.show_position(stage.sound, 4.5)
    assert (stage.now.toolTip(), stage.now.property("tone")) == ("Now: Ada (LLR +4.0)", "supports")
    stage.show_position(make_sound("another"), 4.5)
    stage.show_position(stage.sound, None)
    assert stage.now.toolTip().startswith("Grace 3.5")


def test_stage_plays_from_the_next_segment(stage):
    asked = heard_from(stage.play_requested)
    stage.step(1)
    stage.show_position(stage.sound, 4.6)
    stage.step(-1)
    stage.step(1)
    assert asked == [(stage.sound, 0.5), (stage.sound, 4.0), (stage.sound, 6.5)]


def test_timeline_goes_and_comes_with_its_lanes(stage, conversation):
    view = stage.view()
    shown = view.minimumHeight()
    stage.show_timeline(None)
    assert not view.lanes.isVisible() and view.minimumHeight() < shown
    assert stage.now.isHidden() and stage.export_button.isHidden()
    stage.show_timeline(conversation)
    assert view.lanes.isVisible() and view.minimumHeight() == shown
    assert len(view._segments) == 5


def test_segment_explains_itself(stage):
    tips = [item.toolTip() for item in stage.view()._segments]
    assert tips[0] == "Grace, 0.5 to 2.5 s. So it is. LLR +4.0 for Grace."


# Speakers to look for


def test_nobody_checked_is_everybody(add):
    checklist = add(SpeakerChecklist)
    checklist.show_speakers([ADA, GRACE, EVE])
    assert (checklist.chosen(), checklist.words.text()) == ([], "Everybody (3) is looked for.")
    checklist.check(GRACE.id)
    assert (checklist.chosen(), checklist.words.text()) == ([GRACE], "1 of 3 are looked for.")
    checklist.show_speakers([ADA, EVE])
    assert checklist.chosen() == []
    checklist.check(EVE.id)
    checklist.all_button.click()
    assert checklist.chosen() == [] and checklist.all_button.isHidden()


def test_space_checks_and_search_keeps_what_is_checked(add, qtbot):
    checklist = add(SpeakerChecklist)
    checklist.show_speakers([ADA, GRACE, EVE])
    checklist.list.setCurrentIndex(checklist.list.model().index(2, 0))  # by name: Ada, Eve, Grace
    qtbot.keyClick(checklist.list, Qt.Key_Space)
    assert checklist.chosen() == [GRACE]
    checklist.search.setText("eve")
    assert checklist.list.model().rowCount() == 1
    assert checklist.chosen() == [GRACE]
