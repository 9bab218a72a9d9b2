"""What the speaker agrees to: the purpose, a tick with the text, who asks, and until when."""

from datetime import date, timedelta

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QLineEdit, QWidget

from app import consent_terms
from app.domain import Consent
from app.language import day_words
from app.preferences import CONSENT_DAYS
from app.theme import GAP
from app.widgets.basics import ComboBox, column, label, row
from app.widgets.words import days_words

_MAX_OPERATOR = 100


class ConsentForm(QWidget):
    """``changed``: ask ``missing`` and ``consent`` again."""

    changed = pyqtSignal()

    def __init__(self, *, is_wide=False, parent=None):
        super().__init__(parent)
        self._n_days = 0  # that it holds, unless somebody says otherwise
        self.purpose_box = ComboBox()
        self.tick = QCheckBox(self.tr("The speakers agree") if is_wide else self.tr("The speaker agrees"))
        self.tick.setToolTip(self.tr("Tick it when they have agreed to the text below (C)"))
        self.text = label("", "small", wrap=True)
        self.operator_edit = QLineEdit()
        self.until_box = ComboBox()
        self._fill()
        self._lay_out(is_wide)
        self.purpose_box.currentIndexChanged.connect(self._show_text)
        self.until_box.currentIndexChanged.connect(self._show_until)
        self.tick.toggled.connect(lambda _: self.changed.emit())
        self.operator_edit.textChanged.connect(lambda _: self.changed.emit())
        self._show_text()
        self._show_until()

    def show_operator(self, name):
        """Who asked last time, unless somebody has typed something."""
        if not self.operator_edit.isModified():
            self.operator_edit.setText(name)
            self.operator_edit.setCursorPosition(0)

    def show_defaults(self, purpose, n_days):
        """What the next speakers are asked for, unless somebody says otherwise."""
        self._n_days = n_days
        self.purpose_box.setCurrentIndex(self.purpose_box.findData(purpose))
        self.until_box.setCurrentIndex(self.until_box.findData(n_days))

    def reset(self):
        """For the next speaker: purpose and operator stay, the agreement does not."""
        self.tick.setChecked(False)
        self.until_box.setCurrentIndex(self.until_box.findData(self._n_days))

    def missing(self):
        """What has to be done here, in one sentence; empty when nothing is missing."""
        if not self.tick.isChecked():
            return self.tr("To enroll, tick the consent.")
        return "" if self._operator() else self.tr("To enroll, say who asks for the consent.")

    def consent(self):
        """What was agreed to; None while something is missing."""
        if self.missing():
            return None
        last_day = self._last_day()
        return Consent(
            purpose=self.purpose_box.currentData(),
            text=self._text(),
            text_version=consent_terms.TEXT_VERSION,
            operator=self._operator(),
            expires_on=last_day and last_day.isoformat(),
        )

    def _operator(self):
        return " ".join(self.operator_edit.text().split())

    def _text(self):
        return self.tr(consent_terms.TEXT).format(purpose=self.purpose_box.currentText())

    def _last_day(self):
        days = self.until_box.currentData()
        return date.today() + timedelta(days=days) if days else None

    def _show_text(self):
        self.text.setText(self._text())
        self.tick.setChecked(False)  # another text is another question
        self.changed.emit()

    def _show_until(self):
        last_day = self._last_day()
        words = self.tr("It holds until {day}; then nothing is compared with their voice any more.")
        self.until_box.setToolTip(
            words.format(day=day_words(last_day.isoformat()))
            if last_day
            else self.tr("It holds until the speaker withdraws it.")
        )

    def _fill(self):
        for purpose in consent_terms.PURPOSES:
            self.purpose_box.addItem(self.tr(purpose), purpose)
        for days in CONSENT_DAYS:
            self.until_box.addItem(days_words(days, self.tr), days)
        self.operator_edit.setMaxLength(_MAX_OPERATOR)
        self.operator_edit.setPlaceholderText(self.tr("Asked by"))
        self.operator_edit.setToolTip(self.tr("Who asked the speaker for their consent"))
        for widget, name in (
            (self.purpose_box, self.tr("Purpose of the consent")),
            (self.until_box, self.tr("How long the consent holds")),
            (self.operator_edit, self.tr("Who asked for the consent")),
        ):
            widget.setAccessibleName(name)
        for box in (self.purpose_box, self.until_box):
            box.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)

    def _lay_out(self, is_wide):
        operator = row(label(self.tr("Asked by"), "small"), (self.operator_edit, 1))
        if is_wide:
            boxes = row((self.purpose_box, 2), (self.until_box, 2), (operator, 3), spacing=2 * GAP)
            column(boxes, row(self.tick, (self.text, 1), spacing=2 * GAP), parent=self)
        else:
            column(self.purpose_box, self.tick, self.text, operator, self.until_box, parent=self)
