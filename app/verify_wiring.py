"""Connects the verify page with what answers it: verdicts, scores along the recording, live answers, history."""

from functools import partial

from PyQt5.QtCore import QObject

from app.controllers.recording import State
from app.errors import Notice


class VerifyWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window = window
        self._page = window.verify
        self._controllers = controllers
        self._was_live = False
        self._connect_answers()
        self._connect_live()
        self._connect_choices()
        self._connect_history()

    def _connect_answers(self):
        page, verify, segments = self._page, self._controllers.verify, self._controllers.segments
        page.verify_requested.connect(verify.verify)
        page.enroll_requested.connect(partial(self._window.go_to, self._window.enroll))
        verify.busy_changed.connect(page.set_busy)
        verify.busy_changed.connect(self._show_busy)
        verify.progressed.connect(self._show_compared)
        verify.verified.connect(partial(page.show_verification, band=verify.band))
        verify.verified.connect(self._score_along)
        segments.scored.connect(page.show_segments)
        segments.progressed.connect(self._show_progress)
        segments.ended.connect(partial(self._window.status.show_job, ""))
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(verify.cancel)
            cancel_requested.connect(segments.cancel)
        page.question_changed.connect(segments.cancel)

    def _connect_live(self):
        page, live, recording = self._page, self._controllers.live, self._controllers.recording
        recording.state_changed.connect(self._follow_recording)
        recording.heard.connect(live.hear)
        recording.delivered.connect(self._ask_at_the_end)
        page.picker.chosen.connect(live.choose)
        live.answered.connect(partial(page.show_interim, band=self._controllers.verify.band))

    def _connect_choices(self):
        page, choices = self._page, self._controllers.choices
        page.point.chosen.connect(self._choose_point)
        for answered in (choices.point_changed, choices.failed):
            answered.connect(lambda _: page.set_waiting("point", ""))
        page.live_box.clicked.connect(choices.choose_live)
        choices.point_changed.connect(page.show_point)
        choices.live_changed.connect(page.live_box.setChecked)

    def _connect_history(self):
        page, history = self._page, self._controllers.history
        page.history_requested.connect(history.load)
        page.export_requested.connect(history.export)
        history.loaded.connect(partial(page.history.show_rows, band=self._controllers.verify.band))
        history.exported.connect(self._exported)
        for changed in (self._controllers.verify.verified, self._controllers.speakers.speakers_changed):
            changed.connect(page.refresh_history)

    def _score_along(self, verification, sound):
        """Nothing follows an answer that came too late to be shown."""
        if self._page.shows(verification, sound):
            self._controllers.segments.score(verification, sound)

    def _follow_recording(self, state):
        """Live answers are for a recording that begins on this page while they are switched on."""
        page, live = self._page, self._controllers.live
        page.live_box.setEnabled(state is State.IDLE)
        if state is State.RECORDING and self._window.page is page and page.live_box.isChecked():
            self._was_live = True
            live.start(page.picker.speaker())
            page.begin_live()
        elif state is not State.RECORDING:
            live.stop()
        if state is State.IDLE:
            page.end_live()

    def _ask_at_the_end(self, sound):
        """The answer that counts, about all of what was heard."""
        was_live, self._was_live = self._was_live, False
        if was_live and self._window.page is self._page and sound is self._page.stage.sound:
            self._page.request()

    def _choose_point(self, given):
        """A question asked meanwhile would be answered at the point before."""
        self._page.set_waiting("point", self.tr("Setting the operating point…"))
        self._controllers.choices.choose_point(given)

    def _show_busy(self, is_busy):
        self._window.status.show_job(self.tr("Comparing…") if is_busy else "", can_cancel=is_busy)

    def _show_compared(self, share):
        self._window.status.show_job(self.tr("Comparing…"), share, can_cancel=True)

    def _show_progress(self, share):
        self._window.status.show_job(self.tr("Comparing along the recording…"), share, can_cancel=True)

    def _exported(self, path):
        notice = Notice(self.tr("The history is saved as a table."), path)
        self._window.notices.show_notice(notice, tone="supports", is_passing=True)
