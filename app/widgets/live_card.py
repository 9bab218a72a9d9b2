"""The answer while somebody speaks: so far, on so much speech."""

from app.domain import Verdict
from app.language import told
from app.theme import GAP
from app.widgets.answer_card import AnswerCard
from app.widgets.basics import column, label, set_property


class LiveCard(AnswerCard):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.speech = label("", "number")
        self.speech.setToolTip(self.tr("Net speech that was heard so far; a verdict needs 1 s"))
        self.word.setWordWrap(True)  # beside the figure there is little room for large text
        words = self.tr("The answer that counts is that of the whole recording, when you stop.")
        note = label(words, "small", wrap=True)
        column(self._head(self.speech), self.scale, note, margins=(2 * GAP,) * 4, parent=self)

    def arrange(self, is_narrow):
        set_property(self.speech, "role", "section" if is_narrow else "number")

    def begin(self, speaker):
        """A recording begins; ``speaker`` is None while nobody is chosen."""
        name = speaker and speaker.name
        words = self.tr("Listening for {name}…").format(name=name) if name else self.tr("Choose a speaker to compare.")
        self._show(Verdict.CANNOT_TELL, self.tr("Cannot tell yet"), words, 0.0)
        self.scale.setVisible(False)

    def show_interim(self, speaker, interim, *, band):
        """An ``Interim``; ``band`` as in ``LlrScale.show_llr``."""
        answer = interim.verification
        if answer is None:
            self.begin(speaker)
            self.speech.setText(self.tr("{s:.1f} s of speech").format(s=interim.quality.speech_s))
            return
        decision = answer.decision
        word, sentence = self._words()[decision.verdict]
        reason = sentence.format(name=speaker.name) if sentence else told(decision.reason)
        self._show(decision.verdict, word, reason, interim.quality.speech_s)
        self.scale.setVisible(True)
        self._show_scale(decision, band)

    def _show(self, verdict, word, sentence, speech_s):
        self._show_verdict(verdict, word, sentence)
        self.speech.setText(self.tr("{s:.1f} s of speech").format(s=speech_s))
        self.setAccessibleName(f"{word}. {sentence}")

    def _words(self):
        return {
            Verdict.SUPPORTS: (
                self.tr("Supports so far"), self.tr("So far the recording supports that {name} is speaking."),
            ),
            Verdict.DOES_NOT_SUPPORT: (
                self.tr("Does not support so far"),
                self.tr("So far the recording does not support that {name} is speaking."),
            ),
            Verdict.CANNOT_TELL: (self.tr("Cannot tell yet"), ""),
        }  # fmt: skip
