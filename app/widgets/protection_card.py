"""The gallery's pass-phrase: whether there is one, setting and removing it, and when the gallery is locked."""

from PyQt5.QtCore import pyqtSignal

from app.theme import GAP
from app.widgets.basics import Card, ComboBox, button, column, label, row
from app.widgets.gate import PassphraseEdit

_MINUTES = (1, 5, 10, 30, 60, 0)


class ProtectionCard(Card):
    """Signals: ``set_requested(new, old)``, ``remove_requested(old)``, ``lock_requested``, ``lock_after_chosen(int)``
    in minutes, 0 for never."""

    set_requested = pyqtSignal(str, str)
    remove_requested = pyqtSignal(str)
    lock_requested = pyqtSignal()
    lock_after_chosen = pyqtSignal(int)

    def __init__(self, parent=None):
        super().__init__(parent=parent)
        self.state = label("", "muted", wrap=True)
        self.old_edit = PassphraseEdit(self.tr("Pass-phrase of now"))
        self.new_edit = PassphraseEdit(self.tr("New pass-phrase"))
        self.again_edit = PassphraseEdit(self.tr("The same again"))
        self.hint = label("", "small", wrap=True)
        self.set_button = button("", "lock", tip=self.tr("Encrypt the gallery anew; the program then begins again"))
        self.remove_button = button(self.tr("Remove it"), tip=self.tr("Let the gallery open without a pass-phrase"))
        self.lock_button = button(self.tr("Lock now"), "lock", tip=self.tr("Close the gallery (Ctrl+Shift+L)"))
        self.minutes_box = ComboBox()
        self.minutes_box.setAccessibleName(self.tr("When the gallery is locked"))
        self.minutes_box.setToolTip(self.tr("How long neither keys nor mouse are touched before it is locked"))
        for minutes in _MINUTES:
            self.minutes_box.addItem(self._after(minutes), minutes)
        self._lay_out()
        self._connect()
        self.show_state(False, 0)

    def show_state(self, is_protected, lock_after_min):
        self._is_protected = is_protected
        self.state.setText(
            self.tr("The gallery is encrypted and opens with its pass-phrase alone. There is no other way in.")
            if is_protected
            else self.tr(
                "Whoever can read this disk can read the gallery. With a pass-phrase it is encrypted, and opens with "
                "that alone: nobody can recover it for you."
            )
        )
        self.set_button.setText(self.tr("Change it") if is_protected else self.tr("Set a pass-phrase"))
        self.minutes_box.setCurrentIndex(max(self.minutes_box.findData(lock_after_min), 0))
        for widget in (self.old_edit, self.remove_button, self._locking):
            widget.setVisible(is_protected)
        for edit in self._edits:
            edit.clear()
        self._check()

    def _after(self, minutes):
        if not minutes:
            return self.tr("Never by itself")
        if minutes == 1:
            return self.tr("After 1 minute")
        return self.tr("After {n} minutes").format(n=minutes)

    def _check(self):
        old, new, again = (edit.text() for edit in self._edits)
        is_known = bool(old) or not self._is_protected
        self.set_button.setEnabled(is_known and bool(new) and new == again)
        self.remove_button.setEnabled(bool(old))
        self.hint.setText(self.tr("The two are not the same yet.") if again and new != again else "")

    def _connect(self):
        for edit in self._edits:
            edit.textChanged.connect(self._check)
        self.set_button.clicked.connect(lambda: self.set_requested.emit(self.new_edit.text(), self.old_edit.text()))
        self.remove_button.clicked.connect(lambda: self.remove_requested.emit(self.old_edit.text()))
        self.lock_button.clicked.connect(self.lock_requested)
        self.minutes_box.activated.connect(lambda _: self.lock_after_chosen.emit(self.minutes_box.currentData()))

    def _lay_out(self):
        self._edits = (self.old_edit, self.new_edit, self.again_edit)
        self._locking = Card(row(label(self.tr("Lock it")), (self.minutes_box, 1), self.lock_button), margin=0)
        self._locking.setProperty("role", "")
        self.body.addWidget(label(self.tr("Pass-phrase"), "section"))
        self.body.addWidget(self.state)
        self.body.addLayout(column(*self._edits, self.hint))
        self.body.addLayout(row(1, self.remove_button, self.set_button, spacing=GAP))
        self.body.addWidget(self._locking)
