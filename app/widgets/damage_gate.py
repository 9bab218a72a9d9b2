"""What is seen instead of the program where the gallery is damaged: a backup of it, to be put back."""

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QProgressBar, QWidget

from app import theme
from app.language import told
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, WholeLabel, button, column, row
from app.widgets.trial_table import time_words

_SIZE = (640, 520)  # px at normal text size: with room for what went wrong
_STEPS = 1000


class DamageGate(QWidget):
    """Signals: ``chosen(Path)`` of another copy, answer it with ``show_copy`` or ``show_notice``;
    ``put_back_requested(Path)``, with ``show_restored`` or ``show_notice``; ``cancel_requested`` of either;
    ``agreed`` once a copy is back and the program shall begin.  Closing it ends the program."""

    chosen = pyqtSignal(object)
    put_back_requested = pyqtSignal(object)
    cancel_requested = pyqtSignal()
    agreed = pyqtSignal()

    def __init__(self, gallery, parent=None):
        """``gallery``: the path of the damaged file."""
        super().__init__(parent)
        self._folder = Path(gallery).parent
        self._copy = None
        self._is_busy = self._is_restored = False
        self.setObjectName("window")
        self.setWindowTitle(self.tr("GluonAR Desktop, damaged gallery"))
        self.setWindowIcon(icons.program_icon())
        self.title, self.advice = WholeLabel("title"), WholeLabel("muted")
        self.found, self.about, self.problem = WholeLabel("section"), WholeLabel(), WholeLabel("small")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, _STEPS)
        self._make_buttons()
        self._lay_out()
        self._show(
            self.tr("The gallery is damaged"),
            self.tr(
                "Parts of “{path}” are not what was saved. It stays as it is until you put a copy in its place."
            ).format(path=gallery),
        )
        self.show_progress(0.0)

    def show_progress(self, share):
        """0 to 1, of looking at a copy or of putting it back."""
        if not self.found.text():
            self.found.setText(self.tr("Looking for the newest backup…"))
        self._set_busy(True)
        self.progress.setValue(round(_STEPS * share))

    def show_idle(self):
        """What was under way has ended, or was cancelled."""
        self._set_busy(False)

    def show_newest(self, backup):
        self._show_copy(
            backup,
            self.tr("The newest backup that is whole: {when}"),
            self.tr(
                "Speakers: {n}, recordings: {takes}. What you changed after it is not in it. The damaged file is kept "
                "in “{folder}” until you next remove or rename somebody."
            ),
        )

    def show_copy(self, backup):
        self._show_copy(
            backup,
            self.tr("The copy that you chose is whole: {when}"),
            self.tr(
                "Speakers: {n}, recordings: {takes}. What you changed after it is not in it, and whoever you removed "
                "since is there again. The damaged file is kept in “{folder}” until you next remove or rename "
                "somebody."
            ),
        )

    def show_notice(self, notice):
        """What went wrong, under what is offered."""
        if self._copy is None:
            self.found.setText(told(notice.title))
            self.about.setText(told(notice.advice))
        else:
            self.problem.setText(f"{told(notice.title)} {told(notice.advice)}")
        self._set_busy(False)

    def show_restored(self, restored):
        self._is_restored = True
        self._show(
            self.tr("The copy is back"),
            self.tr("Speakers: {n}, recordings: {takes}, as of {when}.").format(
                n=restored.backup.n_speakers,
                takes=restored.backup.n_recordings,
                when=time_words(restored.backup.made_at),
            ),
        )
        kept = restored.damaged or restored.before  # of a file without a byte, nothing
        words = self.tr("The damaged file is kept until you next remove or rename somebody: {path}")
        self.about.setText(words.format(path=kept) if kept else "")
        self.found.setText("")
        self.problem.setText("")
        self._set_busy(False)

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            self.focusWidget().click()  # the buttons alone can have the focus
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event):
        if self._is_busy:
            self.cancel_requested.emit()
        event.setAccepted(not self._is_busy)

    def _make_buttons(self):
        self.put_back_button = button(
            self.tr("Put this copy back"),
            role="primary",
            tip=self.tr("Put this copy in the place of the damaged gallery (Enter)"),
        )
        self.put_back_button.clicked.connect(lambda: self.put_back_requested.emit(self._copy.path))
        self.choose_button = button(
            self.tr("Choose another copy…"), tip=self.tr("Choose a backup that you saved yourself (Ctrl+O)")
        )
        self.choose_button.clicked.connect(self._choose)
        self.choose_button.setShortcut("Ctrl+O")
        self.open_button = button(
            self.tr("Open the gallery"), role="primary", tip=self.tr("Start the program (Enter)")
        )
        self.open_button.clicked.connect(self.agreed)
        self.quit_button = button(self.tr("Quit"), tip=self.tr("End the program; nothing is changed (Ctrl+Q)"))
        self.quit_button.clicked.connect(self.close)

    def _lay_out(self):
        buttons = row(self.quit_button, 1, self.choose_button, self.put_back_button, self.open_button)
        offer = column(self.found, self.about, self.progress, self.problem)
        card = Card(self.title, self.advice, offer, buttons, spacing=2 * GAP, margin=3 * GAP)
        card.setFixedWidth(theme.current().px(540))
        column(1, row(1, card, 1), 1, margins=(3 * GAP,) * 4, parent=self)
        self.resize(*map(theme.current().px, _SIZE))

    def _show(self, title, advice):
        self.title.setText(title)
        self.advice.setText(advice)

    def _show_copy(self, backup, found, about):
        self._copy = backup
        self.found.setText(found.format(when=time_words(backup.made_at)))
        self.about.setText(about.format(n=backup.n_speakers, takes=backup.n_recordings, folder=self._kept_in()))
        self.problem.setText("")
        self._set_busy(False)

    def _set_busy(self, is_busy):
        self._is_busy = is_busy
        can_offer = not (is_busy or self._is_restored)
        self.choose_button.setEnabled(can_offer)
        self.put_back_button.setEnabled(can_offer and self._copy is not None)
        self.progress.setVisible(is_busy)
        for words in (self.found, self.about, self.problem):
            words.setVisible(bool(words.text()))
        for widget in (self.choose_button, self.put_back_button):
            widget.setVisible(not self._is_restored)
        self.open_button.setVisible(self._is_restored)
        self.quit_button.setText(self.tr("Cancel") if is_busy else self.tr("Quit"))
        self.quit_button.setShortcut("Ctrl+Q")  # a new text takes it away
        buttons = (self.open_button, self.put_back_button, self.choose_button, self.quit_button)
        next(each for each in buttons if each.isEnabled() and not each.isHidden()).setFocus()

    def _choose(self):
        place = self._kept_in()
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Restore a backup"),
            str(place if place.is_dir() else ""),
            self.tr("Backups (*.gluonar)"),
        )
        if path:
            self.chosen.emit(Path(path))

    def _kept_in(self):
        return self._folder / "backups"
