"""The spectrogram page's parts: zoom, pan, pointer, colours, the slider with two handles, two recordings in step."""

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QImage, QMouseEvent
from PyQt5.QtWidgets import QApplication

from app.controllers.spectrogram import Layer
from app.widgets import colormap
from app.widgets.analysis_settings import AnalysisSettings
from app.widgets.bin_ticks import EvenScale
from app.widgets.colormap import Colouring
from app.widgets.compare_stage import CompareStage
from app.widgets.range_slider import RangeSlider
from gluonar_engine.spectrogram import Analysis
from tests.app.late_jobs import heard_from
from tests.app.stage import make_sound


def layer_of(sound, values=None, start_s=0.0, end_s=None):
    end_s = sound.take.quality.duration_s if end_s is None else end_s
    values = np.full((257, 300), -60.0, np.float32) if values is None else values
    return Layer(values, start_s, end_s, sound.envelope, (start_s, end_s))


@pytest.fixture
def stage(add, qtbot):
    stage = add(CompareStage)
    stage.resize(900, 700)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


@pytest.fixture
def first(stage):
    return put(stage, 0, "a.wav", 3.0)


@pytest.fixture
def second(stage, first):
    return put(stage, 1, "b.wav", 5.0)


def put(stage, place, source, seconds):
    sound = make_sound(source, seconds=seconds, speech_s=1.0)
    stage.show_sound(sound, place)
    stage.show_layers(sound, [layer_of(sound)], EvenScale())
    return sound


def box_of(view):
    return view.spectrogram.getViewBox().sceneBoundingRect()


def drag(widget, places):
    """With the left button along the places; QTest's moves know of no button."""
    for kind, place, buttons in (
        (QEvent.MouseButtonPress, places[0], Qt.LeftButton),
        *((QEvent.MouseMove, place, Qt.LeftButton) for place in places[1:]),
        (QEvent.MouseButtonRelease, places[-1], Qt.NoButton),
    ):
        button = Qt.NoButton if kind == QEvent.MouseMove else Qt.LeftButton
        where = QPointF(place), QPointF(widget.mapToGlobal(place))
        QApplication.sendEvent(widget, QMouseEvent(kind, *where, button, buttons, Qt.NoModifier))


def laid_out(stage, qtbot):
    qtbot.waitUntil(lambda: all(box_of(panel.view).width() > 300 for panel in stage.panels if panel.sound))
    return [panel.view for panel in stage.panels if panel.sound]


def test_first_recording_is_seen_whole_and_the_second_place_appears(stage, first):
    assert stage.range == pytest.approx((0.0, 3.0, -0.5, 256.5))
    assert stage.sounds == [first]
    assert stage.panels[1].isVisible()
    assert stage.free_place == 1


def test_two_recordings_share_the_time_axis_to_the_pixel(stage, second, qtbot):
    views = laid_out(stage, qtbot)
    assert [view.range for view in views] == [pytest.approx((0.0, 5.0, -0.5, 256.5))] * 2
    qtbot.waitUntil(lambda: box_of(views[0]).left() == box_of(views[1]).left())
    assert box_of(views[0]).right() == box_of(views[1]).right()
    for view in views:
        waveform = view.waveform.getViewBox().sceneBoundingRect()
        assert (waveform.left(), waveform.right()) == (box_of(view).left(), box_of(view).right())


def test_zoom_and_pan_move_both(stage, first, second):
    seen = heard_from(stage.seen)
    stage.zoom(0.5)
    assert stage.range[:2] == pytest.approx((1.25, 3.75))
    stage.pan(0.2)
    assert stage.range[:2] == pytest.approx((1.75, 4.25))
    stage.zoom(0.25, rows=True)
    stage.pan(1.0, rows=True)
    assert stage.range[2:] == pytest.approx((160.125, 224.375))
    assert stage.panels[0].view.range == pytest.approx(stage.panels[1].view.range)
    assert {sound for sound, *_ in seen} == {first, second}
    assert seen[-1][1:] == pytest.approx((1.75, 4.25))
    stage.pan(100.0)
    assert stage.range[:2] == pytest.approx((2.5, 5.0))
    stage.fit()
    assert stage.range == pytest.approx((0.0, 5.0, -0.5, 256.5))


