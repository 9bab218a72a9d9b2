"""The settings page: devices, look, language, what an enrollment begins with, and where the data are."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QCheckBox, QFileDialog

from app.consent_terms import PURPOSES
from app.language import NAMES
from app.preferences import CONSENT_DAYS, DEVICES, LANGUAGES, SYSTEM, TEXT_SIZES, THEMES, Preferences
from app.theme import GAP
from app.widgets.basics import Card, ComboBox, ElidedLabel, PageHead, button, column, icon_button, label, row
from app.widgets.choice import Choice
from app.widgets.dropping import Page
from app.widgets.protection_card import ProtectionCard
from app.widgets.words import days_words


class SettingsPage(Page):
    """Signals: ``chosen(str name, value)`` of a preference; ``refresh_requested``: look for devices again;
    ``open_requested``, ``move_requested(str folder)``, ``use_requested(str folder)`` of the data folder; those of
    ``protection``."""

    chosen = pyqtSignal(str, object)
    refresh_requested = pyqtSignal()
    open_requested = pyqtSignal()
    move_requested = pyqtSignal(str)
    use_requested = pyqtSignal(str)
    takes_files = False

    def __init__(self, parent=None):
        super().__init__(parent)
        self.head = PageHead(
            self.tr("Settings"),
            self.tr("What you choose is remembered. Language and text size change at the next start."),
        )
        self._make_devices()
        self._make_look()
        self._make_enrollment()
        self._make_computing()
        self._make_data()
        self.protection = ProtectionCard()
        self._lay_out()
        self._connect()
        self.show_preferences(Preferences())

    def show_preferences(self, preferences):
        self.theme_choice.choose(THEMES.index(preferences.theme))
        self.counts_down.setChecked(preferences.counts_down)
        for name, box in self._boxes.items():
            _choose(box, getattr(preferences, name))

    def show_microphones(self, devices, name):
        _list_devices(self.microphone_box, devices, name, self._system_words())

    def show_loudspeakers(self, devices, name):
        _list_devices(self.loudspeaker_box, devices, name, self._system_words())

    def show_folder(self, folder, *, is_given):
        """Where the data are; ``is_given``: for this start alone, by an option or the environment."""
        self.folder_label.show_text(str(folder))
        for widget in (self.move_button, self.use_button):
            widget.setEnabled(not is_given)
        words = self.tr("It was given with --data or GLUONAR_DATA: start without them to choose another one here.")
        self.folder_hint.setText(
            words if is_given else self.tr("Moving takes everything along. The program then starts again.")
        )

    def show_place(self, words):
        """Where the speaker model runs at this moment; empty while it runs nowhere."""
        self.place_hint.setText(words)

    def choose_target(self):
        """Where to move the data."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose an empty folder for the data"))
        if folder:
            self.move_requested.emit(folder)

    def choose_other(self):
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose another data folder, or an empty one"))
        if folder:
            self.use_requested.emit(folder)

    def arrange(self, is_narrow):
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def _system_words(self):
        return self.tr("As the system")

    def _make_devices(self):
        self.microphone_box = _box(self.tr("Microphone"), self.tr("The microphone to record from, on all pages"))
        self.loudspeaker_box = _box(self.tr("Loudspeaker"), self.tr("Where recordings are played"))
        self.refresh_button = icon_button("refresh", self.tr("Look for devices again (F5)"))

    def _make_look(self):
        self.theme_choice = Choice(
            (
                ("", self.tr("System"), self.tr("Light or dark, as the desktop is (Alt+S)")),
                ("", self.tr("Light"), self.tr("Dark text on white (Alt+L)")),
                ("", self.tr("Dark"), self.tr("Light text on black (Alt+D)")),
            )
        )
        names = {SYSTEM: self._system_words(), **NAMES}
        self.language_box = _box(
            self.tr("Language"), self.tr("Of the window. It changes when the program starts again."),
            [(names[code], code) for code in LANGUAGES],
        )  # fmt: skip
        self.size_box = _box(
            self.tr("Text size"), self.tr("Of everything in the window. It changes when the program starts again."),
            [(self.tr("{n} %").format(n=size), size) for size in TEXT_SIZES],
        )  # fmt: skip

    def _make_enrollment(self):
        self.counts_down = QCheckBox(self.tr("Count down before recording"))
        self.counts_down.setToolTip(self.tr("Three seconds to get ready, on the Enroll page (T there)"))
        self.purpose_box = _box(
            self.tr("Purpose of the consent"), self.tr("What the next speakers agree to, unless you say otherwise"),
            [(self.tr(purpose), purpose) for purpose in PURPOSES],
        )  # fmt: skip
        self.days_box = _box(
            self.tr("How long the consent holds"), self.tr("Unless you say otherwise when you enroll somebody"),
            [(days_words(days, self.tr), days) for days in CONSENT_DAYS],
        )  # fmt: skip

    def _make_computing(self):
        names = (self.tr("Automatic"), self.tr("Processor"), self.tr("Graphics card (CUDA)"))
        self.device_box = _box(
            self.tr("Compute on"),
            self.tr("Automatic: a graphics card where CUDA can be used, else the processor. It changes at once."),
            list(zip(names, DEVICES, strict=True)),
        )
        self.place_hint = label("", "small", wrap=True)

    def _make_data(self):
        self.folder_label = ElidedLabel("", "section")
        self.folder_hint = label("", "small", wrap=True)
        self.open_button = button(self.tr("Open"), "open", tip=self.tr("Show the folder in the file manager (Alt+O)"))
        self.move_button = button(self.tr("Move…"), "folder", tip=self.tr("Move the data elsewhere (Alt+M)"))
        self.use_button = button(
            self.tr("Use another…"), tip=self.tr("Use the data of another folder, or begin there anew (Alt+U)")
        )

    def _connect(self):
        self._boxes = {
            "language": self.language_box,
            "text_size": self.size_box,
            "consent_purpose": self.purpose_box,
            "consent_days": self.days_box,
            "device": self.device_box,
        }
        devices = {"microphone": self.microphone_box, "loudspeaker": self.loudspeaker_box}
        for name, box in {**self._boxes, **devices}.items():
            box.activated.connect(lambda _, name=name, box=box: self.chosen.emit(name, box.currentData()))
        self.theme_choice.chosen.connect(lambda place: self.chosen.emit("theme", THEMES[place]))
        self.counts_down.clicked.connect(lambda is_on: self.chosen.emit("counts_down", is_on))
        self.refresh_button.clicked.connect(self.refresh_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.move_button.clicked.connect(self.choose_target)
        self.use_button.clicked.connect(self.choose_other)
        self.keys = {
            Qt.Key_F5: self.refresh_button.click,
            Qt.ALT + Qt.Key_O: self.open_button.click,
            Qt.ALT + Qt.Key_M: self.move_button.click,
            Qt.ALT + Qt.Key_U: self.use_button.click,
        }
        for place, key in enumerate((Qt.Key_S, Qt.Key_L, Qt.Key_D)):
            self.keys[Qt.ALT + key] = self.theme_choice.buttons[place].click

    def _lay_out(self):
        sound = _card(
            self.tr("Sound"), _named(self.microphone_box, self.refresh_button), _named(self.loudspeaker_box)
        )  # fmt: skip
        theme = column(label(self.tr("Theme"), "small"), self.theme_choice, spacing=4)
        look = _card(self.tr("Look and language"), theme, _named(self.language_box), _named(self.size_box))
        enrollment = _card(
            self.tr("Enrollment"), self.counts_down, _named(self.purpose_box), _named(self.days_box)
        )  # fmt: skip
        computing = _card(self.tr("Speaker model"), column(_named(self.device_box), self.place_hint, spacing=4))
        actions = row(self.open_button, self.move_button, self.use_button, 1)
        data = _card(self.tr("Data folder"), self.folder_label, actions, self.folder_hint)
        left = column(sound, enrollment, data, 1, spacing=2 * GAP)
        halves = (left, column(look, self.protection, computing, 1, spacing=2 * GAP))
        self._halves = row(*((half, 1) for half in halves), spacing=2 * GAP)
        column(self.head, self._halves, 1, margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)


def _card(title, *items):
    return Card(label(title, "section"), *items, spacing=2 * GAP)


def _named(box, *beside):
    """A box with its name above it."""
    name = label(box.accessibleName(), "small")
    name.setBuddy(box)
    return column(name, row((box, 1), *beside), spacing=4)


def _box(name, tip, entries=()):
    box = ComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for words, value in entries:
        box.addItem(words, value)
    return box


def _list_devices(box, devices, name, system_words):
    """By name; a chosen one that is not connected stays in the list, so that it is still chosen when it is back."""
    names = list(dict.fromkeys([device.name for device in devices] + ([name] if name else [])))
    box.clear()
    box.addItem(system_words, "")
    for each in names:
        box.addItem(each, each)
    _choose(box, name)


def _choose(box, value):
    box.setCurrentIndex(max(0, box.findData(value)))
