"""The experimental check for loudspeakers and synthesizers: it raises suspicion, and only that."""

import json

import numpy as np
import pytest

from gluonar_engine.data.audio import decode
from gluonar_engine.data.spoofs import has_synthesizer, synthesized, through_loudspeaker
from gluonar_engine.suspicion import CUES, Suspicion, SuspicionCheck, cues
from gluonar_engine.training import suspicion as fitting
from tests.voices import say

needs_synthesizer = pytest.mark.skipif(not has_synthesizer(), reason="no espeak-ng here (package espeak-ng)")


def suspected(waveform):
    return {each.kind for each in SuspicionCheck.load()(waveform) if each.is_raised}


@pytest.fixture(scope="module")
def real_voices(speech_dev):
    return [decode(path).waveform for path in sorted(speech_dev.glob("librispeech_testother/**/*.flac"))[:24]]


def test_cues_are_numbers_in_their_order_and_know_no_level():
    waveform = say(4)[0]
    found = cues(waveform)
    assert found.shape == (len(CUES),)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(cues(waveform * np.float32(0.25)), found, atol=0.2)


@pytest.mark.parametrize(
    "waveform", [np.zeros(0), np.zeros(16_000), np.full(16_000, np.float32(0.5)), say(4)[0][:4_000]]
)
def test_too_little_speech_says_nothing(waveform):
    assert cues(waveform.astype(np.float32)) is None
    assert SuspicionCheck.load()(waveform.astype(np.float32)) == ()


def test_lows_that_a_loudspeaker_does_not_have_are_missed():
    waveform = say(4)[0]
    heard = through_loudspeaker(np.random.default_rng(0), waveform)
    assert heard.shape == waveform.shape and np.abs(heard).max() <= 1.5
    assert cues(heard)[CUES.index("low_db")] < cues(waveform)[CUES.index("low_db")] - 6


def test_genuine_speech_through_a_loudspeaker_is_suspected_more(real_voices):
    check, rng = SuspicionCheck.load(), np.random.default_rng(0)
    scores = [
        [next(each.score for each in check(sound) if each.kind == "loudspeaker") for sound in (genuine, spoof)]
        for genuine in real_voices
        for spoof in [through_loudspeaker(rng, genuine)]
    ]
    genuine, spoofs = np.array(scores).T
    assert np.mean(spoofs > 0) > 0.6
    assert np.mean(genuine > 0) < 0.2


@needs_synthesizer
def test_synthesizer_is_suspected():
    rng = np.random.default_rng(0)
    found = [suspected(synthesized(rng, ("m2", "f3"))) for _ in range(10)]
    assert sum("synthesizer" in each for each in found) >= 4  # two thirds of voices that it does not know


@pytest.mark.parametrize(("score", "is_raised"), [(0.1, True), (0.0, False), (-3.0, False)])
def test_suspicion_begins_above_zero(score, is_raised):
    assert Suspicion("loudspeaker", score).is_raised is is_raised


def test_file_of_other_cues_is_refused(tmp_path):
    file = tmp_path / "suspicion.json"
    file.write_text(json.dumps({"cues": ["loudness"], "kinds": {}}))
    with pytest.raises(ValueError, match="other cues"):
        SuspicionCheck.load(file)


@needs_synthesizer
def test_command_fits_a_check_that_holds_the_false_alarms(tmp_path, speech_dev):
    file = tmp_path / "suspicion.json"
    fitting.main([str(speech_dev), "-o", str(file), "--recordings", "4"])
    check = SuspicionCheck.load(file)
    material = fitting.material(speech_dev, ("m1",), 4, seed=0)
    genuine = [check(sound) for kind, _, sound in material if kind.startswith("genuine")]
    alarms = [any(each.is_raised for each in said) for said in genuine if said]
    assert np.mean(alarms) <= 0.07
    fitted = json.loads(file.read_text())["n_fitted"]
    assert sum(n for kind, n in fitted.items() if kind.startswith("genuine")) == len(alarms)
