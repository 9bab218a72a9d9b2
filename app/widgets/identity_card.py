"""Who of everybody enrolled is speaking, if any: the answer with its reason, the ranking, and the margin."""

from PyQt5.QtWidgets import QBoxLayout

from app import theme
from app.domain import Verdict
from app.language import told
from app.theme import GAP
from app.widgets.answer_card import AnswerCard
from app.widgets.basics import column, label, row
from app.widgets.candidate_table import CandidateTable
from app.widgets.words import figure, quality_words


class IdentityCard(AnswerCard):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.reason = label("", wrap=True)
        self.margin = label("", wrap=True)
        self.margin.setToolTip(
            self.tr(
                "By how much the best candidate is ahead of the second. The LLR says how much more likely the "
                "recording is if the one talks than if the other does, as a natural logarithm"
            )
        )
        self.about = label("", "small", wrap=True)
        self.scale.setMinimumWidth(theme.current().px(264))  # or the words below it meet
        self.candidates = CandidateTable()
        left = column(self._head(), self.scale, self.reason, self.margin, 1, self.about, spacing=GAP)
        self._halves = row((left, 1), (self.candidates, 1), margins=(2 * GAP,) * 4, spacing=3 * GAP, parent=self)

    def arrange(self, is_narrow):
        """On a narrow page the ranking goes below the answer."""
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def show_identification(self, answer, *, band):
        """An ``Identification``; ``band`` is a natural-log likelihood ratio, see ``LlrScale.show_llr``."""
        decision, name = answer.decision, answer.candidates[0].speaker.name
        sentence = self._sentences()[decision.verdict].format(name=name)
        self._show_verdict(decision.verdict, self._words()[decision.verdict], sentence)
        self.reason.setText(told(decision.reason))
        self._show_scale(decision, band)
        self.margin.setText(self._margin_words(answer, band))
        words = self.tr("{quality} · model {model}")
        self.about.setText(words.format(quality=quality_words(answer.quality, self.tr), model=answer.model_id))
        self.candidates.show_answer(answer)
        self.setAccessibleName(f"{self.word.text()}. {self.sentence.text()} {self.reason.text()}")

    def _words(self):
        return {
            Verdict.SUPPORTS: self.tr("Supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("Unknown"),
            Verdict.CANNOT_TELL: self.tr("Cannot tell"),
        }

    def _sentences(self):
        return {
            Verdict.SUPPORTS: self.tr("Of everybody enrolled, the recording supports {name}."),
            Verdict.DOES_NOT_SUPPORT: self.tr("Nobody enrolled fits; the nearest is {name}."),
            Verdict.CANNOT_TELL: self.tr("The recording does not tell who it is; the nearest is {name}."),
        }

    def _margin_words(self, answer, band):
        if answer.margin is None:
            return self.tr("Only one speaker is enrolled, so there is no runner-up.")
        best, second = answer.candidates[:2]
        words = self.tr("Margin to the runner-up, {name}: score\u00a0{score}, LLR\u00a0{llr}.")
        llr = best.llr - second.llr
        words = words.format(name=second.speaker.name, score=figure(answer.margin, 3), llr=figure(llr, 1))
        return words + self.tr(" Too little to tell these two apart.") if llr < band else words
