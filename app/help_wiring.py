"""Connects the menu with what it opens: help, log, recent files, backups; and tells of faults with their details."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import QObject, QTimer, QUrl
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QFileDialog

from app.errors import Notice
from app.widgets.crash_window import CrashWindow
from app.widgets.help_window import HelpWindow
from app.widgets.trial_table import time_words

_LOOK_EVERY_MS = 3_600_000  # whether a backup is due, where the window stays open for days


class HelpWiring(QObject):
    """Help and details are windows of their own, made when they are first asked for."""

    def __init__(self, window, controllers, folder, parent=None):
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self._folder = folder
        self.help = self.crash = None
        menu = window.menu
        menu.topic_requested.connect(self.open_help)
        menu.backup_requested.connect(self._ask_where_to_save)
        menu.restore_requested.connect(self._ask_what_to_restore)
        self._connect_recent(menu)
        self._connect_backup()
        self._timer = QTimer(self)
        self._timer.timeout.connect(controllers.backup.by_itself)

    def begin(self):
        self._controllers.recent.load()
        self._controllers.backup.by_itself()
        self._timer.start(_LOOK_EVERY_MS)

    def end(self):
        self._timer.stop()
        for window in filter(None, (self.help, self.crash)):
            window.close()

    def open_help(self, topic=""):
        """``topic`` "": the one of the page that is shown."""
        self._made_help().open_at(topic or self._window.page_name)

    def tell_fault(self, notice, details):
        """A fault of the program: one sentence, and the rest for whoever asks."""
        actions = ((self.tr("Details"), partial(self._show_details, details)),)
        self._window.notices.show_notice(notice, actions=actions)

    def tell_crash(self, details):
        notice = Notice(
            self.tr("The program ended in a crash last time."),
            self.tr("What was enrolled is there; a recording that was being made is offered again."),
        )
        self.tell_fault(notice, details)

    def _made_help(self):
        if self.help is None:
            self.help, parts = HelpWindow(self._window), self._controllers.help
            self.help.about_requested.connect(parts.load_about)
            self.help.log_requested.connect(parts.load_log)
            self.help.folder_requested.connect(self._show_folder)
            parts.about_ready.connect(self.help.show_about)
            parts.log_ready.connect(self.help.show_log)
        return self.help

    def _show_details(self, details):
        if self.crash is None:
            self.crash = CrashWindow(self._window)
            self.crash.log_requested.connect(partial(self.open_help, "log"))
        self.crash.show_details(details)

    def _show_folder(self):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _connect_recent(self, menu):
        recent = self._controllers.recent
        recent.changed.connect(menu.show_files)
        menu.files_forgotten.connect(recent.forget)
        menu.file_chosen.connect(self._open_again)
        for page in (self._window.verify, self._window.identify, self._window.spectrogram):
            page.files_dropped.connect(recent.add)
        self._controllers.curation.ended.connect(recent.load)  # a removal has forgotten them

    def _open_again(self, path):
        page = self._window.page if self._window.page.takes_files else self._window.verify
        self._window.go_to(page)
        page.files_dropped.emit([path])

    def _connect_backup(self):
        backup, status = self._controllers.backup, self._window.status
        backup.progressed.connect(lambda share: status.show_job(self.tr("Backup…"), share, can_cancel=True))
        backup.ended.connect(partial(status.show_job, ""))
        status.cancel_requested.connect(backup.cancel)
        backup.saved.connect(self._saved)
        backup.looked.connect(self._ask_to_restore)
        backup.restored.connect(self._restored)

    def _ask_where_to_save(self):
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Back up everything"), "backup.gluonar", self._kinds()
        )
        if path:
            self._controllers.backup.save(Path(path))

    def _ask_what_to_restore(self):
        place = self._folder / "backups"
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Restore a backup"), str(place) if place.is_dir() else "", self._kinds()
        )
        if path:
            self._controllers.backup.look(Path(path))

    def _kinds(self):
        return self.tr("Backups (*.gluonar)")

    def _saved(self, backup):
        advice = self.tr("Speakers: {n}, recordings: {takes}. It was read again and found whole: {path}")
        advice = advice.format(n=backup.n_speakers, takes=backup.n_recordings, path=backup.path)
        self._window.notices.show_notice(Notice(self.tr("The backup is made."), advice), tone="supports")

    def _ask_to_restore(self, backup):
        title = self.tr("Put back everything as of {when}?").format(when=time_words(backup.made_at))
        advice = self.tr(
            "Speakers: {n}, recordings: {takes}. They take the place of what is enrolled now, which is saved first. "
            "Whoever you removed since that backup is there again."
        ).format(n=backup.n_speakers, takes=backup.n_recordings)
        actions = (
            (self.tr("Restore"), partial(self._controllers.backup.restore, backup.path)),
            (self.tr("Cancel"), lambda: None),
        )
        self._window.notices.show_notice(Notice(title, advice), tone="", actions=actions)

    def _restored(self, restored):
        parts = self._controllers
        parts.curation.forget()  # the last change was one of what is gone now
        for reload in (parts.speakers.refresh, parts.choices.load, self._window.verify.refresh_history, self.begin):
            reload()
        advice, actions = "", ()
        if restored.before:
            advice = self.tr("What was there before is kept until you remove somebody.")
            actions = ((self.tr("Undo"), partial(parts.backup.restore, restored.before)),)
        if restored.damaged:
            words = self.tr("What was there before could not be read; it is kept: {path}")
            advice = words.format(path=restored.damaged)
        notice = Notice(self.tr("The backup is put back."), advice)
        self._window.notices.show_notice(notice, tone="supports", actions=actions)
