"""The program as it is, in a process that also says where its widgets are: ``-m tests.findable SOCKET OPTION...``.

A question is a line of JSON on the socket: ``path`` (attributes from the window on, as ``"verify.picker.list"``), and
at will ``row`` of a list or table, or ``text`` of a button in it.  The answer is [left, top, width, height] on the
screen, or null while that is not to be seen.
"""

import json
import queue
import socket
import sys
import threading
from functools import reduce
from pathlib import Path

from PyQt5.QtCore import QObject, QPoint, QRect, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractButton, QApplication, QMainWindow

from app.application import main

_TIMEOUT_S = 30.0


class Finder(QObject):
    """Answers on the window's thread what a thread of its own was asked."""

    _asked = pyqtSignal(dict, object)  # the question, and a function for the answer

    def __init__(self, path):
        super().__init__()
        self._server = socket.socket(socket.AF_UNIX)
        Path(path).unlink(missing_ok=True)  # of the program before it began anew
        self._server.bind(path)
        self._server.listen()
        self._asked.connect(lambda question, reply: reply(place_of(**question)), Qt.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            connection, _ = self._server.accept()
            with connection, connection.makefile("rw") as lines:
                answers = queue.SimpleQueue()
                self._asked.emit(json.loads(lines.readline()), answers.put)
                lines.write(json.dumps(answers.get(timeout=_TIMEOUT_S)))


def place_of(path, row=None, text=None):
    """Where it is, as the answer has it."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow) and each.isVisible()]
    if not windows:
        return None
    widget = reduce(_part, path.split("."), windows[0])
    if text is not None:
        widget = next((each for each in widget.findChildren(QAbstractButton) if _is_called(each, text)), None)
    if widget is None or not widget.isVisible():
        return None
    area = widget.rect()
    if row is not None:
        area, widget = widget.visualRect(widget.model().index(row, 0)), widget.viewport()
    seen = area & widget.visibleRegion().boundingRect()
    corner = widget.mapToGlobal(QPoint(0, 0)) + seen.topLeft()
    return list(QRect(corner, seen.size()).getRect()) if seen.isValid() else None


def _part(whole, name):
    return whole[name] if isinstance(whole, dict) else getattr(whole, name)


def _is_called(button, text):
    return button.isVisible() and text in (button.text().strip(), button.accessibleName())


if __name__ == "__main__":
    finder = Finder(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
