"""What the verify page is made of: operating point, history, the curve below the spectrogram, and what feeds them."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import QPointF, Qt

from app import settings
from app.controllers.choices import ChoicesController
from app.controllers.segments import SegmentController
from app.domain import Decision, OperatingPoint, Stretch, Verdict, Verification
from app.pages.verify_page import VerifyPage
from app.services.enrollment import EnrollmentService
from app.services.operating_point import point_of
from app.services.picture import picture_of
from app.services.verification import VerificationService
from app.widgets.llr_scale import LlrScale
from app.widgets.point_panel import PointPanel
from app.widgets.recording_view import RecordingView
from gluonar_engine.spectrogram import Spectrogram
from tests.app.samples import takes_of
from tests.app.stage import ADA, GRACE, make_sound
from tests.app.test_window_controllers import LateJobs, heard_from

DECISION = Decision(
    Verdict.SUPPORTS, 5.5, 0.72, True, 3.25, 5.0, "moderately strong support for the same speaker", "So it is.", 2.5
)


# The operating point


@pytest.fixture
def panel(add):
    panel = add(PointPanel)
    panel.show_point(OperatingPoint())
    return panel


@pytest.mark.parametrize(
    ("given", "kind", "told"),
    [
        ({}, 0, "both answers are equally likely: LLR 0"),
        ({"prior": 0.01}, 1, "this speaker is 99 times more likely: LLR +4.60"),
        ({"prior": 0.5}, 1, "both answers are equally likely: LLR 0"),
        ({"llr": -3.0}, 2, "ends where another speaker is 20.1 times more likely: LLR −3.00"),
        ({"llr": 20.0}, 2, "this speaker is over a million times more likely: LLR +20.00"),
    ],
)
def test_panel_shows_what_is_in_use(panel, given, kind, told):
    panel.show_point(point_of(**given))
    assert panel.kind.currentIndex() == kind
    assert told in panel.told.text()


def test_panel_hands_over_what_was_typed(panel, qtbot):
    chosen = heard_from(panel.chosen)
    panel.kind.setCurrentIndex(1)
    panel.fields["prior"].setText(" 0,02 ")
    panel.fields["cost_miss"].setText("5")
    panel.use_button.click()
    panel.kind.setCurrentIndex(2)
    panel.fields["llr"].setText("−1.5")
    qtbot.keyClick(panel.fields["llr"], Qt.Key_Return)
    panel.kind.setCurrentIndex(0)
    panel.kind.activated.emit(0)
    assert chosen == [({"prior": 0.02, "cost_miss": 5.0, "cost_false_accept": 1.0},), ({"llr": -1.5},), ({},)]


def test_enter_in_the_panel_is_not_the_pages(page, qtbot):
    asked, chosen = heard_from(page.verify_requested), heard_from(page.point.chosen)
    page.show_sound(make_sound())
    page.point_button.click()
    page.show()
    page.point.kind.setCurrentIndex(2)
    qtbot.keyClick(page.point.fields["llr"], Qt.Key_Return)
    assert (len(chosen), asked) == (1, [])


def test_what_is_no_number_is_refused_with_a_sentence(panel, choices):
    failed, changed = heard_from(choices.failed), heard_from(choices.point_changed)
    panel.chosen.connect(choices.choose_point)
    panel.kind.setCurrentIndex(1)
    panel.fields["prior"].setText("rarely")
    panel.use_button.click()
    assert failed[0][0].title == "A number cannot be read."
    assert changed == [] and panel.fields["prior"].text() == "rarely"


@pytest.fixture
def workshop(gallery, models):
    return SimpleNamespace(gallery=gallery, models=models, verification=VerificationService(gallery, models))


@pytest.fixture
def choices(qapp, jobs, workshop, tmp_path):
    return ChoicesController(jobs, workshop, tmp_path)


def test_choice_holds_from_the_next_answer_on_and_for_the_next_start(choices, workshop, tmp_path, jobs):
    changed = heard_from(choices.point_changed)
    choices.choose_point({"prior": 0.2})
    choices.choose_live(True)
    assert changed == [(point_of(prior=0.2),)]
    assert workshop.verification.operating_point == point_of(prior=0.2)
    assert '"prior": 0.2' in workshop.gallery.audit.lines("threshold")[0].facts
    workshop.verification.operating_point = None
    again = ChoicesController(jobs, workshop, tmp_path)
    changed, is_live = heard_from(again.point_changed), heard_from(again.live_changed)
    again.load()
    assert workshop.verification.operating_point == point_of(prior=0.2)
    assert (changed, is_live) == ([(point_of(prior=0.2),)], [(True,)])


def test_choice_that_cannot_be_kept_holds_all_the_same_and_is_told(choices, workshop, tmp_path, monkeypatch):
    failed, changed = heard_from(choices.failed), heard_from(choices.point_changed)
    monkeypatch.setattr(choices, "_folder", tmp_path / "gone")
    choices.choose_point({"llr": 1.0})
    assert len(changed) == 1 and workshop.verification.operating_point.llr == 1.0
    assert "cannot be written" in failed[0][0].title


def test_damaged_settings_are_told_and_the_default_holds(choices, workshop, tmp_path):
    settings.settings_path(tmp_path).write_text("{")
    failed = heard_from(choices.failed)
    choices.load()
    assert "cannot be used" in failed[0][0].title
    assert workshop.verification.operating_point == OperatingPoint()


# The score along a recording


@pytest.fixture
def asked(gallery, models, workshop):
    """A verdict on a recording in which another voice speaks, too."""
    EnrollmentService(gallery, models).enroll("Alba", takes_of("Alba"))
    own, other = (takes_of(name, "test")[0] for name in ("Alba", "Bruno"))
    waveform = np.concatenate([own.waveform, other.waveform, own.waveform])
    sound = make_sound()
    object.__setattr__(sound.take, "waveform", waveform)
    verification = workshop.verification.verify("Alba", own)
    return verification, sound


@pytest.fixture
def late():
    return LateJobs()


@pytest.fixture
def segments(qapp, late, workshop, monkeypatch):
    monkeypatch.setattr("app.controllers.segments._N_WINDOWS", 10)
    return SegmentController(late, workshop)


def test_curve_grows_job_by_job_with_progress(segments, late, asked):
    scored, shares, ended = (heard_from(signal) for signal in (segments.scored, segments.progressed, segments.ended))
    segments.score(*asked)
    while late.waiting:
        assert len(late.waiting) == 1 and not ended
        late.run()
    assert len(ended) == 1 and len(scored) == len(shares) + 1 > 3
    assert [share for (share,) in shares] == sorted(share for (share,) in shares) and 0 < shares[0][0] < 1
    lengths = [np.isfinite(curve[1]).sum() for _, _, curve, _ in scored]
    assert lengths == sorted(lengths) and lengths[0] == 10
    sound, verification, _, stretches = scored[-1]
    assert (verification, sound) == asked
    assert [stretch.supports for stretch in stretches] == [False] * len(stretches) != []


def test_cancelling_stops_after_the_job_that_runs(segments, late, asked):
    scored, ended = heard_from(segments.scored), heard_from(segments.ended)
    segments.score(*asked)
    late.run()
    segments.cancel()
    segments.cancel()
    late.run()
    assert not late.waiting and len(scored) == len(ended) == 1


def test_new_question_takes_the_place_of_the_last(segments, late, asked):
    verification, sound = asked
    scored, other = heard_from(segments.scored), make_sound("other")
    object.__setattr__(other.take, "waveform", sound.take.waveform[:32_000])
    segments.score(verification, sound)
    segments.score(verification, other)
    while late.waiting:
        late.run()
    assert [args[0] for args in scored] == [other]


def test_model_that_is_not_calibrated_has_no_curve(segments, late, asked):
    verification, sound = asked
    segments.score(replace(verification, decision=replace(verification.decision, threshold=None)), sound)
    assert not late.waiting


def test_failure_ends_it_with_a_notice(segments, late, asked, gallery):
    failed, ended = heard_from(segments.failed), heard_from(segments.ended)
    segments.score(*asked)
    gallery.remove(asked[0].speaker.id)
    late.run()
    assert len(failed) == len(ended) == 1 and not late.waiting


CURVE = np.array([[0.5, 1.0, 1.0, 2.0], [3.0, -20.0, np.nan, 4.0]])


@pytest.fixture
def view(add, qtbot):
    view = add(RecordingView)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    view.show_picture(picture_of(make_sound(seconds=3.0).take.waveform, Spectrogram()))
    return view


def edges(plot):
    """Where the plot's own area begins and ends, and which seconds are there."""
    box = plot.getViewBox()
    area = box.sceneBoundingRect()
    ends = [box.mapSceneToView(QPointF(x, area.center().y())).x() for x in (area.left(), area.right())]
    return [area.left(), area.right(), *ends]


