import logging
import math
from functools import partial

import numpy as np
import pytest

from app.domain import Quality, Speaker, Take, Verdict
from app.errors import DuplicateTake, SpeakerExists, TooLittleSpeech, UnknownSpeaker, UserError
from app.services import demo
from app.services.enrollment import EnrollmentService, advice_on
from app.services.importing import take_from_waveform
from app.services.models import ModelProvider
from app.services.names import normalize_name
from app.services.verification import VerificationService
from gluonar_engine.data.audio import decode
from gluonar_engine.scoring import UNCALIBRATED, cosine
from gluonar_engine.vad import voice_of
from tests.app.samples import takes_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada\n", "Ada"),
        ("Ada   B", "Ada B"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("李雷", "李雷"),
        ("O'Brien; drop table", "O'Brien; drop table"),
    ],
)
def test_name_is_trimmed_and_composed(typed, name):
    assert normalize_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "The name is empty."),
        (" \t ", "The name is empty."),
        ("a" * 101, "The name has 101 characters."),
        ("Ada\nLovelace", "cannot be shown"),
        ("Ada\x00", "cannot be shown"),
        ("Ada\udce9", "cannot be shown"),
    ],
)
def test_what_is_no_name_is_refused(enrollment, typed, sentence):
    with pytest.raises(UserError, match=sentence):
        enrollment.enroll(typed, takes_of("Alba"))


def test_enrollment_stores_what_was_heard(gallery, models, alba):
    takes = takes_of("Alba")
    recordings = gallery.recordings(alba.id)
    assert [recording.quality for recording in recordings] == [take.quality for take in takes]
    stored = decode(gallery.flac(recordings[0].id)).waveform
    np.testing.assert_array_equal(stored, takes[0].waveform)
    expected = np.stack([models.encoder().embed(voice_of(take.waveform)) for take in takes])
    np.testing.assert_array_equal(gallery.embeddings_of(alba.id, "fake-1"), expected)


def test_too_little_speech_in_all_is_refused(enrollment, gallery):
    take = takes_of("Alba")[0]
    short = Take(take.waveform, "a.wav", Quality(2.0, 0.64, 20.0, 0.0, -6.0))
    with pytest.raises(TooLittleSpeech, match="Only 0.6 s of speech was found. Record at least 1 s"):
        enrollment.enroll("Alba", [short])
    with pytest.raises(TooLittleSpeech):
        enrollment.enroll("Alba", [])
    assert gallery.speakers() == []


@pytest.mark.parametrize(("speech_s", "said"), [(1.6, "1.6 s of speech is little: scores get steadier"), (5.0, None)])
def test_little_speech_is_enrolled_and_said(speech_s, said):
    advice = advice_on(Speaker(1, "Ada", "2026-11-22T10:00:00+00:00", 1, speech_s))
    assert advice is None if said is None else advice.startswith(said)


def test_take_without_speech_would_blur_the_model_and_is_refused(enrollment, alba, gallery):
    silent = Take(np.full(32_000, 0.01, np.float32), "silent.wav", Quality(2.0, 0.0, None, 0.0, -40.0))
    with pytest.raises(UserError, match="No speech was found in “silent.wav”."):
        enrollment.add_takes(alba, [silent])
    assert gallery.speaker("Alba") == alba


def test_same_take_twice_is_refused(enrollment, gallery):
    take = takes_of("Alba")[0]
    with pytest.raises(DuplicateTake, match="enroll-1.flac"):
        enrollment.enroll("Alba", [take, take])
    assert gallery.speakers() == []
    alba = enrollment.enroll("Alba", [take])
    with pytest.raises(DuplicateTake):
        enrollment.add_takes(alba, [take])


def test_name_in_other_case_is_refused(enrollment, alba):
    with pytest.raises(SpeakerExists, match="“ALBA”"):
        enrollment.enroll("ALBA", takes_of("Bruno"))


def test_added_takes_count(enrollment):
    first, *others = takes_of("Alba")
    speaker = enrollment.add_takes(enrollment.enroll("Alba", [first]), others)
    assert speaker.n_takes == 3
    assert speaker.speech_s == pytest.approx(sum(take.quality.speech_s for take in takes_of("Alba")))


def test_own_voice_is_supported_and_another_is_not(verification, alba, bruno):
    own = verification.verify("alba", takes_of("Alba", "test")[0])
    other = verification.verify("alba", takes_of("Bruno", "test")[0])
    assert (own.speaker, own.decision.verdict) == (alba, Verdict.SUPPORTS)
    assert other.decision.verdict is Verdict.DOES_NOT_SUPPORT


