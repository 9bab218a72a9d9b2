"""The speakers page by itself: what it shows of one speaker or several, and what it asks for."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import QItemSelectionModel, Qt
from PyQt5.QtWidgets import QApplication

from app.domain import Speaker, TemplateSet, Trial, Verdict
from app.pages.speakers_page import NOTES, TAKES, SpeakersPage
from app.searching import found
from app.widgets.speaker_table import ENROLLED, SPEECH, USED, SpeakerTable
from app.widgets.trial_table import LLR, SOURCE, TIME, VERDICT, time_words
from tests.app.stage import ADA, GRACE, make_stored

ZOE = Speaker(3, "Zoë", "2026-11-21T10:00:00+00:00", 3, 9.0, "on the radio", ("choir",), "2026-11-24T10:00:00+00:00")
TRIAL = Trial(1, ADA.created_at, "verify", ADA.id, "Ada", "call.wav", "m1", 0.5, -2.0, Verdict.DOES_NOT_SUPPORT)


@pytest.fixture
def page(add, qtbot):
    page = add(SpeakersPage)
    page.show_speakers([ADA, GRACE, ZOE])
    page.resize(1100, 750)
    with qtbot.waitActive(page):  # its keys work only then
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def takes(page):
    """The rows of Ada's three takes, with whom they can be moved to."""
    page.show_sounds(ADA, [make_stored(number, f"{number}.wav") for number in (11, 12, 13)])
    return page.takes.rows


def asked_of(signal):
    asked = []
    signal.connect(lambda *args: asked.append(list(args)))
    return asked


def shown(table, section=0):
    model = table.table.model()
    return [model.index(row, section).data() for row in range(model.rowCount())]


def choose(table, *names):
    """Select these rows, as with the mouse and Ctrl."""
    model, selection = table.table.model(), table.table.selectionModel()
    selection.clearSelection()
    for row in range(model.rowCount()):
        if model.index(row, 0).data() in names:
            selection.select(model.index(row, 0), QItemSelectionModel.Select | QItemSelectionModel.Rows)


# The table


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Ada", "Grace", "Zoë"]),
        ("zoe", ["Zoë"]),
        ("CHOIR", ["Zoë"]),
        ("radio zo", ["Zoë"]),
        ("a", ["Ada", "Grace", "Zoë"]),
        ("radio ada", []),
    ],
)
def test_search_looks_at_names_tags_and_notes_without_case_and_accents(page, text, names):
    page.table.search.setText(text)
    assert shown(page.table) == names
    assert [speaker.name for speaker in found([ADA, GRACE, ZOE], text)] == names
    assert page.table.nothing.isVisible() == (not names)


@pytest.mark.parametrize(
    ("section", "order", "names"),
    [
        (0, Qt.DescendingOrder, ["Zoë", "Grace", "Ada"]),
        (SPEECH, Qt.AscendingOrder, ["Grace", "Zoë", "Ada"]),
        (ENROLLED, Qt.AscendingOrder, ["Grace", "Zoë", "Ada"]),
        (USED, Qt.DescendingOrder, ["Zoë", "Ada", "Grace"]),
    ],
)
def test_table_is_sorted_by_every_column_and_the_chosen_one_stays(page, section, order, names):
    page.choose_speaker(GRACE)
    chosen = asked_of(page.table.chosen)
    page.table.table.horizontalHeader().setSortIndicator(section, order)
    assert shown(page.table) == names
    assert page.table.speakers() == [GRACE]
    assert not chosen


def test_never_used_and_never_speaking_are_said_in_words(page):
    assert shown(page.table, USED) == ["never", "never", "2026-11-24"]
    assert shown(page.table, SPEECH) == ["11.5 s", "6.0 s", "9.0 s"]


def test_search_that_hides_the_chosen_one_chooses_nobody_and_gives_them_back(page):
    page.choose_speaker(GRACE)
    page.table.search.setText("a")
    assert page.table.speakers() == [GRACE]
    page.table.search.setText("radio ada")
    assert page.table.speakers() == []
    assert not page.person.isVisible()
    page.table.search.setText("")
    assert page.table.speakers() == [GRACE]


