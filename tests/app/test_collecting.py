"""Objects in cycles are deleted on the window's thread, whichever thread made the one too many."""

import gc
import threading

import pytest
from PyQt5.QtCore import QObject

from app.collecting import Collector, collect_due


class Knot:
    """In a cycle with itself; notes the thread that deletes it."""

    def __init__(self, deleted_by):
        self.me, self._deleted_by = self, deleted_by

    def __del__(self):
        self._deleted_by.append(threading.current_thread())


@pytest.fixture
def collector(qapp):
    collector = Collector()
    collector.start()
    yield collector
    collector.stop()


def _many_objects():
    """More than any threshold: the collector is due on the thread that calls this, if it may run there."""
    return [[] for _ in range(2 * gc.get_threshold()[0])]


def _work_until(qtbot, is_done):
    """What earlier tests left is deleted meanwhile, which makes up for some of what is new."""
    kept = []

    def work():
        kept.append(_many_objects())
        return is_done()

    qtbot.waitUntil(work)


def test_a_job_never_collects_and_the_window_does(collector, qtbot):
    deleted_by = []
    Knot(deleted_by)
    job = threading.Thread(target=_many_objects)
    job.start()
    job.join(timeout=60)
    assert not job.is_alive()
    assert not deleted_by
    _work_until(qtbot, lambda: bool(deleted_by))
    assert deleted_by == [threading.main_thread()]


def test_a_widget_in_a_cycle_goes_with_it(collector, qtbot):
    parent, gone = QObject(), []
    child = QObject(parent)
    child.destroyed.connect(lambda: gone.append(True))
    parent.me = parent
    del parent, child
    _work_until(qtbot, lambda: bool(gone))


def test_nothing_is_due_where_little_was_made(collector):
    gc.collect()
    assert collect_due() is None


def test_older_objects_are_collected_more_rarely(collector):
    gc.collect()
    ages, kept = [], []
    while 2 not in ages:
        kept.append(_many_objects())
        ages.append(collect_due())
        assert len(ages) < 1000
    assert ages.count(0) > ages.count(1) > ages.count(2) == 1


def test_stopping_gives_it_back(qapp):
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
