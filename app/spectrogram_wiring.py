"""Connects the spectrogram page with what reads, draws, plays and writes for it."""

from functools import partial

from PyQt5.QtCore import QObject

from app.errors import Notice


class SpectrogramWiring(QObject):
    """Where sounds for the page go: to one of its two places."""

    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self._page = window.spectrogram
        self._connect_page()
        self._connect_drawing()

    def _connect_page(self):
        page, drawing = self._page, self._controllers.spectrogram
        page.place_filled.connect(self._read)
        page.voice.record_requested.connect(self._look)
        page.analysis_changed.connect(drawing.analyse)
        page.picture_requested.connect(drawing.write_picture)
        page.table_requested.connect(drawing.write_table)
        page.stage.seen.connect(drawing.look)
        page.stage.removed.connect(self._forget)
        page.stage.play_requested.connect(self._controllers.sounds.toggle)
        self._controllers.sounds.position_changed.connect(page.show_position)

    def _connect_drawing(self):
        status, drawing = self._window.status, self._controllers.spectrogram
        drawing.layers_ready.connect(self._page.stage.show_layers)
        drawing.progressed.connect(partial(status.show_job, can_cancel=True))
        drawing.finished.connect(partial(status.show_job, ""))
        drawing.written.connect(self._tell_written)
        status.cancel_requested.connect(drawing.cancel)

    def _read(self, place, paths):
        """The second of two files goes to the other place."""
        for path, where in zip(paths, (place, 1 - place), strict=False):
            self._controllers.files.read([path], partial(self._show, where))
        if len(paths) > 2:
            title = self.tr("Two recordings are shown at a time: only the first two of {n} files were taken.")
            notice = Notice(title.format(n=len(paths)), self.tr("Take one off the page to see another."))
            self._window.notices.show_notice(notice, tone="", is_passing=True)

    def _look(self, device):
        """Live sound, drawn as the page is set, of which only the end is kept."""
        analysis = self._controllers.spectrogram.analysis
        self._controllers.sounds.stop()
        self._page.stage.live.begin(analysis.n_bins, analysis.hop_ms / 1000, analysis.scale)
        self._controllers.recording.start(device, self._show_heard, analysis=analysis, keep_s=self._page.live_s)

    def _show_heard(self, sound):
        self._show(self._page.stage.free_place, sound)

    def _show(self, place, sound):
        self._controllers.sounds.stop()
        self._page.stage.show_sound(sound, place)
        self._controllers.spectrogram.draw(sound)
        self._controllers.spectrogram.look(sound, *self._page.stage.range[:2])

    def _forget(self, sound):
        self._controllers.sounds.stop()
        self._controllers.spectrogram.forget(sound)

    def _tell_written(self, path):
        notice = Notice(self.tr("“{path}” is saved.").format(path=path), "")
        self._window.notices.show_notice(notice, tone="", is_passing=True)
