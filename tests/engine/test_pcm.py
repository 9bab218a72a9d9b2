"""Waveforms that are made float32 as they are looked at: the same numbers as arrays, everywhere."""

import numpy as np
import pytest

from gluonar_engine.data.pcm import PcmWaveform, pcm_to_waveform, pieces_of, waveform_to_pcm
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.suspicion import SuspicionCheck
from gluonar_engine.vad import mask_and_power, spectrogram, speech_mask, voice_of
from tests.voices import say


@pytest.fixture(scope="module")
def pcm():
    """Three times somebody speaks, with pauses that are left out; its last frame of 10 ms is cut off in speech."""
    speech, pause = waveform_to_pcm(say(25)[0]), np.zeros(20_011, np.int16)
    return np.concatenate([pause, speech, pause, speech, pause, speech[:-50_077]])


def test_slices_and_the_whole_are_float32(pcm):
    lazy, waveform = PcmWaveform(pcm), pcm_to_waveform(pcm)
    assert (len(lazy), lazy.ndim, lazy[5:9].dtype, np.asarray(lazy).dtype) == (len(pcm), 1, np.float32, np.float32)
    for part in (slice(None), slice(-7, None), slice(3, 3), slice(9, 4), slice(100, 10**9)):
        np.testing.assert_array_equal(lazy[part], waveform[part])
    np.testing.assert_array_equal(np.concatenate(list(pieces_of(lazy, 1_000))), waveform)
    assert waveform_to_pcm(lazy) is pcm
    with pytest.raises(ValueError, match="a part of a waveform has no step, got 2"):
        lazy[::2]


def test_voice_is_that_of_the_array(pcm, rng):
    waveform = pcm_to_waveform(pcm)
    voice, lazy = voice_of(waveform), voice_of(PcmWaveform(pcm))
    assert 0 < len(voice) == len(lazy) < len(pcm)
    np.testing.assert_array_equal(lazy, voice)
    for start, stop in np.sort(rng.integers(0, len(voice), (50, 2)), axis=1):
        np.testing.assert_array_equal(lazy[start:stop], voice[start:stop])
    np.testing.assert_array_equal(voice_of(PcmWaveform(pcm), speech_mask(waveform)), voice)


def test_signs_and_embedding_are_those_of_the_array(pcm):
    encoder, check = SpeakerEncoder.load(), SuspicionCheck.load()
    waveform, lazy = pcm_to_waveform(pcm), PcmWaveform(pcm)
    assert check(lazy) == check(waveform) == check(lazy, mask_and_power(waveform))
    voice = voice_of(waveform)
    assert len(voice) > 30 * 16_000  # in parts
    np.testing.assert_array_equal(encoder.embed(voice_of(lazy)), encoder.embed(voice))


def test_silence_is_refused_as_an_array_is():
    with pytest.raises(ValueError, match="digital silence"):
        SpeakerEncoder.load().embed(PcmWaveform(np.zeros(16_000, np.int16)))


def test_chosen_frames_are_those_of_all(pcm):
    waveform = np.resize(pcm_to_waveform(pcm), 130 * 16_000 + 77)
    power = spectrogram(waveform)
    for frames in (np.arange(0, len(power), 7), np.array([0]), np.array([len(power) - 1])):
        np.testing.assert_array_equal(spectrogram(PcmWaveform(waveform_to_pcm(waveform)), frames), power[frames])
