"""Connects the identify page with what compares one recording, many of them, or the moments of a conversation."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import QElapsedTimer, QObject

from app.errors import Notice
from app.language import told
from app.progress import duration

_TIMED_FROM = 0.05  # the share of a long job from which the time left is worth telling


class IdentifyWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window, self._page = window, window.identify
        self._controllers = controllers
        self._clock = QElapsedTimer()
        self._connect_one()
        self._connect_many()
        self._connect_conversation()

    def _connect_one(self):
        page, identify = self._page, self._controllers.identify
        page.identify_requested.connect(identify.identify)
        identify.busy_changed.connect(lambda busy: page.set_waiting("work", self.tr("Comparing…") if busy else ""))
        identify.busy_changed.connect(lambda busy: self._window.status.show_job(self.tr("Comparing…") if busy else ""))
        identify.identified.connect(partial(page.show_identification, band=identify.band))
        identify.identified.connect(self._tell_left_out)
        self._window.page_changed.connect(self._prepare)
        page.recording_dropped.connect(lambda path: self._controllers.conversation.cancel())

    def _connect_many(self):
        page, batch = self._page, self._controllers.batch
        page.many_requested.connect(batch.identify)
        page.again_requested.connect(batch.again)
        page.batch.save_requested.connect(batch.save)
        page.batch.open_requested.connect(lambda row: page.recording_dropped.emit(str(row.file.path)))
        batch.started.connect(page.batch.show_files)
        batch.row_ready.connect(page.batch.show_row)
        batch.progressed.connect(self._show_file)
        batch.busy_changed.connect(self._batch_changed)
        batch.saved.connect(self._saved)
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(batch.cancel)

    def _connect_conversation(self):
        page, conversation = self._page, self._controllers.conversation
        page.timeline_requested.connect(conversation.find)
        page.save_requested.connect(conversation.save)
        conversation.busy_changed.connect(self._conversation_changed)
        conversation.progressed.connect(self._show_share)
        conversation.found.connect(page.show_timeline)
        conversation.found.connect(self._tell_left_out)
        conversation.saved.connect(self._saved)
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(conversation.cancel)

    def _tell_left_out(self, answer, sound):
        if answer is not None and answer.left_out:
            title = self.tr("Not compared, their consent has ended: {names}.")
            advice = self.tr("Ask for it again on the page Enroll, or remove them.")
            self._window.notices.show_notice(Notice(title.format(names=", ".join(answer.left_out)), advice))

    def _prepare(self, page):
        if page is self._page and page.has_speakers:
            self._controllers.identify.prepare()

    def _batch_changed(self, is_busy):
        self._page.set_waiting("batch", self.tr("Comparing recordings…") if is_busy else "")
        if is_busy:
            self._clock.start()
        self._window.status.show_job(self.tr("Looking for recordings…") if is_busy else "", can_cancel=is_busy)

    def _show_file(self, name, n_done, n_all):
        words = self.tr("{name} ({n:,} of {all:,}{left})")
        words = words.format(name=name, n=n_done + 1, all=n_all, left=self._left(n_done / n_all))
        self._window.status.show_job(words, n_done / n_all, can_cancel=True)

    def _conversation_changed(self, is_busy):
        self._page.set_waiting("work", self.tr("Listening…") if is_busy else "")
        if is_busy:
            self._clock.start()
        self._window.status.show_job(self.tr("Listening…") if is_busy else "", can_cancel=is_busy)

    def _show_share(self, share):
        words = self.tr("Who speaks when: {share:.0%}{left}").format(share=share, left=self._left(share))
        self._window.status.show_job(words, share, can_cancel=True)

    def _left(self, share):
        if share < _TIMED_FROM:
            return ""
        left_s = self._clock.elapsed() / 1000 * (1 - share) / share
        return self.tr(", {time} left").format(time=told(duration(left_s)))

    def _saved(self, path):
        notice = Notice(self.tr("“{name}” is saved.").format(name=Path(path).name), str(Path(path).parent))
        self._window.notices.show_notice(notice, tone="supports", is_passing=True)
