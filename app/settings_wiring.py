"""Connects the settings page with what remembers its choices, and with what they change in the rest of the window."""

from functools import partial

from PyQt5.QtCore import QObject, QUrl
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QApplication

from app import language, theme
from app.controllers.recording import State
from app.errors import Notice
from app.preferences import SYSTEM


class SettingsWiring(QObject):
    def __init__(self, window, controllers, choose_microphone, parent=None):
        """``choose_microphone(device)`` shows it on all pages that have one."""
        super().__init__(parent)
        self._window, self._page = window, window.settings
        self._controllers = controllers
        self._preferences, self._data = controllers.preferences, controllers.data
        self._choose_microphone = choose_microphone
        self._microphones = []
        self._connect_choices()
        self._connect_devices()
        self._connect_data()
        self._connect_protection()
        self._show_all()

    def begin(self, notice):
        """``notice``: what there is to say about the settings of this start, or None."""
        if notice is not None:
            self._window.notices.show_notice(notice)

    def _show_all(self):
        now, window = self._preferences.now, self._window
        self._page.show_preferences(now)
        self._page.show_folder(self._data.folder, is_given=self._data.is_given)
        self._controllers.sounds.use_loudspeaker(now.loudspeaker)
        self._show_enrollment()
        window.enroll.voice.countdown_button.setChecked(now.counts_down)

    def _connect_choices(self):
        choose = self._preferences.choose
        self._page.chosen.connect(choose)
        self._window.enroll.voice.countdown_button.toggled.connect(partial(choose, "counts_down"))
        acts = {
            "theme": self._show_theme,
            "language": self._offer_restart,
            "text_size": self._offer_restart,
            "microphone": lambda _: self._show_microphones(self._microphones),
            "loudspeaker": self._controllers.sounds.use_loudspeaker,
            "counts_down": self._show_countdown,
            "consent_purpose": lambda _: self._show_enrollment(),
            "consent_days": lambda _: self._show_enrollment(),
            "device": self._controllers.model.use_device,
        }
        self._preferences.changed.connect(lambda name, value: acts[name](value))
        self._controllers.model.placed.connect(self._show_place)
        self._controllers.model.failed.connect(lambda _: self._page.show_place(""))

    def _connect_devices(self):
        recording = self._controllers.recording
        recording.devices_changed.connect(self._show_microphones)
        self._preferences.loudspeakers_changed.connect(
            lambda devices: self._page.show_loudspeakers(devices, self._preferences.now.loudspeaker)
        )
        self._window.page_changed.connect(self._list_loudspeakers)
        self._page.refresh_requested.connect(partial(recording.find_devices, again=True))
        self._page.refresh_requested.connect(partial(self._preferences.find_loudspeakers, again=True))
        for page in (self._window.enroll, self._window.verify, self._window.identify, self._window.spectrogram):
            page.voice.device_chosen.connect(lambda device: self._preferences.choose("microphone", device.name))

    def _connect_data(self):
        page, data, status = self._page, self._data, self._window.status
        page.open_requested.connect(self._open_folder)
        page.move_requested.connect(partial(self._when_saved, data.move))
        page.use_requested.connect(partial(self._when_saved, data.use))
        data.busy_changed.connect(self._window.hold)
        data.busy_changed.connect(self._show_busy)
        data.progressed.connect(lambda share: status.show_job(self.tr("Copying the data…"), share, can_cancel=True))
        data.chosen.connect(self._window.restart)
        status.cancel_requested.connect(data.cancel)

    def _connect_protection(self):
        card, protection = self._page.protection, self._controllers.protection
        protection.loaded.connect(card.show_state)
        card.set_requested.connect(protection.set_passphrase)
        card.remove_requested.connect(protection.remove_passphrase)
        card.lock_after_chosen.connect(protection.choose_lock_after)
        card.lock_requested.connect(self._window.lock_requested)

    def _show_theme(self, name):
        theme.apply(QApplication.instance(), None if name == SYSTEM else name, theme.current().text_scale)

    def _show_place(self, where, why):
        words = self.tr("Now: {place}. {why}").format(place=language.told(where), why=language.told(why))
        self._page.show_place(words.strip())

    def _show_microphones(self, devices):
        """The remembered one is chosen everywhere when it is there; else the system's own."""
        self._microphones, name = devices, self._preferences.now.microphone
        self._page.show_microphones(devices, name)
        wanted = [device for device in devices if (device.name == name if name else device.is_default)]
        if wanted and self._window.enroll.voice.device() not in wanted:  # two of them may have one name
            self._choose_microphone(wanted[0])

    def _list_loudspeakers(self, page):
        if page is self._page:
            self._preferences.find_loudspeakers()

    def _show_countdown(self, is_on):
        self._window.enroll.voice.countdown_button.setChecked(is_on)
        self._page.counts_down.setChecked(is_on)

    def _show_enrollment(self):
        now = self._preferences.now
        for form in (self._window.enroll.consent, self._window.enroll.folder.consent):
            form.show_defaults(now.consent_purpose, now.consent_days)

    def _offer_restart(self, value):
        title = self.tr("This holds from the next start on.")
        advice = self.tr("Start again now, or go on and see it next time.")
        actions = ((self.tr("Start again"), self._window.restart),)
        self._window.notices.show_notice(Notice(title, advice), tone="", actions=actions, is_passing=True)

    def _open_folder(self):
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data.folder))):
            title = self.tr("There is no program here that shows folders.")
            self._window.notices.show_notice(Notice(title, str(self._data.folder)), is_passing=True)

    def _when_saved(self, act, folder):
        """The program starts again afterwards, so takes that are nowhere but in memory come first."""
        parts = self._controllers
        if parts.enroll.unsaved or parts.recording.state is not State.IDLE:
            title = self.tr("Your takes are not enrolled yet.")
            advice = self.tr("Enroll them first, or remove them from the list. Then choose the folder again.")
            self._window.notices.show_notice(Notice(title, advice))
        else:
            act(folder)

    def _show_busy(self, is_busy):
        self._window.status.show_job(self.tr("Copying the data…") if is_busy else "", can_cancel=is_busy)
