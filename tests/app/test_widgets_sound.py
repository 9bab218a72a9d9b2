import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor

from app.services.picture import Picture, envelope, picture_of
from app.widgets import colormap
from app.widgets.bin_ticks import EvenScale, ticks
from app.widgets.level_meter import LevelMeter
from app.widgets.live_spectrogram import LiveSpectrogram
from app.widgets.sound_stage import SoundStage
from app.widgets.waveform import TinyWaveform
from gluonar_engine.spectrogram import Analysis, Spectrogram
from tests.app.stage import make_sound


@pytest.fixture(scope="module")
def spectrogram():
    return Spectrogram()


@pytest.fixture
def live(qtbot):
    widget = LiveSpectrogram()
    qtbot.addWidget(widget)
    return widget


def columns(*levels_db):
    return np.repeat(np.array(levels_db, np.float32)[np.newaxis], 257, axis=0)


TABLE = np.array([QColor(entry).getRgb()[:3] for entry in colormap.TABLE])


def shown(live):
    """The colour indices on the screen from left to right, one for each of the window's columns, at one frequency.

    Smooth scaling may round a colour to the next one.
    """
    plot, n_columns = live.plot_area(), live._columns.shape[1]
    image = live.grab().toImage()
    where = plot.left() + (np.arange(n_columns) + 0.5) * plot.width() / n_columns
    colours = [QColor(image.pixel(int(x), plot.center().y())).getRgb()[:3] for x in where]
    return np.abs(TABLE - np.array(colours)[:, np.newaxis]).sum(axis=2).argmin(axis=1)


def expected(levels):
    return pytest.approx(colormap.to_index(np.asarray(levels, np.float32)), abs=1)


@pytest.fixture(params=[1, 1.37], ids=["a pixel each", "more pixels than columns"])
def sized(live, request):
    """A live spectrogram in which every column has a pixel of its own, at least."""
    live.resize(round(live._columns.shape[1] * request.param) + 32, 300)
    return live


def test_newest_columns_are_at_the_right(sized):
    sized.add(columns(-60.0, -20.0))
    assert shown(sized)[-2:] == expected([-60.0, -20.0])
    assert set(shown(sized)[:-2]) == {0}


def test_window_shows_the_last_columns_however_often_the_ring_wrapped(sized):
    n_columns = sized._columns.shape[1]
    levels = np.linspace(-100, -20, 3 * n_columns + 17)
    shown(sized)  # from here on only what is new is drawn
    for piece in np.array_split(levels, 41):
        sized.add(columns(*piece))
    assert shown(sized) == expected(levels[-n_columns:])


def test_more_columns_than_the_window_show_the_last_of_them(sized):
    n_columns = sized._columns.shape[1]
    levels = np.linspace(-100, -20, 2 * n_columns)
    sized.add(columns(*levels))
    assert shown(sized) == expected(levels[-n_columns:])


def test_resized_window_shows_the_same_columns(live):
    levels = np.linspace(-100, -20, live._columns.shape[1])
    live.resize(live._columns.shape[1] + 32, 300)
    live.add(columns(*levels))
    assert shown(live) == expected(levels)
    live.resize(live._columns.shape[1] * 2 + 32, 200)
    assert shown(live) == expected(levels)


