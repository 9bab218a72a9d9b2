"""What every answer begins with: an icon, a word and a sentence, in the verdict's tone."""

from PyQt5.QtWidgets import QFrame

from app.domain import Verdict
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import column, label, row, set_property
from app.widgets.llr_scale import LlrScale

TONES = {Verdict.SUPPORTS: "supports", Verdict.DOES_NOT_SUPPORT: "rejects", Verdict.CANNOT_TELL: "unsure"}


class AnswerCard(QFrame):
    """``scale`` is made here too, and laid out by the card itself."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setProperty("role", "verdict-card")
        self._icon = icons.IconLabel("unsure", "unsure", 40)
        self.word = label("", "verdict")
        self.sentence = label("", wrap=True)
        self.scale = LlrScale()

    def _head(self, *beside, after_word=()):
        """The icon with the words, and what stands ``beside`` them, or only ``after_word`` in its line."""
        words = column(row(self.word, 1, *after_word), self.sentence, spacing=2)
        return row(self._icon, (words, 1), *beside, spacing=2 * GAP)

    def _show_verdict(self, verdict, word, sentence):
        tone = TONES[verdict]
        set_property(self, "tone", tone)
        set_property(self.word, "tone", tone)
        self._icon.show_icon(tone, tone)
        self.word.setText(word)
        self.sentence.setText(sentence)

    def _show_scale(self, decision, band):
        tone = TONES[decision.verdict]
        self.scale.show_llr(decision.llr, tone, operating_point=decision.llr_threshold, band=band)