def test_score_is_the_mean_cosine_over_the_takes(verification, models, alba):
    probe, encoder = takes_of("Alba", "test")[0], models.encoder()
    answer = verification.verify("Alba", probe)
    templates = np.stack([encoder.embed(voice_of(take.waveform)) for take in takes_of("Alba")])
    embedding = encoder.embed(voice_of(probe.waveform))
    assert answer.take_scores == pytest.approx(cosine(templates, embedding), abs=1e-6)
    assert answer.decision.score == pytest.approx(np.mean(answer.take_scores), abs=1e-6)
    assert answer.decision.llr == pytest.approx(40.0 * answer.decision.score - 18.0)
    assert answer.model_id == "fake-1"


def test_a_minute_of_noise_around_the_speech_changes_little(verification, alba, rng):
    probe = takes_of("Alba", "test")[0]
    noise = (0.0005 * rng.normal(size=60 * 16_000)).astype(np.float32)
    padded = take_from_waveform(np.concatenate([noise, probe.waveform, noise]), "padded.wav")
    answers = [verification.verify("Alba", take).decision.score for take in (probe, padded)]
    assert answers[1] == pytest.approx(answers[0], abs=0.05)


def test_every_question_is_logged_with_its_answer(verification, gallery, alba, bruno):
    probe = takes_of("Bruno", "test")[0]
    verified = verification.verify("Alba", probe)
    identified = verification.identify(probe)
    newest, oldest = gallery.trials()
    assert (oldest.kind, oldest.speaker_id, oldest.score) == ("verify", alba.id, verified.decision.score)
    assert (newest.kind, newest.speaker_id, newest.score) == ("identify", bruno.id, identified.decision.score)
    assert (newest.verdict, newest.source, newest.model_id) == (Verdict.SUPPORTS, "test-1.flac", "fake-1")


def test_identification_ranks_everybody(verification, alba, bruno):
    answer = verification.identify(takes_of("Bruno", "test")[0])
    assert [candidate.speaker for candidate in answer.candidates] == [bruno, alba]
    best, second = answer.candidates
    assert answer.margin == pytest.approx(best.score - second.score) and answer.margin > 0
    assert answer.decision.score == best.score
    assert second.llr == pytest.approx(40.0 * second.score - 18.0)


def test_stranger_is_unknown(verification, alba):
    answer = verification.identify(takes_of("Bruno", "test")[0])
    assert answer.decision.verdict is Verdict.DOES_NOT_SUPPORT
    assert answer.margin is None


def test_identification_and_verification_agree(verification, alba, bruno):
    probe = takes_of("Alba", "test")[1]
    identified = verification.identify(probe)
    for candidate in identified.candidates:
        verified = verification.verify(candidate.speaker.name, probe)
        assert candidate.score == pytest.approx(verified.decision.score, abs=1e-6)


def test_nobody_enrolled_is_told(verification):
    with pytest.raises(UserError, match="Nobody is enrolled yet. Enroll a speaker first"):
        verification.identify(takes_of("Alba", "test")[0])
    with pytest.raises(UnknownSpeaker):
        verification.verify("Alba", takes_of("Alba", "test")[0])


@pytest.mark.parametrize("waveform", [np.full(3_000, 0.1, np.float32), np.zeros(16_000, np.float32)])
def test_what_the_model_cannot_take_is_too_little_speech(verification, alba, waveform):
    probe = Take(waveform, "click.wav", Quality(len(waveform) / 16_000, 0.0, None, 0.0, -20.0))
    with pytest.raises(TooLittleSpeech, match="Only 0.0 s of speech was found. Record at least 1 s"):
        verification.verify("Alba", probe)
    with pytest.raises(TooLittleSpeech):
        verification.identify(probe)


def test_network_that_needs_more_than_it_gets_is_too_little_speech(verification, models, alba):
    def refuse(waveform):
        raise ValueError("the network does not run on an input of (1, 30, 80)")

    models.encoder().embed = refuse
    with pytest.raises(TooLittleSpeech):
        verification.verify("Alba", takes_of("Alba", "test")[0])


def test_model_that_is_not_calibrated_scores_and_abstains(verification, models, gallery, alba):
    expected = verification.verify("Alba", takes_of("Alba", "test")[0]).decision.score
    models.encoder().calibration = UNCALIBRATED
    for ask in (partial(verification.verify, "Alba"), verification.identify):
        decision = ask(takes_of("Alba", "test")[0]).decision
        assert (decision.verdict, decision.score) == (Verdict.CANNOT_TELL, pytest.approx(expected, abs=1e-6))
        assert "not calibrated" in decision.reason
        assert gallery.trials()[0].verdict is Verdict.CANNOT_TELL


