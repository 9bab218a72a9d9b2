"""Connects the pages with what makes, reads, draws and plays sounds."""

from functools import partial

from PyQt5.QtCore import QObject

from app.audio.recorder import discard
from app.controllers.recording import State
from app.errors import Notice
from app.widgets.words import takes_words


class SoundWiring(QObject):
    """Where new sounds go: to the takes on the enroll page, to the stages where a recording is compared."""

    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self._asking = (window.enroll, window.verify, window.identify)
        self._devices = []
        self._voiced = (*self._asking, window.spectrogram)  # the pages with a microphone
        self._read = ("", 0, 1)  # what is read: words, how many before, how many in all
        self._probes = {}  # page -> the sound it asks about
        self._connect_recording()
        self._connect_sounds()
        self._connect_files()

    def end(self):
        """The window was closed on purpose: nobody wants the recordings again that were compared."""
        for sound in self._probes.values():
            discard(sound.spool_path)

    def offer_recovered(self, sounds):
        """Recordings that the last session left behind, if any."""
        if not sounds:
            return
        seconds = sum(sound.take.quality.duration_s for sound in sounds)
        left = self.tr("Left from the last session, not enrolled: {takes}, {s:.1f} s.")
        notice = Notice(
            left.format(takes=takes_words(len(sounds), self.tr), s=seconds),
            self.tr("Use the recording for an enrollment, or discard it for good."),
        )
        actions = (
            (self.tr("Use it"), partial(self._use_recovered, sounds)),
            (self.tr("Discard"), partial(self._controllers.recording.discard, sounds)),
        )
        self._window.notices.show_notice(notice, tone="", actions=actions)

    def _connect_recording(self):
        window, recording = self._window, self._controllers.recording
        recording.warned.connect(window.notices.show_notice)
        recording.warning_ended.connect(window.notices.withdraw)
        recording.devices_changed.connect(self._show_devices)
        recording.state_changed.connect(self._show_state)
        for page in self._asking:
            deliver = self._controllers.enroll.add if page is window.enroll else partial(self._show_probe, page)
            page.voice.record_requested.connect(partial(self._record, deliver))
        for page in self._voiced:
            voice = page.voice
            voice.stop_requested.connect(recording.stop)
            voice.refresh_requested.connect(partial(recording.find_devices, again=True))
            voice.device_chosen.connect(partial(self._show_devices, None))
            recording.level_changed.connect(voice.meter.show_level)
            recording.elapsed_changed.connect(voice.show_elapsed)
            recording.speech_changed.connect(voice.show_speech)
            recording.columns_ready.connect(partial(self._show_columns, page))

    def _show_columns(self, page, columns):
        if page is self._window.page:
            page.stage.live.add(columns)

    def _connect_sounds(self):
        window, sounds = self._window, self._controllers.sounds
        for page in (*self._asking, window.speakers):
            page.stage.play_requested.connect(sounds.toggle)
            sounds.picture_ready.connect(page.stage.show_picture)
            page.stage.detail_requested.connect(sounds.draw_detail)
            sounds.detail_ready.connect(page.stage.show_detail)
            sounds.position_changed.connect(page.show_position)
        for page in (window.enroll, window.speakers):
            page.takes.show_requested.connect(partial(self._show_sound, page))
            page.takes.play_requested.connect(partial(self._show_and_play, page))
        self._controllers.enroll.added.connect(partial(self._show_sound, window.enroll))

    def _connect_files(self):
        window, files = self._window, self._controllers.files
        window.enroll.takes_dropped.connect(lambda paths: files.read(paths, self._controllers.enroll.add))
        window.verify.files_dropped.connect(self._read_probe)
        window.identify.recording_dropped.connect(
            lambda path: files.read([path], partial(self._show_probe, window.identify))
        )
        window.status.cancel_requested.connect(files.cancel)
        files.progressed.connect(self._show_import)
        files.listened.connect(self._show_listened)
        files.finished.connect(self._end_import)

    def _record(self, deliver, device):
        self._controllers.sounds.stop()
        self._controllers.recording.start(device, deliver)

    def _show_devices(self, devices, chosen=None):
        """The same list and the same choice on all pages; ``devices`` None: the list stays as it is."""
        self._devices = self._devices if devices is None else devices
        chosen = chosen or self._window.enroll.voice.device()
        for page in self._voiced:
            page.voice.show_devices(self._devices, chosen)
        device = self._window.enroll.voice.device()
        words = self.tr("Microphone: {name}").format(name=device.name) if device else self.tr("No microphone")
        self._window.status.device.show_text(words)

    def choose_microphone(self, device):
        """On all pages."""
        self._show_devices(None, device)

    def _show_state(self, state):
        for page in self._voiced:
            show = {
                State.IDLE: page.voice.show_idle,
                State.STARTING: page.voice.show_starting,
                State.RECORDING: page.voice.show_recording,
                State.STOPPING: page.voice.show_stopping,
            }
            show[state]()
            page.set_waiting("voice", "" if state is State.IDLE else self.tr("First stop the recording."))
            if state is State.RECORDING:
                page.stage.start_live()
            elif state is State.IDLE:
                page.stage.end_live()

    def _use_recovered(self, sounds):
        self._window.go_to(self._window.enroll)
        for sound in sounds:
            self._controllers.enroll.add(sound)

    def _show_sound(self, page, sound):
        page.show_sound(sound)
        self._controllers.sounds.draw(sound)

    def _show_and_play(self, page, sound):
        if page.stage.sound is not sound:
            self._show_sound(page, sound)
        self._controllers.sounds.toggle(sound)

    def _read_probe(self, paths):
        self._controllers.files.read(paths[:1], partial(self._show_probe, self._window.verify))
        if len(paths) > 1:
            title = self.tr("One recording is compared at a time: only the first of {n} files was taken.")
            notice = Notice(title.format(n=len(paths)), self.tr("Drop the next one when this one is done."))
            self._window.notices.show_notice(notice, tone="", is_passing=True)

    def _show_probe(self, page, sound):
        """A recording to compare stays on disk as long as the page shows it, so that a crash does not lose it."""
        self._controllers.sounds.stop()
        if page in self._probes:
            self._controllers.recording.discard([self._probes[page]])
        self._probes[page] = sound
        self._show_sound(page, sound)

    def _show_import(self, name, n_done, n_all):
        words = self.tr("Reading {name} ({n} of {all})").format(name=name, n=n_done + 1, all=n_all)
        self._read = words, n_done, n_all
        self._show_listened(0.0)
        for page in self._voiced:
            page.set_waiting("files", self.tr("Reading recordings…"))

    def _show_listened(self, share):
        words, n_done, n_all = self._read
        self._window.status.show_job(words, (n_done + share) / n_all, can_cancel=True)

    def _end_import(self):
        self._window.status.show_job("")
        for page in self._voiced:
            page.set_waiting("files", "")
