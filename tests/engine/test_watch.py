"""The watch over a distributed training: who leaves without a word is noticed, by everyone."""

import queue
import socket

import pytest

from gluonar_engine.training.watch import Member, Watched, WatchServer

HERE = "127.0.0.1"
LIMIT_S = 60  # for what takes a second at most


@pytest.fixture
def losses():
    return queue.SimpleQueue()


@pytest.fixture
def new_server(losses):
    def new(n_members, **limits):
        return WatchServer((HERE, 0), n_members, lambda *loss: losses.put(loss), **limits)

    return new


def raw(server, *lines):
    """A process that says these lines, and then only what a test makes it say."""
    connection = socket.create_connection(server.address, timeout=LIMIT_S)
    connection.sendall("".join(f"{line}\n" for line in lines).encode())
    return connection


def test_bye_is_no_loss(new_server, losses):
    server = new_server(2)
    for name in ("worker 0", "worker 1"):
        with Watched(server.address, name, on_loss=pytest.fail):
            pass
    server.wait()
    assert losses.empty()


def test_closed_connection_is_a_loss_of_the_one_who_had_it(new_server, losses):
    server = new_server(1)
    raw(server, "alive 12 worker", "alive 12 worker 1").close()
    assert losses.get(timeout=LIMIT_S) == (Member("worker 1", 12, HERE), "was lost: its connection closed")
    assert str(Member("worker 1", 12, HERE)) == "worker 1 (process 12 on 127.0.0.1)"


def test_silence_is_a_loss(new_server, losses):
    server = new_server(1, silence_s=0.5)
    with raw(server, "alive 12 worker"):
        member, reason = losses.get(timeout=LIMIT_S)
    assert (member.pid, reason) == (12, "was lost: silent for 0.5 s")


def test_a_process_that_beats_is_never_silent(new_server, losses):
    server = new_server(2, silence_s=1)
    with Watched(server.address, "worker 0", on_loss=pytest.fail, silence_s=1), raw(server, "alive 12 other"):
        member, _ = losses.get(timeout=LIMIT_S)  # both were there for as long
    assert member.name == "other"


def test_reason_of_one_who_gives_up_is_kept_and_what_does_not_print_is_not(new_server, losses):
    server = new_server(1)
    with raw(server, "alive 12 worker", "lost not a folder: \x1b[31m/data"):
        assert losses.get(timeout=LIMIT_S)[1] == "gave up: not a folder: [31m/data"


def test_too_long_a_line_is_a_loss(new_server, losses):
    server = new_server(1)
    with raw(server, "alive 12 worker", "x" * 10_000):
        assert losses.get(timeout=LIMIT_S)[0].pid == 12


def test_strangers_are_shut_out_and_are_no_loss(new_server, losses):
    server = new_server(1)
    for line in ("GET / HTTP/1.1", "alive worker"):
        with raw(server, line) as stranger, stranger.makefile() as answer:
            assert all(told == "alive\n" for told in answer)  # and then it is closed
    with Watched(server.address, "worker", on_loss=pytest.fail):
        pass
    server.wait()
    assert losses.empty()


def test_one_process_too_many_is_told_so(new_server):
    server = new_server(1, silence_s=2)
    told = queue.SimpleQueue()
    with raw(server, "alive 12 worker") as first, first.makefile() as answer:
        assert answer.readline() == "alive\n"  # it is in
        Watched(server.address, "worker", on_loss=told.put)
        assert told.get(timeout=LIMIT_S) == "This training has its 1 processes already."


def test_only_the_first_loss_is_reported(new_server, losses):
    server = new_server(2)
    for pid in (12, 13):
        raw(server, f"alive {pid} worker").close()
    losses.get(timeout=LIMIT_S)
    with pytest.raises(queue.Empty):
        losses.get(timeout=0.2)


def test_processes_that_never_come_are_a_loss(new_server, losses):
    server = new_server(3, silence_s=2, join_s=1)
    with raw(server, "alive 12 worker"):
        assert losses.get(timeout=LIMIT_S) == (None, "only 1 of 3 processes came within 1 s")


def test_everyone_hears_of_a_loss(new_server):
    server = new_server(1, silence_s=2)
    with raw(server, "alive 12 worker 0") as first, first.makefile() as answer:
        assert answer.readline() == "alive\n"  # it is in
        server.tell("lost Worker 1 was lost.")
        assert answer.readline() == "lost Worker 1 was lost.\n"


def test_watch_server_that_closes_or_falls_silent_is_a_loss():
    told = queue.SimpleQueue()
    with socket.create_server((HERE, 0)) as listener:
        listener.settimeout(LIMIT_S)
        address = listener.getsockname()
        Watched(address, "worker", on_loss=told.put, silence_s=0.5)
        accepted, _ = listener.accept()
        with accepted:
            assert told.get(timeout=LIMIT_S) == f"The watch server at {HERE}:{address[1]} was silent for 0.5 s."
        Watched(address, "worker", on_loss=told.put)
        listener.accept()[0].close()
        assert told.get(timeout=LIMIT_S) == f"The watch server at {HERE}:{address[1]} closed its connection."


def test_scheduler_that_never_answers_is_told():
    with socket.create_server((HERE, 0)) as free:
        address = free.getsockname()
    with pytest.raises(ValueError, match=f"{HERE}:{address[1]} did not answer for 0.1 s .* start the scheduler"):
        Watched(address, "worker", join_s=0.1)


def test_port_that_is_taken_is_told(new_server):
    server = new_server(1)
    with pytest.raises(ValueError, match=f"cannot listen at {HERE}:{server.address[1]}"):
        WatchServer(server.address, 1, pytest.fail)
