"""The main window: the rail, the pages, the notice bar and the status line.  What they do is connected elsewhere."""

from PyQt5.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QFrame, QMainWindow, QScrollArea, QShortcut, QStackedWidget, QWidget

from app import theme
from app.pages.enroll_page import EnrollPage
from app.pages.evaluate_page import EvaluatePage
from app.pages.identify_page import IdentifyPage
from app.pages.models_page import ModelsPage
from app.pages.settings_page import SettingsPage
from app.pages.speakers_page import SpeakersPage
from app.pages.spectrogram_page import SpectrogramPage
from app.pages.verify_page import VerifyPage
from app.widgets import icons
from app.widgets.basics import column, row
from app.widgets.frame import NoticeBar, Rail, StatusLine
from app.widgets.help_menu import HelpMenu
from app.widgets.tour_card import TourCard

_DEFAULT_SIZE = QSize(1280, 800)
_MIN_SIZE = QSize(1024, 700)
_ICONS_BELOW, _NARROW_BELOW = 1100, 960  # px at normal text size: only icons in the rail; pages rearranged


class MainWindow(QMainWindow):
    """Signals: ``page_changed(QWidget)``, ``close_requested``: answer it with ``close_for_good`` or not at all;
    ``lock_requested``."""

    page_changed = pyqtSignal(object)
    close_requested = pyqtSignal()
    lock_requested = pyqtSignal()

    def __init__(self, needed_s, parent=None):
        """``needed_s``: net speech in s that an enrollment takes at least."""
        super().__init__(parent)
        self.setWindowTitle("GluonAR Desktop")
        self.setWindowIcon(icons.program_icon())
        self._may_close = self.wants_restart = self.is_close_wanted = False
        self.enroll, self.verify, self.speakers = EnrollPage(needed_s), VerifyPage(), SpeakersPage()
        self.identify, self.spectrogram = IdentifyPage(), SpectrogramPage()
        self.evaluate, self.models = EvaluatePage(), ModelsPage()
        self.settings = SettingsPage()
        entries = (  # in the rail's order, in which Ctrl and a number call them
            (self.enroll, "enroll", self.tr("Enroll"), self.tr("Enroll a speaker")),
            (self.verify, "verify", self.tr("Verify"), self.tr("Verify a recording")),
            (self.identify, "identify", self.tr("Identify"), self.tr("Identify who is speaking")),
            (self.speakers, "speakers", self.tr("Speakers"), self.tr("All speakers")),
            (self.spectrogram, "spectrogram", self.tr("Spectrogram"), self.tr("Look into recordings and live sound")),
            (self.evaluate, "evaluate", self.tr("Evaluate"), self.tr("Measure how often the program errs")),
            (self.models, "model", self.tr("Models"), self.tr("Speaker models, and fine-tuning them")),
            (self.settings, "settings", self.tr("Settings"), self.tr("Devices, look, language and data")),
        )
        self._pages = tuple(page for page, *_ in entries)
        self._names = tuple(name for _, name, *_ in entries)
        self.rail = Rail(
            [(icon, word, f"{tip} (Ctrl+{number})") for number, (_, icon, word, tip) in enumerate(entries, start=1)]
        )
        self.menu = HelpMenu(self)
        self.menu_button = self.rail.add_foot("menu", self.tr("Menu"), self.tr("Help, recent files, backups … (F10)"))
        self.menu_button.clicked.connect(self.open_menu)
        self.tour = TourCard()
        self.notices = NoticeBar()
        self.status = StatusLine()
        self._lay_out()
        self._add_shortcuts()
        self.rail.chosen.connect(lambda index: self.go_to(self._pages[index]))
        self.go_to(self.enroll)
        self.enroll.begin()
        self.setMinimumSize(_MIN_SIZE)
        self.resize(_DEFAULT_SIZE)

    @property
    def page(self):
        return self._pages[self._stack.currentIndex()]

    @property
    def page_name(self):
        """What the help calls the page that is shown."""
        return self._names[self._stack.currentIndex()]

    def open_menu(self):
        """Beside its button, and not over the rail's entries."""
        place = self.menu_button.mapToGlobal(self.menu_button.rect().topRight())
        self.menu.popup(place - QPoint(0, self.menu.sizeHint().height() - self.menu_button.height()))

    def go_to(self, page):
        index = self._pages.index(page)
        self.rail.choose(index)
        if index != self._stack.currentIndex():
            self._stack.setCurrentIndex(index)
            page.setFocus()  # or its keys would go to whatever comes next to what was hidden
            self.page_changed.emit(page)

    def hold(self, is_held):
        """While the data are being moved nothing may be recorded, enrolled or changed."""
        for part in (self.rail, self._stack):
            part.setEnabled(not is_held)

    def restart(self):
        """Close, as ``close_requested`` is answered, and start the program again."""
        self.wants_restart = True
        self.close()

    def close_for_good(self):
        self._may_close = True
        self.close()

    def _leave(self):
        self.wants_restart = False
        self.close()

    def closeEvent(self, event):
        if event.spontaneous():  # by the window's own button: a restart that was not wanted in the end is none now
            self.wants_restart = False
        if not self._may_close:
            self.is_close_wanted = True  # for who comes later: the window is there before what answers it
            self.close_requested.emit()  # may be answered at once
        event.setAccepted(self._may_close)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        px = theme.current().px
        self.rail.collapse(self.width() < px(_ICONS_BELOW))
        for page in self._pages:
            page.arrange(self.width() < px(_NARROW_BELOW))

    def _lay_out(self):
        self._stack = QStackedWidget(objectName="pages")
        for page in self._pages:
            self._stack.addWidget(_scrolling(page))
        inside = QWidget(objectName="window")
        right = column((self._stack, 1), self.tour, self.notices, spacing=0)
        column((row(self.rail, (right, 1), spacing=0), 1), self.status, spacing=0, parent=inside)
        self.setCentralWidget(inside)

    def _add_shortcuts(self):
        for number, page in enumerate(self._pages, start=1):
            self._shortcut(f"Ctrl+{number}", lambda page=page: self.go_to(page))
        self._shortcut("Ctrl+,", lambda: self.go_to(self.settings))
        self._shortcut("Ctrl+O", self._choose_files)
        self._shortcut("Ctrl+Shift+O", self._choose_folder)
        self._shortcut("Ctrl+R", self._record)
        self._shortcut("Ctrl+Q", self._leave)
        self._shortcut("F1", lambda: self.menu.topic_requested.emit(""))
        self._shortcut("F10", self.open_menu)
        self._shortcut("Ctrl+Shift+L", self.lock_requested.emit)

    def _shortcut(self, keys, act):
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _choose_files(self):
        if self.page.takes_files:
            self.page.choose_files()

    def _choose_folder(self):
        if self.page.takes_folders:
            self.page.choose_folder()

    def _record(self):
        if hasattr(self.page, "voice"):
            self.page.voice.toggle()


def _scrolling(page):
    """Large text on a small screen scrolls; everything else fits."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.NoFrame)
    area.setFocusPolicy(Qt.NoFocus)
    return area
