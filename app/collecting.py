"""Python's collector of reference cycles, on the window's thread alone.

By itself it runs on whichever thread makes the object that is one too many.  On that of a job it would delete a widget
beside Qt, and inside a call that goes through all widgets it would delete the next of them: either ends the process.
"""

import gc

from PyQt5.QtCore import QObject, QTimer

_EVERY_MS = 1000  # asking whether there is enough to collect takes microseconds
_OLDEST = 2


class Collector(QObject):
    """Collects between two events of the thread that it lives on, and never elsewhere, until it is stopped."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._is_settled = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)

    def start(self):
        gc.disable()
        self._timer.start()

    def stop(self):
        self._timer.stop()
        gc.enable()

    def _collect(self):
        if collect_due() == _OLDEST and not self._is_settled:
            self._is_settled = True
            gc.freeze()  # by now the modules are loaded, and no later pass need go through all of them


def collect_due():
    """Collect the oldest generation that is over its threshold, with those younger; its number, or None."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = max((age for age in range(_OLDEST + 1) if counts[age] > thresholds[age] > 0), default=None)
    if due is not None:
        gc.collect(due)
    return due
