"""Reports about answers: what they say, as a PDF that is read without the library that wrote it."""

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from app import cli, commands, report_pdf
from app.domain import Consent, Verdict
from app.errors import TrialGone, UserError
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.operating_point import point_of
from app.services.report import LIMITS, Picture, Section, Words, limits, new_report, png_of
from app.services.trial_report import trial_report
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from app.version import VERSION
from gluonar_engine.metrics import evaluate_trials
from gluonar_engine.modelcard import read_manifest, sha256_of
from gluonar_engine.scoring import UNCALIBRATED
from gluonar_engine.spectrogram import Spectrogram
from gluonar_engine.viz import plot_roc
from tests.app.fake_model import FakeModels
from tests.app.test_cli import PROGRAM
from tests.pdf_text import Pdf, compact

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
NAME = "王小明 <b>Ada</b>"
CONSENT = Consent("Forensic comparison", "The speaker agrees.", "7", "Grace", "2031-02-03")


@pytest.fixture
def run(qapp, capsys, tmp_path, monkeypatch):
    """Runs a command; (exit code, stdout, stderr)."""
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())

    def run(*argv):
        code = cli.main([str(word) for word in argv], write_pdf=report_pdf.write)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def run_json(run):
    def run_json(*argv):
        code, out, _ = run(*argv, "--json")
        return code, json.loads(out)

    return run_json


def take(name, source=None):
    made = take_from_file(SAMPLES / f"{name}.flac")
    return replace(made, source=source or made.source)


@pytest.fixture
def enrolled(gallery, models):
    takes = [take("Alba/enroll-1"), take("Alba/enroll-2")]
    return EnrollmentService(gallery, models).enroll(NAME, takes, CONSENT)


@pytest.fixture
def ask(gallery, models, enrolled):
    def ask(name, point=point_of(), source=None):  # noqa: B008 it cannot change
        return VerificationService(gallery, models, point).verify(NAME, take(name, source))

    return ask


def written(report, tmp_path):
    report_pdf.write(report, tmp_path / "report.pdf")
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == ["report.pdf"]
    return Pdf(tmp_path / "report.pdf")


def test_report_tells_one_who_was_not_there_everything(qapp, gallery, ask, tmp_path):
    answer = ask("Alba/test-1", point_of(prior=0.1))
    manifest = replace(read_manifest(SAMPLES.parent / "model"), model_id="fake-1")
    pdf = written(
        trial_report(gallery, answer.trial_id, Spectrogram(), manifest=manifest, take=take("Alba/test-1")), tmp_path
    )
    text = "".join(pdf.pages())
    trial, decision = gallery.trial(answer.trial_id), answer.decision
    stored = gallery.recordings(answer.speaker.id)
    for said in (
        f"Comparison of “test-1.flac” with {NAME}",
        f"supports that {NAME} is speaking. {decision.reason}",
        decision.verbal,
        "“supports” begins at an LLR of +2.2, a ratio of 9",
        "a probability beforehand of 0.1; a miss costs 1, a false accept 1",
        f"Is it {NAME} who speaks in “test-1.flac”?",
        f"{trial.evidence.operator} (logged in)",
        f"GluonAR Desktop {VERSION}",
        sha256_of(SAMPLES / "Alba" / "test-1.flac"),
        trial.evidence.pcm_sha256,
        *(recording.pcm_sha256 for recording in stored),
        *(recording.source for recording in stored),
        f"{answer.quality.duration_s:.1f} s {answer.quality.speech_s:.1f} s {answer.quality.snr_db:.0f} dB",
        *(f"{score:.3f}" for score in answer.take_scores),
        "sha256 of its network " + trial.evidence.network_sha256,
        "Forensic comparison",
        "holds until the end of 2031-02-03",
        "Text, version 7",
        "fewer than three takes",
        *LIMITS,
    ):
        assert compact(said) in text, said
    assert pdf.n_pictures == 4  # the scale, the recording in question, two takes


@pytest.mark.parametrize("kinds", [(), ("loudspeaker", "synthesizer")])
def test_signs_of_a_loudspeaker_or_a_synthesizer_are_told_as_experimental(gallery, ask, monkeypatch, kinds):
    monkeypatch.setattr("app.services.trial_report.suspicions", lambda waveform: kinds)
    report = trial_report(gallery, ask("Alba/test-1").trial_id, Spectrogram(), take=take("Alba/test-1"))
    (section,) = [section for section in report.sections if section.title == "Limits of the method"]
    told = [item for item in section.parts[0].items if item.startswith("Experimental: ")]
    assert len(told) == len(kinds)


