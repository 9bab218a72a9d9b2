"""What the comparison says: an icon and a word, the scale, the reason, and every number behind it."""

from PyQt5.QtWidgets import QBoxLayout, QFrame, QGridLayout

from app.domain import Verdict
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import column, label, row, set_property
from app.widgets.llr_scale import LlrScale, TakeScores

TONES = {Verdict.SUPPORTS: "supports", Verdict.DOES_NOT_SUPPORT: "rejects", Verdict.CANNOT_TELL: "unsure"}


class VerdictCard(QFrame):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.setProperty("role", "verdict-card")
        self._icon = icons.IconLabel("unsure", "unsure", 40)
        self.word = label("", "verdict")
        self.sentence = label("", wrap=True)
        self.reason = label("", wrap=True)
        self.scale = LlrScale()
        self.scores = TakeScores()
        self._titles, self._figures = {}, {}
        head = row(self._icon, (column(self.word, self.sentence, spacing=2), 1), spacing=2 * GAP)
        left = column(head, self.scale, self.reason, 1, spacing=GAP)
        right = column(self._figure_grid(), label(self.tr("Score against each take"), "small"), self.scores, 1)
        self._halves = row((left, 3), (right, 2), margins=(2 * GAP,) * 4, spacing=3 * GAP, parent=self)

    def arrange(self, is_narrow):
        """On a narrow page the figures go below the verdict."""
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def show_verification(self, verification, *, operating_point, band):
        """A ``Verification``; the other two are natural-log likelihood ratios, see ``LlrScale.show_llr``."""
        decision = verification.decision
        tone = TONES[decision.verdict]
        set_property(self, "tone", tone)
        set_property(self.word, "tone", tone)
        self._icon.show_icon(tone, tone)
        self.word.setText(self._words()[decision.verdict])
        self.sentence.setText(self._sentences()[decision.verdict].format(name=verification.speaker.name))
        self.reason.setText(decision.reason)
        self.scale.show_llr(decision.llr, tone, operating_point=operating_point, band=band)
        self.scores.show_scores(verification.take_scores, decision.threshold)
        self._show_figures(verification)
        self.setAccessibleName(f"{self.word.text()}. {self.sentence.text()} {decision.reason}")

    def _words(self):
        return {
            Verdict.SUPPORTS: self.tr("Supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("Does not support"),
            Verdict.CANNOT_TELL: self.tr("Cannot tell"),
        }

    def _sentences(self):
        return {
            Verdict.SUPPORTS: self.tr("The recording supports that {name} is speaking."),
            Verdict.DOES_NOT_SUPPORT: self.tr("The recording does not support that {name} is speaking."),
            Verdict.CANNOT_TELL: self.tr("The recording does not tell whether {name} is speaking."),
        }

    def _show_figures(self, verification):
        decision, quality = verification.decision, verification.quality
        snr = self.tr("not measurable") if quality.snr_db is None else self.tr("{x:.0f} dB").format(x=quality.snr_db)
        values = {
            "verbal": decision.verbal,
            "score": self._score_words(decision),
            "cosine": f"{decision.cosine:z.3f}".replace("-", "−"),
            "speech": self.tr("{s:.1f} s, SNR {snr}").format(s=quality.speech_s, snr=snr),
            "model": verification.model_id,
        }
        for name, text in values.items():
            self._figures[name].setText(text)
        for widget in (self._titles["score"], self._figures["score"]):
            widget.setToolTip(self._score_tip(decision.is_normalized))
        for widget in (self._titles["cosine"], self._figures["cosine"]):
            widget.setVisible(decision.is_normalized)  # else the score is the cosine

    def _score_words(self, decision):
        score = f"{decision.score:z.3f}".replace("-", "−")
        if decision.threshold is None:
            return self.tr("{score}, no threshold").format(score=score)
        threshold = f"{decision.threshold:z.3f}".replace("-", "−")
        return self.tr("{score} (threshold {threshold})").format(score=score, threshold=threshold)

    def _score_tip(self, is_normalized):
        if is_normalized:
            return self.tr(
                "How far the cosine of the two voices lies above what is usual for them, "
                "judged by the most similar voices of a reference population"
            )
        return self.tr("Cosine similarity to the speaker's takes, and the threshold")

    def _figure_grid(self):
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        names = (
            ("verbal", self.tr("In words"), ""),
            ("score", self.tr("Score"), ""),
            ("cosine", self.tr("Cosine"), self.tr("Similarity to the speaker's takes, before it is normalised")),
            ("speech", self.tr("Speech"), self.tr("Net speech in the recording, and speech to noise ratio")),
            ("model", self.tr("Model"), self.tr("The network that turned both voices into numbers")),
        )
        for line, (name, words, tip) in enumerate(names):
            self._figures[name] = label("", "small" if name == "model" else "", wrap=True)
            self._titles[name] = label(words, "small")
            for widget in (self._titles[name], self._figures[name]):
                widget.setToolTip(tip)
            grid.addWidget(self._titles[name], line, 0)
            grid.addWidget(self._figures[name], line, 1)
        return grid
