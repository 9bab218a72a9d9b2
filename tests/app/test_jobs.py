import threading

import pytest

from app.jobs import JobRunner
from tests.waiting import TIMEOUT_S


@pytest.fixture
def runner(qtbot):
    runner = JobRunner()
    yield runner
    runner.close()


def test_job_runs_elsewhere_and_reports_here(qtbot, runner):
    seen = {}
    runner.start(
        threading.get_ident, lambda value: seen.update(work=value, callback=threading.get_ident()), pytest.fail
    )
    qtbot.waitUntil(lambda: "callback" in seen)
    assert seen["work"] != threading.get_ident()
    assert seen["callback"] == threading.get_ident()


def test_error_is_handed_over_and_nothing_else(qtbot, runner):
    errors = []
    runner.start(lambda: 1 / 0, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], ZeroDivisionError)


def test_one_thread_keeps_the_order(qtbot):
    runner, seen = JobRunner(n_threads=1), []
    for number in range(50):
        runner.start(lambda number=number: number, seen.append, pytest.fail)
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_no_callback_comes_after_close(qtbot):
    runner, begun, go_on = JobRunner(), threading.Event(), threading.Event()

    def work():
        begun.set()
        go_on.wait(TIMEOUT_S)

    runner.start(work, pytest.fail, pytest.fail)
    assert begun.wait(TIMEOUT_S)
    assert not runner.close(timeout_ms=0)
    go_on.set()
    assert runner.close()
    qtbot.wait(0)  # deliver what is queued: nothing may be