def test_pages_are_a4_numbered_and_whole(qapp, gallery, ask, tmp_path):
    pdf = written(trial_report(gallery, ask("Alba/test-1").trial_id, Spectrogram()), tmp_path)
    pages = pdf.pages()
    assert pdf.is_whole and len(pages) > 1 and pdf.sizes_mm == [(210, 297)] * len(pages)
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"Page{number}of{len(pages)}")


def test_no_heading_stands_alone_at_the_end_of_a_page(qapp, tmp_path):
    """Whatever height is before it."""
    for n_lines in range(54, 68):
        sections = Section("First", (Words("\n".join(["word"] * n_lines)),)), Section("Heading", (Words("text"),))
        for number, page in enumerate(written(new_report("Title", *sections), tmp_path).pages(), start=1):
            assert f"HeadingTitlePage{number}" not in page


@pytest.mark.parametrize(
    ("name", "verdict", "word"),
    [("Bruno/test-1", Verdict.DOES_NOT_SUPPORT, "Does not support"), ("Alba/test-1", Verdict.SUPPORTS, "Supports")],
)
def test_verdict_is_in_words(qapp, gallery, ask, tmp_path, name, verdict, word):
    answer = ask(name)
    assert answer.decision.verdict is verdict
    assert (
        f"Answer{compact(word)}Therecording"
        in written(trial_report(gallery, answer.trial_id, Spectrogram()), tmp_path).pages()[0]
    )


def test_abstention_tells_its_reason(qapp, gallery, models, enrolled, tmp_path):
    made = take("Alba/test-1")
    clipped = replace(made, quality=replace(made.quality, clipped_fraction=0.2))
    answer = VerificationService(gallery, models).verify(NAME, clipped)
    text = "".join(written(trial_report(gallery, answer.trial_id, Spectrogram()), tmp_path).pages())
    assert compact("Why no verdict The recording is clipped: 20% of it is at full scale.") in text
    assert compact("The recording in question is not stored: it is not shown here.") in text


def test_takes_that_left_are_told_and_not_replaced_by_others(qapp, gallery, models, ask, enrolled, tmp_path):
    answer = ask("Alba/test-1")
    Database(tmp_path / "gallery.db")["recordings"].delete_where("source = 'enroll-1.flac'")
    EnrollmentService(gallery, models).add_takes(enrolled, [take("Alba/enroll-3")])
    text = "".join(written(trial_report(gallery, answer.trial_id, Spectrogram()), tmp_path).pages())
    assert compact("removed since, or moved to another speaker") in text
    assert "enroll-2.flac" in text and "enroll-3.flac" not in text


def test_answer_of_an_older_version_says_what_was_not_kept(qapp, gallery, ask, tmp_path):
    trial_id = ask("Alba/test-1").trial_id
    kept = ("duration_s", "pcm_sha256", "file_sha256", "network_sha256", "take_sha256", "program_version", "operator")
    Database(tmp_path / "gallery.db")["trials"].update(trial_id, dict.fromkeys(kept))
    text = "".join(written(trial_report(gallery, trial_id, Spectrogram()), tmp_path).pages())
    assert compact("Which takes it was compared with was not kept: these are enrolled today.") in text
    assert "Itsdigestswerenotkept." in text and "Bynotkept" in text


def test_best_of_all_candidates_is_reported_as_such(qapp, gallery, models, enrolled, tmp_path):
    EnrollmentService(gallery, models).enroll("Bruno", [take("Bruno/enroll-1")])
    VerificationService(gallery, models).identify(take("Bruno/test-1"))
    (trial,) = gallery.trials()
    text = "".join(written(trial_report(gallery, trial.id, Spectrogram()), tmp_path).pages())
    assert compact("Bruno came out as the most similar.") in text and "enroll-1.flac" in text
    assert compact("There is no record of a consent.") in text
    assert compact("The speaker is the most similar of all enrolled ones") in text


def test_model_that_is_not_calibrated_has_no_ratio_to_report(qapp, gallery, enrolled, tmp_path):
    models = FakeModels()
    models.encoder().calibration = UNCALIBRATED
    answer = VerificationService(gallery, models).verify(NAME, take("Alba/test-1"))
    pdf = written(trial_report(gallery, answer.trial_id, Spectrogram()), tmp_path)
    text = pdf.pages()[0]
    assert compact("Log-likelihood ratio none: nobody has measured what the model’s scores are worth") in text
    assert compact("Cannot tell") in text and "timesmorelikely" not in text
    assert pdf.n_pictures == 2  # no scale, two takes


