"""Pages that take files by drag-and-drop, and the zone that says so."""

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractButton, QApplication, QFileDialog, QFrame, QWidget

from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import button, column, label, row, set_property


class DropTarget(QWidget):
    """Takes files that are dropped on it or chosen in a dialog: ``files_dropped(list of paths)``."""

    files_dropped = pyqtSignal(list)
    takes_files = True
    takes_folders = False  # as they are; else a folder stands for the files in it

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setAcceptDrops(self.takes_files)

    def show_drop(self, is_over):
        """Overridden by what lights up its drop zone."""

    def choose_files(self):
        """Ask for files in the usual dialog."""
        kinds = self.tr("Recordings and videos (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.aif *.aiff *.caf *.amr "
                        "*.mp4 *.mov *.mkv *.webm);;All files (*)")  # fmt: skip
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose recordings"), "", kinds)
        if paths:
            self.files_dropped.emit(paths)

    def choose_folder(self):
        """Ask for a folder in the usual dialog."""
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of recordings"))
        if path:
            self.files_dropped.emit([path])

    def dragEnterEvent(self, event):
        if _paths(event.mimeData(), keep_folders=self.takes_folders):
            event.setDropAction(Qt.CopyAction)
            event.accept()
            self.show_drop(True)

    def dragLeaveEvent(self, event):
        self.show_drop(False)

    def dropEvent(self, event):
        self.show_drop(False)
        event.setDropAction(Qt.CopyAction)
        event.accept()
        self.files_dropped.emit(_paths(event.mimeData(), keep_folders=self.takes_folders))


class Page(DropTarget):
    """A page: files dropped anywhere on it, and the keys that work anywhere on it.

    Keys arrive here only when the focused widget has no use for them, so typing an "r" stays typing.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.keys = {}  # Qt.Key, or the sum of a modifier and a key -> function
        self.primary = None  # the button that Enter presses
        self._waiting = {}  # what is under way -> the words for it

    def arrange(self, is_narrow):
        """Overridden by pages that look different on a narrow window, or with large text."""

    def set_waiting(self, what, words):
        """The primary action waits for ``what``, with ``words`` beside it; without words it is over."""
        self._waiting[what] = words
        self.update_action()

    def waiting(self):
        return next((words for words in self._waiting.values() if words), "")

    def update_action(self):
        """Overridden by pages whose primary action is not always possible."""

    def keyPressEvent(self, event):
        modifiers = int(event.modifiers()) & ~int(Qt.KeypadModifier)
        key = modifiers + event.key()
        if key in (Qt.Key_Return, Qt.Key_Enter):
            focused = QApplication.focusWidget()
            is_asked = isinstance(focused, QAbstractButton) and not focused.isCheckable()  # a choice is only made
            target = focused if is_asked else self.primary
            if target:
                target.click()
        elif key in self.keys:
            self.keys[key]()
        else:
            super().keyPressEvent(event)


class DropZone(QFrame):
    """The dashed area: what may be dropped, and the button for those who would rather choose."""

    choose_requested = pyqtSignal()

    def __init__(self, sentence, parent=None, *, kinds=None, choose=None, tip=None):
        """``kinds`` of files, the button's word and its ``tip``: where other files than recordings are meant."""
        super().__init__(parent)
        self.setProperty("role", "drop")
        words = label(sentence, wrap=True)
        words.setAlignment(Qt.AlignCenter)
        kinds = kinds or self.tr("Audio or video: WAV, FLAC, MP3, M4A, Ogg, Opus, MP4, MOV, MKV")
        kinds = label(kinds, "small", wrap=True)
        kinds.setAlignment(Qt.AlignCenter)
        tip = tip or self.tr("Choose recordings (Ctrl+O)")
        self.choose_button = button(choose or self.tr("Choose files…"), "open", tip=tip)
        self.choose_button.clicked.connect(self.choose_requested)
        column(
            1, row(1, icons.IconLabel("open", "muted", 32), 1), words, row(1, self.choose_button, 1), kinds, 1,
            margins=(2 * GAP,) * 4, parent=self,
        )  # fmt: skip

    def show_active(self, is_active):
        set_property(self, "active", "true" if is_active else "false")


def _paths(mime, *, keep_folders=False):
    """Local files in what is dragged; a folder stands for the files in it, unless folders are kept."""
    found = []
    for url in mime.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.is_dir() and not keep_folders:
            found.extend(sorted(str(inner) for inner in path.iterdir() if inner.is_file()))
        elif url.isLocalFile():
            found.append(str(path))
    return found
