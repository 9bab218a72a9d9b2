"""What is computed of a recording and how it is coloured: view, window, hop, colours and the range of levels."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import ComboBox, column, icon_button, label, row
from app.widgets.colormap import FLOOR_DB, TABLES, TOP_DB, Colouring
from app.widgets.range_slider import RangeSlider

_WINDOWS_MS = (5, 10, 25, 50, 100)
_HOPS_MS = (1, 2, 5, 10, 20)
_USUAL_WINDOW_MS, _USUAL_HOP_MS = 25, 10
_LEVELS = ((-120, 0), (int(FLOOR_DB), int(TOP_DB)))  # limits and usual range of powers, in dB
_COEFFICIENTS = ((-200, 200), (-100, 100))


class AnalysisSettings(QWidget):
    """Signals: ``analysis_changed(str view, float window_ms, float hop_ms)``, ``colouring_changed(Colouring)``;
    ``zoom_requested(float factor)``, ``fit_requested``."""

    analysis_changed = pyqtSignal(str, float, float)
    colouring_changed = pyqtSignal(object)
    zoom_requested = pyqtSignal(float)
    fit_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._ranges = {True: _LEVELS[1], False: _COEFFICIENTS[1]}  # of levels, of coefficients
        self.view_box = self._box(self.tr("View"), self.tr("What is computed of each window of sound"))
        self.window_box = self._box(
            self.tr("Window, ms"),
            self.tr("Longer windows tell frequencies apart, shorter ones moments; in milliseconds"),
        )
        self.hop_box = self._box(self.tr("Hop, ms"), self.tr("Time from one window to the next, in milliseconds"))
        self.colour_box = self._box(self.tr("Colours"), self.tr("The colours of quiet and loud"))
        self.range_label = label("", "small")
        self.range_slider = RangeSlider(self.tr("Range of levels"))
        self.range_slider.setToolTip(
            self.tr("The levels that get the darkest and the brightest colour. Arrow keys move a handle, up and down "
                    "choose which.")
        )  # fmt: skip
        self._fill()
        self._lay_out()
        self._show_range()
        self.view_box.activated.connect(self._change_view)
        self.window_box.activated.connect(self._change_window)
        self.hop_box.activated.connect(self._tell_analysis)
        self.colour_box.activated.connect(self._tell_colouring)
        self.range_slider.range_changed.connect(self._change_range)

    @property
    def colouring(self):
        return Colouring(self.range_slider.values, self.colour_box.currentData())

    def set_analysis_enabled(self, is_enabled):
        for box in (self.view_box, self.window_box, self.hop_box):
            box.setEnabled(is_enabled)

    def _change_view(self):
        self._show_range()
        self._tell_analysis()
        self._tell_colouring()

    def _change_window(self):
        self._fill_hops(self.hop_box.currentData())
        self._tell_analysis()

    def _change_range(self, low, high):
        self._ranges[self._is_level()] = (low, high)
        self._show_range()
        self._tell_colouring()

    def _tell_analysis(self):
        self.analysis_changed.emit(
            self.view_box.currentData(), self.window_box.currentData(), self.hop_box.currentData()
        )

    def _tell_colouring(self):
        self.colouring_changed.emit(self.colouring)

    def _is_level(self):
        return self.view_box.currentData() != "mfcc"

    def _show_range(self):
        limits = (_LEVELS if self._is_level() else _COEFFICIENTS)[0]
        low, high = self._ranges[self._is_level()]
        self.range_slider.show_range(limits, (low, high))
        words = self.tr("{low} to {high} dB").format(low=low, high=high)
        self.range_label.setText(words.replace("-", "−"))

    def _fill(self):
        for word, name in (
            (self.tr("Power (STFT)"), "stft"),
            (self.tr("Mel bands"), "mel"),
            (self.tr("Cepstrum (MFCC)"), "mfcc"),
        ):
            self.view_box.addItem(word, name)
        for window_ms in _WINDOWS_MS:
            self.window_box.addItem(str(window_ms), float(window_ms))
        self.window_box.setCurrentIndex(_WINDOWS_MS.index(_USUAL_WINDOW_MS))
        self._fill_hops(_USUAL_HOP_MS)
        words = {"magma": self.tr("Magma"), "viridis": self.tr("Viridis"), "grey": self.tr("Grey")}
        for name in TABLES:
            self.colour_box.addItem(words[name], name)

    def _fill_hops(self, chosen_ms):
        """A hop longer than the window would leave sound out."""
        hops = [hop_ms for hop_ms in _HOPS_MS if hop_ms <= self.window_box.currentData()]
        self.hop_box.clear()
        for hop_ms in hops:
            self.hop_box.addItem(str(hop_ms), float(hop_ms))
        self.hop_box.setCurrentIndex(len([hop_ms for hop_ms in hops if hop_ms <= chosen_ms]) - 1)

    def _box(self, name, tip):
        box = ComboBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        return box

    def _lay_out(self):
        lengths = row((_named(self.window_box), 1), (_named(self.hop_box), 1))
        zoom = [
            icon_button(
                "zoom-out", self.tr("Zoom out"), tip=self.tr("See more time (−; the wheel, with Ctrl frequency)")
            ),
            icon_button(
                "zoom-in", self.tr("Zoom in"), tip=self.tr("See less time (+; the wheel, with Ctrl frequency)")
            ),
            icon_button("fit", self.tr("See all"), tip=self.tr("See all of it (F)")),
        ]
        zoom[0].clicked.connect(lambda: self.zoom_requested.emit(2.0))
        zoom[1].clicked.connect(lambda: self.zoom_requested.emit(0.5))
        zoom[2].clicked.connect(self.fit_requested)
        levels = column(row(label(self.tr("Levels"), "small"), 1, self.range_label), self.range_slider, spacing=2)
        zoom_words = label(self.tr("Zoom"), "small")
        column(
            _named(self.view_box), lengths, _named(self.colour_box), levels, row(zoom_words, 1, *zoom, spacing=2),
            spacing=GAP, parent=self,
        )  # fmt: skip
        self.range_label.setMinimumWidth(theme.current().px(112))


def _named(box):
    """A box with its name above it."""
    name = label(box.accessibleName(), "small")
    name.setBuddy(box)
    return column(name, box, spacing=2)
