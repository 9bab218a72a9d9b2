"""Step 1 of the enroll page: the name, and what the speaker agrees to."""

from PyQt5.QtCore import QStringListModel, Qt
from PyQt5.QtWidgets import QCompleter, QLineEdit

from app.consent_terms import PURPOSES
from app.language import day_words
from app.theme import GAP
from app.widgets.basics import Card, StepHead, button, column, label, row
from app.widgets.consent_form import ConsentForm
from app.widgets.words import takes_words


class WhoCard(Card):
    def __init__(self, parent=None):
        super().__init__(spacing=2 * GAP, parent=parent)
        self.name_edit = QLineEdit()
        self.known_label = label("", wrap=True)
        self.given_label = label("", "small", wrap=True)
        self.again_button = button(self.tr("Ask again"), tip=self.tr("Ask for another consent, before theirs ends"))
        self.again_button.setCheckable(True)
        self.consent = ConsentForm()
        self._set_up_name()
        name_title = label(self.tr("Name"))
        name_title.setBuddy(self.name_edit)
        consent = column(
            label(self.tr("Consent")), self.given_label, row(self.again_button, 1), self.consent, spacing=4
        )
        local = label(self.tr("Voice and name stay on this computer."), "small", wrap=True)
        self.body.addWidget(StepHead(1, self.tr("Who")))
        self.body.addLayout(column(name_title, self.name_edit, spacing=4))
        self.body.addWidget(self.known_label)
        self.body.addLayout(consent)
        self.body.addStretch(1)
        self.body.addWidget(local)

    def show_names(self, names):
        """Offered while somebody types."""
        self._names.setStringList(names)

    def show_known(self, speaker, consent, *, has_ended):
        """Who is enrolled under this name already, or None; the ``consent`` on record, or None; whether it is over."""
        self.known_label.setVisible(speaker is not None)
        self.given_label.setVisible(consent is not None)
        self.again_button.setVisible(consent is not None and not has_ended)
        self.consent.setVisible(has_ended or self.again_button.isChecked())
        if speaker:
            words = self.tr("Enrolled already, with {takes}. New ones will be added.")
            self.known_label.setText(words.format(takes=takes_words(speaker.n_takes, self.tr)))
        if consent:
            self.given_label.setText(self._ended_words(consent) if has_ended else self._given_words(consent))

    def _given_words(self, consent):
        until = self.tr("until {day}").format(day=day_words(consent.expires_on)) if consent.expires_on else ""
        words = self.tr("Given on {day} for this purpose: {purpose}; asked by {operator}.")
        words = words.format(
            day=day_words(consent.given_at), purpose=self._purpose(consent), operator=consent.operator
        )
        return f"{words} {self.tr('It holds {until}.').format(until=until)}" if until else words

    def _purpose(self, consent):
        """One of the usual purposes is said in the window's language."""
        return self.tr(consent.purpose) if consent.purpose in PURPOSES else consent.purpose

    def _ended_words(self, consent):
        return self.tr("It ended on {day}. Ask again.").format(day=day_words(consent.expires_on))

    def _set_up_name(self):
        self.name_edit.setPlaceholderText(self.tr("Speaker's name"))
        self.name_edit.setAccessibleName(self.tr("Speaker's name"))
        self.name_edit.setMaxLength(100)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseInsensitive)
        self.name_edit.setCompleter(completer)
