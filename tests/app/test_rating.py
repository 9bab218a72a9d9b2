"""Stars of takes that are made worse on purpose, and of the model they make."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.domain import Quality, StrengthLevel
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file, take_from_waveform
from app.services.rating import agreements, rate, strength_of
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import resample
from gluonar_engine.data.codecs import round_trip
from tests.app.fake_model import FakeEncoder

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
GOOD = Quality(duration_s=8.0, speech_s=6.0, snr_db=35.0, clipped_fraction=0.0, peak_db=-6.0, bandwidth_hz=8000.0)


def takes_of(voice):
    return [take_from_file(path) for path in sorted((SAMPLES / voice).glob("enroll-*.flac"))]


def long_take():
    """Two recordings of one voice in a row: more than five seconds of speech."""
    waveform = np.concatenate([take.waveform for take in takes_of("Alba")])
    return take_from_waveform(0.5 * waveform, "long.wav")


def degraded(change):
    return rate(take_from_waveform(change(long_take().waveform), "worse.wav").quality)


def noisy(waveform, snr_db):
    speech_rms = np.sqrt(np.mean(waveform[np.abs(waveform) > 0.01] ** 2))
    noise = np.random.default_rng(5).standard_normal(len(waveform)) * speech_rms * 10 ** (-snr_db / 20)
    return (waveform + noise).astype(np.float32)


def test_clean_take_has_all_stars():
    rating = degraded(lambda waveform: waveform)
    assert (rating.stars, rating.reason) == (5, "Good: nothing to improve.")


@pytest.mark.parametrize(("snr_db", "most", "least"), [(14, 4, 3), (7, 3, 2), (0, 1, 0)])
def test_noise_costs_stars(snr_db, most, least):
    rating = degraded(lambda waveform: noisy(waveform, snr_db))
    assert least <= rating.stars <= most
    assert rating.reason.startswith("Noisy: the speech is ")


def test_telephone_and_low_pass_are_told_by_their_band():
    def through_8_khz(waveform):
        return resample(resample(waveform, SAMPLE_RATE, 8000), 8000)[: len(waveform)]

    for change in (through_8_khz, lambda waveform: round_trip(waveform, "mulaw")):
        rating = degraded(change)
        assert rating.stars == 3
        assert rating.reason.startswith("Narrow band: nothing above 4.")


def test_muffled_take_costs_more_than_a_telephone():
    def muffled(waveform):
        spectrum = np.fft.rfft(waveform)
        spectrum[np.fft.rfftfreq(len(waveform), 1 / SAMPLE_RATE) > 2500] = 0
        return np.fft.irfft(spectrum, len(waveform)).astype(np.float32)

    rating = degraded(muffled)
    assert rating.stars == 2
    assert rating.reason.startswith("Narrow band: nothing above 2.")


def test_wide_band_codec_is_not_narrow():
    assert "Narrow" not in degraded(lambda waveform: round_trip(waveform, "mp3", 32_000)).reason


def test_clipping_costs_stars():
    rating = degraded(lambda waveform: np.clip(waveform * 20, -1, 1))
    assert rating.stars == 1
    assert rating.reason.startswith("Clipped: ")
    slightly = rate(replace(GOOD, clipped_fraction=0.002))
    assert (slightly.stars, slightly.reason) == (3, "Clipped: 0.2% of it is at full scale.")


@pytest.mark.parametrize(("seconds", "stars"), [(0.5, 1), (1.5, 2), (2.5, 3), (4.0, 4), (6.0, 5)])
def test_little_speech_costs_stars(seconds, stars):
    rating = rate(replace(GOOD, speech_s=seconds))
    assert rating.stars == stars
    assert rating.reason.startswith("Short: " if stars < 5 else "Good")


def test_silence_has_no_star():
    rating = rate(take_from_waveform(np.zeros(32_000), "silence.wav").quality)
    assert (rating.stars, rating.reason) == (0, "No speech was found.")


def test_worst_side_decides_and_is_told():
    rating = rate(replace(GOOD, snr_db=8.0, bandwidth_hz=3900.0, speech_s=4.0))
    assert (rating.stars, rating.reason) == (2, "Noisy: the speech is 8 dB above the noise.")


# Agreement


@pytest.fixture
def enrollment(gallery, models, encoder):
    models._encoder = encoder
    return EnrollmentService(gallery, models)


def test_take_of_another_voice_is_flagged_among_good_ones(enrollment):
    takes = [*takes_of("Alba"), takes_of("Bruno")[0]]
    ratings = enrollment.rate(takes)
    assert [rating.is_other_voice for rating in ratings] == [False, False, False, True]
    assert (ratings[3].stars, ratings[3].reason) == (1, "This take sounds like another voice.")
    assert min(rating.agreement for rating in ratings[:3]) > ratings[3].agreement


def test_of_two_that_differ_both_are_flagged(enrollment):
    ratings = enrollment.rate([takes_of("Alba")[0], takes_of("Chloe")[0]])
    assert [rating.is_other_voice for rating in ratings] == [True, True]


def test_enrolled_takes_say_which_voice_is_right(enrollment):
    alba = enrollment.enroll("Alba", takes_of("Alba")[:2])
    right, wrong = enrollment.rate([takes_of("Alba")[2], takes_of("Bruno")[0]], alba)
    assert (right.is_other_voice, wrong.is_other_voice) == (False, True)
    (alone,) = enrollment.rate([takes_of("Bruno")[0]], alba)
    assert alone.is_other_voice


def test_single_take_has_nothing_to_agree_with(enrollment):
    (rating,) = enrollment.rate(takes_of("Alba")[:1])
    assert (rating.agreement, rating.is_other_voice) == (None, False)


def test_stored_takes_are_rated_as_they_were_at_hand(enrollment):
    takes = takes_of("Alba")
    alba = enrollment.enroll("Alba", takes)
    stored, at_hand = enrollment.stored_ratings(alba.id), enrollment.rate(takes)
    assert [(each.stars, each.reason) for each in stored] == [(each.stars, each.reason) for each in at_hand]
    assert [each.agreement for each in stored] == pytest.approx([each.agreement for each in at_hand], abs=1e-4)


def test_take_without_speech_is_rated_and_compared_with_nothing(enrollment):
    silence = take_from_waveform(np.zeros(32_000), "silence.wav")
    ratings = enrollment.rate([silence, *takes_of("Alba")[:2]])
    assert [rating.stars for rating in ratings][0] == 0
    assert ratings[0].agreement is None
    assert not any(rating.is_other_voice for rating in ratings)


def test_what_was_rated_is_not_embedded_again(gallery, models):
    service = EnrollmentService(gallery, models)
    takes = takes_of("Alba")
    service.rate(takes)
    service.rate(takes)
    service.enroll("Alba", takes)
    assert models.encoder().n_embedded == len(takes)


def test_model_that_nobody_calibrated_flags_nobody(monkeypatch):
    from gluonar_engine.scoring import UNCALIBRATED

    encoder = FakeEncoder()
    encoder.calibration = UNCALIBRATED
    found = agreements(list(np.eye(3, dtype=np.float32)), encoder)
    assert found == [(0.0, False)] * 3


# The model as a whole


@pytest.mark.parametrize(
    ("seconds", "level", "advice"),
    [
        ([], StrengthLevel.WEAK, "add a first take with 5 s of speech"),
        ([2.0], StrengthLevel.WEAK, "add a second take with 3 s of speech"),
        ([6.0], StrengthLevel.WEAK, "add a second take"),
        ([0.6, 0.4], StrengthLevel.WEAK, "add 4 s of speech"),
        ([3.0, 3.0], StrengthLevel.FAIR, "add a third take with 9 s of speech"),
        ([8.0, 8.0], StrengthLevel.FAIR, "add a third take"),
        ([4.0, 4.0, 4.0], StrengthLevel.FAIR, "add 3 s of speech"),
        ([5.0, 5.0, 5.0], StrengthLevel.STRONG, ""),
    ],
)
def test_strength_says_what_to_add(seconds, level, advice):
    strength = strength_of([replace(GOOD, speech_s=each) for each in seconds])
    assert (strength.level, strength.advice) == (level, advice)


def test_unusable_takes_do_not_make_a_model_strong():
    noisy_take, clipped = replace(GOOD, snr_db=2.0), replace(GOOD, clipped_fraction=0.1)
    assert strength_of([GOOD, noisy_take, clipped]).level is StrengthLevel.WEAK
    assert strength_of([GOOD] * 3, n_other_voice=1).advice == "leave out the take that sounds like another voice"


def test_everybodys_strength_comes_from_what_is_stored(gallery, models):
    service = EnrollmentService(gallery, models)
    alba, bruno = service.enroll("Alba", takes_of("Alba")), service.enroll("Bruno", takes_of("Bruno")[:1])
    strengths = service.strengths()
    assert strengths[alba.id].level is StrengthLevel.FAIR
    assert strengths[bruno.id].level is StrengthLevel.WEAK
