"""Connects the identify page with what compares one recording, many of them, or the moments of a conversation."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import QElapsedTimer, QObject

from app.controllers.recording import State
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
        self._connect_live()

    def _connect_one(self):
        page, identify = self._page, self._controllers.identify
        page.identify_requested.connect(identify.identify)
        identify.busy_changed.connect(self._comparing_changed)
        identify.progressed.connect(self._show_compared)
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(identify.cancel)
        identify.identified.connect(partial(page.show_identification, band=identify.band))
        identify.identified.connect(lambda answer, _: self._tell_left_out(answer.left_out))
        self._window.page_changed.connect(self._prepare)
        for work in (identify, self._controllers.conversation, self._controllers.live_conversation):
            page.recording_dropped.connect(lambda path, work=work: work.cancel())

    def _connect_many(self):
        page, batch = self._page, self._controllers.batch
        page.many_requested.connect(batch.identify)
        page.again_requested.connect(batch.again)
        page.batch.save_requested.connect(batch.save)
        page.batch.open_requested.connect(lambda row: page.recording_dropped.emit(str(row.file.path)))
        batch.started.connect(page.batch.show_files)
        batch.left_out.connect(self._tell_left_out)
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
        conversation.saved.connect(self._saved)
        self._connect_work(conversation)

    def _connect_live(self):
        page, live, recording = self._page, self._controllers.live_conversation, self._controllers.recording
        recording.state_changed.connect(self._follow_recording)
        recording.heard.connect(live.hear)
        recording.delivered.connect(live.end)
        live.answered.connect(lambda _, heard: page.show_heard(heard))
        self._connect_work(live)

    def _follow_recording(self, state):
        """A conversation is listened to where it is recorded on this page, in that way of working."""
        page, live = self._page, self._controllers.live_conversation
        if state is State.RECORDING and self._window.page is page and page.wants_live:
            live.start(page.checklist.chosen())
            page.begin_live()
        elif state is State.IDLE:
            page.end_live()

    def _connect_work(self, controller):
        """What takes long and ends in a timeline."""
        controller.busy_changed.connect(self._conversation_changed)
        controller.progressed.connect(self._show_share)
        controller.found.connect(self._page.show_timeline)
        controller.found.connect(lambda timeline, _: self._tell_left_out(timeline.left_out))
        for cancel_requested in (self._window.status.cancel_requested, self._page.cancel_requested):
            cancel_requested.connect(controller.cancel)

    def _tell_left_out(self, left_out):
        if left_out:
            title = self.tr("Not compared, their consent has ended: {names}.")
            advice = self.tr("Ask for it again on the page Enroll, or remove them.")
            self._window.notices.show_notice(
                Notice(title.format(names=", ".join(each.name for each in left_out)), advice)
            )

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

    def _comparing_changed(self, is_busy):
        self._page.set_waiting("work", self.tr("Comparing…") if is_busy else "")
        self._window.status.show_job(self.tr("Comparing…") if is_busy else "", can_cancel=is_busy)

    def _show_compared(self, share):
        self._window.status.show_job(self.tr("Comparing…"), share, can_cancel=True)

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