def test_new_model_makes_its_own_templates_from_the_stored_recordings(gallery, models, alba, bruno, caplog):
    caplog.set_level(logging.INFO, logger="app")
    newer = type(models)("fake-2")
    before = gallery.embeddings_of(alba.id, "fake-1")
    answer = VerificationService(gallery, newer).verify("Alba", takes_of("Alba", "test")[0])
    assert answer.model_id == "fake-2"
    assert "making 3 templates of speaker 1 with model fake-2" in caplog.text
    assert "Alba" not in caplog.text  # the log outlives the speaker
    np.testing.assert_array_equal(gallery.embeddings_of(alba.id, "fake-2"), before)  # the same network, lossless audio
    assert len(gallery.embeddings_of(bruno.id, "fake-2")) == 0
    VerificationService(gallery, newer).identify(takes_of("Alba", "test")[0])
    assert len(gallery.embeddings_of(bruno.id, "fake-2")) == 3
    n_embedded = newer.encoder().n_embedded
    VerificationService(gallery, newer).identify(takes_of("Alba", "test")[0])
    assert newer.encoder().n_embedded == n_embedded + 1  # made once


def test_stored_take_that_a_model_cannot_take_is_left_out(gallery, models, alba, bruno):
    """Some networks need more sound than others: one short take must not keep everybody from being compared."""
    newer, n_seen = type(models)("fake-2"), 0
    embed = newer.encoder().embed

    def embed_all_but_one(waveform):
        nonlocal n_seen
        n_seen += 1
        if n_seen == 2:
            raise ValueError("the network does not run on an input of (1, 30, 80)")
        return embed(waveform)

    newer.encoder().embed = embed_all_but_one
    answer = VerificationService(gallery, newer).identify(takes_of("Alba", "test")[0])
    assert answer.candidates[0].speaker.name == "Alba"
    assert len(gallery.embeddings_of(alba.id, "fake-2")) == 2
    assert len(gallery.embeddings_of(bruno.id, "fake-2")) == 3


def test_speaker_of_whom_a_model_can_take_nothing_is_told(gallery, models, alba):
    newer = type(models)("fake-2")
    newer.encoder().embed = lambda waveform: (_ for _ in ()).throw(ValueError("too short"))
    service = VerificationService(gallery, newer)
    with pytest.raises(UserError, match="This speaker model can take none of the recordings of “Alba”."):
        service.compare("Alba", np.ones(63), Quality(2.0, 2.0, 20.0, 0.0, -6.0))


def test_takes_of_two_models_are_never_mixed(gallery, models, alba):
    EnrollmentService(gallery, type(models)("fake-2")).add_takes(alba, takes_of("Alba", "test"))
    answer = VerificationService(gallery, models).verify("Alba", takes_of("Alba", "test")[0])
    assert len(answer.take_scores) == 5
    assert gallery.embeddings_of(alba.id, "fake-1").shape == (5, 63)


def test_model_that_cannot_be_loaded_is_told(tmp_path):
    models = ModelProvider(tmp_path)
    with pytest.raises(UserError, match="cannot be loaded. Choose another folder with --model, or another model"):
        models.encoder()
    assert not models.is_ready


def test_model_is_loaded_once(monkeypatch, models):
    loaded, encoder = [], models.encoder()
    monkeypatch.setattr("gluonar_engine.runtime.importing.require_harmless", lambda folder: loaded.append("tried"))
    monkeypatch.setattr("gluonar_engine.encoder.SpeakerEncoder.load", lambda folder: loaded.append(folder) or encoder)
    provider = ModelProvider("folder")
    assert not provider.is_ready
    assert provider.encoder() is provider.encoder() is encoder
    assert loaded == ["tried", "folder"]
    assert provider.is_ready


def test_demo_asks_every_question_and_leaves_only_its_pictures(models, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    report = demo.run(models, tmp_path / "out")
    n_enrolled, n_tests = len(report.enrolled), 2 * (len(report.enrolled) + 1)
    assert report.stranger not in report.enrolled
    assert (len(report.verified), len(report.identified)) == (n_enrolled * n_tests, n_tests)
    assert all(demo.is_right(asked, report.enrolled) for asked in (*report.verified, *report.identified))
    assert (report.metrics.eer, report.metrics.n_target) == (0.0, 2 * n_enrolled)
    assert [path.read_bytes()[:4] for path in report.pictures] == [b"\x89PNG"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_demo_without_samples_is_told(models, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "SAMPLES", tmp_path / "nowhere")
    with pytest.raises(UserError, match="The sample voices are missing"):
        demo.run(models, tmp_path)


def test_sample_voices_are_fit_for_enrolling():
    for voice in demo._voices():
        takes = takes_of(voice) + takes_of(voice, "test")
        assert len(takes) == 5
        assert all(take.quality.speech_s >= 1.5 and not take.warnings for take in takes)
        assert all(math.isfinite(take.quality.snr_db) and take.quality.snr_db > 20 for take in takes)
