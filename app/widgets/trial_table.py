"""Questions and answers as a table: what was asked, when, and what came out."""

from datetime import datetime

from PyQt5.QtCore import Qt

from app.domain import Verdict
from app.language import day_words
from app.widgets import icons
from app.widgets.answer_card import TONES
from app.widgets.glossary import meaning
from app.widgets.row_table import RowTable, RowTableModel

TIME, SPEAKER, SOURCE, VERDICT, LLR, POINT, MODEL = range(7)


class TrialTableModel(RowTableModel):
    """``rows``: (Trial, its Decision where it is to be opened)."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._icons = {}  # drawn once: a table asks again for every line
        self._headers = (
            self.tr("Time"), self.tr("Speaker"), self.tr("Recording"), self.tr("Verdict"), self.tr("LLR"),
            self.tr("Point"), self.tr("Model"),
        )  # fmt: skip
        self._tips = {
            LLR: meaning("LLR"),
            POINT: meaning("point"),
        }
        self._verdicts = {
            Verdict.SUPPORTS: self.tr("supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("does not support"),
            Verdict.CANNOT_TELL: self.tr("cannot tell"),
        }

    def data(self, index, role=Qt.DisplayRole):
        trial, _ = self.rows[index.row()]
        if role == Qt.DisplayRole:
            return self._cells(trial)[index.column()]
        if role == Qt.DecorationRole and index.column() == VERDICT:
            return self._icon(TONES[trial.verdict])
        if role == Qt.ToolTipRole:
            is_name = index.column() in (SPEAKER, SOURCE, MODEL)
            return self._cells(trial)[index.column()] if is_name else self._asked(trial)
        return None

    def _icon(self, tone):
        if tone not in self._icons:
            self._icons[tone] = icons.icon(tone, tone)
        return self._icons[tone]

    def _asked(self, trial):
        words = {
            "verify": self.tr("Verify: is “{source}” {name}?"),
            "identify": self.tr("Identify: who is “{source}”? {name} came out as the best."),
        }
        asked = words[trial.kind].format(source=trial.source, name=trial.speaker_name)
        return f"{time_words(trial.created_at)}\n{asked}"

    def _cells(self, trial):
        point = trial.operating_point
        return (
            time_words(trial.created_at), trial.speaker_name, trial.source, self._verdicts[trial.verdict],
            _signed(trial.llr), self.tr("not kept") if point is None else _signed(point.llr), trial.model_id,
        )  # fmt: skip


class TrialTable(RowTable):
    """Shows a ``TrialTableModel``, under ``name`` for screen readers."""

    def __init__(self, model, name, parent=None):
        super().__init__(model, name, (SPEAKER, SOURCE, MODEL), parent)


def time_words(created_at):
    """An ISO 8601 time in UTC as this computer's clock shows it."""
    moment = datetime.fromisoformat(created_at).astimezone()
    return f"{day_words(moment.isoformat())} {moment:%H:%M}"


def _signed(llr):
    return "0" if llr == 0 else f"{llr:+z.1f}".replace("-", "−")