def test_zoom_is_about_the_pointer(stage, first):
    stage.panels[0].view.pointed.emit(1.0, 64.0)
    stage.zoom(0.5)
    stage.zoom(0.5, rows=True)
    assert stage.range == pytest.approx((0.5, 2.0, 31.75, 160.25))


def test_wheel_zooms_in_time_and_with_ctrl_in_frequency(stage, first, qtbot):
    (view,) = laid_out(stage, qtbot)
    place = box_of(view).center()

    def turn(modifiers):
        event = _Wheel(place, modifiers)
        view.spectrogram.getViewBox().wheelEvent(event)

    turn(Qt.NoModifier)
    start_s, end_s, low, high = stage.range
    assert end_s - start_s < 2.9 and (low, high) == pytest.approx((-0.5, 256.5))
    turn(Qt.ControlModifier)
    assert stage.range[:2] == pytest.approx((start_s, end_s))
    assert stage.range[3] - stage.range[2] < 250


class _Wheel:
    """A turn of the wheel, as pyqtgraph hands it to what is under the mouse."""

    def __init__(self, place, modifiers):
        self._place, self._modifiers = place, modifiers

    def modifiers(self):
        return self._modifiers

    def delta(self):
        return 120

    def pos(self):
        return QPointF(self._place)

    def accept(self):
        pass


def test_dragging_pans(stage, first, qtbot):
    (view,) = laid_out(stage, qtbot)
    stage.zoom(0.5)
    before = stage.range
    centre = box_of(view).center().toPoint()
    asked = heard_from(stage.play_requested)
    drag(view._graphics.viewport(), [centre - QPoint(20 * step, 0) for step in range(6)])
    moved_s = 100 / box_of(view).width() * 1.5
    assert stage.range[:2] == pytest.approx((before[0] + moved_s, before[1] + moved_s), abs=0.01)
    assert asked == []  # it was no click


def test_another_recording_keeps_what_is_zoomed_into(stage, first):
    stage.zoom(0.5)
    put(stage, 1, "b.wav", 5.0)
    assert stage.range[:2] == pytest.approx((0.75, 2.25))


def test_second_recording_without_its_layers_yet_leaves_the_rows_alone(stage, first, qapp, qtbot):
    sound = make_sound("b.wav", seconds=2.0, speech_s=1.0)
    stage.show_sound(sound, 1)
    qtbot.waitUntil(lambda: box_of(stage.panels[1].view).width() > 300)
    for _ in range(5):
        qapp.processEvents()
    assert stage.range == pytest.approx((0.0, 3.0, -0.5, 256.5))
    stage.show_layers(sound, [layer_of(sound)], EvenScale())
    assert [panel.view.range for panel in stage.panels] == [pytest.approx((0.0, 3.0, -0.5, 256.5))] * 2


def test_pointer_tells_time_frequency_and_level_in_both(stage, second, qtbot):
    levels = np.full((257, 500), -60.0, np.float32)
    levels[40] = -12.34
    stage.show_layers(second, [layer_of(second, levels)], EvenScale())
    stage.panels[0].view.pointed.emit(1.5, 40.2)
    assert stage.panels[0].reading.text() == "1.500 s  ·  1.26 kHz  ·  −60.0 dB"
    assert stage.panels[1].reading.text() == "1.500 s  ·  1.26 kHz  ·  −12.3 dB"
    stage.panels[1].view.pointed.emit(4.0, 10.0)
    assert stage.panels[0].reading.text() == "4.000 s  ·  312 Hz"  # after its end
    stage.panels[1].view.pointed.emit(4.0, None)
    assert stage.panels[1].reading.text() == "4.000 s"
    stage.panels[1].view.pointed.emit(None, None)
    assert [panel.reading.text() for panel in stage.panels] == ["", ""]


def test_mouse_over_the_spectrogram_points(stage, first, qtbot):
    (view,) = laid_out(stage, qtbot)
    pointed = heard_from(view.pointed)
    view._graphics.scene().sigMouseMoved.emit(box_of(view).center())
    assert pointed[-1] == pytest.approx((1.5, 128.0), abs=0.5)
    view._graphics.scene().sigMouseMoved.emit(view.waveform.getViewBox().sceneBoundingRect().center())
    assert pointed[-1] == (pytest.approx(1.5, abs=0.01), None)
    view._graphics.scene().sigMouseMoved.emit(QPointF(0, 0))
    assert pointed[-1] == (None, None)


