"""Where "supports" begins: from a prior and costs or as a ratio, remembered, and used by every answer."""

import json
import math
from pathlib import Path

import pytest

from app import cli, commands, settings
from app.domain import OperatingPoint
from app.errors import UserError
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.operating_point import point_of, remember_point, remembered_point
from app.store.gallery import Gallery
from tests.app.fake_model import FakeModels

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


def test_even_priors_and_costs_put_it_at_zero():
    assert point_of() == OperatingPoint(0.0)
    assert point_of(prior=0.5, cost_miss=1, cost_false_accept=1).llr == 0.0


@pytest.mark.parametrize(
    ("given", "ratio"),
    [
        ({"prior": 0.01}, 99.0),
        ({"prior": 0.01, "cost_miss": 10.0}, 9.9),
        ({"cost_false_accept": 20.0}, 20.0),
        ({"prior": 0.9, "cost_false_accept": 9.0}, 1.0),
    ],
)
def test_threshold_is_the_bayes_threshold(given, ratio):
    assert math.exp(point_of(**given).llr) == pytest.approx(ratio)


@pytest.mark.parametrize("prior", [0.001, 0.3, 0.97])
def test_no_other_threshold_costs_less(prior):
    """For Gaussian log-likelihood ratios, which are calibrated by their form, the expected cost is known exactly."""
    mean, std = 4.0, math.sqrt(8.0)  # of targets; impostors have -mean: then log p1(x) / p0(x) = x
    below = lambda x, middle: 0.5 * math.erfc((middle - x) / std / math.sqrt(2))  # noqa: E731
    cost = lambda at: prior * 5.0 * below(at, mean) + (1 - prior) * 2.0 * (1 - below(at, -mean))  # noqa: E731
    best = point_of(prior=prior, cost_miss=5.0, cost_false_accept=2.0).llr
    assert cost(best) < min(cost(best - 0.3), cost(best + 0.3))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"prior": 0.0}, "A prior of 0 leaves nothing to ask. Give a number between 0 and 1."),
        ({"prior": math.nan}, "A number cannot be read. Write it in digits"),
        ({"cost_miss": 0.0}, "A miss cannot cost 0. Give a number above 0"),
        ({"cost_false_accept": math.inf}, "A false accept cannot cost inf."),
        ({"llr": 31.0}, "A log-likelihood ratio of 31 is no operating point. Give a number from -30 to 30."),
    ],
)
def test_senseless_points_are_refused(given, sentence):
    with pytest.raises(UserError) as refused:
        point_of(**given)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("given", [{}, {"prior": 0.02, "cost_miss": 3.0}, {"llr": -2.5}])
def test_choice_is_remembered(tmp_path, given):
    assert remembered_point(tmp_path) == OperatingPoint(0.0)
    settings.remember(tmp_path, "something else", [1])
    remember_point(tmp_path, point_of(**given))
    assert remembered_point(tmp_path) == point_of(**given)
    assert settings.remembered(tmp_path)["something else"] == [1]


@pytest.mark.parametrize("content", ["no JSON", "[1]", '{"operating_point": {"prior": 3}}', '{"operating_point": 5}'])
def test_damaged_settings_are_told(tmp_path, content):
    settings.settings_path(tmp_path).write_text(content)
    with pytest.raises(UserError, match="cannot be used. Delete that file: the program then begins with its own"):
        remembered_point(tmp_path)


def test_settings_that_cannot_be_written_are_told(tmp_path):
    with pytest.raises(UserError, match="cannot be written: No such file or directory. Your choice holds until"):
        remember_point(tmp_path / "gone", OperatingPoint(1.0))


# On the command line


def enroll(folder, name):
    takes = [take_from_file(path) for path in sorted((SAMPLES / name).glob("enroll-*.flac"))]
    EnrollmentService(Gallery(settings.gallery_path(folder)), FakeModels()).enroll(name, takes)


@pytest.fixture
def run_json(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())

    def run_json(*argv):
        code = cli.main([str(word) for word in (*argv, "--json")])
        return code, json.loads(capsys.readouterr().out)

    enroll(tmp_path, "Alba")
    return run_json


PROBE = SAMPLES / "Alba" / "test-1.flac"


@pytest.mark.parametrize("command", [("verify", "Alba"), ("identify",)])
def test_verdict_follows_the_options(run_json, command):
    code, even = run_json(*command, PROBE)
    assert (code, even["llr_threshold"]) == (0, 0.0)
    code, strict = run_json(*command, PROBE, "--threshold-llr", even["llr"] + 2)
    assert (code, strict["verdict"]) == (1, "does not support")
    assert strict["llr"] == even["llr"] and strict["threshold"] > strict["score"]
    code, rare = run_json(*command, PROBE, "--prior", "0.01", "--cost-false-accept", "10", "--cost-miss", "2")
    assert rare["llr_threshold"] == pytest.approx(math.log(495))


def test_window_and_command_line_share_the_choice_and_each_trial_keeps_its_own(run_json, tmp_path):
    remember_point(tmp_path, point_of(prior=0.25))
    assert run_json("verify", "Alba", PROBE)[1]["llr_threshold"] == pytest.approx(math.log(3))
    run_json("identify", PROBE, "--threshold-llr", "-1")
    newest, oldest = run_json("history")[1]["trials"]
    assert (newest["llr_threshold"], newest["prior"]) == (-1.0, None)
    assert (oldest["llr_threshold"], oldest["prior"], oldest["cost_miss"]) == (pytest.approx(math.log(3)), 0.25, 1.0)


def test_ratio_beside_a_prior_is_a_typing_error(run_json):
    code, facts = run_json("verify", "Alba", PROBE, "--prior", "0.5", "--threshold-llr", "1")
    assert (code, facts["error"]) == (2, "--threshold-llr stands alone: a prior and costs would give another one.")
    code, facts = run_json("verify", "Alba", PROBE, "--prior", "2")
    assert (code, facts["error"]) == (4, "A prior of 2 leaves nothing to ask.")