def test_only_one_who_is_found_is_chosen(page):
    page.table.search.setText("radio")
    assert page.table.speakers() == [ZOE]


def test_whoever_takes_the_place_of_the_removed_one_is_chosen(page):
    page.choose_speaker(GRACE)
    page.show_speakers([ADA, ZOE])
    assert page.table.speakers() == [ZOE]


def test_speaker_who_is_listed_only_later_is_chosen_then(page):
    page.show_speakers([ADA])
    page.table.choose(GRACE.id)
    assert page.table.speakers() == [ADA]
    page.show_speakers([ADA, GRACE])
    assert page.table.speakers() == [GRACE]


def test_ten_thousand_speakers_are_found_and_sorted(add):
    table = add(SpeakerTable)
    many = [Speaker(n, f"Speaker {n:05}", ADA.created_at, n % 7 + 1, float(n), f"note-{n}") for n in range(10_000)]
    table.show_speakers(many)
    table.table.horizontalHeader().setSortIndicator(SPEECH, Qt.DescendingOrder)
    table.search.setText("note-77")
    expected = [speaker.name for speaker in reversed(many) if "note-77" in speaker.notes]
    assert shown(table) == expected
    assert len(expected) == 111


# One speaker


def test_details_tell_templates_and_history(page):
    page.show_model("m1")
    page.show_details(ADA, [TemplateSet("m1", 2, "2026-11-23T10:00:00+00:00")], [TRIAL])
    assert page.person.template_label.toolTip() == "Templates by m1, the model in use, made 2026-11-23"
    model = page.trials.table.model()
    row = [model.index(0, section).data() for section in (TIME, SOURCE, VERDICT, LLR)]
    assert row == [time_words(TRIAL.created_at), "call.wav", "does not support", "−2.0"]
    asked = model.index(0, VERDICT).data(Qt.ToolTipRole)
    assert asked == f"{time_words(TRIAL.created_at)}\nVerify: is “call.wav” Ada?"


@pytest.mark.parametrize(
    ("templates", "words"),
    [
        ([], "No templates yet: they are made when next needed"),
        (
            [TemplateSet("m0", 2, None)],
            "Templates by m0, made at an unknown time; with the model in use they are made ",
        ),
        ([TemplateSet("m1", 1, ADA.created_at)], "Templates by m1 for 1 of 2 takes, made 2026-11-22; the others are "),
    ],
)
def test_templates_that_are_missing_are_told(page, templates, words):
    page.show_model("m1")
    page.show_details(ADA, templates, [])
    assert page.person.template_label.toolTip().startswith(words)


def test_details_of_a_speaker_who_is_no_longer_chosen_are_left_out(page):
    page.choose_speaker(GRACE)
    page.show_details(ADA, [], [TRIAL])
    assert page.trials.table.model().rowCount() == 0


def test_takes_tell_their_day_and_stay_where_they_are_when_they_come_again(page, takes):
    page.takes.rows[1].choose_box.click()
    before = page.takes.rows
    page.show_speakers([replace(ADA, name="Ada L."), GRACE])
    page.show_sounds(ADA, [make_stored(number) for number in (11, 12)])
    assert page.takes.rows == before[:2]
    assert page.takes.rows[1].choose_box.isChecked()
    page.show_sounds(ADA, [make_stored(number) for number in (11, 12, 13)])
    assert [row.sound.recording.id for row in page.takes.rows] == [11, 12, 13]


def test_take_that_came_back_is_where_it_was(page, takes):
    page.show_sounds(ADA, [make_stored(number) for number in (12, 13)])
    page.show_sounds(ADA, [make_stored(number) for number in (11, 12, 13)])
    assert [row.sound.recording.id for row in page.takes.rows] == [11, 12, 13]
    tops = [row.mapTo(page, row.rect().topLeft()).y() for row in page.takes.rows]
    page.takes.widget().layout().activate()
    assert tops == sorted(tops)


