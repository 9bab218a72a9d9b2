import os
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.errors import UserError
from app.services import importing
from app.services.importing import shown_name, take_from_file, take_from_waveform
from gluonar_engine.data import audio
from gluonar_engine.data.audio import DecodeError, encode_flac

SAMPLE = Path(__file__).parents[2] / "assets" / "samples" / "Alba" / "enroll-1.flac"


@pytest.fixture
def wrong_files(tmp_path):
    """One file for each way of being wrong that needs no special codec."""
    (tmp_path / "empty.wav").touch()
    (tmp_path / "letter.wav").write_text("Dear Ada, this is no sound at all. " * 40)
    (tmp_path / "playlist.wav").write_text("ffconcat version 1.0\nfile enroll-1.flac\n")
    (tmp_path / "folder.wav").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere.wav", "There is no file “nowhere.wav”. Check the name and the folder, then try again."),
        ("folder.wav", "“folder.wav” is a folder. Choose one of the recordings in it."),
        ("empty.wav", "“empty.wav” is empty: it has no bytes. Copy or record it again, or choose another file."),
        (
            "letter.wav",
            "not a sound file that can be read. Choose a WAV, FLAC, MP3, M4A, Ogg or Opus file.",
        ),
        ("playlist.wav", "“playlist.wav” is not a sound file that can be read."),
    ],
)
def test_wrong_file_is_told_in_a_sentence(wrong_files, name, sentence):
    with pytest.raises(UserError, match=re.escape(sentence)):
        take_from_file(wrong_files / name)


def test_every_reason_of_the_decoder_has_its_sentence(monkeypatch):
    reasons = re.findall(r"``(\w+)``", DecodeError.__doc__.split("is one of")[1])
    assert len(reasons) >= 10
    for reason in reasons:

        def refuse(path, reason=reason, **options):
            raise DecodeError(reason, "a detail for the log")

        monkeypatch.setattr(importing, "decode", refuse)
        with pytest.raises(UserError, match="“talk.m4a”") as caught:
            take_from_file("/home/ada/talk.m4a")
        assert "detail" not in str(caught.value)
        assert caught.value.notice.advice


def test_good_file_becomes_a_take_without_warnings():
    take = take_from_file(SAMPLE)
    assert (take.source, take.warnings) == ("enroll-1.flac", ())
    assert take.waveform[:].dtype == np.float32
    assert take.quality.duration_s == pytest.approx(len(take.waveform) / 16_000)
    assert 2.0 < take.quality.speech_s <= take.quality.duration_s


def test_truncated_file_is_used_with_a_warning(tmp_path):
    path = tmp_path / "cut.flac"
    path.write_bytes(SAMPLE.read_bytes()[:60_000])
    take = take_from_file(path)
    assert re.match(r"\d\.\d s are missing at the end of “cut.flac”: the file was cut short.", take.warnings[0])


def test_clipping_in_one_channel_is_not_hidden_by_the_mix(tmp_path):
    loud = np.sign(np.sin(np.arange(16_000) / 9.0)).astype(np.float32)
    stereo = np.stack([loud, 0.1 * loud], axis=1)
    soundfile.write(tmp_path / "stereo.wav", stereo, 16_000)
    take = take_from_file(tmp_path / "stereo.wav")
    assert take.quality.clipped_fraction > 0.9
    assert take.warnings[-1].startswith("“stereo.wav” is clipped")


def test_damaged_packets_are_told(monkeypatch):
    whole = audio.decode(SAMPLE)
    monkeypatch.setattr(
        importing, "decode", lambda path, **options: audio.Decoded(**{**vars(whole), "bad_packets": 3})
    )
    warning = "Parts of “enroll-1.flac” are damaged and were left out (3 packets)."
    assert take_from_file(SAMPLE).warnings == (warning,)


def test_clipping_is_told(tmp_path):
    path = tmp_path / "loud.flac"
    path.write_bytes(encode_flac(np.clip(np.asarray(take_from_file(SAMPLE).waveform) * 20, -1, 1)))
    take = take_from_file(path)
    assert take.quality.is_clipped
    assert re.fullmatch(
        r"“loud.flac” is clipped \(\d+\.\d% of it\): record it again at a lower level.", take.warnings[0]
    )


def test_microphone_take_is_on_the_grid_that_flac_stores(rng):
    waveform = rng.uniform(-0.5, 0.5, 16_000).astype(np.float32)
    take = take_from_waveform(waveform, "USB Audio")
    np.testing.assert_array_equal(audio.decode(encode_flac(take.waveform)).waveform, take.waveform)
    assert take.source == "USB Audio"


def test_nothing_heard_is_told():
    with pytest.raises(UserError, match="Nothing was heard from “USB Audio”."):
        take_from_waveform(np.zeros(0, np.float32), "USB Audio")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a/b/talk.wav", "talk.wav"),
        ("two\nlines\x1b[31m.wav", "two�lines�[31m.wav"),
        (os.fsdecode(b"caf\xe9.wav"), "caf�.wav"),
        ("学校.wav", "学校.wav"),
    ],
)
def test_file_name_is_made_fit_to_be_shown(path, shown):
    assert shown_name(path) == shown
