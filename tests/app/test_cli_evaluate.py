"""The command evaluate: a list or the gallery, one model or two, in words and as facts."""

import csv
from pathlib import Path

import pytest

from app import commands, settings
from app.services.enrollment import EnrollmentService
from app.services.evaluation import evaluate_gallery, evaluate_list
from app.store.gallery import Gallery
from tests.app.fake_model import FakeModels
from tests.app.samples import SAMPLES, takes_of
from tests.app.test_cli import environment, run_json  # noqa: F401


@pytest.fixture
def trials(tmp_path):
    """Every pair of the sample voices' test recordings."""
    names = [f"{voice}/test-{n}.flac" for voice in ("Alba", "Bruno", "Chloe", "Dmitri") for n in (1, 2)]
    pairs = [(left, right) for place, left in enumerate(names) for right in names[:place]]
    lines = (f"{int(Path(left).parent == Path(right).parent)} {left} {right}" for left, right in pairs)
    (tmp_path / "trials.txt").write_text("\n".join(lines))
    return tmp_path / "trials.txt"


@pytest.fixture
def gallery(tmp_path):
    folder = settings.data_dir(tmp_path / "data")
    gallery = Gallery(settings.gallery_path(folder))
    for voice in ("Alba", "Bruno"):
        EnrollmentService(gallery, FakeModels()).enroll(voice, takes_of(voice))
    return gallery


@pytest.fixture
def two_models(monkeypatch):
    """Another model than the shipped one is another model."""
    monkeypatch.setattr(
        commands, "ModelProvider", lambda folder: FakeModels("fake-1" if callable(folder) else "fake-2")
    )


def test_facts_of_a_list_are_those_of_the_service(run_json, trials):  # noqa: F811
    code, facts = run_json("evaluate", trials, "--root", SAMPLES)
    (model,) = evaluate_list(trials, SAMPLES, [FakeModels().encoder()]).models
    assert code == 0
    for name, figure in model.figures.items():
        assert facts["figures"][name] == {"value": figure.value, "low": figure.low, "high": figure.high}
    assert facts["figures"]["eer_2.5_to_4_s"]["value"] == model.by_speech[2.5, 4.0].value
    assert facts["n_speakers"] == 4
    assert (facts["n_folds"], facts["fold_accuracy"]) == (4, model.figures["accuracy"].value)
    assert (facts["left_out"], facts["compared"], facts["doubtful_share"]) == ([], [], 0.0)


def test_gallery_is_evaluated(run, run_json, gallery):  # noqa: F811
    code, facts = run_json("evaluate", "--gallery")
    expected = evaluate_gallery(gallery, [FakeModels().encoder()])
    assert code == 0
    assert (facts["n_target"], facts["n_impostor"], facts["n_files"]) == (6, 6, 6)
    assert facts["figures"]["cllr"]["value"] == expected.models[0].figures["cllr"].value
    _, out, err = run("evaluate", "--gallery")
    assert "EER         0.00%" in out and "6 trials of the same speaker, 6 of different speakers" in out
    assert "    with only 2 speakers these intervals say little" in out
    assert "0.0% of the trials would get no verdict" in out
    assert "6 of 6 takes" in err and "draws" not in err


def test_two_models_are_compared_on_the_same_trials(run, run_json, gallery, two_models, tmp_path):  # noqa: F811
    _, facts = run_json("evaluate", "--gallery", "--compare", "other", "--csv", tmp_path / "trials.csv")
    (other,) = facts["compared"]
    assert (facts["model"], other["model"]) == ("fake-1", "fake-2")
    assert other["eer"] == facts["eer"]
    assert facts["differences"]["min_dcf"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    with open(tmp_path / "trials.csv", encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 13
    _, out, _ = run("evaluate", "--gallery", "--compare", "other", "--plot", tmp_path / "roc.png")
    assert "  beside fake-2:\n    EER           0.00%    0.00%  difference   0.00%  (0.00% to 0.00%)\n" in out
    assert (tmp_path / "roc.png").read_bytes().startswith(b"\x89PNG")


def test_what_was_left_out_is_told(run, run_json, trials, gallery, tmp_path):  # noqa: F811
    (tmp_path / "bad.wav").write_text("no sound")
    trials.write_text(trials.read_text() + f"\n1 Alba/test-1.flac {tmp_path / 'bad.wav'}")
    _, facts = run_json("evaluate", trials, "--root", SAMPLES)
    (left_out,) = facts["left_out"]
    assert (left_out["reason"], left_out["n"]) == ("unusable", 1)
    _, out, _ = run("evaluate", trials, "--root", SAMPLES)
    assert "  left out: 1 trial with a recording that cannot be used\n" in out
    assert "“bad.wav” is not a sound file that can be read." in out
    EnrollmentService(gallery, FakeModels()).enroll("Chloe", takes_of("Chloe")[:1])
    _, out, _ = run("evaluate", "--gallery")
    assert "no trial of the same speaker for 1 speaker with a single take\n    Chloe" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "give either TRIALS or --gallery"),
        (["trials.txt", "--gallery"], "give either TRIALS or --gallery"),
        (["--gallery", "--root", "folder"], "--root is for TRIALS"),
    ],
)
def test_what_does_not_go_together_is_a_typing_error(run_json, words, sentence):  # noqa: F811
    code, facts = run_json("evaluate", *words)
    assert code == 2
    assert sentence.lower() in facts["error"].lower()


def test_empty_gallery_is_told(run_json):  # noqa: F811
    code, facts = run_json("evaluate", "--gallery")
    assert code == 4
    assert facts["error"] == "Fewer than two speakers in the gallery can be compared."
