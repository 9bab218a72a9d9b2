"""The program's window for measurements: built as a start builds it, and how long it ever takes to react."""

import time
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np

_TICK_MS = 5


@contextmanager
def opened(data, model=None):
    """(QApplication, ``Program``) with its window on the screen, its data in the folder ``data``, and the model
    loaded."""
    from PyQt5.QtWidgets import QApplication

    from app.application import build

    app = QApplication.instance() or QApplication([])
    options = SimpleNamespace(data=data, model=model, theme="light", text_size=100, language="en")
    program = build(app, data, options)
    program.workshop.models.encoder()
    program.window.show()
    yield app, program
    program.window.close_for_good()
    program.end()


def run_job(app, begin, done, failed):
    """Seconds from ``begin()`` to the signal ``done``, and those from one reaction of the window to the next.

    Ends the measurement with its notice at the signal ``failed``.
    """
    from PyQt5.QtCore import QTimer

    reactions, notices = [], []
    timer = QTimer(interval=_TICK_MS)
    timer.timeout.connect(lambda: reactions.append(time.perf_counter()))
    # A little later: what is shown then belongs to it.
    done.connect(lambda *_: QTimer.singleShot(10 * _TICK_MS, app.quit))
    failed.connect(lambda notice: (notices.append(notice), app.quit()))
    timer.start()
    QTimer.singleShot(0, begin)
    began = time.perf_counter()
    app.exec()
    took_s = time.perf_counter() - began
    timer.stop()
    if notices:
        raise SystemExit(f"{notices[0].title} {notices[0].advice}")
    return took_s, np.diff(reactions)
