"""What the window offers where the gallery is damaged: at the start, and when the damage is met later."""

# ruff: noqa: F811 fixtures that come from other modules

import time
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtWidgets import QApplication, QPushButton

from app import application, locking, settings
from app import damage as damage_gate
from app.errors import Notice
from app.language import use
from app.services import protecting
from app.services.backup import own_backups, write_backup
from app.widgets.damage_gate import DamageGate
from app.widgets.trial_table import time_words
from tests.app import damaged
from tests.app.test_damage import PHRASE, folder, gallery_in, kept, key, names, newest, spoil  # noqa: F401 fixtures
from tests.app.test_locking import the_gate
from tests.app.test_window_whole import dressed, program, window  # noqa: F401 fixtures


@pytest.fixture
def act(qtbot):
    """``act(condition, do)``: calls ``do(gate)`` once ``condition(gate)`` holds, within the gate's event loop; several
    one after the other.  Whatever does not come to its end in half a minute ends the loop, and fails."""
    steps, problems = [], []

    def look():
        gates = [each for each in QApplication.topLevelWidgets() if isinstance(each, DamageGate) and each.isVisible()]
        if steps and gates and steps[0][0](gates[0]):
            steps.pop(0)[1](gates[0])
        elif time.monotonic() > limit:
            problems.append([gate.found.text() for gate in gates])
            QApplication.exit()

    limit = time.monotonic() + 30
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    yield lambda condition, do: steps.append((condition, do))
    timer.stop()
    assert not problems and not steps


def is_offered(gate):
    return gate.put_back_button.isEnabled()


def is_back(gate):
    return gate.open_button.isVisible()


def look_and_quit(act, seen):
    def look(gate):
        seen.update(found=gate.found.text(), about=gate.about.text(), advice=gate.advice.text())
        gate.quit_button.click()

    act(is_offered, look)


def test_newest_backup_is_offered_and_put_back(dressed, folder, newest, act, qtbot, rng):
    spoilt = spoil(folder, damaged.all_but_the_beginning, rng)
    when, seen = time_words(own_backups(folder)[0].made_at), {}

    def put_back(gate):
        seen.update(found=gate.found.text(), about=gate.about.text())
        assert settings.gallery_path(folder).read_bytes() == spoilt  # nothing happened yet
        assert gate.focusWidget() is gate.put_back_button
        qtbot.keyClick(gate.put_back_button, Qt.Key_Return)

    def go_on(gate):
        seen.update(title=gate.title.text(), kept=gate.about.text().replace("\u200b", ""))
        assert not gate.put_back_button.isVisible() and not gate.choose_button.isVisible()
        gate.open_button.click()

    act(is_offered, put_back)
    act(is_back, go_on)
    assert damage_gate.offer(dressed, folder)
    assert seen["found"] == f"The newest backup that is whole: {when}"
    assert seen["about"].startswith("Speakers: 2, recordings: 2.")
    assert seen["title"] == "The copy is back" and seen["kept"].endswith(f": {kept(folder)}")
    assert kept(folder).read_bytes() == spoilt and names(folder) == ["Ada", "Bruno"]


def test_quit_changes_nothing(dressed, folder, newest, act, rng):
    spoilt = spoil(folder, damaged.cut_off, rng)
    look_and_quit(act, {})
    assert not damage_gate.offer(dressed, folder)
    assert settings.gallery_path(folder).read_bytes() == spoilt


def test_another_copy_is_looked_at_before_it_is_put_back(dressed, folder, newest, act, tmp_path, monkeypatch, rng):
    mine, chosen = write_backup(folder, tmp_path / "mine.gluonar").path, []
    gallery_in(folder).rename(1, "Grace")  # which forgets the program's own
    assert own_backups(folder) == []
    spoil(folder, damaged.all_but_the_beginning, rng)
    monkeypatch.setattr("app.widgets.damage_gate.QFileDialog.getOpenFileName", lambda *_: (str(chosen.pop(0)), ""))
    chosen += [settings.gallery_path(folder), mine]
    seen = []

    def choose(gate):
        seen.append(gate.found.text())
        assert not gate.put_back_button.isEnabled()
        gate.choose_button.click()

    def put_back(gate):
        seen.extend((gate.found.text(), gate.about.text()))
        gate.put_back_button.click()

    act(lambda gate: gate.found.text().startswith("There is no whole backup"), choose)
    act(lambda gate: gate.choose_button.isEnabled() and "is not a backup" in gate.found.text(), choose)
    act(is_offered, put_back)
    act(is_back, lambda gate: gate.open_button.click())
    assert damage_gate.offer(dressed, folder)
    assert seen[2].startswith("The copy that you chose is whole: ") and "is there again" in seen[3]
    assert names(folder) == ["Ada", "Bruno"]


def test_foreign_copy_leaves_what_was_offered(dressed, folder, newest, act, monkeypatch, rng):
    spoil(folder, damaged.all_but_the_beginning, rng)
    dialog = "app.widgets.damage_gate.QFileDialog.getOpenFileName"
    monkeypatch.setattr(dialog, lambda *_: (str(settings.gallery_path(folder)), ""))
    seen = {}
    act(is_offered, lambda gate: gate.choose_button.click())
    act(lambda gate: gate.problem.isVisible(), lambda gate: seen.update(problem=gate.problem.text()))
    look_and_quit(act, seen)
    assert not damage_gate.offer(dressed, folder)
    assert "is not a backup of this program" in seen["problem"] and seen["found"].startswith("The newest backup")


