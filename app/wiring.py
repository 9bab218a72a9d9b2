"""Connects the window's pages with the controllers: what is asked goes one way, what came out goes the other."""

from functools import partial

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from app import settings
from app.audit_wiring import AuditWiring
from app.controllers.recording import State
from app.errors import Notice
from app.evaluate_wiring import EvaluateWiring
from app.folder_wiring import FolderWiring
from app.help_wiring import HelpWiring
from app.identify_wiring import IdentifyWiring
from app.language import told
from app.models_wiring import ModelsWiring
from app.services.enrollment import advice_on
from app.settings_wiring import SettingsWiring
from app.sound_wiring import SoundWiring
from app.spectrogram_wiring import SpectrogramWiring
from app.tour_wiring import TourWiring
from app.verify_wiring import VerifyWiring
from app.widgets.words import takes_words


class Wiring(QObject):
    """``copy_wanted``: a backup shall take the place of the gallery, which is damaged."""

    copy_wanted = pyqtSignal()

    def __init__(self, window, controllers, folder, parent=None):
        """``folder``: the data folder."""
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self._spool_dir = settings.spool_dir(folder)
        self._sounds = SoundWiring(window, controllers, self)
        IdentifyWiring(window, controllers, self)
        ModelsWiring(window, controllers, self)
        self._spectrogram = SpectrogramWiring(window, controllers, self)
        self._evaluate = EvaluateWiring(window, controllers, self)
        self._connect_window()
        self._connect_enroll()
        self._folder = FolderWiring(window, controllers, self)
        self._verify = VerifyWiring(window, controllers, self)
        self._settings = SettingsWiring(window, controllers, self._sounds.choose_microphone, self)
        self._connect_speakers()
        self._connect_curation()
        self._audit = AuditWiring(window, controllers, self)
        self.help = HelpWiring(window, controllers, folder, self)
        self._tour = TourWiring(window, controllers, self)

    def begin(self, notice=None):
        """What the window needs, once it is on the screen; ``notice``: what there is to say first."""
        self._settings.begin(notice)
        parts = self._controllers
        parts.recording.find_devices()  # first of all: whoever came to record need not wait for the rest
        parts.speakers.refresh()
        parts.model.load()
        parts.choices.load()
        parts.recording.recover(self._spool_dir, self._sounds.offer_recovered)
        self.help.begin()

    def end(self):
        self._sounds.end()
        self.help.end()
        self._audit.end()

    def _connect_window(self):
        window, parts = self._window, self._controllers
        for controller in vars(parts).values():
            controller.failed.connect(self._tell_failure)
        window.page_changed.connect(self._leave_page)
        window.close_requested.connect(self._ask_to_close)
        if window.is_close_wanted:
            QTimer.singleShot(0, window.close)
        parts.model.loaded.connect(self._show_model)
        parts.model.failed.connect(lambda _: window.status.model.show_text(self.tr("No speaker model")))

    def _tell_failure(self, notice):
        actions = ((self.tr("Put back a copy…"), self.copy_wanted.emit),) if notice.is_damage else ()
        self._window.notices.show_notice(notice, actions=actions)

    def _connect_enroll(self):
        page, enroll = self._window.enroll, self._controllers.enroll
        page.enroll_requested.connect(enroll.enroll)
        page.takes.remove_requested.connect(self._remove_take)
        enroll.sounds_changed.connect(page.show_sounds)
        enroll.busy_changed.connect(page.set_busy)
        enroll.busy_changed.connect(partial(self._show_busy, self.tr("Enrolling…")))
        enroll.enrolled.connect(self._enrolled)
        enroll.rated.connect(page.show_ratings)
        enroll.consents_changed.connect(page.show_consents)
        page.known_changed.connect(enroll.compare_with)
        self._controllers.speakers.speakers_changed.connect(lambda _: enroll.refresh_consents())

    def _connect_speakers(self):
        window, speakers = self._window, self._controllers.speakers
        window.identify.enroll_requested.connect(partial(window.go_to, window.enroll))
        for page in (window.enroll, window.verify, window.identify, window.speakers):
            speakers.speakers_changed.connect(page.show_speakers)
        window.speakers.enroll_requested.connect(partial(self._go_to_enroll, None))
        window.speakers.add_requested.connect(self._go_to_enroll)
        window.speakers.verify_requested.connect(self._go_to_verify)
        window.speakers.load_requested.connect(speakers.load)
        speakers.details_ready.connect(window.speakers.show_details)
        speakers.sounds_ready.connect(window.speakers.show_sounds)

    def _connect_curation(self):
        page, curation = self._window.speakers, self._controllers.curation
        page.rename_requested.connect(curation.rename)
        page.describe_requested.connect(curation.describe)
        for ask, act in (
            (page.merge_requested, curation.merge),
            (page.split_requested, curation.split),
            (page.move_requested, curation.move),
            (page.remove_takes_requested, curation.remove_takes),
            (page.remove_requested, curation.remove),
        ):
            ask.connect(self._controllers.sounds.stop)  # what plays may be gone in a moment
            ask.connect(act)
        page.undo_requested.connect(curation.undo)
        curation.changed.connect(self._show_change)
        curation.undone.connect(partial(self._window.notices.show_notice, tone="", is_passing=True))
        curation.shown.connect(page.table.choose)
        curation.unsaved.connect(page.show_unsaved)
        curation.ended.connect(self._controllers.speakers.refresh)

    def _show_model(self, model_id):
        self._window.status.model.show_text(self.tr("Model: {id}").format(id=model_id))
        self._window.speakers.show_model(model_id)

    def _show_busy(self, words, busy):
        self._window.status.show_job(words if busy else "")

    def _remove_take(self, sound):
        self._controllers.sounds.stop()
        self._controllers.enroll.remove(sound)
        self._controllers.recording.discard([sound])

    def _enrolled(self, speaker, sounds, is_new):
        self._controllers.sounds.stop()
        self._controllers.recording.discard(sounds)
        self._controllers.curation.forget()  # the last change is this one now
        self._controllers.speakers.refresh()
        self._window.enroll.begin()
        title = self.tr("{name} is enrolled.") if is_new else self.tr("The takes were added to {name}.")
        title = title if sounds else self.tr("The consent of {name} is recorded.")
        words = self.tr("{takes}, {s:.1f} s of speech.")
        words = told(advice_on(speaker)) or words.format(
            takes=takes_words(speaker.n_takes, self.tr), s=speaker.speech_s
        )
        actions = ((self.tr("Verify a recording"), partial(self._go_to_verify, speaker)),)
        notice = Notice(title.format(name=speaker.name), words)
        self._window.notices.show_notice(notice, tone="supports", actions=actions, is_passing=True)

    def _go_to_verify(self, speaker):
        self._window.verify.choose_speaker(speaker)
        self._window.go_to(self._window.verify)

    def _go_to_enroll(self, speaker):
        self._window.go_to(self._window.enroll)
        self._window.enroll.begin(speaker.name if speaker else "")

    def _show_change(self, notice, is_removal):
        curation = self._controllers.curation
        actions = ((self.tr("Undo"), curation.undo),)
        if is_removal:
            actions += ((self.tr("Delete for good"), curation.forget),)
        self._window.notices.show_notice(notice, tone="", actions=actions, is_passing=True)

    def _leave_page(self, page):
        """The microphone is on only while you see it; what it heard is kept."""
        for recording_page in (self._window.enroll, self._window.verify):
            recording_page.voice.cancel_countdown()
        self._controllers.recording.stop()
        self._controllers.sounds.stop()
        self._window.notices.leave()
        if page is self._window.speakers:
            self._controllers.speakers.refresh()  # who was asked about meanwhile

    def _ask_to_close(self):
        parts = self._controllers
        is_recording = parts.recording.state is not State.IDLE
        if not (is_recording or parts.enroll.unsaved):
            self._window.close_for_good()
            return
        title = self.tr("A recording is being made.") if is_recording else self.tr("Your takes are not enrolled yet.")
        advice = self.tr("What was recorded is kept on this computer and offered when the program starts again.")
        actions = ((self.tr("Close anyway"), self._window.close_for_good), (self.tr("Stay"), lambda: None))
        self._window.notices.show_notice(Notice(title, advice), actions=actions)
