"""The help: topics at the left, what they say at the right, beside the main window so that both can be read."""

from html import escape

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QShortcut,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)

from app import theme
from app.language import told
from app.theme import GAP
from app.widgets.basics import button, column, label, row
from app.widgets.help_pages import HelpPages
from app.widgets.side_window import SideWindow

ABOUT, LICENCES, LOG = "about", "licences", "log"
_SIZE = (920, 700)
_KEY = Qt.UserRole


class HelpWindow(SideWindow):
    """Signals: ``about_requested`` and ``log_requested``: answer them with ``show_about`` and ``show_log``;
    ``folder_requested``: show the data folder."""

    about_requested = pyqtSignal()
    log_requested = pyqtSignal()
    folder_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(_SIZE, parent)
        self.setWindowTitle(self.tr("Help – GluonAR Desktop"))
        self._pages = {key: html for key, _, html in HelpPages(self).topics()}
        self.search = QLineEdit(placeholderText=self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setToolTip(self.tr("Only topics with all of these words (Ctrl+F)"))
        self.topics = QListWidget()
        self.topics.setAccessibleName(self.tr("Topics"))
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(self.tr("Help"))
        self.browser.setOpenLinks(False)
        self.log = QPlainTextEdit(readOnly=True)
        self.log.setAccessibleName(self.tr("Log"))
        self.log.setLineWrapMode(QPlainTextEdit.NoWrap)
        self.nothing = label(self.tr("The log is empty: nothing went wrong so far."), "muted", wrap=True)
        self._lay_out()
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.topics.currentItemChanged.connect(self._show)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def open_at(self, key):
        """Show the topic, and the window in front."""
        self.search.clear()
        for index in range(self.topics.count()):
            if self.topics.item(index).data(_KEY) == key:
                self.topics.setCurrentRow(index)
        self.come_forward()
        self.topics.setFocus()

    @property
    def topic(self):
        item = self.topics.currentItem()
        return item.data(_KEY) if item else None

    def show_about(self, versions, places, licences):
        """(what, version) pairs, folders and files by what they are, and the licences in Markdown."""
        self._pages[ABOUT] = self._about(versions, places)
        self._pages[LICENCES] = licences.replace("`", "")  # in titles Qt draws what is code in another size
        if self.topic in (ABOUT, LICENCES):
            self._show_page()

    def show_log(self, text):
        self.log.setPlainText(text)
        self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())
        self.nothing.setVisible(not text)
        self.log.setVisible(bool(text))
        self.copy_button.setEnabled(bool(text))

    def _fill(self):
        titles = [(key, title) for key, title, _ in HelpPages(self).topics()]
        titles += [(LOG, self.tr("Log")), (ABOUT, self.tr("About")), (LICENCES, self.tr("Licences"))]
        for key, title in titles:
            item = QListWidgetItem(title, self.topics)
            item.setData(_KEY, key)
        self.topics.setCurrentRow(0)
        self._show_page()

    def _filter(self):
        """Only topics that have all words of the search in them."""
        words = self.search.text().casefold().split()
        first = None
        for index in range(self.topics.count()):
            item = self.topics.item(index)
            text = f"{item.text()} {self._pages.get(item.data(_KEY), '')}".casefold()
            item.setHidden(not all(word in text for word in words))
            if first is None and not item.isHidden():
                first = item
        if first is not None and (self.topics.currentItem() is None or self.topics.currentItem().isHidden()):
            self.topics.setCurrentItem(first)

    def _show(self):
        if self.topic in (ABOUT, LICENCES):
            self.about_requested.emit()
        elif self.topic == LOG:
            self.log_requested.emit()
        self._show_page()

    def _show_page(self):
        self._stack.setCurrentIndex(int(self.topic == LOG))
        if self.topic == LICENCES:
            self.browser.setMarkdown(self._pages.get(LICENCES, ""))
        else:
            self.browser.setHtml(self._pages.get(self.topic, ""))

    def _about(self, versions, places):
        names = {
            "data": self.tr("Data folder"),
            "gallery": self.tr("Speakers and recordings"),
            "backups": self.tr("Automatic backups"),
            "log": self.tr("Log"),
        }
        words = self.tr(
            "Speaker enrollment and verification that stays on this computer. Free software under the GNU General "
            "Public License, version 3 or later, without any warranty; Licences lists what it is built on."
        )
        rows = [
            *((told(name), told(version)) for name, version in versions),
            *((names[key], str(path)) for key, path in places.items()),
        ]
        lines = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
        title = escape(self.tr("About GluonAR Desktop"))
        return f"<h2>{title}</h2><p>{escape(words)}</p><table cellpadding='4'>{lines}</table>"

    def _copy_log(self):
        QApplication.clipboard().setText(self.log.toPlainText())

    def _lay_out(self):
        self.refresh_button = button(self.tr("Read again"), "refresh")
        self.copy_button = button(self.tr("Copy all"))
        self.folder_button = button(self.tr("Show in folder"), "folder")
        self.refresh_button.clicked.connect(self.log_requested)
        self.copy_button.clicked.connect(self._copy_log)
        self.folder_button.clicked.connect(self.folder_requested)
        log = QWidget()
        buttons = row(self.refresh_button, self.copy_button, self.folder_button, 1)
        column(buttons, self.nothing, (self.log, 1), parent=log).addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(log)
        self.topics.setFixedWidth(theme.current().px(232))
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        left = column(self.search, (self.topics, 1))
        row(left, (self._stack, 1), margins=(2 * GAP,) * 4, spacing=2 * GAP, parent=self)
