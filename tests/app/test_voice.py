"""What is compared of a recording: long pauses are left out, speech and its short pauses stay."""

import numpy as np
import pytest

from app.services.importing import take_from_file
from gluonar_engine.vad import voice_of
from tests.voices import say

SAMPLE = "assets/samples/Alba/test-1.flac"


@pytest.fixture
def speech(request):
    return take_from_file(request.config.rootpath / SAMPLE).waveform


@pytest.mark.parametrize("level", [0.0, 0.001])
def test_a_minute_of_silence_or_noise_after_the_speech_is_left_out(speech, rng, level):
    pause = (level * rng.normal(size=60 * 16_000)).astype(np.float32)
    kept = voice_of(np.concatenate([speech, pause]))
    assert len(kept) <= len(speech) + 0.5 * 16_000
    np.testing.assert_array_equal(kept[16_000:32_000], voice_of(speech)[16_000:32_000])


def test_fluent_speech_stays_as_it_is():
    waveform = say(4)[0]
    assert len(voice_of(waveform)) > 0.85 * len(waveform)


def test_where_no_speech_is_found_nothing_is_left_out(rng):
    noise = (0.1 * rng.normal(size=16_000)).astype(np.float32)
    np.testing.assert_array_equal(voice_of(noise), noise)
