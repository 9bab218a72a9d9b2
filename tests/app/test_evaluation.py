"""The figures of an evaluation, their intervals, the difference of two models, and the tables that are written."""

import csv

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.metrics import roc_curve as peer_roc_curve

from app.errors import UserError
from app.services.evaluation import FIGURES, Figure, evaluate
from app.services.evaluation_files import write_figures, write_trials
from gluonar_engine.metrics import bootstrap_interval, cllr, evaluate_trials, k_fold_accuracy
from gluonar_engine.scoring import UNCALIBRATED
from tests.app.evaluations import made_up_evaluation, made_up_scores, made_up_trials, model_of


@pytest.fixture
def pair(rng):
    return made_up_evaluation(rng, 2)


def test_figures_are_the_engines_and_scikit_learns(pair):
    (model, _), is_target = pair.models, pair.trials.is_target
    assert model.figures.keys() == set(FIGURES)
    for ours, theirs in zip(model.metrics.roc, peer_roc_curve(is_target, model.scores, drop_intermediate=False),
                            strict=True):  # fmt: skip
        np.testing.assert_allclose(ours, theirs)
    assert model.figures["auc"].value == pytest.approx(roc_auc_score(is_target, model.scores))
    assert model.figures["eer"].value == evaluate_trials(model.scores, is_target).eer
    assert model.figures["cllr"].value == cllr(20 * model.scores - 7, is_target)
    accuracy = model.figures["accuracy"].value, model.accuracy_deviation
    assert (accuracy, model.n_folds) == (k_fold_accuracy(model.scores, is_target), 10)


def test_every_figure_lies_in_its_interval(pair):
    for model in pair.models:
        for figure in model.figures.values():
            assert figure.low <= figure.value <= figure.high
            assert figure.low < figure.high


def test_interval_is_over_the_speakers(pair):
    model, trials = pair.models[0], pair.trials

    def eer(weights):
        return evaluate_trials(np.repeat(model.scores, weights), np.repeat(trials.is_target, weights)).eer

    plain = bootstrap_interval(eer, trials.speakers)
    assert (model.figures["eer"].low, model.figures["eer"].high) == pytest.approx(plain)


def test_rates_by_speech_are_those_of_their_trials(pair):
    model, trials = pair.models[0], pair.trials
    rows = trials.speech_s == 3.0
    assert model.by_speech[2.5, 4.0].value == evaluate_trials(model.scores[rows], trials.is_target[rows]).eer
    assert model.by_speech[2.5, 4.0].low < model.by_speech[2.5, 4.0].high
    assert model.by_speech[4.0, 7.5] == Figure(None)


def test_difference_is_paired(pair):
    """Both models have the same hard speakers, so the difference is known better than either figure."""
    one, other = (model.figures["eer"] for model in pair.models)
    difference = pair.differences["eer"]
    assert difference.value == pytest.approx(other.value - one.value)
    assert difference.low < difference.value < difference.high < 0
    assert pair.differences[4.0, 7.5] == Figure(None)


def test_model_beside_itself_differs_by_exactly_nothing(rng):
    trials = made_up_trials(rng)
    scores = made_up_scores(rng, trials)
    evaluation = evaluate(trials, [scores, scores], [model_of("a"), model_of("b")])
    assert evaluation.differences["min_cllr"] == Figure(0.0, 0.0, 0.0)


def test_without_draws_the_figures_are_the_same_and_have_no_intervals(rng, pair):
    models = [model_of(each.model_id) for each in pair.models]
    bare = evaluate(pair.trials, [each.scores for each in pair.models], models, n_draws=0)
    for found, whole in zip(bare.models, pair.models, strict=True):
        assert found.figures == {name: Figure(figure.value) for name, figure in whole.figures.items()}
    assert bare.differences["eer"] == Figure(pair.differences["eer"].value)


def test_few_trials_of_few_speakers_leave_open_what_they_do_not_tell(rng):
    trials = made_up_trials(rng, n=3, n_target=1, n_speakers=2)
    (model,) = evaluate(trials, [np.array([0.9, 0.1, 0.2])], [model_of("a")]).models
    assert (model.figures["accuracy"], model.n_folds, model.accuracy_deviation) == (Figure(None), 0, None)
    assert model.figures["eer"].value == 0.0


def test_uncalibrated_model_loses_one_bit(rng):
    trials = made_up_trials(rng)
    (model,) = evaluate(trials, [made_up_scores(rng, trials)], [model_of("a", UNCALIBRATED)]).models
    assert not model.is_calibrated
    assert (model.figures["cllr"].value, model.figures["actual_dcf"].value) == (pytest.approx(1.0), 1.0)


def test_share_that_would_get_no_verdict_is_told(pair):
    assert pair.doubtful_share == pytest.approx(0.1)


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_figures_are_written_with_their_intervals(pair, tmp_path):
    write_figures(tmp_path / "figures.csv", pair)
    header, *rows = rows_of(tmp_path / "figures.csv")
    assert header[:4] == ["figure", "speech_from_s", "speech_to_s", "model-1"]
    assert header[-3:] == ["difference", "difference low", "difference high"]
    by_name = {(row[0], row[1]): row for row in rows}
    model = pair.models[0]
    assert float(by_name["min_dcf", ""][3]) == model.figures["min_dcf"].value
    assert float(by_name["eer", "2.5"][4]) == model.by_speech[2.5, 4.0].low
    assert by_name["eer", "4.0"][3:] == [""] * 9


def test_every_trial_is_written_with_its_scores(pair, tmp_path):
    write_trials(tmp_path / "trials.csv", pair)
    header, *rows = rows_of(tmp_path / "trials.csv")
    assert header == ["reference", "test", "target", "score model-1", "llr model-1", "score model-2", "llr model-2"]
    assert len(rows) == 1200
    reference, test = pair.trials.pairs[7]
    assert rows[7][:3] == [f"Speaker {reference}", f"Speaker {test}", "1"]
    scores = [model.scores[7] for model in pair.models]
    assert [float(cell) for cell in rows[7][3::2]] == scores
    assert [float(cell) for cell in rows[7][4::2]] == pytest.approx([20 * score - 7 for score in scores])


def test_table_that_cannot_be_written_is_told(pair, tmp_path):
    with pytest.raises(UserError, match="The table .* cannot be written: No such file or directory"):
        write_figures(tmp_path / "no" / "figures.csv", pair)
