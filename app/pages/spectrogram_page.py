"""The spectrogram page: one or two recordings to look into, or live sound."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFileDialog

from app import theme
from app.theme import GAP
from app.widgets.analysis_settings import AnalysisSettings
from app.widgets.basics import Card, PageHead, button, column, label, row
from app.widgets.compare_stage import CompareStage
from app.widgets.dropping import Page
from app.widgets.voice_panel import VoicePanel

_PAN, _ZOOM = 0.2, 0.5


class SpectrogramPage(Page):
    """Signals: ``place_filled(int place, list of paths)``, ``analysis_changed(str view, float window_ms, float
    hop_ms)``, ``picture_requested(str path, bytes png)``, ``table_requested(sound, str path, float start_s, float
    end_s)``."""

    place_filled = pyqtSignal(int, list)
    analysis_changed = pyqtSignal(str, float, float)
    picture_requested = pyqtSignal(str, bytes)
    table_requested = pyqtSignal(object, str, float, float)

    live_s = 300.0  # how much of live sound is kept

    def __init__(self, parent=None):
        super().__init__(parent)
        self.save_button = button(
            self.tr("Save picture"),
            "save",
            "primary",
            tip=self.tr("Save what is seen, with its axes, as PNG (Ctrl+S)"),
        )
        self.primary = self.save_button
        self.head = PageHead(
            self.tr("Spectrogram"), self.tr("Look into a recording, compare two in step, or watch live sound."),
            self.save_button,
        )  # fmt: skip
        self.voice = VoicePanel()
        self.settings = AnalysisSettings()
        self.stage = CompareStage()
        self._lay_out()
        self._connect()
        self.update_action()

    def show_position(self, sound, position_s):
        self.stage.show_position(sound, position_s)

    def arrange(self, is_narrow):
        for card in self._cards:
            card.setFixedWidth(theme.current().px(224 if is_narrow else 240))
        for panel in self.stage.panels:
            panel.arrange(is_narrow)

    def show_drop(self, is_over):
        self.stage.panels[self.stage.free_place].show_drop(is_over)

    def missing(self):
        """What has to be there before there is a picture to save."""
        if self.waiting():
            return self.waiting()
        return "" if self.stage.sounds else self.tr("To save a picture, drop a recording.")

    def update_action(self):
        missing = self.missing()
        self.save_button.setEnabled(not missing)
        self.head.hint.setText(missing)
        self.settings.set_analysis_enabled(not self.waiting())

    def _ask_for_picture(self):
        if not self.missing():
            png = self.stage.picture()
            path = self._path_to_save(self.tr("Save the picture"), self.stage.sounds[0], ".png")
            if path:
                self.picture_requested.emit(path, png)

    def _ask_for_table(self, sound):
        path = self._path_to_save(self.tr("Save the values"), sound, ".csv")
        if path:
            self.table_requested.emit(sound, path, *self.stage.range[:2])

    def _path_to_save(self, title, sound, suffix):
        name = f"{sound.take.source.rpartition('.')[0] or sound.take.source}{suffix}".replace("/", "-")
        path, _ = QFileDialog.getSaveFileName(self, title, name, f"*{suffix}")
        return path if not path or path.lower().endswith(suffix) else path + suffix

    def _choose_for(self, place):
        self._place = place
        self.choose_files()
        self._place = None

    def _fill_place(self, paths):
        """Files for the whole page go where there is room."""
        self.place_filled.emit(self.stage.free_place if self._place is None else self._place, paths)

    def _connect(self):
        self._place = None  # that the dialog is open for
        stage, settings = self.stage, self.settings
        self.files_dropped.connect(self._fill_place)
        stage.files_dropped.connect(self.place_filled)
        stage.choose_requested.connect(self._choose_for)
        stage.table_requested.connect(self._ask_for_table)
        stage.changed.connect(self.update_action)
        settings.analysis_changed.connect(self.analysis_changed)
        settings.colouring_changed.connect(stage.show_colours)
        settings.zoom_requested.connect(stage.zoom)
        settings.fit_requested.connect(stage.fit)
        self.save_button.clicked.connect(self._ask_for_picture)
        self.keys = {
            Qt.Key_R: self.voice.toggle, Qt.Key_Space: stage.toggle, Qt.Key_F: stage.fit,
            Qt.Key_Delete: stage.remove_current, Qt.CTRL + Qt.Key_S: self._ask_for_picture,
            Qt.CTRL + Qt.Key_E: stage.ask_for_table, **_moving_keys(stage),
        }  # fmt: skip

    def _lay_out(self):
        words = self.tr("Live: the last {n:.0f} minutes stay on the page when you stop.").format(n=self.live_s / 60)
        self.voice.arrange(is_narrow=True)
        live = Card(self.voice, label(words, "small", wrap=True), margin=12)
        self._cards = (live, Card(self.settings, margin=12))
        asked = column(*self._cards, 1, spacing=2 * GAP)
        parts = row(asked, (self.stage, 1), spacing=2 * GAP)
        column(self.head, (parts, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)
        self.arrange(is_narrow=False)


def _moving_keys(stage):
    """Arrows move what is seen, with Shift the crosshair; + and − zoom in time, with Ctrl in frequency."""
    keys = {
        Qt.Key_Home: lambda: stage.pan(-1e9),
        Qt.Key_End: lambda: stage.pan(1e9),
    }
    for key, across, up in ((Qt.Key_Left, -1, 0), (Qt.Key_Right, 1, 0), (Qt.Key_Up, 0, 1), (Qt.Key_Down, 0, -1)):
        keys[key] = lambda across=across, up=up: stage.pan(_PAN * (across or up), rows=bool(up))
        keys[Qt.SHIFT + key] = lambda across=across, up=up: stage.step_pointer(across, up)
    for key, factor in ((Qt.Key_Plus, _ZOOM), (Qt.Key_Equal, _ZOOM), (Qt.Key_Minus, 1 / _ZOOM)):
        for shift in (0, Qt.SHIFT):  # on many keyboards + is a shifted key
            keys[shift + key] = lambda factor=factor: stage.zoom(factor)
            keys[shift + Qt.CTRL + key] = lambda factor=factor: stage.zoom(factor, rows=True)
    return keys