def test_curve_stands_below_the_spectrogram_on_the_same_time_axis_to_the_pixel(view, qtbot):
    view.show_llr(CURVE, 1.5, [Stretch(0.5, 1.5, False)])
    qtbot.waitUntil(lambda: view.llr.getViewBox().sceneBoundingRect().height() > 20)
    qtbot.waitUntil(lambda: edges(view.llr) == pytest.approx(edges(view.spectrogram), abs=1e-6))
    assert edges(view.waveform) == pytest.approx(edges(view.spectrogram), abs=1e-6)
    assert view.llr.sceneBoundingRect().top() >= view.spectrogram.sceneBoundingRect().bottom()
    view.spectrogram.setXRange(1.0, 2.0, padding=0)
    qtbot.waitUntil(lambda: view.llr.viewRange()[0] == pytest.approx([1.0, 2.0]))
    assert not view.spectrogram.getAxis("bottom").isVisible() and view.llr.getAxis("bottom").isVisible()


def test_curve_shows_point_stretches_and_what_is_beyond_the_scale(view):
    view.show_llr(CURVE, 1.5, [Stretch(0.5, 1.5, False)])
    drawn = view._llr_curve
    assert drawn.point.value() == 1.5
    np.testing.assert_array_equal(drawn.line.getData()[1], [3.0, -8.0, np.nan, 4.0])
    assert [(shade.rect().left(), shade.rect().right()) for shade in drawn._shades] == [(0.5, 1.5)]
    view.show_llr(CURVE, 0.0, [])
    assert drawn._shades == []
    view.show_position(1.0)
    assert all(cursor.isVisible() and cursor.value() == 1.0 for cursor in view._cursors)


