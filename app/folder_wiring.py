"""Connects the enroll page's panel for whole folders with what looks into them and enrolls from them."""

from PyQt5.QtCore import QObject

from app.errors import Notice


class FolderWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self._counts = {True: 0, False: 0}  # speakers of this run: enrolled, and not
        page, panel, folder = window.enroll, window.enroll.folder, controllers.folder
        page.folders_dropped.connect(self._open)
        panel.look_requested.connect(folder.look)
        panel.enroll_requested.connect(self._enroll)
        panel.closed.connect(folder.leave)
        folder.listed.connect(panel.show_rows)
        folder.stepped.connect(panel.show_step)
        folder.enrolled.connect(self._show_result)
        folder.progressed.connect(self._show_progress)
        folder.finished.connect(self._finish)
        window.status.cancel_requested.connect(folder.cancel)

    def _open(self, folders):
        if self._controllers.folder.is_enrolling:
            title = self.tr("Speakers are being enrolled from another folder.")
            notice = Notice(title, self.tr("Wait until that is done, or cancel it below."))
            self._window.notices.show_notice(notice, is_passing=True)
        else:
            self._window.enroll.folder.open(folders)

    def _enroll(self, rows, consent, add):
        self._counts = {True: 0, False: 0}
        self._controllers.folder.enroll(rows, consent, add)

    def _show_result(self, result):
        self._counts[result.speaker is not None] += 1
        self._window.enroll.folder.show_result(result)

    def _show_progress(self, what, n_done, n_all):
        words = self.tr("Enrolling speakers…") if what == "enrolling" else self.tr("Looking at the recordings…")
        counted = self.tr("{words} {n} of {all}").format(words=words, n=n_done, all=n_all) if n_all else words
        self._window.status.show_job(counted, n_done / n_all if n_all else None, can_cancel=True)
        self._window.enroll.folder.set_busy(words)

    def _finish(self):
        self._window.status.show_job("")
        self._window.enroll.folder.set_busy("")
        n_enrolled, n_failed = self._counts[True], self._counts[False]
        self._counts = {True: 0, False: 0}
        if not n_enrolled and not n_failed:
            return
        if n_enrolled:
            self._controllers.curation.forget()  # the last change is this one now
        self._controllers.speakers.refresh()
        title = self.tr("1 speaker is enrolled.") if n_enrolled == 1 else self.tr("{n} speakers are enrolled.")
        advice = self.tr("{n} could not be; the table says why.").format(n=n_failed) if n_failed else ""
        tone = "unsure" if n_failed else "supports"
        notice = Notice(title.format(n=n_enrolled), advice)
        self._window.notices.show_notice(notice, tone=tone, is_passing=True)
