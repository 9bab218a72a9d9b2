"""The enroll page: who, voice and takes side by side.  Widgets only: it asks through signals and is told in slots."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QWIDGETSIZE_MAX, QFileDialog, QGridLayout, QWidget

from app import theme
from app.pages.folder_panel import FolderPanel
from app.pages.phrases import PHRASES
from app.pages.who_card import WhoCard
from app.theme import GAP
from app.widgets.basics import Card, PageHead, StepHead, button, column, icon_button, label, row
from app.widgets.dropping import Page
from app.widgets.sound_stage import SoundStage
from app.widgets.stars import StrengthLine
from app.widgets.take_list import TakeList
from app.widgets.voice_panel import VoicePanel

_NAME_WIDTH = 160  # px at normal text size, of a name in the button
_GUIDED_TAKES = 3  # after which a speaker's model can be strong


class EnrollPage(Page):
    """Signals: ``enroll_requested(str name, Speaker or None, Consent or None)``, the speaker being one who is already
    enrolled under that name, the consent None where theirs still holds; ``known_changed(Speaker or None)``; of what
    comes as ``files_dropped``, ``takes_dropped`` or ``folders_dropped``; those of its ``voice``, ``stage``, ``takes``
    and ``folder``."""

    enroll_requested = pyqtSignal(str, object, object)
    known_changed = pyqtSignal(object)
    takes_dropped = pyqtSignal(list)  # files of one speaker
    folders_dropped = pyqtSignal(list)  # of speakers: several, or one with subfolders
    tour_requested = pyqtSignal()
    takes_folders = True

    def __init__(self, needed_s, parent=None):
        """``needed_s``: net speech in s that an enrollment takes at least."""
        super().__init__(parent)
        self._needed_s = needed_s
        self._speakers = {}  # casefolded name -> Speaker
        self._consents = {}  # speaker id -> Consent
        self._shown_known = None
        self._sounds = []
        self._phrase = 0
        self.enroll_button = button(self.tr("Enroll"), "enroll", "primary", tip=self.tr("Save this speaker (Enter)"))
        self.primary = self.enroll_button
        self.folder_button = button(
            self.tr("Import folder…"), "folder", tip=self.tr("Enroll many speakers from a folder (Ctrl+Shift+O)")
        )
        self.head = PageHead(
            self.tr("Enroll"), self.tr("Teach this program a voice, from new or existing recordings."),
            self.enroll_button,
        )  # fmt: skip
        self.who = WhoCard()
        self.name_edit, self.consent = self.who.name_edit, self.who.consent
        self.voice = VoicePanel(has_countdown=True)
        self.stage = SoundStage(self.tr("Press the microphone to record, or drop recordings here"))
        self.stage.more_button.hide()
        self.add_button = button(self.tr("Add files…"), "open", tip=self.tr("Choose recordings (Ctrl+O)"))
        self.takes = TakeList(self.tr("No takes yet. Two or three of 5 s each make a good start."))
        self.tour_button = button(
            self.tr("Take the tour"), "play", "flat", tip=self.tr("See it work with sample voices (F10, T)")
        )
        self.strength = StrengthLine()
        self.folder = FolderPanel()
        self._lay_out()
        self._connect()
        self.show_sounds([])

    def show_speakers(self, speakers):
        self._speakers = {speaker.name.casefold(): speaker for speaker in speakers}
        self.who.show_names([speaker.name for speaker in speakers])
        self.tour_button.setVisible(not speakers and not self._sounds)
        self.update_action()

    def show_consents(self, consents, operator):
        """``consents`` by speaker id; ``operator``: who asked last."""
        self._consents = consents
        for form in (self.consent, self.folder.consent):
            form.show_operator(operator)
        self.update_action()

    def show_sounds(self, sounds):
        if len(sounds) > len(self._sounds) and sounds[-1].spool_path:
            self._next_phrase()
        self._sounds = sounds
        self.add_button.setVisible(bool(sounds))
        self.tour_button.setVisible(not self._speakers and not sounds)
        self.takes.show_sounds(sounds)
        if self.stage.sound not in sounds:
            self.stage.show_empty()
        if not sounds:
            self.strength.show_strength(None)
        self._show_phrase()
        self.update_action()

    def show_ratings(self, strength):
        """The sounds have other stars now, and make a model of this ``strength``."""
        self.takes.show_ratings()
        self.strength.show_strength(strength)

    def show_sound(self, sound):
        self.stage.show_sound(sound)
        self.takes.mark(sound)

    def show_position(self, sound, position_s):
        self.takes.show_playing(sound, position_s)
        self.stage.show_position(sound, position_s)

    def show_folder(self, is_open):
        """The panel for whole folders instead of the three steps, or back."""
        self._one_by_one.setVisible(not is_open)
        self.folder.setVisible(is_open)
        self.primary = self.folder.enroll_button if is_open else self.enroll_button
        self.keys = self._folder_keys if is_open else self._step_keys

    def set_busy(self, busy):
        self.name_edit.setEnabled(not busy)
        self.set_waiting("work", self.tr("Enrolling…") if busy else "")

    def begin(self, name=""):
        """A fresh page for the speaker called ``name``; takes stay."""
        self.show_folder(False)
        self.consent.reset()
        self.who.again_button.setChecked(False)
        self.name_edit.setText(name)
        self.name_edit.setFocus()

    def arrange(self, is_narrow):
        """Three columns; on a narrow page two, the takes below the name."""
        px = theme.current().px
        places = ((0, 0, 1), (0, 1, 2), (1, 0, 1)) if is_narrow else ((0, 0, 1), (0, 1, 1), (0, 2, 1))
        widths = ((224, 240), (256, None), (224, 240)) if is_narrow else ((200, 232), (344, None), (248, 320))
        for card, (line, place, n_lines), (least, most) in zip(self._cards, places, widths, strict=True):
            self._steps.removeWidget(card)
            self._steps.addWidget(card, line, place, n_lines, 1)
            card.setMinimumWidth(px(least))
            card.setMaximumWidth(px(most) if most else QWIDGETSIZE_MAX)
        for place, stretch in enumerate((2, 6, 0 if is_narrow else 3)):
            self._steps.setColumnStretch(place, stretch)
        self._steps.setRowStretch(1, 1 if is_narrow else 0)
        self.voice.arrange(is_narrow)

    def choose_folder(self):
        """Ask for a folder of speakers in the usual dialog."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of speakers"))
        if folder:
            self.folders_dropped.emit([folder])

    def show_drop(self, is_over):
        self.stage.show_drop(is_over)

    def name(self):
        return unicodedata.normalize("NFC", " ".join(self.name_edit.text().split()))  # as names are stored

    def missing(self):
        """What has to be there before enrolling, in one sentence; empty when nothing is missing."""
        if self.waiting():
            return self.waiting()
        speech_s = sum(sound.take.quality.speech_s for sound in self._sounds)
        known = self._known()
        short_s = (0.0 if known else self._needed_s) - speech_s
        if not self.name():
            return self.tr("To enroll, type a name.")
        if not self._sounds and not self._is_only_consent():
            return self.tr("To enroll, record or drop a take.")
        if short_s > 0:
            return self.tr("To enroll, add {s:.1f} s of speech.").format(s=max(short_s, 0.1))
        return self.consent.missing() if self._asks() else ""

    def _known(self):
        return self._speakers.get(self.name().casefold())

    def _is_only_consent(self):
        """Whether somebody who is enrolled has agreed anew, without another take."""
        return not self._sounds and self._known() is not None and self._asks() and self.consent.consent() is not None

    def _asks(self):
        """Whether consent is asked for."""
        return self._has_ended() or self.who.again_button.isChecked()

    def _has_ended(self):
        """Whether there is no consent, or none any more."""
        known = self._known()
        given = self._consents.get(known.id) if known else None
        return given is None or given.has_expired(datetime.now(UTC).date())  # the day by which answers are refused

    def update_action(self):
        missing, known = self.missing(), self._known()
        self.enroll_button.setEnabled(not missing)
        self.enroll_button.setText(self._action_words(known))
        self.head.hint.setText(missing)
        self.who.show_known(known, self._consents.get(known.id) if known else None, has_ended=self._has_ended())
        speech_s = sum(sound.take.quality.speech_s for sound in self._sounds)
        words = self.tr("{n} · {s:.1f} s of speech").format(n=len(self._sounds), s=speech_s)
        self._takes_head.extra.setText(words if self._sounds else "")
        if known != self._shown_known:
            self._shown_known = known
            self.known_changed.emit(known)

    def _action_words(self, known):
        if not known:
            return self.tr("Enroll")
        if self._is_only_consent():
            return self.tr("Save consent")
        room = theme.current().px(_NAME_WIDTH)
        name = self.enroll_button.fontMetrics().elidedText(known.name, Qt.ElideRight, room)
        return self.tr("Add to {name}").format(name=name)

    def _request(self):
        if not self.missing():
            self.enroll_requested.emit(self.name(), self._known(), self.consent.consent() if self._asks() else None)

    def _next_phrase(self):
        self._phrase = (self._phrase + 1) % len(PHRASES)
        self._show_phrase()

    def _show_phrase(self):
        self.phrase_label.setText(self.tr(PHRASES[self._phrase]))
        n_next = len(self._sounds) + 1
        words = self.tr("Take {n} of {all}: read this aloud, in your usual voice")
        if n_next > _GUIDED_TAKES:
            words = self.tr("Take {n}, if you like: read this aloud, in your usual voice")
        self._phrase_title.setText(words.format(n=n_next, all=_GUIDED_TAKES))

    def _show_counting(self, is_counting):
        self.show_folder(False)
        self.set_waiting("count", self.tr("First stop the recording.") if is_counting else "")

    def _connect(self):
        self.name_edit.textChanged.connect(self.update_action)
        self.consent.changed.connect(self.update_action)
        self.who.again_button.toggled.connect(self.update_action)
        self.enroll_button.clicked.connect(self._request)
        self.next_phrase_button.clicked.connect(self._next_phrase)
        self.stage.choose_requested.connect(self.choose_files)
        self.add_button.clicked.connect(self.choose_files)
        self.tour_button.clicked.connect(self.tour_requested)
        self.folder_button.clicked.connect(self.choose_folder)
        self.folder.choose_requested.connect(self.choose_folder)
        self.folder.closed.connect(lambda: self.show_folder(False))
        self.files_dropped.connect(self._sort_dropped)
        self.folders_dropped.connect(lambda folders: self.show_folder(True))
        self.takes_dropped.connect(lambda files: self.show_folder(False))
        self.voice.counting.connect(self._show_counting)
        self.voice.record_requested.connect(lambda device: self.show_folder(False))
        self._folder_keys = {Qt.Key_C: self.folder.consent.tick.toggle, Qt.Key_Escape: self.folder.close_button.click}
        self._step_keys = {
            Qt.Key_R: self.voice.toggle,
            Qt.Key_Escape: self.voice.cancel_countdown,
            Qt.Key_T: self.voice.countdown_button.toggle,
            Qt.Key_P: self.next_phrase_button.click,
            Qt.Key_C: self._toggle_consent,
            Qt.Key_Space: self.stage.toggle,
        }
        self.show_folder(False)

    def _sort_dropped(self, paths):
        """A folder of nothing but files has one speaker's takes; of an empty one, whoever lists folders says so."""
        folders = sorted(path for path in paths if Path(path).is_dir())
        files = [path for path in paths if path not in folders]
        files += [file for folder in folders for file in _inside(folder, is_folder=False)]
        if len(folders) > 1 or (folders and _inside(folders[0], is_folder=True)) or not files:
            self.folders_dropped.emit(folders)
        else:
            self.takes_dropped.emit(files)

    def _toggle_consent(self):
        if self._asks():
            self.consent.tick.toggle()

    def _lay_out(self):
        self._takes_head = StepHead(3, self.tr("Takes"))
        takes = Card(
            self._takes_head, (self.takes, 1), self.strength, self.tour_button, self.add_button, spacing=2 * GAP
        )
        self._cards = (self.who, self._voice_card(), takes)
        self._steps = QGridLayout()
        self._steps.setSpacing(2 * GAP)
        self._one_by_one = QWidget()
        self.head.layout().insertWidget(self.head.layout().count() - 1, self.folder_button, 0, Qt.AlignVCenter)
        column(self.head, (self._steps, 1), spacing=3 * GAP, parent=self._one_by_one)
        column(self._one_by_one, self.folder, margins=(3 * GAP,) * 4, parent=self)
        self.arrange(is_narrow=False)

    def _voice_card(self):
        self.phrase_label = label("", "phrase", wrap=True)
        self._phrase_title = label("", "small", wrap=True)
        self.next_phrase_button = icon_button("refresh", self.tr("Another phrase to read (P)"))
        phrase = row((column(self._phrase_title, self.phrase_label, spacing=2), 1), self.next_phrase_button)
        return Card(StepHead(2, self.tr("Voice")), self.voice, phrase, (self.stage, 1), spacing=2 * GAP)


def _inside(folder, *, is_folder):
    """The folders or the files in a folder; one that cannot be read counts as a folder: whoever lists it says why."""
    try:
        return sorted(str(path) for path in Path(folder).iterdir() if path.is_dir() == is_folder)
    except OSError:
        return [folder]