def test_curve_goes_and_gives_its_place_back(view, qtbot):
    before = view.spectrogram.sceneBoundingRect()
    for _ in range(2):
        view.show_llr(CURVE, 1.5, [])
        qtbot.waitUntil(lambda: view.spectrogram.sceneBoundingRect().height() < before.height())
        view.hide_llr()
        qtbot.waitUntil(lambda: view.spectrogram.sceneBoundingRect() == before)
    assert view.spectrogram.getAxis("bottom").isVisible()


# The page


@pytest.fixture
def page(add):
    page = add(VerifyPage)
    page.show_speakers([ADA, GRACE])
    page.choose_speaker(ADA)
    return page


def answer(speaker, sound):
    return Verification(speaker, DECISION, sound.take.quality, (5.0, 6.0), (0.7, 0.74), "tiny-1")


def test_other_voice_is_told_on_the_card_and_forgotten_with_the_question(page):
    sound = make_sound()
    page.show_sound(sound)
    page.show_verification(answer(ADA, sound), sound, band=0.7)
    page.show_segments(sound, answer(ADA, sound), CURVE, [Stretch(4.2, 6.0, False)])
    assert page.verdict.stretches.text() == "From 4.2 to 6.0 s the voice supports another speaker."
    assert page.stage.view().has_llr
    page.choose_speaker(GRACE)
    assert page.verdict.isHidden() and not page.stage.view().has_llr
    page.show_segments(sound, answer(ADA, sound), CURVE, [])
    assert not page.stage.view().has_llr


