"""Two recordings in step, one above the other: one time axis, one range of levels, one cursor; or live sound."""

from functools import partial

import numpy as np
from PyQt5.QtCore import QBuffer, QIODevice, Qt, pyqtSignal
from PyQt5.QtGui import QPixmap
from PyQt5.QtWidgets import QStackedWidget, QWidget

from app import theme
from app.widgets.analysis_panel import AnalysisPanel
from app.widgets.basics import column
from app.widgets.colormap import Colouring
from app.widgets.live_spectrogram import LiveSpectrogram

_PICTURE_SCALE = 2


class CompareStage(QWidget):
    """Signals: ``files_dropped(int place, list of paths)``, ``choose_requested(int place)``, ``play_requested(sound,
    float start_s)``, ``table_requested(sound)``, ``removed(sound)``, ``seen(sound, float start_s, float end_s)``,
    ``changed`` when sounds come or go."""

    files_dropped = pyqtSignal(int, list)
    choose_requested = pyqtSignal(int)
    play_requested = pyqtSignal(object, float)
    table_requested = pyqtSignal(object)
    removed = pyqtSignal(object)
    seen = pyqtSignal(object, float, float)
    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._colouring = Colouring()
        self.setFocusPolicy(Qt.StrongFocus)
        self.setAccessibleName(self.tr("Recordings"))
        self._pointer = (None, None)  # time in s and row under the mouse
        self._position_s = None  # of playback
        self._is_in_step = True  # False while one view's new range goes to the other
        self._current = 0
        self.live = LiveSpectrogram()
        self.panels = (
            AnalysisPanel(
                self.tr("Drop a recording here, or press the microphone to see live sound"),
                self.tr("Drop another recording here to see both in step"),
            ),
            AnalysisPanel(
                self.tr("Drop a second recording here"), self.tr("Drop a second recording here to see both in step")
            ),
        )
        for place, panel in enumerate(self.panels):
            self._connect(place, panel)
        self._both = QWidget()
        column(*((panel, 1) for panel in self.panels), parent=self._both)
        self._stack = QStackedWidget()
        for widget in (self._both, self.live):
            self._stack.addWidget(widget)
        column(self._stack, parent=self)
        self._arrange()

    @property
    def sounds(self):
        return [panel.sound for panel in self.panels if panel.sound is not None]

    @property
    def sound(self):
        """The current one, or None."""
        return self.panels[self._current].sound

    @property
    def free_place(self):
        """Where the next recording goes: the first empty place, else instead of the current one."""
        return next((place for place, panel in enumerate(self.panels) if panel.sound is None), self._current)

    @property
    def range(self):
        """(start_s, end_s, low row, high row) of what is seen; None without a recording."""
        views = self._views()
        return next((view.range for view in views if view.kind), views[0].range) if views else None

    def start_live(self):
        self.live.clear()
        self._stack.setCurrentIndex(1)

    def end_live(self):
        self._stack.setCurrentIndex(0)

    def show_sound(self, sound, place):
        """Its layers come later; a recording that was there leaves."""
        before, seen = self.panels[place].sound, None if self._is_all_seen() else self.range
        self._is_in_step = False  # a new view has not got its range yet
        self.panels[place].show_sound(sound)
        self._current = place
        self.setFocus()  # the keys are for what came
        if before is not None:
            self.removed.emit(before)
        self._arrange()
        self._is_in_step = True
        if seen is None:
            self.fit_time()
        else:
            self._share_range(*seen)

    def show_layers(self, sound, layers, scale):
        panel = self._panel_of(sound)
        if panel is None:
            return
        view, kind, seen = panel.view, panel.view.kind, self.range
        self._is_in_step = False
        view.show_layers(layers, scale)
        self._is_in_step = True
        if view.kind != kind:  # all of its rows are shown now: see as many as in the other one
            other = next((other for other in self._views() if other is not view and other.kind == view.kind), None)
            self._share_range(*seen[:2], *(other or view).range[2:])

    def show_colours(self, colouring):
        self._colouring = colouring
        self.live.show_colours(colouring)
        for view in self._views():
            view.show_colours(colouring)

    def show_position(self, sound, position_s):
        """The playback cursor, in both; and the view moves on when it reaches the end of what is seen."""
        is_here = self._panel_of(sound) is not None
        for panel in self.panels:
            panel.show_position(position_s if is_here and panel.sound is sound else None)
        for view in self._views():
            view.show_position(position_s if is_here else None)
        if is_here and position_s is not None:
            self._follow(position_s)
        self._position_s = position_s if is_here else None

    def choose(self, sound):
        """Make it the current one, which the keys are for."""
        self._current = self.panels.index(self._panel_of(sound))
        self._arrange()

    def toggle(self):
        if self.sound is not None:
            self.play_requested.emit(self.sound, 0.0)

    def remove_current(self):
        if self.sound is not None:
            self._remove(self._current)

    def ask_for_table(self):
        if self.sound is not None:
            self.table_requested.emit(self.sound)

    def fit(self):
        """All of time and frequency."""
        for view in self._views()[:1]:
            self._share_range(*view.bounds)

    def fit_time(self):
        for view in self._views()[:1]:
            self._share_range(*view.bounds[:2], *self.range[2:])

    def zoom(self, factor, *, rows=False):
        """Show ``factor`` of what is seen now, about the pointer where it is: of the time, or of the rows."""
        for view in self._views()[:1]:
            view.zoom(factor, self._pointer[int(rows)], axis=int(rows))

    def pan(self, part, *, rows=False):
        """Move on by a part of what is seen: of the time, or of the rows."""
        for view in self._views()[:1]:
            view.pan(part, axis=int(rows))

    def step_pointer(self, across, up):
        """Move the crosshair by hundredths of what is seen."""
        for view in self._views()[:1]:
            self._point(*view.stepped(self._pointer, across, up))

    def picture(self):
        """What is seen with its axes, as the bytes of a PNG."""
        for panel in self.panels:
            panel.show_buttons(False)
        pixmap = QPixmap(self._both.size() * _PICTURE_SCALE)
        pixmap.setDevicePixelRatio(_PICTURE_SCALE)
        pixmap.fill(theme.current().colour("window"))
        self._both.render(pixmap)
        for panel in self.panels:
            panel.show_buttons(True)
        buffer = QBuffer()
        buffer.open(QIODevice.WriteOnly)
        pixmap.save(buffer, "PNG")
        return bytes(buffer.data())

    def _connect(self, place, panel):
        panel.files_dropped.connect(partial(self.files_dropped.emit, place))
        panel.choose_requested.connect(partial(self.choose_requested.emit, place))
        panel.play_requested.connect(self._play)
        panel.table_requested.connect(self.table_requested)
        panel.close_requested.connect(lambda sound: self._remove(place))
        panel.view_made.connect(self._connect_view)

    def _play(self, sound, start_s):
        self.choose(sound)
        self.play_requested.emit(sound, start_s)

    def _connect_view(self, view):
        view.show_colours(self._colouring)
        view.range_changed.connect(self._share_range)
        view.pointed.connect(self._point)

    def _share_range(self, *range_):
        """All views show the same stretch; ``seen`` tells which."""
        if not self._is_in_step:
            return
        self._is_in_step = False
        for view in self._views():
            view.show_range(*range_)
        self._is_in_step = True
        for sound in self.sounds:
            self.seen.emit(sound, *range_[:2])

    def _point(self, time_s, row):
        self._pointer = (time_s, row)
        for panel in self.panels:
            if panel.sound is not None:
                panel.view.show_pointer(time_s, row)
                panel.show_reading("" if time_s is None else panel.view.reading(time_s, row))

    def _follow(self, position_s):
        """Move on by a page when playback leaves what is seen, but not after one who looked elsewhere."""
        start_s, end_s, low, high = self.range
        if self._position_s is not None and self._position_s <= end_s < position_s:
            self._views()[0].show_range(position_s, position_s + end_s - start_s, low, high)

    def _remove(self, place):
        sound = self.panels[place].sound
        self.panels[place].show_sound(None)
        self._current = 1 - place if self.sounds else 0
        self.removed.emit(sound)
        self._arrange()

    def _arrange(self):
        """The second place appears once the first is taken, and small; both end their time axes together."""
        first, second = self.panels
        first.set_slim(second.sound is not None)
        second.set_slim(first.sound is not None)
        second.setVisible(bool(self.sounds))
        for place, panel in enumerate(self.panels):
            panel.show_current(len(self.sounds) == 2 and place == self._current)
        end_s = max((sound.take.quality.duration_s for sound in self.sounds), default=0.0)
        for view in self._views():
            view.show_axis(end_s)
        self.changed.emit()

    def _is_all_seen(self):
        """Also when nothing is: then the next recording is seen whole."""
        views = self._views()
        return not views or np.allclose(views[0].range[:2], views[0].bounds[:2])

    def _panel_of(self, sound):
        return next((panel for panel in self.panels if sound is not None and panel.sound is sound), None)

    def _views(self):
        return [panel.view for panel in self.panels if panel.sound is not None]