def test_click_is_seen_in_a_window_with_fewer_pixels_than_columns(live):
    live.resize(32 + live._columns.shape[1] // 4, 300)
    levels = np.full(live._columns.shape[1], -90.0)
    levels[201] = -20.0
    live.add(columns(*levels))
    assert max(shown(live)) >= 254


def test_low_frequencies_are_at_the_bottom(live):
    live.resize(live._columns.shape[1] + 32, 300)
    tone = np.full((257, 1), -100.0, np.float32)
    tone[:20] = -20.0
    live.add(tone)
    image, plot = live.grab().toImage(), live.plot_area()
    assert image.pixel(plot.right(), plot.bottom() - 1) == colormap.TABLE[255]
    assert image.pixel(plot.right(), plot.top() + 1) == colormap.TABLE[0]


def test_other_colours_and_range_redraw_what_was_heard(live):
    live.resize(live._columns.shape[1] + 32, 300)
    live.add(columns(-60.0))
    live.show_colours(colormap.Colouring((-70.0, -50.0), "grey"))
    image, plot = live.grab().toImage(), live.plot_area()
    assert image.pixel(plot.right(), plot.center().y()) == colormap.TABLES["grey"][127]


def test_short_hops_are_condensed_to_their_loudest_columns(live):
    live.begin(80, 0.001, EvenScale(80))
    live.resize(live._columns.shape[1] + 32, 300)
    assert live._columns.shape == (80, 1_200)
    quiet, loud = np.full((80, 7), -90.0, np.float32), np.full((80, 3), -20.0, np.float32)
    live.add(quiet)
    live.add(loud)  # the second group of five has two quiet ones and three loud ones
    assert live._columns[0, :3].tolist() == [-90.0, -20.0, -np.inf]


def test_memory_is_bounded_however_long_it_goes_on(live, rng):
    """An hour of sound at once, with what it had before as the measure."""
    live.resize(700, 300)
    live.begin(257, 0.01, EvenScale())
    live.add(columns(*rng.uniform(-100, -20, 1_000)))
    live.grab()

    def held():
        ring = live._ring
        arrays = [value.nbytes for value in vars(live).values() if isinstance(value, np.ndarray)]
        return sum(arrays) + ring.width() * ring.height() * ring.depth() // 8

    before = held()
    for _ in range(100):
        live.add(columns(*rng.uniform(-100, -20, 3_600)))
        live.grab()
    assert held() <= before + 257 * 4
    assert before < 5_000_000


def test_marks_are_round_and_have_room():
    assert ticks(EvenScale(), 0, 256, 40) == [(64 * n, f"{2 * n}") for n in range(5)]
    assert ticks(EvenScale(), 10, 20, 3) == [(12.8, "0.4"), (16.0, "0.5"), (19.2, "0.6")]
    mel = Spectrogram(Analysis("mel")).scale
    texts = [text for _, text in ticks(mel, -0.5, 79.5, 6)]
    assert {"0.5", "1", "2", "5"} <= set(texts)
    positions = np.array([position for position, _ in ticks(mel, -0.5, 79.5, 6)])
    assert (np.diff(positions) >= 6).all() and np.diff(positions).max() < 18
    assert [text for _, text in ticks(Spectrogram(Analysis("mfcc")).scale, -0.5, 19.5, 4)] == ["0", "5", "10", "15"]


@pytest.mark.parametrize(("peak_db", "zone"), [(-50.0, "quiet"), (-20.0, "good"), (-2.0, "loud")])
def test_meter_tells_the_zone(qtbot, peak_db, zone):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    assert meter.zone() == ""
    meter.show_level(peak_db - 8, peak_db)
    assert meter.zone() == zone
    meter.show_level(None, None)
    assert meter.zone() == ""


def test_meter_falls_slowly(qtbot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show_level(-10.0, -3.0)
    meter.show_level(-80.0, -80.0)
    assert meter.zone() == "loud"
    for _ in range(200):
        meter.show_level(-80.0, -80.0)
    assert meter.zone() == "quiet"


def test_envelope_holds_the_extremes():
    waveform = np.zeros(100_000, np.float32)
    waveform[54_321], waveform[7] = 0.9, -0.8
    lowest, highest = envelope(waveform, 500)
    assert len(lowest) == len(highest) == 500
    assert (lowest.min(), highest.max()) == (np.float32(-0.8), np.float32(0.9))


def test_envelope_of_few_samples_is_the_samples():
    assert envelope(np.array([0.1, -0.2], np.float32)).tolist() == pytest.approx(np.array([[0.1, -0.2]] * 2))
    assert envelope(np.zeros(0, np.float32)).shape == (2, 0)


def test_empty_envelope_is_drawn_as_a_line(qtbot):
    widget = TinyWaveform(np.zeros((2, 0), np.float32))
    qtbot.addWidget(widget)
    assert len(widget._lines()) == 1


def test_picture_is_the_engines_spectrogram(spectrogram, rng):
    waveform = rng.normal(0, 0.1, 35_000).astype(np.float32)
    picture = picture_of(waveform, spectrogram)
    inner = slice(2, -2)  # at the ends the engine mirrors, the picture has silence
    np.testing.assert_allclose(picture.decibels[:, inner], spectrogram.of(waveform)[:, inner], atol=1e-3)


def test_long_recording_is_condensed_to_its_loudest_columns(spectrogram):
    seconds = 150
    waveform = np.zeros(seconds * 16_000, np.float32)
    moment = np.arange(1600) / 16_000
    waveform[100 * 16_000 : 100 * 16_000 + 1600] = 0.5 * np.sin(2 * np.pi * 1000 * moment)
    picture = picture_of(waveform, spectrogram)
    assert picture.decibels.shape[1] <= 6_000
    loudest = picture.decibels.max(axis=0).argmax() / picture.decibels.shape[1] * seconds
    assert loudest == pytest.approx(100.05, abs=0.1)


@pytest.fixture
def view(qtbot):
    from app.widgets.recording_view import RecordingView

    view = RecordingView()
    qtbot.addWidget(view)
    view.resize(700, 360)
    view.show()
    qtbot.waitExposed(view)
    view.show_picture(Picture(np.full((257, 300), -50.0, np.float32), np.zeros((2, 300), np.float32), 3.0, 8000.0))
    return view


def a_picture(seconds, columns_a_second, level_db=-50.0):
    n_columns = round(seconds * columns_a_second)
    envelope = np.full((2, n_columns), 0.1, np.float32)
    return Picture(np.full((257, n_columns), level_db, np.float32), envelope, seconds, 8000.0)


def test_more_of_a_long_recording_is_asked_for_where_it_is_zoomed_into(view, qtbot):
    view.show_picture(a_picture(3_600, 1))
    with qtbot.waitSignal(view.detail_wanted) as asked:
        view.spectrogram.setXRange(1_800, 1_860, padding=0)
    assert asked.args == pytest.approx([1_770, 1_890])
    view.show_detail(a_picture(120, 50, level_db=-20.0), 1_770.0)
    assert view._image.level_at(1_800.0, 4.0) == -20.0 and view._image.level_at(100.0, 4.0) == -50.0
    times, _ = view._trace.getData()
    assert (np.diff(times) >= 0).all() and np.sum((times >= 1_770) & (times < 1_890)) == 2 * 6_000
    with qtbot.assertNotEmitted(view.detail_wanted, wait=300):  # within what is there by now
        view.spectrogram.setXRange(1_810, 1_850, padding=0)
    with qtbot.waitSignal(view.detail_wanted):
        view.spectrogram.setXRange(1_810, 1_812, padding=0)
    view.show_picture(a_picture(3_600, 1))
    assert view._image.level_at(1_800.0, 4.0) == -50.0, "another recording begins without the details of the last"


def test_short_recording_has_all_its_frames_from_the_beginning(view, qtbot):
    view.show_picture(a_picture(10, 100))
    with qtbot.assertNotEmitted(view.detail_wanted, wait=300):
        view.spectrogram.setXRange(5.0, 5.1, padding=0)


def test_time_axes_align_to_the_pixel(view, qtbot):
    def sides():
        return [(plot.getViewBox().sceneBoundingRect().left(), plot.getViewBox().sceneBoundingRect().right())
                for plot in (view.waveform, view.spectrogram)]  # fmt: skip

    qtbot.waitUntil(lambda: sides()[0] == sides()[1] and sides()[0][1] > 500)
    assert view.waveform.viewRange()[0] == pytest.approx(view.spectrogram.viewRange()[0])
    assert view.spectrogram.viewRange() == [[0, pytest.approx(3.0)], [0, pytest.approx(8.0)]]


def test_zoomed_time_stays_the_same_in_both_plots(view):
    view.spectrogram.setXRange(1.0, 1.5, padding=0)
    assert view.waveform.viewRange()[0] == pytest.approx([1.0, 1.5])


def test_click_asks_to_play_from_there(view, qtbot):
    qtbot.waitUntil(lambda: view.spectrogram.getViewBox().sceneBoundingRect().width() > 400)
    area = view.spectrogram.getViewBox().sceneBoundingRect()
    middle = QPoint(round(area.center().x()), round(area.center().y()))
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.mouseClick(view._graphics.viewport(), Qt.LeftButton, pos=middle)
    assert asked.args[0] == pytest.approx(1.5, abs=0.02)


def test_cursor_follows_playback_and_goes(view):
    view.show_position(1.25)
    assert {line.value() for line in view._cursors} == {1.25}
    assert all(line.isVisible() for line in view._cursors)
    view.show_position(None)
    assert not any(line.isVisible() for line in view._cursors)


def test_ticks_carry_their_unit(view):
    axis = view.spectrogram.getAxis("bottom")
    assert axis.tickStrings([0.5, 4, 64, 64.25], 1, 1) == ["0.5 s", "4 s", "1:04", "1:04.25"]
    assert axis.tickStrings([1200 * 0.1 - 1e-9], 1, 0.1) == ["2:00"]  # ticks are sums of steps


def test_picture_of_another_sound_does_not_stand_under_the_new_title(qapp, qtbot):
    stage = SoundStage("none")
    qtbot.addWidget(stage)
    stage.show()
    first, second = make_sound("a.wav"), make_sound("b.wav")
    first.picture = Picture(np.full((257, 30), -50.0, np.float32), np.zeros((2, 30), np.float32), 1.0, 8000.0)
    stage.show_sound(first)
    assert stage.view().isVisible()
    qapp.processEvents()
    place = stage.title.geometry()
    stage.show_sound(second)
    assert stage.title.toolTip() == "b.wav"
    assert not stage.view().isVisible()
    stage.show_picture(first)  # late
    assert not stage.view().isVisible()
    qapp.processEvents()
    assert stage.title.geometry() == place
    second.picture = first.picture
    stage.show_picture(second)
    assert stage.view().isVisible()


def test_empty_recording_can_be_shown(view):
    view.show_picture(Picture(np.zeros((257, 0), np.float32), np.zeros((2, 0), np.float32), 0.0, 8000.0))
    assert not view.grab().isNull()
