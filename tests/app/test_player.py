import numpy as np
import pytest

from app.audio.devices import output_devices
from app.audio.player import TAIL_S, NoSpeaker, Player, SpeakerRefused
from app.errors import UserError
from tests.sound_system import PortAudioError, microphone, sound_system  # noqa: F401 a fixture


@pytest.fixture
def waveform(rng):
    """One second."""
    return 0.1 * rng.standard_normal(16_000).astype(np.float32)


def test_all_of_it_is_played_and_then_it_is_over(sound_system, waveform):  # noqa: F811
    player = Player()
    assert (player.is_playing, player.position_s) == (False, 0.0)
    player.play(waveform)
    played = [sound_system.stream.ask(512)[:, 0] for _ in range(31)]
    assert player.is_playing
    assert player.position_s == pytest.approx(31 * 512 / 16_000)
    played.append(sound_system.stream.ask(512)[:, 0])
    np.testing.assert_array_equal(np.concatenate(played), np.pad(waveform, (0, 32 * 512 - 16_000)))
    sound_system.stream.ask(round(TAIL_S * 16_000))
    assert (player.is_playing, player.position_s) == (False, 1.0)


def test_playing_begins_where_asked(sound_system, waveform):  # noqa: F811
    player = Player()
    player.play(waveform, 0.5)
    assert player.position_s == 0.5
    np.testing.assert_array_equal(sound_system.stream.ask(100)[:, 0], waveform[8_000:8_100])


@pytest.mark.parametrize("start_s, position_s", [(-1.0, 0.0), (9.0, 1.0)])
def test_start_outside_is_moved_inside(sound_system, waveform, start_s, position_s):  # noqa: F811
    player = Player()
    player.play(waveform, start_s)
    assert player.position_s == position_s


def test_position_is_what_is_heard_not_what_is_buffered(sound_system, waveform, monkeypatch):  # noqa: F811
    monkeypatch.setattr("tests.sound_system.Stream.latency", 0.1)
    player = Player()
    player.play(waveform)
    sound_system.stream.ask(800)
    assert player.position_s == 0.0
    sound_system.stream.ask(2_400)
    assert player.position_s == pytest.approx(0.1)


def test_end_is_heard_before_the_stream_is_stopped(sound_system, waveform, monkeypatch):  # noqa: F811
    monkeypatch.setattr("tests.sound_system.Stream.latency", 0.1)
    player = Player()
    player.play(waveform)
    sound_system.stream.ask(16_000)
    assert (player.is_playing, player.position_s) == (True, pytest.approx(0.9))
    assert not sound_system.stream.ask(1_600 + round(TAIL_S * 16_000)).any()
    assert (player.is_playing, player.position_s) == (False, 1.0)


def test_stopping_keeps_the_position(sound_system, waveform):  # noqa: F811
    player = Player()
    player.play(waveform)
    sound_system.stream.ask(1_600)
    player.stop()
    player.stop()
    assert sound_system.stream.is_closed
    assert (player.is_playing, player.position_s) == (False, 0.1)


def test_playing_again_closes_what_played(sound_system, waveform):  # noqa: F811
    player = Player()
    player.play(waveform)
    player.play(waveform)
    assert [stream.is_closed for stream in sound_system.streams] == [True, False]


def test_output_without_16_khz_or_mono_gets_what_it_takes(sound_system):  # noqa: F811
    sound_system.accepts = lambda sample_rate, n_channels: (sample_rate, n_channels) == (48_000, 2)
    player = Player()
    player.play(0.3 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000))
    block = sound_system.stream.ask(4_800)
    expected = 0.3 * np.sin(2 * np.pi * 440 * np.arange(4_800) / 48_000)
    np.testing.assert_allclose(block[100:, 0], expected[100:], atol=1e-3)
    np.testing.assert_array_equal(block[:, 0], block[:, 1])
    assert player.position_s == pytest.approx(0.1)


def test_output_that_asks_for_no_more_counts_as_stopped(sound_system, waveform, monkeypatch):  # noqa: F811
    monkeypatch.setattr("app.audio.player._STALLED_AFTER_S", -1.0)
    player = Player()
    player.play(waveform)
    assert not player.is_playing


def test_nothing_to_play_on(sound_system, waveform):  # noqa: F811
    sound_system.default.device = [0, -1]
    sound_system.devices = []
    with pytest.raises(NoSpeaker, match="There is nothing to play sound on. Connect"):
        Player().play(waveform)


def test_headphones_plugged_in_meanwhile_are_found(sound_system, waveform):  # noqa: F811
    sound_system.devices, sound_system.default.device = [], [-1, -1]
    sound_system.plugged_in = [microphone(n_in=0, n_out=2)]
    player = Player()
    player.play(waveform)
    assert player.is_playing


def test_output_that_refuses(sound_system, waveform):  # noqa: F811
    sound_system.open_error = PortAudioError("Error opening OutputStream: Device unavailable", -9985)
    with pytest.raises(SpeakerRefused, match="cannot be played: Device unavailable. Choose"):
        Player().play(waveform)
    with pytest.raises(UserError):
        Player().play(waveform)


def test_sound_goes_to_the_chosen_loudspeaker(sound_system, waveform):  # noqa: F811
    sound_system.devices = [microphone(n_out=2), microphone("Headphones", n_in=0, n_out=2)]
    player = Player()
    for name, index in (("Headphones", 1), ("", 0)):
        player.output = name
        player.play(waveform)
        assert sound_system.stream.device == index


def test_chosen_loudspeaker_that_is_gone_is_named_and_found_again(sound_system, waveform):  # noqa: F811
    player = Player()
    player.output = "Headphones"
    with pytest.raises(UserError, match="“Headphones” is not connected"):
        player.play(waveform)
    sound_system.plugged_in = [microphone(n_out=2), microphone("Headphones", n_in=0, n_out=2)]
    player.play(waveform)
    assert sound_system.stream.device == 1


def test_loudspeakers_are_listed_without_microphones(sound_system):  # noqa: F811
    sound_system.devices = [microphone(), microphone("Headphones", n_in=0, n_out=2)]
    sound_system.default.device = [0, 1]
    assert [(each.name, each.is_default, each.n_channels) for each in output_devices()] == [("Headphones", True, 2)]