def test_removed_answer_is_told(gallery, ask):
    ask("Alba/test-1")
    with pytest.raises(TrialGone, match="no answer number 9"):
        trial_report(gallery, 9, Spectrogram())


def test_any_result_can_be_a_report(qapp, tmp_path):
    """An evaluation, say: its own sections, then what all reports share."""
    metrics = evaluate_trials([0.9, 0.8, 0.2, 0.1], [True, True, False, False])
    plots = (Picture(png_of(plot_roc, metrics), "ROC", 0.5), Picture(png_of(plot_roc, metrics), "again", 0.5))
    report = new_report("Evaluation", Section("Result", (Words("EER 0 %"), *plots)), limits("Only four trials."))
    pdf = written(report, tmp_path)
    assert pdf.n_pictures == 2 and "Onlyfourtrials." in "".join(pdf.pages())


def test_folder_that_takes_no_file_is_told(qapp, tmp_path):
    with pytest.raises(UserError, match="The report .* cannot be written: No such file or directory."):
        report_pdf.write(new_report("Nothing"), tmp_path / "gone" / "report.pdf")


def test_command_asks_and_reports(run, run_json, tmp_path):
    run("enroll", "Alba", SAMPLES / "Alba" / "enroll-1.flac")
    code, _, err = run("report", "Alba", "-o", tmp_path / "none.pdf")
    assert (code, err) == (4, "Nothing was asked about Alba yet. Give a recording to compare with them.\n")
    asked = tmp_path / "asked.pdf"
    code, facts = run_json("report", "Alba", SAMPLES / "Bruno" / "test-1.flac", "-o", asked)
    assert (code, facts["trial"], facts["verdict"]) == (1, 1, "does not support")
    assert Pdf(asked).n_pictures == 3
    code, out, _ = run("report", "alba", "--trial", 1, "-o", tmp_path / "again.pdf")
    assert code == 0 and out.splitlines()[-1] == f"The report is in {tmp_path / 'again.pdf'}."
    assert Pdf(tmp_path / "again.pdf").n_pictures == 2  # the recording in question is not stored
    run("enroll", "Bruno", SAMPLES / "Bruno" / "enroll-1.flac")
    code, _, err = run("report", "Bruno", "--trial", 1, "-o", asked)
    assert code == 4 and err.startswith("Answer 1 is about Alba, not Bruno. ")
    assert run("report", "Alba", "x.wav", "--trial", 1, "-o", asked)[0] == 2
    assert run("report", "Alba", "-o", tmp_path / "report.txt")[0] == 2


def test_evaluation_is_reported(run, run_json, tmp_path):
    for voice in ("Alba", "Bruno"):
        run("enroll", voice, *(SAMPLES / voice / f"enroll-{number}.flac" for number in (1, 2, 3)))
    file = tmp_path / "evaluation.pdf"
    code, facts = run_json("evaluate", "--gallery", "--report", file)
    assert (code, facts["report"]) == (0, str(file))
    pdf = Pdf(file)
    text = "".join(pdf.pages())
    assert pdf.n_pictures == 2 and pdf.is_whole
    for said in (
        f"Of the same speaker {facts['n_target']} trials Of different speakers {facts['n_impostor']} trials",
        f"EER {facts['eer']:.2%}",
        f"Cllr, bits {facts['cllr']:.3f}",
        "With so few speakers the intervals say little",
        "Model fake-1",
        *LIMITS,
    ):
        assert compact(said) in text, said


def test_command_needs_no_screen(tmp_path):
    """In a process of its own, where nothing was set up for Qt."""
    words = ["report", "Alba", "-o", str(tmp_path / "report.pdf")]
    gallery = Gallery(tmp_path / "gallery.db")
    EnrollmentService(gallery, FakeModels()).enroll("Alba", [take("Alba/enroll-1")])
    VerificationService(gallery, FakeModels()).verify("Alba", take("Alba/test-1"))
    done = subprocess.run(
        [sys.executable, "-c", f"{PROGRAM}\nsys.exit(main({words!r}))"],
        env={"PATH": "", "GLUONAR_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert Pdf(tmp_path / "report.pdf").n_pictures == 2


def test_version_is_the_projects():
    project = tomllib.loads((SAMPLES.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
