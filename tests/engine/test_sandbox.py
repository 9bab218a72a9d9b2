"""Helper processes: what they cannot do, and how each way of failing is told; no way leaves a process behind."""

import os
import signal
import subprocess
import sys

import pytest

from gluonar_engine.sandbox import frames, helper
from gluonar_engine.sandbox.helper import Stopped, Task, ask, end_all
from gluonar_engine.sandbox.limits import Limits
from tests.waiting import wait_until

MODULE = "tests.engine.misbehaving"
HAS_SECCOMP = os.path.exists("/proc/sys/kernel/seccomp/actions_avail")


def task(**limits):
    return Task(MODULE, Limits(**{"memory_bytes": 256 << 20, "cpu_s": 20, "wall_s": 60, "n_requests": 3, **limits}))


@pytest.fixture(autouse=True)
def no_helper_left():
    end_all()
    yield
    end_all()


@pytest.fixture(params=["kept", "once"])
def way(request, monkeypatch):
    """As it is done here, and as where no file can be sent to another process."""
    monkeypatch.setattr(helper, "_CAN_SEND_FILES", request.param == "kept")


def answer_of(do, files=(), **request):
    return list(ask(task(), {"do": do, **request}, list(files)))


def count():
    (facts,) = answer_of("count")
    return facts


def reason_of(do, **limits):
    with pytest.raises(Stopped) as caught:
        list(ask(task(**limits), {"do": do}, []))
    return caught.value.reason


@pytest.mark.skipif(not HAS_SECCOMP, reason="other systems limit less, as confine() says")
def test_what_is_not_needed_cannot_be_done(way, tmp_path):
    path = tmp_path / "file"
    path.write_text("as it was")
    with path.open("rb") as file:
        (facts,) = answer_of("attempt", [file], path=str(path))
    assert set(facts["outcomes"].values()) <= {"PermissionError", "OSError", "MemoryError"}, facts["outcomes"]
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("file", "as it was")]


def test_files_are_read(way, tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(f"in {name}")
    with (tmp_path / "a").open("rb") as first, (tmp_path / "b").open("rb") as second:
        assert answer_of("read", [first, second])[0]["read"] == ["in a", "in b"]


def test_name_that_is_no_text_is_read(way, tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        with open(path, "wb") as file:
            file.write(b"in it")
    except OSError:
        pytest.skip("this file system takes no such name")
    with open(os.fsdecode(path), "rb") as file:
        assert answer_of("read", [file])[0]["read"] == ["in it"]


def test_answer_is_what_was_said(way):
    block, facts = answer_of("say", bytes="00ff", facts={"a": [1, "ä\udcff"]})
    assert block == b"\x00\xff" and facts["a"] == [1, "ä\udcff"]


@pytest.mark.parametrize(
    ("do", "limits", "reason"),
    [
        ("spin", {"cpu_s": 0.3}, "time"),
        ("threads", {"cpu_s": 0.3}, "time"),
        ("sleep", {"wall_s": 0.3}, "time"),
        ("sleep", {"silence_s": 0.3}, "time"),
        ("take memory", {}, "memory"),
        ("abort", {}, "crash"),
        ("read nowhere", {}, "crash"),
        ("end", {}, "crash"),
        ("end with a code", {}, "crash"),
    ],
)
def test_failure_has_its_reason(do, limits, reason):
    assert reason_of(do, **limits) == reason


@pytest.mark.parametrize(("do", "reason"), [("sleep", "time"), ("take memory", "memory"), ("abort", "crash")])
def test_failure_of_a_process_for_one_file_has_its_reason(do, reason, monkeypatch):
    monkeypatch.setattr(helper, "_CAN_SEND_FILES", False)
    assert reason_of(do, wall_s=2 if do == "sleep" else 60) == reason


def test_our_own_failure_is_no_failure_of_the_file(way):
    with pytest.raises(RuntimeError, match="KeyError: 'secret'"):
        answer_of("raise")


def test_answer_that_is_no_longer_wanted_ends():
    def give_up():
        raise LookupError("nobody waits")

    first = count()["process"]
    with pytest.raises(LookupError):
        list(ask(task(), {"do": "sleep"}, [], on_wait=give_up))
    assert not _is_running(first)


def test_helper_is_kept_as_long_as_it_may():
    found = [count() for _ in range(5)]
    assert [facts["n"] for facts in found] == [1, 2, 3, 1, 2]
    assert len({facts["process"] for facts in found}) == 2


@pytest.mark.parametrize("do", ["abort", "raise"])
def test_helper_is_not_kept_after_a_failure(do):
    first = count()["process"]
    with pytest.raises((Stopped, RuntimeError)):
        answer_of(do)
    assert count()["process"] != first
    assert not _is_running(first)


def test_helper_is_not_kept_when_its_answer_is_not_heard_to_the_end():
    first = count()["process"]
    parts = ask(task(), {"do": "say", "bytes": "00", "facts": {}}, [])
    next(parts)
    parts.close()
    assert not _is_running(first)


def test_helper_that_died_while_it_waited_is_replaced():
    first = count()["process"]
    os.kill(first, signal.SIGKILL)
    helper._idle[0]._process.wait(60)
    assert count()["n"] == 1


def test_helper_that_is_ready_is_used():
    helper.make_ready(task())
    (waiting,) = helper._idle
    assert count()["process"] == waiting._process.pid


def test_helper_that_waited_longest_makes_room():
    others = [task(cpu_s=30 + number) for number in range(helper._MAX_IDLE)]
    for other in others:
        helper.make_ready(other)
    first = count()["process"]
    assert [waiting.task for waiting in helper._idle] == [*others[1:], task()]
    assert count()["process"] == first


def test_helper_that_cannot_even_begin_is_told():
    with pytest.raises(Stopped) as caught:
        list(ask(Task("tests.engine.nowhere", Limits(256 << 20)), {}, []))
    assert caught.value.reason == "start"


def test_library_that_is_missing_is_told(way):
    with pytest.raises(ImportError, match="no_such_library"):
        list(ask(Task("tests.engine.lacking", Limits(256 << 20)), {}, []))


def test_no_process_to_be_had_is_told(monkeypatch):
    def refuse(*args, **kwargs):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert reason_of("count") == "start"
    helper.make_ready(task())
    assert helper._idle == []


def test_helper_ends_with_whoever_asked():
    code = f"""
import os, signal
from gluonar_engine.sandbox.helper import Task, ask
from gluonar_engine.sandbox.limits import Limits
print(list(ask(Task({MODULE!r}, Limits(256 << 20, n_requests=2)), {{"do": "count"}}, []))[0]["process"], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=helper._ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().isdigit(), done.stderr
    wait_until(lambda: not _is_running(int(done.stdout)))


@pytest.mark.parametrize("content", [b"X\0\0\0\0", b"B\xff\xff\xff\xff", b"F\0\0\0\1{", b"F\0\0\0\2[]"])
def test_nonsense_is_not_believed(content):
    with pytest.raises(frames.FrameError):
        list(frames.split(content))


def test_facts_that_are_too_deep_are_not_believed():
    with pytest.raises(frames.FrameError):
        frames.opened(b"F", b"[" * 100_000)


def test_answer_that_is_cut_short_has_what_came():
    content = frames.block_frame(b"ab") + frames.facts_frame({"a": 1})
    assert list(frames.split(content)) == [b"ab", {"a": 1}]
    assert list(frames.split(content[:-1])) == list(frames.split(content[:9])) == [b"ab"]


def _is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
