"""The window is painted before what works behind it is loaded, and looks as it would if it had come last."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QLabel, QWidget

from app import theme
from app.domain import MIN_SPEECH_S
from app.first_paint import show_painted
from app.program import Program
from app.window import MainWindow
from tests.app.stage import FakePlayer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dressed(qapp):
    yield theme.apply(qapp, "light")
    theme.apply(qapp, "light")


class Painted(QWidget):
    n_paintings = 0

    def paintEvent(self, event):
        self.n_paintings += 1


def picture_of(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format_RGB32)
    return np.frombuffer(image.bits().asarray(image.byteCount()), np.uint32).reshape(image.height(), -1).copy()


def test_window_is_painted_when_it_comes_back(qtbot):
    window = Painted()
    qtbot.addWidget(window)
    show_painted(window)
    assert window.isVisible() and window.n_paintings


def test_minimized_window_does_not_hold_up_the_rest(qtbot, monkeypatch):
    monkeypatch.setattr("app.first_paint._PATIENCE_MS", 1)
    window = QLabel("later")
    qtbot.addWidget(window)
    window.setUpdatesEnabled(False)
    show_painted(window)
    assert window.isVisible()


def pictures_of_pages(qapp, window):
    window.show()
    window.activateWindow()
    pictures = []
    for page in window._pages:
        window.go_to(page)
        qapp.processEvents()
        pictures.append(picture_of(window))
    window.hide()
    return pictures


def test_window_dressed_at_last_looks_like_one_dressed_from_the_start(qapp, qtbot, dressed):
    style_sheet = qapp.styleSheet()
    early = MainWindow(MIN_SPEECH_S)
    qtbot.addWidget(early)
    expected = pictures_of_pages(qapp, early)
    with theme.dressed_at_last(qapp):
        late = MainWindow(MIN_SPEECH_S)
    qtbot.addWidget(late)
    assert qapp.styleSheet() == style_sheet
    for number, (picture, wanted) in enumerate(zip(pictures_of_pages(qapp, late), expected, strict=True)):
        np.testing.assert_array_equal(picture, wanted, f"page {number}")


def test_neither_the_first_paint_nor_the_command_line_parser_loads_what_works_behind_them():
    code = "import app.application, app.first_paint, app.theme, app.window, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert loaded.returncode == 0, loaded.stderr
    modules = set(loaded.stdout.split())
    assert "app.window" in modules
    assert not {"app.commands", "app.program", "app.controllers", "app.store", "sqlite_utils", "pyqtgraph"} & modules


def test_window_closed_before_the_rest_is_there_closes_as_soon_as_it_is(dressed, qtbot, tmp_path):
    window = MainWindow(MIN_SPEECH_S)
    qtbot.addWidget(window)
    window.show()
    window.close()
    assert window.isVisible()
    program = Program(tmp_path, window=window, player=FakePlayer())
    qtbot.waitUntil(lambda: not window.isVisible())
    program.end()
