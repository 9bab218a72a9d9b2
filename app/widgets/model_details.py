"""One speaker model in detail: what it is, its card, and what can be done with it."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QWidget

from app import theme
from app.language import told
from app.model_domain import ModelKind
from app.theme import GAP
from app.widgets.ask_panel import AskPanel
from app.widgets.basics import Card, ElidedLabel, button, label, row
from app.widgets.model_card import ModelCard
from app.widgets.roc_view import RocView
from app.widgets.switch import Switch
from app.widgets.words import figure, size_words

_FACTS, _CARD, _ROC = range(3)


class ModelDetails(Card):
    """Signals, each with the ``SpeakerModel``: ``use_requested``, ``tune_requested``, ``remove_requested``."""

    use_requested = pyqtSignal(object)
    tune_requested = pyqtSignal(object)
    remove_requested = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(spacing=2 * GAP, parent=parent)
        self.model = None
        self._busy = ""
        self._shown_lines = None
        self.name = ElidedLabel("", "number")
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "unsure")
        self.views = Switch((self.tr("Details"), self.tr("Card"), self.tr("Before and after")))
        self.facts = QWidget()
        self.card = ModelCard()
        self.card.setAccessibleName(self.tr("Model card"))
        self.roc = RocView()
        self.tune_button = button(self.tr("Fine-tune"), "model", tip=self.tr("Train it further on your speakers (T)"))
        self.remove_button = button(self.tr("Remove"), "remove", "danger", tip=self.tr("Delete it (Shift+Delete)"))
        remove = self.tr("Remove")
        self.remove_panel = AskPanel(remove, "remove", is_dangerous=True, keep=self.tr("Keep"))
        self._lay_out()
        self._connect()
        self.show_model(None)

    def show_model(self, model):
        if self.model is None or model is None or model.model_id != self.model.model_id:
            self.remove_panel.dismiss()
            self._view.setCurrentIndex(_FACTS)
            self.views.buttons[_FACTS].setChecked(True)
        self.model = model
        self.setEnabled(model is not None)
        if model is None:
            return
        self.name.show_text(model.model_id)
        self.problem.setText(told(model.problem))
        self.problem.setVisible(bool(model.problem))
        self._show_facts(model)
        self.card.show_card(model.card)
        self.views.buttons[_CARD].setVisible(bool(model.card))
        self.views.buttons[_ROC].setVisible(model.report is not None)
        self.views.setVisible(bool(model.card) or model.report is not None)
        if model.report is not None:
            self.roc.show_report(model.report)
        self.update_actions()

    def set_busy(self, words):
        """What is under way; nothing else is begun meanwhile."""
        self._busy = words
        self.update_actions()

    def missing(self):
        """Why the model cannot be put in use, in one sentence; empty when it can."""
        if self._busy:
            return self._busy
        if self.model is None:
            return self.tr("Choose a model.")
        if self.model.problem:
            return self.tr("A damaged model cannot be used.")
        return self.tr("This model is in use.") if self.model.is_in_use else ""

    def update_actions(self):
        model = self.model
        if model is None:
            return
        can_tune = not (model.problem or model.why_not_tuned)
        self.tune_button.setEnabled(can_tune)
        tip = self.tr("Train it further on your speakers (T)")
        self.tune_button.setToolTip(tip if can_tune else told(model.why_not_tuned or model.problem))
        self.remove_button.setVisible(model.kind is not ModelKind.SHIPPED and not model.is_in_use)
        self.remove_button.setEnabled(not self._busy)

    def ask_remove(self):
        if self.model is not None and self.remove_button.isEnabled() and not self.remove_button.isHidden():
            words = self.tr("Remove {model}? Its files and its {n} templates will be deleted.")
            self.remove_panel.ask(words.format(model=self.model.model_id, n=self.model.n_templates))

    def _show_facts(self, model):
        lines = list(self._lines(model))
        if lines == self._shown_lines:
            return  # made anew, they would flicker
        self._shown_lines = lines
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for line, (name, value, tip) in enumerate(lines):
            title, shown = label(name, "muted"), label(value, wrap=True)
            for widget in (title, shown):
                widget.setToolTip(tip)
            shown.setTextInteractionFlags(Qt.TextSelectableByMouse)
            self._grid.addWidget(title, line, 0, Qt.AlignTop)
            self._grid.addWidget(shown, line, 1)

    def _lines(self, model):
        size = size_words(model.n_bytes, self.tr)
        if model.problem:
            return [(self.tr("Folder"), str(model.folder), ""), (self.tr("Size"), size, "")]
        made = model.made_from or self.tr("trained from the first weight on")
        lines = [
            (self.tr("Made from"), made, self.tr("The file or the model that it began as")),
            (self.tr("Network"), self.tr("{name}, {dim} numbers a voice").format(
                name=model.architecture, dim=model.dim), self.tr("Its architecture, and the length of an embedding")),
            (self.tr("Contract"), self._contract(model), self.tr("What the network takes")),
            (self.tr("Score"), self._score(model), self.tr("What is compared")),
            (self.tr("Calibration"), self._calibration(model), self.tr(
                "Turns a score into a likelihood ratio; without it every answer is “cannot tell”")),
            (self.tr("Templates"), self.tr("{n:,} takes").format(n=model.n_templates), self.tr(
                "Of the enrolled takes, those that this model has made its template of")),
            (self.tr("Fine-tuning"), told(model.why_not_tuned) or self.tr("possible"), self.tr(
                "Whether it can be trained further on your speakers")),
            (self.tr("Size"), size, self.tr("Of all its files")),
        ]  # fmt: skip
        lines += [(file, digest, self.tr("sha256: the file is as it was made")) for file, digest in
                  model.sha256.items()]  # fmt: skip
        if model.kind is ModelKind.SHIPPED:
            return lines
        return [*lines, (self.tr("Folder"), str(model.folder), self.tr("Where its files are"))]

    def _contract(self, model):
        takes = self.tr("sound") if model.contract == "waveform" else self.tr("{contract} features of sound")
        words = self.tr("{takes} at {hz:,} Hz")
        return words.format(takes=takes.format(contract=model.contract), hz=model.sample_rate)

    def _score(self, model):
        return self.tr("cosine above what is usual in its cohort") if model.has_cohort else self.tr("cosine")

    def _calibration(self, model):
        if model.even_score is None:
            return self.tr("none: it gives no verdict until it is calibrated (main.py model calibrate)")
        return self.tr("even at a score of {score}").format(score=figure(model.even_score, 3))

    def _connect(self):
        self.views.chosen.connect(self._view.setCurrentIndex)
        self.tune_button.clicked.connect(lambda: self.tune_requested.emit(self.model))
        self.remove_button.clicked.connect(self.ask_remove)
        self.remove_panel.accepted.connect(lambda: self.remove_requested.emit(self.model))

    def _lay_out(self):
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.current().px(96))
        outer = row((self._grid, 1), parent=self.facts)
        outer.setAlignment(self._grid, Qt.AlignTop)
        scrolling = QScrollArea()
        scrolling.setWidget(self.facts)
        scrolling.setWidgetResizable(True)
        scrolling.setFocusPolicy(Qt.NoFocus)
        self._view = QStackedWidget()
        for view in (scrolling, self.card, self.roc):
            self._view.addWidget(view)
        self.body.addWidget(self.name)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.remove_panel)
        self.body.addLayout(row(self.views, 1))
        self.body.addWidget(self._view, 1)
        self.body.addLayout(row(self.remove_button, 1, self.tune_button))
