"""Identifying: the templates kept in memory are never old, "unknown" has a place, and many files have a row each."""

import csv
import shutil

import numpy as np
import pytest

from app.domain import OperatingPoint, Verdict
from app.errors import SpeakerGone, UserError
from app.services import batch
from app.services.enrollment import EnrollmentService
from app.services.exporting import write_csv
from app.services.templates import TemplateMatrix
from app.services.verification import VerificationService
from app.services.voice import embed_voice
from app.store.gallery import Gallery
from gluonar_engine.scoring import UNCALIBRATED
from tests.app.fake_model import FakeModels, fake_cohort
from tests.app.samples import SAMPLES, takes_of


@pytest.fixture
def probe():
    return takes_of("Alba", "test")[0]


def ranking(verification, probe):
    return [candidate.speaker.name for candidate in verification.identify(probe).candidates]


def test_templates_are_read_once_while_nothing_changes(gallery, models, alba, bruno, monkeypatch):
    read = []
    snapshot = gallery.snapshot
    monkeypatch.setattr(gallery, "snapshot", lambda model_id: read.append(model_id) or snapshot(model_id))
    verification = VerificationService(gallery, models)
    for probe in takes_of("Alba", "test"):  # each question is logged
        verification.identify(probe)
        verification.verify("Bruno", probe)
    assert read == ["fake-1"]


def test_every_change_is_seen_by_the_next_question(gallery, enrollment, verification, alba, bruno, probe, tmp_path):
    assert ranking(verification, probe) == ["Alba", "Bruno"]
    enrollment.enroll("Chloe", takes_of("Chloe"))
    assert set(ranking(verification, probe)) == {"Alba", "Bruno", "Chloe"}
    gallery.rename(alba.id, "Augusta")
    assert ranking(verification, probe)[0] == "Augusta"
    elsewhere = Gallery(tmp_path / "gallery.db")  # as another program has it
    elsewhere.remove(alba.id)
    assert set(ranking(verification, probe)) == {"Bruno", "Chloe"}
    before = verification.identify(probe).candidates
    EnrollmentService(elsewhere, FakeModels()).add_takes(bruno, takes_of("Alba"))
    after = verification.identify(probe).candidates
    assert after[0].speaker.name == "Bruno" and after[0].speaker.n_takes == 6
    assert after[0].score > next(each.score for each in before if each.speaker.id == bruno.id)


def test_scores_are_those_of_a_service_that_keeps_nothing(gallery, alba, bruno, probe):
    models = FakeModels(cohort=fake_cohort())
    kept = VerificationService(gallery, models)
    for _ in range(2):
        answer = kept.identify(probe)
    for candidate in answer.candidates:
        verified = kept.verify(candidate.speaker.name, probe).decision
        assert (candidate.score, candidate.cosine) == pytest.approx((verified.score, verified.cosine), abs=1e-4)
        assert candidate.llr == pytest.approx(verified.llr, abs=1e-3)
    assert answer.decision.verdict is Verdict.SUPPORTS


def test_matrix_of_another_model_is_another_one(gallery, models, alba):
    matrix = TemplateMatrix(gallery)
    assert matrix.of(models.encoder()).templates.directions.shape == (1, 63)
    newer = FakeModels("fake-2", fake_cohort()).encoder()
    assert matrix.of(newer).templates.usual.any()
    assert not matrix.of(models.encoder()).templates.usual.any()


def test_only_those_who_were_chosen(gallery, models, alba, bruno):
    enrolled = TemplateMatrix(gallery).of(models.encoder())
    assert enrolled.only({bruno.id}).speakers == (bruno,)
    voice = gallery.embeddings_of(bruno.id, "fake-1")[0]
    scorer = models.encoder().scorer
    scores, _ = enrolled.scores(scorer, voice)
    some, _ = enrolled.only({bruno.id}).scores(scorer, voice)
    assert some.tolist() == pytest.approx([scores[1]])
    assert enrolled.only(set()).speakers == ()


def test_stranger_stands_where_both_are_equally_likely(verification, alba, bruno, probe):
    answer = verification.identify(probe)
    threshold = answer.stranger.score
    assert threshold == pytest.approx(0.45) == answer.decision.threshold
    assert [candidate.score > threshold for candidate in answer.candidates] == [True, False]
    assert answer.stranger.n_above == 1
    assert answer.stranger.reason == "1 of the 2 enrolled fits the recording better than a stranger does."


def test_stranger_comes_first_when_nobody_fits(verification, alba, bruno):
    answer = verification.identify(takes_of("Dmitri", "test")[0])
    assert answer.decision.verdict is Verdict.DOES_NOT_SUPPORT
    assert answer.stranger.n_above == 0
    assert answer.stranger.reason == "None of the 2 enrolled fits the recording better than a stranger does."


def test_stranger_and_segments_are_judged_at_the_operating_point(verification, alba, bruno, probe):
    verification.operating_point = OperatingPoint(100.0)
    answer = verification.identify(probe)
    assert answer.decision.verdict is Verdict.DOES_NOT_SUPPORT
    assert (answer.stranger.llr, answer.stranger.n_above) == (100.0, 0)
    assert answer.stranger.score == pytest.approx(answer.decision.threshold)
    assert answer.stranger.reason.endswith("better than a stranger does, by as much as the operating point asks.")
    (segment,) = verification.timeline(probe).segments
    assert (segment.decision.verdict, segment.decision.llr_threshold) == (Verdict.DOES_NOT_SUPPORT, 100.0)


