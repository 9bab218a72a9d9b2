"""What the program computes on: which choice counts, what is told where CUDA is missing, and what About shows."""

import json
from types import SimpleNamespace

import pytest

from app import application, language, preferences
from app.arguments import build_parser
from app.commands import Program
from app.errors import UserError
from app.services.about import versions
from app.services.archive.recordings import FileEmbedder, Unfit
from app.services.computing import place_words, use_device, why_words
from app.services.models import ModelProvider
from app.services.preferences import remember_preference
from gluonar_engine import devices
from gluonar_engine.devices import CPU, CUDA, DeviceError, Place
from tests.app.fake_model import FakeEncoder

MISSING = "CUDA was asked for and cannot be used. The installed ONNX Runtime [0-9.]+ is built without CUDA."


@pytest.fixture(autouse=True)
def environment(without_cuda):
    """No choice there, and no CUDA."""


def test_window_offers_what_the_engine_knows():
    assert preferences.DEVICES == devices.DEVICES


def test_option_counts_more_than_the_environment_and_that_more_than_what_is_remembered(monkeypatch):
    use_device(None, "cuda")
    assert devices.chosen() == "cuda"
    monkeypatch.setenv("GLUONAR_DEVICE", "cpu")
    use_device(None, "cuda")
    assert devices.chosen() == "cpu"
    use_device("auto", "cuda")
    assert devices.chosen() == "auto"


def test_command_computes_on_what_was_chosen_in_the_window(tmp_path):
    remember_preference(tmp_path, "device", "cpu")
    for more, wanted in (([], "cpu"), (["--device", "auto"], "auto")):
        assert Program(build_parser().parse_args(["demo", "--data", str(tmp_path), *more])).models is not None
        assert devices.chosen() == wanted


def test_nonsense_in_the_environment_is_told(monkeypatch, tmp_path, run, capsys):
    monkeypatch.setenv("GLUONAR_DEVICE", "toaster")
    told = "GLUONAR_DEVICE is “toaster”, which is nothing to compute on. Set it to auto, cpu or cuda, or leave it out."
    code, _, error = run("demo", "--data", tmp_path)
    assert (code, error.strip()) == (4, told)
    options = build_parser().parse_args(["--data", str(tmp_path)])
    assert application._open_window(options) == 4, "before anything is opened"
    assert capsys.readouterr().err.strip() == told


def test_unknown_device_is_a_typing_error(run):
    code, _, error = run("demo", "--device", "toaster")
    assert code == 2 and "invalid choice: 'toaster'" in error


@pytest.mark.parametrize(
    "command", [["demo"], ["fine-tune", "start", "--folder", "."], ["model", "calibrate", ".", "x"]]
)
def test_every_command_that_computes_asks_what_on(run, tmp_path, monkeypatch, command):
    asked = []

    def ask(given, remembered):
        asked.append((given, remembered))
        raise UserError("Asked.", "Enough.")

    monkeypatch.setattr("app.commands.use_device", ask)
    monkeypatch.setattr("app.services.tuning.TuningService.prepare", lambda self, plan: None)
    assert run(*command, "--device", "cuda", "--data", tmp_path)[0] == 4
    assert asked == [("cuda", "auto")]


def test_cuda_that_is_asked_for_and_missing_is_told(run, tmp_path):
    devices.choose(CUDA)
    with pytest.raises(UserError, match=f"{MISSING} Choose “Automatic” .* or --device auto"):
        ModelProvider().encoder()
    code, output, _ = run("demo", "--device", "cuda", "--json", "--data", tmp_path)
    assert code == 4 and "is built without CUDA" in json.loads(output)["error"]


def test_archive_worker_without_the_asked_for_card_is_unfit(tmp_path):
    (tmp_path / "a.wav").touch()
    unfit = FileEmbedder(str(tmp_path), None, "any", CUDA).check()
    assert isinstance(unfit, Unfit) and "is built without CUDA" in unfit.title and "--device auto" in unfit.advice


def test_model_is_loaded_again_on_another_device(monkeypatch):
    models = ModelProvider()
    before = models.encoder()
    assert before.runs_on.problem.reason == "no_provider", "automatic: it was looked for"
    devices.choose(CPU)
    assert models.encoder() is before
    after = models.load_again()
    assert after is models.encoder() is not before
    assert after.runs_on.device == CPU and after.runs_on.problem is None


def test_about_tells_where_the_model_runs_and_why():
    encoder = SimpleNamespace(model_id="fake-1", runs_on=Place(CPU, "Fake 1.0", DeviceError("no_card", "Fake 1.0")))
    rows = dict(versions(encoder))
    assert rows["Speaker model runs on"] == "processor (Fake 1.0)"
    assert rows["Why not on a graphics card"] == "Fake 1.0 sees no graphics card for CUDA."
    assert "Why not on a graphics card" not in dict(versions(FakeEncoder()))
    assert "Speaker model runs on" not in dict(versions(None))


@pytest.mark.parametrize("reason", devices._REASONS)
def test_every_reason_is_told_in_words_that_can_be_translated(qapp, reason):
    words = why_words(DeviceError(reason, "Fake 1.0", "out of memory."))
    assert "Fake 1.0" in words and ".." not in words
    language.use(qapp, language.CHINESE)
    try:
        assert language.told(words) != words and "Fake 1.0" in language.told(words)
        assert language.told(place_words(Place(CUDA, "Fake 1.0"))) == "显卡，通过 CUDA（Fake 1.0）"
    finally:
        language.use(qapp, language.ENGLISH)