def test_keys_move_the_crosshair_and_it_stays_in_sight(stage, first):
    stage.step_pointer(1, 0)
    assert stage.panels[0].reading.text().startswith("1.500 s  ·  4.00 kHz")
    stage.step_pointer(10, 10)
    assert stage.panels[0].reading.text().startswith("1.800 s  ·  4.80 kHz")
    stage.step_pointer(1000, -1000)
    assert stage.panels[0].reading.text() == "3.000 s  ·  0 Hz"


def test_coefficients_are_numbered(stage, first):
    scale = Analysis("mfcc").scale
    stage.show_layers(first, [layer_of(first, np.zeros((20, 300), np.float32))], scale)
    assert stage.range[2:] == pytest.approx((-0.5, 19.5))
    stage.panels[0].view.pointed.emit(1.0, 7.3)
    assert stage.panels[0].reading.text() == "1.000 s  ·  c7  ·  0.0 dB"


def test_finer_layer_lies_over_the_coarse_one(stage, first, qtbot):
    (view,) = laid_out(stage, qtbot)
    fine = Layer(np.full((257, 100), -20.0, np.float32), 1.0, 2.0, np.array([[-0.5] * 10, [0.5] * 10]), (1.0, 2.0))
    stage.show_layers(first, [layer_of(first), fine], EvenScale())
    assert view._image.level_at(1.5, 100.0) == -20.0
    assert view._image.level_at(0.5, 100.0) == -60.0
    assert view._image.level_at(9.0, 100.0) is None
    image, box = view._graphics.grab().toImage(), box_of(view)
    y = int(box.center().y())
    assert image.pixel(int(box.left() + box.width() / 6), y) == colormap.TABLE[127]
    assert image.pixel(int(box.center().x()), y) == colormap.TABLE[255]
    times, heights = view._trace.getData()
    assert (np.diff(times) >= 0).all()
    assert heights[(times >= 1.0) & (times < 2.0)].max() == 0.5


def test_click_in_a_long_recording_is_seen_on_the_screen(stage, qtbot):
    sound = make_sound("long.wav", seconds=2.0)
    levels = np.full((257, 4_000), -90.0, np.float32)
    levels[100, 1_234] = -20.0
    stage.show_sound(sound, 0)
    stage.show_layers(sound, [layer_of(sound, levels)], EvenScale())
    (view,) = laid_out(stage, qtbot)
    image, box = view._graphics.grab().toImage(), box_of(view)
    x = int(box.left() + 1_234.5 / 4_000 * box.width())
    y = int(box.bottom() - 100.5 / 257 * box.height())
    colours = {image.pixel(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-2, -1, 0, 1, 2)}
    assert max(_lightness(colour) for colour in colours) > 120  # smoothed; the silence around it has 20


def _lightness(pixel):
    return ((pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255)) / 3


def test_colours_and_range_are_those_of_both(stage, second, qtbot):
    views = laid_out(stage, qtbot)
    stage.show_colours(Colouring((-70, -50), "grey"))
    for view in views:
        image, box = view._graphics.grab().toImage(), box_of(view)
        assert image.pixel(int(box.left() + 20), int(box.center().y())) == colormap.TABLES["grey"][127]


def test_playback_cursor_is_in_both_and_the_view_follows(stage, first, second):
    stage.zoom(0.2)
    stage.pan(-100.0)
    stage.show_position(first, 0.5)
    assert {line.value() for panel in stage.panels for line in panel.view._cursors} == {0.5}
    assert stage.panels[0].play_button.accessibleName() == "Stop"
    assert stage.panels[1].play_button.accessibleName() == "Play"
    stage.show_position(first, 1.1)
    assert stage.range[:2] == pytest.approx((1.1, 2.1))
    stage.pan(-100.0)
    stage.show_position(first, 1.15)
    assert stage.range[0] == 0.0  # somebody looks elsewhere
    stage.show_position(first, None)
    assert not any(line.isVisible() for panel in stage.panels for line in panel.view._cursors)


def test_position_of_a_sound_elsewhere_is_not_shown(stage, first):
    stage.show_position(make_sound("other.wav"), 0.5)
    assert not any(line.isVisible() for line in stage.panels[0].view._cursors)