def test_split_asks_for_a_name(page, takes, qtbot):
    asked = asked_of(page.split_requested)
    takes[0].choose_box.click()
    takes[2].choose_box.click()
    assert page.desk.chosen_label.text() == "2 takes chosen"
    qtbot.keyClick(page, Qt.Key_N, Qt.ControlModifier)
    panel = page.desk.split_panel
    assert panel.isVisible() and not panel.action_button.isEnabled()
    panel.name_edit.setText("  Zoe ")
    qtbot.keyClick(panel.name_edit, Qt.Key_Return)
    assert asked == [[ADA, [11, 13], "Zoe"]]
    assert not panel.isVisible()


def test_escape_leaves_the_takes_where_they_are(page, takes, qtbot):
    asked = asked_of(page.split_requested)
    takes[0].choose_box.click()
    page.desk.split_button.click()
    page.desk.split_panel.name_edit.setText("Zoe")
    qtbot.keyClick(page.desk.split_panel.name_edit, Qt.Key_Escape)
    assert not page.desk.split_panel.isVisible()
    assert page.isAncestorOf(QApplication.focusWidget()), "the keys of the page would no longer work"
    assert not asked


def test_move_asks_to_whom_among_the_others(page, takes):
    asked = asked_of(page.move_requested)
    takes[1].choose_box.click()
    page.desk.move_button.click()
    panel = page.desk.move_panel
    assert panel.speaker is None and not panel.action_button.isEnabled()
    panel.picker.search.setText("grace")
    panel.action_button.click()
    assert asked == [[ADA, [12], GRACE]]
    page.desk.move_button.click()
    assert panel.speaker is None, "the choice of the last time is still there"


def test_takes_are_removed_without_a_question_since_it_can_be_undone(page, takes, qtbot):
    asked = asked_of(page.remove_takes_requested)
    qtbot.keyClick(page, Qt.Key_Delete, Qt.ControlModifier)
    assert not asked
    takes[1].choose_box.click()
    qtbot.keyClick(page, Qt.Key_Delete, Qt.ControlModifier)
    assert asked == [[ADA, [12]]]


def test_last_take_cannot_leave(page, takes, qtbot):
    for row in takes:
        row.choose_box.click()
    assert page.desk.chosen_label.text() == "All chosen: one has to stay"
    asked = asked_of(page.remove_takes_requested) + asked_of(page.split_requested)
    for widget in (page.desk.split_button, page.desk.move_button, page.desk.remove_button):
        assert not widget.isEnabled()
    qtbot.keyClick(page, Qt.Key_Delete, Qt.ControlModifier)
    qtbot.keyClick(page, Qt.Key_N, Qt.ControlModifier)
    assert not asked and not page.desk.split_panel.isVisible()


def test_another_tick_closes_the_question_about_the_former_ones(page, takes):
    takes[0].choose_box.click()
    page.desk.split_button.click()
    takes[1].choose_box.click()
    assert not page.desk.split_panel.isVisible()


# Notes and tags


@pytest.fixture
def notes(page):
    page.views.choose(NOTES)
    return page.notes


def test_notes_and_tags_are_saved_by_button_and_key(page, notes, qtbot):
    asked = asked_of(page.describe_requested)
    assert not notes.save_button.isEnabled()
    notes.tags_edit.setText("choir, , radio ")
    notes.notes_edit.setPlainText("met on Monday\n")
    notes.save_button.click()
    qtbot.keyClick(page, Qt.Key_S, Qt.ControlModifier)
    assert asked == [[ADA, "met on Monday", ["choir", "radio"]]] * 2


@pytest.mark.parametrize("leave", ["another speaker", "another view", "another page"])
def test_typed_notes_are_saved_when_one_goes_elsewhere(page, notes, leave):
    asked = asked_of(page.describe_requested)
    notes.notes_edit.setPlainText("met on Monday")
    if leave == "another speaker":
        page.choose_speaker(GRACE)
    elif leave == "another view":
        page.views.choose(TAKES)
    else:
        page.hide()
    assert asked[0] == [ADA, "met on Monday", []]


