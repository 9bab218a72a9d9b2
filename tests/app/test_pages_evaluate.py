"""The evaluate page and its parts: what may be asked, what is shown, pointed at, chosen and saved."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QApplication, QBoxLayout

from app.domain import OperatingPoint
from app.model_domain import ModelKind, SpeakerModel
from app.pages.evaluate_page import LIST, EvaluatePage
from app.services.evaluation import Figure
from app.services.evaluation_curves import curves_of
from app.services.trials import LeftOut, Reason
from app.widgets.evaluation_view import EvaluationView
from app.widgets.figure_table import FigureTable
from app.widgets.words import percent
from tests.app.evaluations import LEFT_OUT, made_up_evaluation
from tests.app.late_jobs import heard_from
from tests.app.stage import ADA, GRACE


@pytest.fixture
def page(add):
    return add(EvaluatePage)


def shown(add, evaluation, size=(1040, 640)):
    """A view of it that is on the screen."""
    view = add(EvaluationView)
    view.resize(*size)
    view.show_evaluation(evaluation, curves_of(evaluation))
    view.show()
    return view


@pytest.fixture
def view(add, rng):
    return shown(add, made_up_evaluation(rng, left_out=LEFT_OUT))


# What may be asked


def test_page_says_what_is_missing_for_the_gallery(page):
    assert page.head.hint.text() == "To evaluate, enroll two speakers, one of them with two takes."
    page.show_speakers([GRACE, replace(GRACE, id=3, name="Alan")])
    assert not page.evaluate_button.isEnabled() and not page.enroll_button.isHidden()
    page.show_speakers([ADA, GRACE])
    assert page.evaluate_button.isEnabled() and page.enroll_button.isHidden()
    page.set_waiting("work", "Evaluating…")
    assert (page.evaluate_button.isEnabled(), page.head.hint.text()) == (False, "Evaluating…")


def test_gallery_is_asked_about_with_the_model_beside(page, qtbot):
    page.show_speakers([ADA, GRACE])
    asked = heard_from(page.gallery_requested)
    qtbot.keyClick(page, Qt.Key_Return)
    page.compared.show_folder("/models/mine")
    qtbot.keyClick(page, Qt.Key_Return)
    qtbot.keyClick(page, Qt.Key_M)
    qtbot.keyClick(page, Qt.Key_Return)
    assert asked == [(None,), ("/models/mine",), (None,)]


def test_dropped_file_is_the_list_and_a_folder_holds_its_recordings(page, tmp_path):
    asked = heard_from(page.list_requested)
    (tmp_path / "sounds").mkdir()
    page.files_dropped.emit([str(tmp_path / "trials.txt")])
    assert page.mode.place == LIST and page.source.root_label.toolTip() == str(tmp_path)
    page.evaluate_button.click()
    page.files_dropped.emit([str(tmp_path / "sounds")])
    page.evaluate_button.click()
    page.source.clear_button.click()
    page.evaluate_button.click()
    path = str(tmp_path / "trials.txt")
    assert asked == [(path, None, None), (path, str(tmp_path / "sounds"), None), (path, None, None)]


def test_list_folder_and_model_are_chosen_in_dialogs(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("app.pages.evaluate_page.QFileDialog.getOpenFileName", lambda *args: ("/a/trials.txt", ""))
    monkeypatch.setattr("app.pages.evaluate_page.QFileDialog.getExistingDirectory", lambda *args: str(tmp_path))
    page.choose_files()
    for key in (Qt.Key_F, Qt.Key_M):
        qtbot.keyClick(page, key)
    assert (page.source.path, page.source.root, page.compared.folder) == (
        "/a/trials.txt",
        str(tmp_path),
        str(tmp_path),
    )
    assert page.compared.name.toolTip() == str(tmp_path) and not page.compared.name.isHidden()


def test_drop_zone_comes_forward_over_a_result(page, rng):
    evaluation = made_up_evaluation(rng)
    page.show_evaluation(evaluation, curves_of(evaluation))
    assert page.drop_zone.isHidden() and not page.view.isHidden()
    page.show_drop(True)
    assert not page.drop_zone.isHidden() and page.drop_zone.property("active") == "true"
    page.show_drop(False)
    assert page.drop_zone.isHidden() and not page.view.isHidden()


# What is shown


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_table_has_every_figure_with_its_interval_and_what_it_means(view):
    model = view._evaluation.models[0]
    rows = cells(view.table)
    assert [row[0] for row in rows[:7]] == ["EER", "minDCF", "Actual DCF", "Cllr", "min Cllr", "Accuracy", "AUC"]
    eer = model.figures["eer"]
    assert rows[0][1] == f"{100 * eer.value:.1f}\u00a0%\n{100 * eer.low:.1f} to {100 * eer.high:.1f}"
    assert rows[3][1].startswith(f"{model.figures['cllr'].value:.3f} bits\n")
    assert [row[0] for row in rows[7:]] == [
        "EER, speech\nunder 1.5 s",
        "EER, speech\n2.5 to 4 s",
        "EER, speech\nfrom 7.5 s",
    ]
    for row in range(len(rows)):
        assert len(view.table.model().index(row, 1).data(Qt.ToolTipRole)) > 40
    assert "10 folds, with a standard deviation of" in view.table.model().index(5, 0).data(Qt.ToolTipRole)


def test_what_was_compared_and_what_was_left_out_is_told(view):
    assert view.title.toolTip() == "trials.txt"
    assert view.counts.text() == (
        "300 trials of the same speaker, 900 of different ones, from 12 recordings. "
        "10.0\u00a0% of them would get no verdict: too little speech, clipping or noise. "
        "Only 12 speakers: the intervals say little about others."
    )
    assert view.left_out.text().splitlines() == [
        "Trials left out, not usable: 3",
        "Speakers left out, consent ended: 1",
    ]
    assert view.left_out.toolTip().splitlines() == [
        "A recording of these trials cannot be used:", "bad.wav: “bad.wav” is not a sound file that can be read.",
        "Nothing is compared with speakers whose consent has ended:", "Dmitri",
    ]  # fmt: skip


def test_every_reason_has_its_words_and_its_explanation(add, rng):
    everything = tuple(LeftOut(reason, n, (f"detail {n}",)) for n, reason in enumerate(Reason, start=1))
    view = shown(add, made_up_evaluation(rng, left_out=everything))
    left_out = view.left_out
    assert [line.rsplit(": ")[-1] for line in left_out.text().splitlines()] == [str(each.n) for each in everything]
    assert left_out.toolTip().splitlines()[1::2] == [f"detail {each.n}" for each in everything]


def test_intervals_over_many_speakers_are_believed(add, rng):
    view = shown(add, made_up_evaluation(rng, n_speakers=30))
    assert "the intervals say little" not in view.counts.text()


def test_many_details_are_shortened_and_nothing_left_out_takes_no_room(add, rng):
    many = LeftOut(Reason.UNUSABLE, 40, tuple(f"{n}.wav: bad" for n in range(20)))
    view = shown(add, made_up_evaluation(rng, left_out=(many,)))
    assert view.left_out.toolTip().endswith("11.wav: bad\n… and 8 more")
    whole = made_up_evaluation(rng)
    view.show_evaluation(whole, curves_of(whole))
    assert view.left_out.isHidden()


def test_two_models_stand_beside_each_other_with_their_difference(add, rng):
    evaluation = made_up_evaluation(rng, 2)
    view = shown(add, evaluation)
    header = [view.table.model().headerData(section, Qt.Horizontal) for section in range(4)]
    assert header == ["Figure", "model-1", "model-2", "Difference"]
    difference = evaluation.differences["min_cllr"]
    words = f"{difference.value:.3f} bits\n{difference.low:.3f} to {difference.high:.3f}".replace("-", "−")
    assert cells(view.table)[4][3] == words
    roc = view.plots.panes[0]
    assert len(lines_of(roc)) == 3  # a guide and a curve of each
    second = evaluation.models[1]
    rates = curves_of(evaluation)[1].rates_at(0.0)
    assert f"{second.model_id}: {percent(rates.false_accept)}, {percent(rates.false_reject)}" in view.reading.text()


def lines_of(pane):
    return [item for item in pane.plot.listDataItems() if item in pane._drawn]


def test_curves_are_drawn_as_the_service_made_them(view):
    (curves,) = view._curves
    roc, det, bars, reliability = view.plots.panes
    for pane, (across, up) in (
        (roc, (curves.roc.across, curves.roc.up)),
        (det, (curves.det.across, curves.det.up)),
        (reliability, curves.reliability),
    ):
        drawn = lines_of(pane)[-1].getOriginalDataset()
        np.testing.assert_array_equal(drawn, (across, up))
    shares = [item.getOriginalDataset()[1] for item in lines_of(bars)]
    np.testing.assert_array_equal(shares, (curves.impostors, curves.targets))


def test_a_hundred_thousand_trials_are_some_thousand_points_in_each_plot(add):
    view = shown(add, made_up_evaluation(np.random.default_rng(1), n=100_000, n_target=20_000))
    for pane in view.plots.panes:
        assert sum(len(item.getOriginalDataset()[0]) for item in lines_of(pane)) < 5_000


def test_another_evaluation_takes_the_place_of_the_first(view, rng):
    evaluation = made_up_evaluation(rng, 2)
    view.show_evaluation(evaluation, curves_of(evaluation))
    assert [len(lines_of(pane)) for pane in view.plots.panes] == [3, 3, 4, 3]
    evaluation = made_up_evaluation(rng)
    view.show_evaluation(evaluation, curves_of(evaluation))
    assert [len(lines_of(pane)) for pane in view.plots.panes] == [2, 2, 2, 2]
    assert view.table.model().columnCount() == 2


def test_figures_go_below_where_there_is_no_room_beside(add, rng):
    view = shown(add, made_up_evaluation(rng, 2))
    assert view._parts.direction() == QBoxLayout.LeftToRight
    view.resize(900, 640)
    assert view._parts.direction() == QBoxLayout.TopToBottom
    assert view.table.minimumHeight() > 10 * 44


# The operating point


def viewport_place(view, pane, across, up):
    plots = view.plots._graphics
    return plots.mapFromScene(pane.plot.getViewBox().mapViewToScene(QPointF(across, up)))


def test_click_on_a_curve_chooses_the_threshold_that_is_there(view, qtbot):
    qtbot.waitExposed(view)
    chosen = heard_from(view.chosen)
    for pane, trace in zip(view.plots.panes, (view._curves[0].roc, view._curves[0].det), strict=False):
        place = len(trace.across) // 2
        where = viewport_place(view, pane, trace.across[place], trace.up[place])
        qtbot.mouseMove(view.plots._graphics.viewport(), where)
        qtbot.mouseClick(view.plots._graphics.viewport(), Qt.LeftButton, pos=where)
        (llr,) = chosen[-1]
        assert view._curves[0].rates_at(llr).false_accept == pytest.approx(
            view._curves[0].rates_at(trace.thresholds[place]).false_accept, abs=0.02
        )
    assert len(chosen) == 2


def move_to(qtbot, view, place, starts, buttons=Qt.NoButton):
    """The mouse, until the reading follows: moves that come close after each other are left out."""

    def follows():
        kind, button = QMouseEvent.MouseMove, Qt.NoButton
        move = QMouseEvent(kind, QPointF(place), button, buttons, Qt.NoModifier)
        QApplication.sendEvent(view.plots._graphics.viewport(), move)
        return view.reading.text().startswith(starts)

    qtbot.waitUntil(follows)


def test_point_is_dragged_in_any_plot(view, qtbot):
    qtbot.waitExposed(view)
    viewport, bars = view.plots._graphics.viewport(), view.plots.panes[2]
    chosen = heard_from(view.chosen)
    start, end = (viewport_place(view, bars, llr, 0.02) for llr in (0.0, 3.0))
    qtbot.mousePress(viewport, Qt.LeftButton, pos=start)
    move_to(qtbot, view, end, ("LLR +3.0", "LLR +2.9"), Qt.LeftButton)
    assert chosen == []
    qtbot.mouseRelease(viewport, Qt.LeftButton, pos=end)
    ((llr,),) = chosen
    assert llr == pytest.approx(3.0, abs=0.1)


def test_mouse_over_a_plot_reads_it_and_beside_it_the_reading_stays(view, qtbot):
    qtbot.waitExposed(view)
    expected = ("LLR −2.0", "LLR −1.9")
    move_to(qtbot, view, viewport_place(view, view.plots.panes[2], -2.0, 0.02), expected)
    view.plots._point(QPointF(1, 1))
    assert view.reading.text().startswith(expected)
    assert view.use_button.isEnabled()


def test_pointer_is_read_on_all_trials(view):
    view.plots.pointed.emit(1.25)
    llrs, is_target = view._evaluation.models[0].llrs, view._evaluation.trials.is_target
    accepts, rejects = np.mean(llrs[~is_target] >= 1.25), np.mean(llrs[is_target] < 1.25)
    expected = f"LLR +1.25: false accepts {percent(accepts)}, false rejects {percent(rejects)}"
    assert view.reading.text() == expected
    bars = view.plots.panes[2]
    assert bars._pointer._line.value() == 1.25 and bars._pointer._line.isVisible()


def test_without_a_pointer_the_operating_point_is_read(view):
    view.show_point(-2.0)
    assert view.reading.text().startswith("Operating point LLR −2.00: false accepts ")
    assert not view.use_button.isEnabled()
    assert view.plots.panes[2]._point._line.value() == -2.0


def test_operating_point_moves_in_all_plots(view):
    view.show_point(0.5)
    rates = view._curves[0].rates_at(0.5)
    roc, det, bars, reliability = (pane._point for pane in view.plots.panes)
    assert roc._dot.getData()[0][0] == rates.false_accept and roc._dot.getData()[1][0] == 1 - rates.false_reject
    assert (det._dot.getData()[0][0], det._dot.getData()[1][0]) == view._curves[0].det_at(0.5)
    assert bars._line.value() == 0.5
    assert reliability._line.value() == pytest.approx(1 / (1 + np.exp(-0.5)))
    view.show_point(29.0)  # nothing is accepted there: no place on the axes of errors
    assert not det._dot.isVisible()


def test_keys_move_the_pointer_and_choose_it(page, rng, qtbot):
    evaluation = made_up_evaluation(rng)
    page.show_evaluation(evaluation, curves_of(evaluation))
    asked = heard_from(page.point_requested)
    qtbot.keyClick(page, Qt.Key_U)
    assert asked == []  # nothing is pointed at
    for key in (Qt.Key_Right, Qt.Key_Right, Qt.Key_Left, Qt.Key_U):
        qtbot.keyClick(page, key)
    assert asked == [(pytest.approx(0.1),)]
    for _ in range(400):
        page.view.step(-1)
    assert page.view._pointer == page.view._curves[0].edges[0]


def test_point_in_use_is_shown_by_an_evaluation_that_comes_later(page, rng):
    page.show_point(OperatingPoint(1.5))
    evaluation = made_up_evaluation(rng)
    page.show_evaluation(evaluation, curves_of(evaluation))
    assert page.view.reading.text().startswith("Operating point LLR +1.50: ")


def test_scores_of_a_model_without_calibration_cannot_be_chosen(add, rng):
    view = shown(add, made_up_evaluation(rng, is_calibrated=False))
    assert view.reading.text() == "Point at a curve to read a threshold."
    view.step(1)
    assert view.reading.text().startswith("Score 0.")
    chosen = heard_from(view.chosen)
    view.plots.chosen.emit(0.3)
    view.use()
    assert chosen == [] and not view.use_button.isEnabled()
    assert "not calibrated" in view.use_button.toolTip()


def test_place_without_a_threshold_is_not_pointed_at(view):
    pointed = heard_from(view.plots.pointed)
    view.plots._point(QPointF(0, 0))
    reliability = view.plots.panes[3]
    assert reliability.threshold_at(0.0, 0.5) is None
    assert reliability.threshold_at(0.5, 0.1) == 0.0
    assert pointed == []


def test_list_told_without_an_error_says_so(add, rng):
    evaluation = made_up_evaluation(rng)
    curves = curves_of(evaluation)[0]
    empty = replace(curves.det, across=np.zeros(0), up=np.zeros(0), thresholds=np.zeros(0))
    view = shown(add, evaluation)
    view.plots.show_curves([replace(curves, det=empty)])
    det = view.plots.panes[1]
    assert "No overlap, no curve" in [item.toPlainText() for item in det._drawn if hasattr(item, "toPlainText")]
    assert det.threshold_at(0.0, 0.0) is None


def test_wheel_is_left_to_the_page(view, qapp):
    where = QPointF(viewport_place(view, view.plots.panes[0], 0.5, 0.5))
    turn = QPoint(0, 120)
    wheel = QWheelEvent(where, where, turn, turn, Qt.NoButton, Qt.NoModifier, Qt.NoScrollPhase, False)
    qapp.sendEvent(view.plots._graphics.viewport(), wheel)
    assert not wheel.isAccepted()


# What is saved


def test_plots_are_saved_as_picture_and_as_drawing(view):
    assert view.plots.png().startswith(b"\x89PNG")
    svg = view.plots.svg().decode()
    assert "<svg" in svg and svg.count("<polyline") + svg.count("<path") > 20


@pytest.mark.parametrize(
    ("typed", "kind", "signal", "path"),
    [
        ("/a/curves", "Plots (*.png)", "picture_requested", "/a/curves.png"),
        ("/a/curves.svg", "Plots (*.png)", "picture_requested", "/a/curves.svg"),
        ("/a/evaluation.png", "Figures as a table (*.csv)", "picture_requested", "/a/evaluation.png"),
        ("/a/evaluation", "Figures as a table (*.csv)", "figures_requested", "/a/evaluation.csv"),
        ("/a/all.csv", "All trials with their scores (*.csv)", "trials_requested", "/a/all.csv"),
        ("", "Plots (*.png)", "picture_requested", None),
    ],
)
def test_what_is_saved_is_what_was_chosen(page, rng, qtbot, monkeypatch, typed, kind, signal, path):
    evaluation = made_up_evaluation(rng)
    page.show_evaluation(evaluation, curves_of(evaluation))
    monkeypatch.setattr("app.pages.evaluate_page.QFileDialog.getSaveFileName", lambda *args: (typed, kind))
    asked = heard_from(getattr(page, signal))
    qtbot.keyClick(page, Qt.Key_S, Qt.ControlModifier)
    assert [args[0] for args in asked] == ([path] if path else [])
    if path and signal == "picture_requested":
        assert asked[0][1].startswith(b"\x89PNG" if path.endswith("png") else b"<?xml")


def test_nothing_is_saved_before_there_is_something(page, monkeypatch):
    monkeypatch.setattr("app.pages.evaluate_page.QFileDialog.getSaveFileName", None)
    page.choose_save_name()
    assert not page.save_button.isEnabled()


def test_table_without_an_interval_has_the_figure_alone(add):
    model = SimpleNamespace(model_id="m", figures={"eer": Figure(0.5), "auc": Figure(None)}, by_speech={}, n_folds=0)
    table = add(FigureTable)
    table.show_evaluation(SimpleNamespace(models=[model], differences={}))
    assert cells(table) == [["EER", "50.0\u00a0%"], ["AUC", "too few trials"]]


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0.00"), (0.00123, "0.12"), (0.0994, "9.94"), (0.0996, "10.0"), (1.0, "100.0"), (-0.002, "−0.20")],
)
def test_percents_have_the_digits_that_tell(share, words):
    assert percent(share) == f"{words}\u00a0%"


def test_models_at_hand_are_offered_to_be_set_beside(page, qtbot):
    def model(name, **facts):
        return SpeakerModel(name, Path("/models") / name, ModelKind.IMPORTED, n_bytes=1, n_templates=0, **facts)

    chosen = heard_from(page.compared.choose_requested)
    page.show_models([model("used", is_in_use=True)])
    page.compared.choose_button.click()
    assert len(chosen) == 1 and not page.compared.menu.isVisible(), "with none at hand, a folder is asked for at once"
    broken = model("broken", is_in_use=False, problem="It is damaged.")
    page.show_models([model("used", is_in_use=True), model("mine", is_in_use=False), broken])
    assert [action.text() for action in page.compared.menu.actions()] == ["mine", "Another folder…"]
    page.compared.choose_button.click()
    assert page.compared.menu.isVisible()
    page.compared.menu.actions()[0].trigger()
    page.compared.menu.close()
    assert page.compared.folder == "/models/mine"