def test_every_change_of_the_question_is_told(page):
    changed = heard_from(page.question_changed)
    for change in (
        lambda: page.show_sound(make_sound()),
        lambda: page.choose_speaker(GRACE),
        lambda: page.show_point(OperatingPoint(1.0)),
    ):
        before = len(changed)
        change()
        assert len(changed) == before + 1


def test_many_stretches_are_counted(page):
    page.verdict.show_stretches([Stretch(n, n + 1.5, True) for n in range(5)])
    first, _, last = page.verdict.stretches.text().splitlines()
    assert first == "From 0.0 to 1.5 s the voice supports this speaker."
    assert last == "3 more stretches are marked below."


def test_another_operating_point_takes_the_answer_away(page):
    sound = make_sound()
    page.show_sound(sound)
    page.show_verification(answer(ADA, sound), sound, band=0.7)
    page.show_point(OperatingPoint(3.0))
    assert page.verdict.isHidden()
    assert "LLR +3.00" in page.point.told.text()


def test_answer_at_the_operating_point_before_comes_too_late(page):
    sound = make_sound()
    page.show_sound(sound)
    page.set_busy(True)
    page.show_point(OperatingPoint(3.0))
    page.set_busy(False)
    page.show_verification(answer(ADA, sound), sound, band=0.7)
    assert page.verdict.isHidden()
    page.set_busy(True)
    page.set_busy(False)
    page.show_verification(answer(ADA, sound), sound, band=0.7)
    assert not page.verdict.isHidden()


def test_keys_open_what_is_seldom_needed(page, qtbot):
    page.show()
    for key, switch, shown in (
        (Qt.Key_P, page.point_button, page.point),
        (Qt.Key_H, page.history_button, page.history),
    ):
        assert not shown.isVisible()
        qtbot.keyClick(page, key)
        assert switch.isChecked() and shown.isVisible()
        qtbot.keyClick(page, key)
        assert not shown.isVisible()
    qtbot.keyClick(page, Qt.Key_L)
    assert page.live_box.isChecked()


def test_keys_work_while_the_list_takes_letters(page, qtbot):
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.picker.list.setFocus()
    for key, switch in ((Qt.Key_P, page.point_button), (Qt.Key_H, page.history_button), (Qt.Key_L, page.live_box)):
        qtbot.keyClick(page.picker.list, key, Qt.ControlModifier)
        assert switch.isChecked()


def test_enter_verifies_wherever_the_focus_begins(page, qtbot):
    sound, asked = make_sound(), heard_from(page.verify_requested)
    page.show_sound(sound)
    page.show()
    qtbot.waitExposed(page)
    qtbot.keyClick(page.focusWidget() or page, Qt.Key_Return)
    assert asked == [(ADA, sound)]


def test_operating_point_and_end_words_never_lie_on_each_other(add):
    scale = add(LlrScale)
    scale.resize(260, 90)
    for point in np.linspace(-12, 12, 49):
        scale.show_llr(1.0, "supports", operating_point=point)
        metrics = scale.fontMetrics()
        place = scale._point_words(metrics)[1]
        assert place.left() >= 0 and place.right() <= scale.width()
    assert not scale.grab().isNull()


def test_of_thousands_of_points_only_those_alone_have_dots(add):
    from app.widgets.llr_curve import LlrCurve

    view = add(RecordingView)
    curve = LlrCurve(view.llr)
    llrs = np.ones(5_000)
    llrs[[10, 12]] = np.nan
    curve.show_curve((np.arange(5_000) / 4, llrs), 0.0, [])
    assert curve.dots.getData()[0].tolist() == [11 / 4]
    assert len(curve.line.getData()[0]) == 5_000
    curve.show_curve((np.arange(100) / 4, llrs[:100]), 0.0, [])
    assert len(curve.dots.getData()[0]) == 98
