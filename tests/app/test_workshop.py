"""What the controllers' jobs share is made once, however many of them ask for it first."""

import threading
from contextlib import suppress

from app.controllers.workshop import Workshop
from tests.waiting import TIMEOUT_S


def test_parts_are_made_once_by_whatever_thread_asks_first(tmp_path, monkeypatch):
    both_are_making, made, got = threading.Barrier(2), [], []

    def make(gallery, models):
        made.append(object())
        with suppress(threading.BrokenBarrierError):
            both_are_making.wait(0.2)
        return made[-1]

    monkeypatch.setattr("app.controllers.workshop.VerificationService", make)
    workshop = Workshop(tmp_path)
    threads = [threading.Thread(target=lambda: got.append(workshop.verification), daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT_S)
    assert len(made) == 1
    assert got == [workshop.verification] * 2
