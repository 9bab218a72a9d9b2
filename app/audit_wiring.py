"""Connects the audit log's dialog with what reads, checks and writes the log."""

from PyQt5.QtCore import QObject
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QShortcut

from app.widgets.audit_dialog import AuditDialog


class AuditWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self.dialog = dialog = AuditDialog(window)
        audit = controllers.audit
        QShortcut(QKeySequence(dialog.key), window).activated.connect(dialog.open_anew)
        window.speakers.log_requested.connect(dialog.open_anew)
        dialog.load_requested.connect(audit.load)
        dialog.export_requested.connect(audit.export)
        audit.loaded.connect(dialog.show_lines)
        audit.checked.connect(dialog.show_check)
        audit.exported.connect(dialog.show_exported)
        audit.failed.connect(dialog.show_failed)

    def end(self):
        self.dialog.close()
