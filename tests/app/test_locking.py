"""The gate of a protected gallery, and its being locked again."""

import pytest
from PyQt5.QtCore import QEvent, Qt, QTimer
from PyQt5.QtWidgets import QApplication, QLineEdit

from app import locking, theme
from app.audio.spool import SpoolFile
from app.controllers.protection import ProtectionController
from app.controllers.workshop import Workshop
from app.errors import Notice
from app.services import protecting
from app.store.gallery import Gallery
from app.widgets.gate import Gate
from app.widgets.protection_card import ProtectionCard
from tests.app.late_jobs import LateJobs
from tests.app.test_store import new_take
from tests.app.test_window_whole import program  # noqa: F401 fixture

pytestmark = pytest.mark.usefixtures("quick_keys")
PHRASE, OTHER = "four unrelated words", "other unrelated words"


@pytest.fixture
def dressed(qapp):
    theme.apply(qapp, "light")
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture
def folder(tmp_path):
    Gallery(tmp_path / "gallery.db").enroll("Ada", [new_take("a")], "m1")
    return tmp_path


@pytest.fixture
def locked(folder):
    protecting.set_passphrase(folder, PHRASE)
    return folder


def the_gate():
    (gate,) = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Gate) and widget.isVisible())
    return gate


def when(condition, act):
    """Call ``act`` once ``condition()`` is true, from within the event loop."""
    timer = QTimer()
    timer.setInterval(10)

    def look():
        if condition():
            timer.stop()
            act()

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_gate_opens_for_the_passphrase_and_says_when_it_is_another(dressed, locked, qtbot):
    said = []

    def first():
        gate = the_gate()
        qtbot.keyClicks(gate.edit, "something else")
        qtbot.keyClick(gate.edit, Qt.Key_Return)
        said.append(gate.title.text())

    def second():
        gate = the_gate()
        said.append(gate.title.text())
        assert gate.edit.selectedText(), "typing again replaces it"
        qtbot.keyClicks(gate.edit, PHRASE)
        gate.open_button.click()

    timers = [when(lambda: True, first), when(lambda: the_gate().title.text().startswith("This"), second)]
    is_open, key = locking.ask_for_key(dressed, locked)
    assert is_open
    assert said == ["Opening the gallery", "This pass-phrase does not open the gallery."]
    assert [speaker.name for speaker in Gallery(locked / "gallery.db", key).speakers()] == ["Ada"]
    del timers


def test_closed_gate_opens_nothing(dressed, locked):
    timer = when(lambda: True, lambda: the_gate().quit_button.click())
    assert locking.ask_for_key(dressed, locked) == (False, None)
    del timer


def test_gate_stays_while_the_gallery_is_rewritten(dressed, qtbot):
    gate = Gate()
    qtbot.addWidget(gate)
    gate.show()
    gate.show_busy("Rewriting", "A moment.")
    assert not gate.close()
    assert not gate.edit.isEnabled()
    gate.show_notice(Notice("It failed.", "Try again."))
    assert gate.close()


def test_eye_shows_what_is_typed(dressed, qtbot):
    gate = Gate()
    qtbot.addWidget(gate)
    assert gate.edit.echoMode() == QLineEdit.Password
    gate.edit.eye.trigger()
    assert gate.edit.echoMode() == QLineEdit.Normal


def test_rewriting_runs_to_its_end(dressed, folder):
    locking.rewrite(dressed, lambda: protecting.set_passphrase(folder, PHRASE))
    assert protecting.is_protected(folder)


def test_rewriting_ends_where_the_window_was_open(program, dressed, folder):  # noqa: F811
    assert program.window.isVisible()
    program.end()
    limit = QTimer(singleShot=True, interval=30_000)
    limit.timeout.connect(dressed.exit)
    limit.start()
    locking.rewrite(dressed, lambda: protecting.set_passphrase(folder, PHRASE))
    assert protecting.is_protected(folder)
    assert limit.isActive(), "it waited until somebody closed the window"


