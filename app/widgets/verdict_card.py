"""What the comparison says: an icon and a word, the scale, the reason, and every number behind it."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QGridLayout

from app.domain import Verdict
from app.language import told
from app.theme import GAP
from app.widgets.answer_card import AnswerCard
from app.widgets.basics import button, column, label, row
from app.widgets.llr_scale import TakeScores

_MOST_TOLD = 2


class VerdictCard(AnswerCard):
    """Signals: ``report_requested``."""

    report_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.reason = label("", wrap=True)
        self.stretches = label("", wrap=True)
        self.stretches.setProperty("tone", "unsure")
        self.suspicions = label("", wrap=True)
        self.suspicions.setProperty("tone", "unsure")
        tip = self.tr("It changes nothing of the answer. Good loudspeakers and neural voices leave no such signs.")
        self.suspicions.setToolTip(tip)
        self.scores = TakeScores()
        self._scores_title = label(self.tr("Score against each take"), "small")
        self._titles, self._figures = {}, {}
        self.report_button = button(
            self.tr("Report…"), "report", tip=self.tr("Save a report about this answer as PDF (S or Ctrl+S)")
        )
        self.report_button.clicked.connect(self.report_requested)
        head = self._head(after_word=(self.report_button,))
        left = column(head, self.scale, self.reason, self.stretches, self.suspicions, 1, spacing=GAP)
        right = column(self._figure_grid(), self._scores_title, self.scores, 1)
        self._halves = row((left, 3), (right, 2), margins=(2 * GAP,) * 4, spacing=3 * GAP, parent=self)

    def arrange(self, is_narrow):
        """On a narrow page the figures go below the verdict."""
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def show_verification(self, verification, *, band):
        """A ``Verification``; ``band`` is a natural-log likelihood ratio, see ``LlrScale.show_llr``."""
        quality = verification.quality
        self.show_answer(
            verification.speaker.name, verification.decision, take_scores=verification.take_scores,
            speech_s=quality.speech_s, snr_db=quality.snr_db, model_id=verification.model_id, band=band,
        )  # fmt: skip
        self._show_suspicions(verification.suspicions)

    def show_answer(self, name, decision, *, take_scores, speech_s, snr_db, model_id, band):
        sentence = self._sentences()[decision.verdict].format(name=name)
        self._show_verdict(decision.verdict, self._words()[decision.verdict], sentence)
        self.reason.setText(told(decision.reason))
        self.show_stretches(())
        self._show_suspicions(())
        self._show_scale(decision, band)
        self.scores.show_scores(take_scores, decision.threshold)
        for widget in (self._scores_title, self.scores):
            widget.setVisible(bool(take_scores))
        self._show_figures(decision, speech_s, snr_db, model_id)
        self.setAccessibleName(f"{self.word.text()}. {self.sentence.text()} {self.reason.text()}")

    def show_stretches(self, stretches):
        """Where parts of the recording support the other answer."""
        words = {
            False: self.tr("From {start:.1f} to {end:.1f} s the voice supports another speaker."),
            True: self.tr("From {start:.1f} to {end:.1f} s the voice supports this speaker."),
        }
        sentences = [
            words[each.supports].format(start=each.start_s, end=each.end_s) for each in stretches[:_MOST_TOLD]
        ]
        if len(stretches) > _MOST_TOLD:
            sentences.append(self.tr("{n} more stretches are marked below.").format(n=len(stretches) - _MOST_TOLD))
        self.stretches.setText("\n".join(sentences))
        self.stretches.setVisible(bool(sentences))

    def _show_suspicions(self, kinds):
        words = {
            "loudspeaker": self.tr("Experimental: signs of a loudspeaker, which about 1 genuine recording in 30 has."),
            "synthesizer": self.tr("Experimental: signs of a synthesizer, which about 1 genuine recording in 30 has."),
        }
        self.suspicions.setText("\n".join(words[kind] for kind in kinds))
        self.suspicions.setVisible(bool(kinds))

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

    def _show_figures(self, decision, speech_s, snr_db, model_id):
        snr = self.tr("not measurable") if snr_db is None else self.tr("{x:.0f} dB").format(x=snr_db)
        words = self.tr("{s:.1f} s, SNR {snr}")
        values = {
            "verbal": told(decision.verbal),
            "score": self._score_words(decision),
            "cosine": f"{decision.cosine:z.3f}".replace("-", "−"),
            "speech": self.tr("not kept") if speech_s is None else words.format(s=speech_s, snr=snr),
            "model": model_id,
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