def test_without_a_calibration_nobody_knows_where_a_stranger_stands(verification, models, alba, bruno, probe):
    models.encoder().calibration = UNCALIBRATED
    answer = verification.identify(probe)
    assert (answer.stranger.score, answer.stranger.n_above) == (None, 2)
    assert "not calibrated" in answer.stranger.reason


def test_speaker_removed_before_the_conversation_is_told(verification, gallery, alba, bruno, probe):
    gallery.remove(alba.id)
    with pytest.raises(SpeakerGone):
        verification.timeline(probe, [alba])
    gallery.remove(bruno.id)
    with pytest.raises(UserError, match="Nobody is enrolled yet"):
        verification.timeline(probe)


@pytest.fixture
def folder(tmp_path):
    """Two good recordings, one of them in a folder below, one that is no sound, and a note."""
    folder = tmp_path / "calls"
    (folder / "monday").mkdir(parents=True)
    shutil.copy(SAMPLES / "Alba" / "test-1.flac", folder / "=alba.flac")
    shutil.copy(SAMPLES / "Dmitri" / "test-1.flac", folder / "monday" / "who.flac")
    (folder / "bad.wav").write_text("no sound")
    (folder / "notes.txt").write_text("not a recording")
    return folder


def test_recordings_below_a_folder_are_found_and_files_taken_as_they_are(folder):
    found, refused = batch.find_recordings([folder, folder / "notes.txt"])
    assert [file.name for file in found] == ["=alba.flac", "bad.wav", "monday/who.flac", "notes.txt"]
    assert refused == []


def test_files_of_several_folders_are_told_apart(folder, tmp_path):
    shutil.copytree(folder / "monday", tmp_path / "tuesday")
    (tmp_path / "tuesday" / "loop").symlink_to(folder, target_is_directory=True)
    found, refused = batch.find_recordings([folder / "monday", tmp_path / "tuesday"])
    assert [file.name for file in found] == ["monday/who.flac", "tuesday/who.flac"]
    assert [row.file.name for row in refused] == ["tuesday/loop"]


def test_link_to_a_folder_is_told(folder, tmp_path):
    (folder / "loop").symlink_to(tmp_path, target_is_directory=True)
    _, refused = batch.find_recordings([folder])
    assert [(row.file.name, row.problem) for row in refused] == [
        ("loop", "“loop” is a link to a folder, which is not followed.")
    ]


def test_each_file_has_its_row_and_a_bad_one_its_reason(folder, verification, alba, bruno):
    found, _ = batch.find_recordings([folder])
    good, bad, stranger = [batch.identify_file(file, verification) for file in found]
    assert (good.best.speaker, good.decision.verdict) == (alba, Verdict.SUPPORTS)
    assert good.margin > 0 and good.reason == good.decision.reason
    assert (bad.best, bad.reason) == (None, "“bad.wav” is not a sound file that can be read.")
    assert batch.verdict_word(stranger.decision) == "unknown"


def test_table_is_safe_in_a_spreadsheet(folder, verification, enrollment, tmp_path):
    enrollment.enroll("@SUM(1+1)", takes_of("Alba"))
    found, _ = batch.find_recordings([folder])
    batch.write_rows(tmp_path / "out.csv", [batch.identify_file(file, verification) for file in found])
    with open(tmp_path / "out.csv", encoding="utf-8-sig", newline="") as file:
        header, good, bad, stranger = csv.reader(file)
    assert header == list(batch.HEADER)
    assert good[:2] == ["'=alba.flac", "'@SUM(1+1)"] and good[5] == "supports"
    assert float(good[2]) > 0 > float(stranger[2])  # a negative number stays one
    assert bad == ["bad.wav", "", "", "", "", "not usable", "“bad.wav” is not a sound file that can be read."]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_text_is_never_a_formula(tmp_path, text):
    write_csv(tmp_path / "t.csv", ["a"], [[text], ["1=1"]])
    with open(tmp_path / "t.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["a"], [f"'{text}"], ["1=1"]]


def test_disk_that_refuses_the_table_is_told(tmp_path):
    with pytest.raises(UserError, match="cannot be written: .* Choose another file name or folder."):
        write_csv(tmp_path / "nowhere" / "t.csv", ["a"], [])


def test_score_is_the_mean_over_the_takes_however_many_each_has(gallery, models, enrollment, verification, probe):
    for voice, n_takes in (("Alba", 1), ("Bruno", 3), ("Chloe", 2)):
        enrollment.enroll(voice, takes_of(voice)[:n_takes])
    candidates = verification.identify(probe).candidates
    voice = embed_voice(models.encoder(), probe.waveform)
    for candidate in candidates:
        takes = gallery.embeddings_of(candidate.speaker.id, "fake-1")
        assert len(takes) == candidate.speaker.n_takes
        assert candidate.score == pytest.approx(float(np.mean(takes @ voice)), abs=1e-5)
    assert [each.score for each in candidates] == sorted((each.score for each in candidates), reverse=True)