def test_rewriting_that_fails_is_told(dressed, locked, monkeypatch):
    told = []
    monkeypatch.setattr("app.locking.QMessageBox.warning", lambda *words: told.append(words[2]))
    SpoolFile(locked / "spool").close()
    key = protecting.unlock(locked, PHRASE)
    locking.rewrite(dressed, lambda: protecting.remove_passphrase(locked, key))
    assert told[0].startswith("There are recordings that are neither enrolled nor discarded.\n\nOpen the window")
    assert protecting.is_protected(locked)


def test_idle_program_is_locked(dressed, qtbot):
    locks = []
    watch = locking.IdleWatch(dressed, lambda: locks.append(1))
    watch.watch(0.001)
    qtbot.waitUntil(lambda: len(locks) > 1)  # and asked again where it could not be
    watch.watch(0)
    assert not watch._timer.isActive()


@pytest.mark.parametrize(("kind", "n_starts"), [(QEvent.KeyPress, 1), (QEvent.MouseMove, 1), (QEvent.Timer, 0)])
def test_user_at_work_is_not_locked_out(dressed, kind, n_starts):
    watch = locking.IdleWatch(dressed, lambda: None)
    watch.watch(10)
    starts = []
    watch._timer.start = lambda: starts.append(1)
    watch.eventFilter(dressed, QEvent(kind))
    watch.watch(0)
    watch.eventFilter(dressed, QEvent(kind))
    assert len(starts) == n_starts


@pytest.fixture
def controller(locked):
    workshop = Workshop(locked, key=protecting.unlock(locked, PHRASE))
    controller = ProtectionController(LateJobs(), workshop, locked)
    controller.told, controller.changes = [], []
    controller.failed.connect(lambda notice: controller.told.append(notice.title))
    controller.agreed.connect(controller.changes.append)
    return controller


def test_other_passphrase_needs_the_one_of_now(controller, locked):
    controller.set_passphrase(OTHER, "a wrong one")
    controller.set_passphrase("short", PHRASE)
    controller.remove_passphrase("a wrong one")
    controller._jobs.run_all()
    assert controller.told == [
        "This pass-phrase does not open the gallery.",
        "A pass-phrase has at least 8 characters.",
        "This pass-phrase does not open the gallery.",
    ]
    assert controller.changes == []
    controller.set_passphrase(OTHER, PHRASE)
    controller._jobs.run_all()
    controller.changes[0]()
    assert protecting.unlock(locked, OTHER)


def test_when_it_is_locked_is_remembered(controller, locked):
    loaded, minutes = [], []
    controller.loaded.connect(lambda *found: loaded.append(found))
    controller.lock_after_changed.connect(minutes.append)
    controller.load()
    controller.choose_lock_after(30)
    controller._jobs.run_all()
    controller.load()
    controller._jobs.run_all()
    assert loaded == [(True, 10), (True, 30)]
    assert minutes == [30, 10, 30]


def test_card_asks_for_what_it_needs(dressed, qtbot):
    card = ProtectionCard()
    qtbot.addWidget(card)
    card.show()
    asked = []
    card.set_requested.connect(lambda *words: asked.append(words))
    card.remove_requested.connect(asked.append)
    assert not card.old_edit.isVisible() and not card.set_button.isEnabled()
    card.new_edit.setText(PHRASE)
    card.again_edit.setText(OTHER)
    assert (card.set_button.isEnabled(), card.hint.text()) == (False, "The two are not the same yet.")
    card.again_edit.setText(PHRASE)
    card.set_button.click()
    card.show_state(True, 30)
    assert card.new_edit.text() == ""
    assert card.minutes_box.currentText() == "After 30 minutes"
    assert not card.remove_button.isEnabled()
    card.old_edit.setText(PHRASE)
    card.remove_button.click()
    assert asked == [(PHRASE, ""), PHRASE]
