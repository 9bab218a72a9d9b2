"""The lines of the audit log as a table, in words."""

from PyQt5.QtCore import Qt

from app.widgets.row_table import RowTableModel
from app.widgets.trial_table import time_words

LINE, TIME, EVENT, SPEAKER, DETAILS = range(5)


class AuditTableModel(RowTableModel):
    """``rows``: (AuditLine, its facts)."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._headers = (
            self.tr("Line"), self.tr("Time"), self.tr("What"), self.tr("Speaker"), self.tr("Details"),
        )  # fmt: skip
        self.events = {
            "enroll": self.tr("Enrolled", "event"),
            "add-takes": self.tr("Takes added"),
            "consent": self.tr("Consent given"),
            "verify": self.tr("Verified"),
            "identify": self.tr("Identified"),
            "timeline": self.tr("Conversation"),
            "rename": self.tr("Renamed"),
            "describe": self.tr("Notes or tags"),
            "merge": self.tr("Merged"),
            "split": self.tr("Split off"),
            "move": self.tr("Takes moved"),
            "remove-takes": self.tr("Takes removed"),
            "delete": self.tr("Removed"),
            "undo": self.tr("Undone"),
            "templates": self.tr("Templates made"),
            "remove-templates": self.tr("Templates removed"),
            "model": self.tr("Model in use"),
            "calibrate": self.tr("Model calibrated"),
            "threshold": self.tr("Operating point"),
            "passphrase": self.tr("Pass-phrase"),
            "export": self.tr("Exported"),
            "restore": self.tr("Backup put back"),
            "clock": self.tr("Clock set back"),
        }
        self._facts = {  # in the order in which they are said
            "verdict": "{value}",
            "action": "{value}",
            "what": self.tr("file of: {value}"),
            "rows": self.tr("rows: {value}"),
            "takes": self.tr("takes: {value}"),
            "speakers": self.tr("speakers: {value}"),
            "trials": self.tr("trials: {value}"),
            "threshold_llr": self.tr("operating point: LLR {value}"),
            "llr": self.tr("LLR {value}"),
            "prior": self.tr("prior {value}"),
            "cost_miss": self.tr("cost of a miss {value}"),
            "cost_false_accept": self.tr("cost of a false accept {value}"),
            "expires_on": self.tr("until {value}"),
            "text_version": self.tr("text, version {value}"),
            "before": self.tr("before: {value}"),
            "made_by": self.tr("by {value}"),
            "calibrated": "{value}",
            "removed": "{value}",
            "line": self.tr("of line {value}"),
            "source": self.tr("from speaker {value}"),
            "merged": self.tr("with {value}"),
            "replaced": self.tr("in place of a log that ended at {value}"),
            "behind_s": self.tr("by {value} s"),
            "unreadable": self.tr("unreadable: {value}"),
        }
        self._values = {
            "supports": self.tr("supports"),
            "does not support": self.tr("does not support"),
            "cannot tell": self.tr("cannot tell"),
            "set": self.tr("set"),
            "changed": self.tr("changed"),
            "removed": self.tr("removed"),
            "history": self.tr("history"),
            "answers": self.tr("answers"),
            "timeline": self.tr("timeline"),
            "audit": self.tr("this log"),
            "backup": self.tr("backup"),
            "report": self.tr("report"),
            "evaluation": self.tr("evaluation"),
        }
        self._gone = self.tr("gone · {id}")

    def data(self, index, role=Qt.DisplayRole):
        if role == Qt.DisplayRole:
            return self.cells(*self.rows[index.row()])[index.column()]
        if role == Qt.ToolTipRole:
            line, facts = self.rows[index.row()]
            return "\n".join(filter(None, (f"{line.at} UTC", self._details(line, facts), line.hash)))
        return None

    def cells(self, line, facts):
        """The texts of a row."""
        speaker = line.name or (self._gone.format(id=line.speaker) if line.speaker else "")
        event = self.events.get(line.event, line.event)
        return f"{line.n:,}", time_words(line.at), event, speaker, self._details(line, facts)

    def _details(self, line, facts):
        names = [
            *(name for name in self._facts if name in facts),
            *(name for name in facts if name not in self._facts),
        ]
        parts = [self._fact(name, facts[name]) for name in names if facts[name] is not None]
        return " · ".join([*parts, *filter(None, [line.model])])

    def _fact(self, name, value):
        value = ", ".join(map(str, value)) if isinstance(value, list) else value
        value = f"{value:+.2f}".replace("-", "−") if isinstance(value, float) and "llr" in name else value
        return self._facts.get(name, f"{name} {{value}}").format(value=self._values.get(value, value))