def test_one_can_leave_and_the_other_stays(stage, first, second):
    removed, changed = heard_from(stage.removed), heard_from(stage.changed)
    stage.panels[1].close_button.click()
    assert removed == [(second,)]
    assert changed
    assert stage.sounds == [first]
    assert stage.range[:2] == pytest.approx((0.0, 3.0))
    assert stage.sound is first
    stage.remove_current()
    assert stage.sounds == [] and stage.sound is None and stage.range is None
    assert not stage.panels[1].isVisible()


def test_recording_in_a_taken_place_takes_it_over(stage, first, second):
    removed = heard_from(stage.removed)
    third = put(stage, 0, "c.wav", 1.0)
    assert removed == [(first,)]
    assert stage.sounds == [third, second]
    assert stage.panels[0].title.toolTip() == "c.wav"


def test_picture_has_axes_and_no_buttons(stage, second, qtbot):
    laid_out(stage, qtbot)
    image = QImage.fromData(stage.picture())
    assert (image.width(), image.height()) == (2 * stage._both.width(), 2 * stage._both.height())
    view = stage.panels[0].view
    origin = view.mapTo(stage._both, QPoint(0, 0)) + view._graphics.pos()
    left = origin + QPoint(0, int(box_of(view).top()))
    marks = image.copy(2 * left.x(), 2 * left.y(), 2 * int(box_of(view).left()), 2 * int(box_of(view).height()))
    assert len({marks.pixel(x, y) for x in range(0, marks.width()) for y in range(0, marks.height(), 3)}) > 10
    button = stage.panels[0].close_button
    place = button.mapTo(stage._both, QPoint(0, 0))
    area = image.copy(2 * place.x(), 2 * place.y(), 2 * button.width(), 2 * button.height())
    assert len({area.pixel(x, y) for x in range(area.width()) for y in range(area.height())}) == 1
    assert button.isVisible()


# The slider


@pytest.fixture
def slider(add, qtbot):
    slider = add(RangeSlider, "Range of levels")
    slider.resize(220, 28)
    slider.show_range((-120, 0), (-100, -20))
    return slider


def test_handles_are_dragged_and_stop_at_each_other(slider, qtbot):
    moved = heard_from(slider.range_changed)

    def at(value):
        return QPoint(round(slider._x_of(value)), 14)

    drag(slider, [at(-100), at(-80)])
    assert slider.values == (pytest.approx(-80, abs=1), -20)
    drag(slider, [at(-80), at(-60), at(-5)])
    assert slider.values == (-25, -20)
    assert moved[-1] == (-25, -20)
    drag(slider, [at(-20), at(-200)])
    assert slider.values == (-25, -20)


def test_handles_have_keys(slider, qtbot):
    moved = heard_from(slider.range_changed)
    qtbot.keyClick(slider, Qt.Key_Right)
    qtbot.keyClick(slider, Qt.Key_Down)
    qtbot.keyClick(slider, Qt.Key_Left)
    assert moved == [(-100, -19), (-101, -19)]
    qtbot.keyClick(slider, Qt.Key_Up)
    for _ in range(30):
        qtbot.keyClick(slider, Qt.Key_Right)
    assert slider.values == (-101, 0)


# The settings


@pytest.fixture
def settings(add):
    return add(AnalysisSettings)


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_settings_ask_for_what_was_chosen(settings):
    asked = heard_from(settings.analysis_changed)
    choose(settings.view_box, "mel")
    choose(settings.hop_box, 5.0)
    choose(settings.window_box, 100.0)
    assert asked == [("mel", 25.0, 10.0), ("mel", 25.0, 5.0), ("mel", 100.0, 5.0)]


def test_hop_is_never_longer_than_the_window(settings):
    asked = heard_from(settings.analysis_changed)
    choose(settings.window_box, 5.0)
    assert asked == [("stft", 5.0, 5.0)]
    assert [settings.hop_box.itemData(i) for i in range(settings.hop_box.count())] == [1.0, 2.0, 5.0]


def test_levels_and_coefficients_have_ranges_of_their_own(settings):
    coloured = heard_from(settings.colouring_changed)
    settings.range_slider.range_changed.emit(-90, -30)
    assert settings.range_label.text() == "−90 to −30 dB"
    choose(settings.view_box, "mfcc")
    assert settings.range_label.text() == "−100 to 100 dB"
    choose(settings.view_box, "stft")
    choose(settings.colour_box, "viridis")
    assert [entry.range_db for (entry,) in coloured] == [(-90, -30), (-100, 100), (-90, -30), (-90, -30)]
    assert coloured[-1][0].name == "viridis"