def test_typing_is_not_lost_when_the_list_is_renewed(page, notes):
    notes.notes_edit.setPlainText("met on Mon")
    page.show_speakers([replace(ADA, last_used_at=ZOE.last_used_at), GRACE])
    assert notes.notes_edit.toPlainText() == "met on Mon"
    page.show_speakers([replace(ADA, notes="met on Monday")])
    assert notes.notes_edit.toPlainText() == "met on Monday"


def test_refused_notes_come_back(page, notes):
    page.choose_speaker(GRACE)
    page.show_unsaved(ADA, "x" * 20_000, ["choir"])
    assert page.table.speakers() == [ADA]
    assert (notes.tags_edit.text(), len(notes.notes_edit.toPlainText())) == ("choir", 20_000)
    assert notes.save_button.isEnabled()


# Several speakers


def test_several_chosen_speakers_are_offered_to_be_merged(page, qtbot):
    asked = asked_of(page.merge_requested)
    choose(page.table, "Ada", "Zoë", "Grace")
    assert page.merging.title.text() == "3 speakers chosen"
    assert page.merging.merge_button.text() == "Merge into Ada"  # most speech
    page.merging._choice[1][0].click()
    assert page.merging.merge_button.text() == "Merge into Zoë"
    qtbot.keyClick(page, Qt.Key_M, Qt.ControlModifier)
    assert asked == [[[ADA, GRACE], ZOE]]


def test_everybody_is_not_offered_to_be_merged(page, qtbot):
    asked = asked_of(page.merge_requested)
    page.show_speakers([replace(ADA, id=number, name=f"Speaker {number}") for number in range(1, 40)])
    page.table.table.selectAll()
    assert page.merging.title.text() == "39 speakers chosen"
    assert "20 at most" in page.merging.words.text()
    assert not page.merging.merge_button.isVisible()
    qtbot.keyClick(page, Qt.Key_M, Qt.ControlModifier)
    assert not asked


def test_one_other_speaker_is_merged_by_asking(page):
    asked = asked_of(page.merge_requested)
    page.person.merge_button.click()
    page.merge_panel.picker.search.setText("grace")
    assert not page.takes.isVisible()
    page.merge_panel.action_button.click()
    assert asked == [[[GRACE], ADA]]
    assert page.takes.isVisible()


def test_keys_of_the_page(page, qtbot):
    removed, undone = asked_of(page.remove_requested), asked_of(page.undo_requested)
    qtbot.keyClick(page, Qt.Key_F, Qt.ControlModifier)
    assert page.table.search.hasFocus()
    qtbot.keyClick(page, Qt.Key_F2)
    assert page.person.name_edit.isVisible()
    qtbot.keyClick(page, Qt.Key_3, Qt.AltModifier)
    assert page.notes.isVisible()
    page.table.table.setFocus()
    qtbot.keyClick(page.table.table, Qt.Key_Delete, Qt.ShiftModifier)
    assert page.remove_panel.isVisible()
    qtbot.keyClick(page.remove_panel, Qt.Key_Escape)
    assert not removed
    qtbot.keyClick(page.table.table, Qt.Key_Z, Qt.ControlModifier)
    assert undone == [[]]


def test_undo_while_typing_undoes_the_typing(page, qtbot):
    undone = asked_of(page.undo_requested)
    page.table.search.setFocus()
    qtbot.keyClicks(page.table.search, "zo")
    qtbot.keyClick(page.table.search, Qt.Key_Z, Qt.ControlModifier)
    assert page.table.search.text() == ""
    assert not undone


def test_merging_that_failed_can_be_tried_again(page):
    asked = asked_of(page.merge_requested)
    page.table.table.selectAll()
    for n_asked in (1, 2):
        page.merging.merge_button.click()
        page.merging.merge_button.click()
        assert len(asked) == n_asked, "once, until it is known what came of it"
        page.show_speakers([ADA, GRACE, ZOE])
