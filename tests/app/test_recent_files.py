"""The list of recordings that were opened last."""

from types import SimpleNamespace

import pytest

from app import settings
from app.controllers.recent import RecentController
from app.services import recent_files


@pytest.fixture
def files(tmp_path):
    for number in range(10):
        (tmp_path / f"{number}.wav").write_bytes(b"RIFF")
    return [str(tmp_path / f"{number}.wav") for number in range(10)]


def test_latest_eight_are_kept_each_once(tmp_path, files):
    for path in files:
        recent_files.add(tmp_path, [path])
    assert recent_files.add(tmp_path, [files[5]]) == [files[5], *(files[n] for n in (9, 8, 7, 6, 4, 3, 2))]


def test_files_that_are_gone_and_a_broken_list_are_left_out(tmp_path, files):
    recent_files.add(tmp_path, files[:2])
    (tmp_path / "0.wav").unlink()
    assert recent_files.listed(tmp_path) == files[1:2]
    for content in ("[", "{}", "[1, null]"):
        settings.recent_path(tmp_path).write_text(content)
        assert recent_files.listed(tmp_path) == []


def test_nothing_is_written_down_beside_a_protected_gallery(qapp, tmp_path, jobs, files):
    recent = RecentController(jobs, SimpleNamespace(key=object()), tmp_path)
    recent.add(files)
    recent.load()
    recent.forget()
    assert not settings.recent_path(tmp_path).exists()