def test_cancelled_search_can_be_done_without(dressed, qtbot):
    gate = DamageGate("/data/gallery.db")
    qtbot.addWidget(gate)
    gate.show()
    gate.show_progress(0.3)
    assert gate.found.text() == "Looking for the newest backup…" and gate.quit_button.text() == "Cancel"
    with qtbot.waitSignal(gate.cancel_requested):
        assert not gate.close()
    gate.show_idle()
    assert gate.choose_button.isEnabled() and not gate.put_back_button.isEnabled()
    assert gate.close()


def test_gate_speaks_chinese(dressed, qtbot):
    use(dressed, "zh_CN")
    try:
        gate = DamageGate("/data/gallery.db")
        qtbot.addWidget(gate)
        gate.show_notice(Notice("There is no whole backup that the program made by itself.", ""))
        assert gate.title.text() == "声音库已损坏" and gate.found.text() == "没有程序自动生成的完好备份。"
    finally:
        use(dressed, "en")


# At the start


@pytest.fixture
def begun_anew(monkeypatch):
    """How often the program would have begun anew: it takes the place of this process then."""
    begun = []
    monkeypatch.setattr(application, "_begin_anew", lambda: begun.append(True))
    return begun


def test_sound_gallery_opens_at_once(dressed, folder, begun_anew):
    assert application._opened(dressed, folder) == (True, None) and not begun_anew


@pytest.mark.parametrize("kind", [damaged.all_but_the_beginning, damaged.cut_off])
def test_damaged_gallery_is_not_opened_at_the_start(dressed, folder, newest, act, begun_anew, kind, rng):
    spoil(folder, kind, rng)
    act(is_offered, lambda gate: gate.put_back_button.click())
    act(is_back, lambda gate: gate.open_button.click())
    assert application._opened(dressed, folder) == (False, None) and begun_anew
    assert application._opened(dressed, folder) == (True, None)


def test_quit_at_the_start_opens_nothing(dressed, folder, newest, act, begun_anew, rng):
    spoil(folder, damaged.all_but_the_beginning, rng)
    look_and_quit(act, {})
    assert application._opened(dressed, folder) == (False, None) and not begun_anew


def at_the_lock(qtbot, do):
    timer = QTimer(singleShot=True, interval=10)
    timer.timeout.connect(lambda: do(the_gate()))
    timer.start()
    return timer


@pytest.mark.parametrize("kind", [damaged.beginning, damaged.all_but_the_beginning])
def test_protected_gallery_is_put_back_once_its_passphrase_was_typed(
    dressed,
    folder,
    key,
    act,
    begun_anew,
    qtbot,
    kind,
    rng,
):
    spoil(folder, kind, rng)

    def type_it(gate):
        assert not gate.copy_button.isVisible()
        qtbot.keyClicks(gate.edit, PHRASE)
        gate.open_button.click()

    timer = at_the_lock(qtbot, type_it)
    act(is_offered, lambda gate: gate.put_back_button.click())
    act(is_back, lambda gate: gate.open_button.click())
    assert application._opened(dressed, folder) == (False, None) and begun_anew
    assert names(folder, protecting.unlock(folder, PHRASE)) == ["Ada", "Bruno"]
    del timer


def test_gallery_that_only_seems_to_have_a_passphrase_is_put_back(
    dressed,
    folder,
    newest,
    act,
    begun_anew,
    qtbot,
    rng,
):
    """A damaged beginning looks as if it were encrypted."""
    spoil(folder, damaged.beginning, rng)
    timer = at_the_lock(qtbot, lambda gate: gate.copy_button.click())
    act(is_offered, lambda gate: gate.put_back_button.click())
    act(is_back, lambda gate: gate.open_button.click())
    assert application._opened(dressed, folder) == (False, None) and begun_anew
    assert names(folder) == ["Ada", "Bruno"]
    del timer


def test_lock_offers_no_copy_where_none_could_help(dressed, folder, key, qtbot):
    seen = []
    timer = at_the_lock(qtbot, lambda gate: (seen.append(gate.copy_button.isVisible()), gate.close()))
    assert locking.ask_for_key(dressed, folder) == (False, None) and seen == [False]
    del timer


# While the program runs


def press(window, word):
    (found,) = (each for each in window.notices.findChildren(QPushButton) if each.text() == word and each.isVisible())
    found.click()


@pytest.mark.parametrize("kind", [damaged.all_but_the_beginning, damaged.one_voice])
def test_damage_met_later_leads_to_the_same_offer(program, window, dressed, folder, act, qtbot, kind, rng):
    qtbot.waitUntil(lambda: own_backups(folder) != [])
    spoil(folder, kind, rng)
    program.controllers.backup.save(folder / "mine.gluonar")
    qtbot.waitUntil(lambda: window.notices.title.text().endswith("is damaged."))
    press(window, "Put back a copy…")
    assert not window.isVisible() and program.is_copy_wanted
    program.end()
    act(is_offered, lambda gate: gate.put_back_button.click())
    act(is_back, lambda gate: gate.open_button.click())
    assert application._begins_anew(dressed, program, folder, None)
    assert names(folder) == ["Ada", "Bruno"]


def test_what_is_no_damage_offers_no_copy(program, window, qtbot):
    program.controllers.backup.failed.emit(Notice("The disk is full.", "Free some space."))
    assert "Put back a copy…" not in [each.text() for each in window.notices.findChildren(QPushButton)]


def test_who_stays_and_closes_later_is_offered_nothing(dressed, folder):
    stayed = SimpleNamespace(
        change=None, is_copy_wanted=True, begins_anew=False, window=SimpleNamespace(wants_restart=False)
    )
    assert not application._begins_anew(dressed, stayed, folder, None)


def test_backup_is_looked_after_while_the_window_stays_open(program, folder, qtbot):
    for own in own_backups(folder):
        own.path.unlink()
    timer = program._wiring.help._timer
    assert timer.isActive()
    timer.timeout.emit()
    qtbot.waitUntil(lambda: len(own_backups(folder)) == 1)
