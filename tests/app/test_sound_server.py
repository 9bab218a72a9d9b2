"""What the sound server is asked and how its answers are read: a `pactl` that says what a test wants."""

import os

import pytest

from app.audio import sound_server
from app.audio.sound_server import Source, SourceWatch, has_no_source, source_in_use
from tests.waiting import wait_until

SOURCES = """\
Source #3
	Name: alsa_input.usb
	Description: Büro 麦克风
	Mute: {mute}
	Properties:
		device.description = "Büro 麦克风"

Source #4
	Name: alsa_input.pci
	Description: Built-in Audio
	Mute: no
"""
STREAM = """\
Source Output #{number}
	Client: 3
	Source: {source}
	Mute: {mute}
	Properties:
		application.process.id = "{pid}"

"""


@pytest.fixture
def pactl(tmp_path, monkeypatch):
    """Answers are the files of this folder: what the server lists of each kind."""
    program = tmp_path / "pactl"
    program.write_text(f'#!/bin/sh\n[ "$1" = list ] && exec cat "{tmp_path}/$2"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    say(tmp_path)
    return tmp_path


def say(folder, streams="", *, mute="no"):
    for name, text in (("sources", SOURCES.format(mute=mute)), ("source-outputs", streams)):
        (folder / f"{name}.new").write_text(text, encoding="utf-8")
        (folder / f"{name}.new").rename(folder / name)  # read as a whole, before or after


def stream(number=1, source=3, mute="no", pid=None):
    return STREAM.format(number=number, source=source, mute=mute, pid=pid or os.getpid())


def test_our_microphone_is_told_from_those_of_other_programs(pactl):
    say(pactl, stream(1, source=4, pid=1) + stream(2, source=3))
    assert source_in_use() == Source(3, "Büro 麦克风", is_muted=False)
    say(pactl, stream(1, source=4, pid=1))
    assert source_in_use() is None


def test_microphone_is_muted_for_all_or_for_us_alone(pactl):
    say(pactl, stream(), mute="yes")
    assert source_in_use().is_muted
    say(pactl, stream(mute="yes"))
    assert source_in_use().is_muted


def test_only_a_server_that_answers_can_be_without_microphones(pactl):
    assert not has_no_source()
    (pactl / "sources").write_text("")
    assert has_no_source()
    (pactl / "sources").unlink()  # it fails
    assert not has_no_source()


def test_frozen_server_is_given_up(pactl, monkeypatch):
    (pactl / "pactl").write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    monkeypatch.setattr(sound_server, "_TIMEOUT_S", 0.1)
    assert source_in_use() is None
    assert not has_no_source()


def test_nothing_is_known_without_pactl(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert source_in_use() is None
    assert not has_no_source()


def test_each_change_of_the_microphone_is_told_once_and_its_muting_while_it_lasts(pactl, monkeypatch):
    monkeypatch.setattr(sound_server, "_EVERY_S", 0.01)
    changes = []
    watch = SourceWatch(lambda before, now: changes.append((before, now)))
    watch.start()
    say(pactl, stream(), mute="yes")
    wait_until(lambda: watch.muted == "Büro 麦克风")
    say(pactl, stream())
    wait_until(lambda: not watch.muted)
    assert watch.was_muted
    say(pactl, stream(source=4))
    wait_until(lambda: changes)
    say(pactl, stream(source=3))
    wait_until(lambda: len(changes) > 1)
    watch.end()
    assert changes == [("Büro 麦克风", "Built-in Audio"), ("Built-in Audio", "Büro 麦克风")]
