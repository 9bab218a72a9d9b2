"""The pictures are written, and show what they were given."""

import numpy as np
import pytest
from PIL import Image
from scipy.stats import norm
from sklearn.calibration import calibration_curve
from sklearn.metrics import det_curve

from gluonar_engine import viz
from gluonar_engine.metrics import evaluate_trials, k_fold_accuracy


@pytest.fixture
def trials(rng):
    scores = np.concatenate([rng.normal(0.5, 0.15, 300), rng.normal(0.2, 0.15, 900)])
    return scores, np.arange(1200) < 300


@pytest.fixture
def drawn(monkeypatch):
    """The axes of the pictures drawn in the test, oldest first."""
    axes, make = [], viz._figure

    def keep(*size):
        figure, one = make(*size)
        axes.append(one)
        return figure, one

    monkeypatch.setattr(viz, "_figure", keep)
    return axes


def legend_of(axes):
    return " ".join(text.get_text() for text in axes.get_legend().get_texts())


@pytest.mark.parametrize("plot", [viz.plot_roc, viz.plot_det])
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_curves_are_written_in_each_format(trials, tmp_path, plot, ending):
    path = tmp_path / f"curve.{ending}"
    plot(evaluate_trials(*trials), path)
    assert path.stat().st_size > 5000


@pytest.mark.parametrize("plot", [viz.plot_roc, viz.plot_det])
def test_each_named_curve_has_its_eer_in_the_legend(trials, tmp_path, plot, drawn):
    metrics = evaluate_trials(*trials)
    plot({"before": metrics, "after": metrics}, tmp_path / "curves.png")
    assert legend_of(drawn[0]).count(f"EER {metrics.eer:.1%}") == 2


def test_roc_passes_through_its_equal_error_point(trials, tmp_path, drawn):
    metrics = evaluate_trials(*trials)
    viz.plot_roc(metrics, tmp_path / "roc.png")
    curve, point, _ = drawn[0].lines
    (across,), (up,) = point.get_data()
    false_accept, true_accept = curve.get_data()
    assert (across, up) == (metrics.eer, 1 - metrics.eer)
    assert true_accept[false_accept < across].max() <= up <= true_accept[false_accept > across].min()


def test_accuracy_picture_names_the_best_threshold(trials, tmp_path, drawn):
    viz.plot_accuracy(*trials, tmp_path / "accuracy.png")
    assert f"best: {evaluate_trials(*trials).accuracy:.1%}" in legend_of(drawn[0])


def test_accuracy_picture_has_the_mean_and_spread_over_folds(trials, tmp_path, drawn):
    viz.plot_accuracy(*trials, tmp_path / "accuracy.png")
    mean, deviation = k_fold_accuracy(*trials)
    assert f"over 10 folds: {mean:.1%} ± {deviation:.1%}" in legend_of(drawn[0])
    viz.plot_accuracy([0.1, 0.2, 0.9], [0, 0, 1], tmp_path / "accuracy.png")
    assert "folds" not in legend_of(drawn[1])


def test_det_is_scikit_learns_on_normal_axes(trials, tmp_path, drawn):
    viz.plot_det(evaluate_trials(*trials), tmp_path / "det.png")
    across, up = (norm.cdf(line) for line in drawn[0].lines[0].get_data())
    false_accept, miss, _ = det_curve(trials[1], trials[0])
    inside = (false_accept > 0) & (miss > 0)
    theirs = set(zip(false_accept[inside].round(6), miss[inside].round(6), strict=True))
    assert theirs <= set(zip(across.round(6), up.round(6), strict=True))
    assert len(theirs) > 200


def test_curves_of_many_trials_are_drawn_with_few_points(rng, tmp_path, drawn):
    """And nowhere farther than a step of a two-thousandth from the whole."""
    is_target = np.arange(30_000) < 10_000
    scores = np.where(is_target, 0.4, 0.2) + rng.normal(0, 0.15, len(is_target))
    metrics = evaluate_trials(scores, is_target)
    viz.plot_roc(metrics, tmp_path / "roc.png")
    viz.plot_det(metrics, tmp_path / "det.png")
    viz.plot_accuracy(scores, is_target, tmp_path / "accuracy.png")
    roc, det, accuracy = (axes.lines[0].get_data() for axes in drawn)
    false_accept, true_accept, thresholds = metrics.roc
    miss = 1 - true_accept
    assert max(len(roc[0]), len(det[0]), len(accuracy[0])) < 9_000 < len(false_accept)
    on_line = np.interp(false_accept + true_accept, roc[0] + roc[1], roc[0])
    assert np.abs(on_line - false_accept).max() <= 1 / 2_000
    inside = (false_accept > 1e-3) & (miss > 1e-3)
    across, up = norm.ppf(false_accept[inside]), norm.ppf(miss[inside])
    assert np.abs(np.interp(across - up, det[0] - det[1], det[0]) - across).max() <= 8 / 2_000
    whole = (true_accept * 10_000 + (1 - false_accept) * 20_000) / 30_000
    on_line = np.interp(-thresholds[1:], -accuracy[0], accuracy[1])
    assert np.abs(on_line - whole[1:]).max() <= 0.002
    assert accuracy[1].min() == whole[1:].min() and len(drawn) == 3


def test_scores_picture_has_the_share_of_each_bar(trials, tmp_path, drawn):
    scores, is_target = trials
    viz.plot_scores(scores, is_target, tmp_path / "scores.png")
    shown = drawn[0].patches[1].get_data().values
    counts, _ = np.histogram(scores[~is_target], np.linspace(scores.min(), scores.max(), 61))
    np.testing.assert_allclose(shown, counts / 900)


def test_scores_picture_counts_both_kinds(trials, tmp_path, drawn):
    viz.plot_scores(*trials, tmp_path / "scores.png", threshold=0.35)
    assert legend_of(drawn[0]) in (
        "target, 300 impostor, 900 threshold 0.350",
        "threshold 0.350 target, 300 impostor, 900",
    )


def test_calibrated_ratios_lie_on_the_diagonal(rng, tmp_path, drawn):
    """Scores from N(+1, sqrt 2) and N(-1, sqrt 2) are their own log-likelihood ratios."""
    llrs = np.concatenate([rng.normal(1, np.sqrt(2), 20_000), rng.normal(-1, np.sqrt(2), 20_000)])
    viz.plot_reliability(llrs, np.arange(40_000) < 20_000, tmp_path / "reliability.png")
    promised, came_true = drawn[0].lines[1].get_data()
    np.testing.assert_allclose(came_true, promised, atol=0.03)


def test_reliability_is_scikit_learns_where_kinds_are_even(rng, tmp_path, drawn):
    llrs, is_target = rng.normal(size=300), np.arange(300) % 2 == 0
    viz.plot_reliability(llrs, is_target, tmp_path / "reliability.png", n_bins=5)
    came_true, promised = calibration_curve(is_target, 1 / (1 + np.exp(-llrs)), n_bins=5, strategy="quantile")
    np.testing.assert_allclose(drawn[0].lines[1].get_data(), (promised, came_true))


def test_few_ratios_are_a_point_each(tmp_path, drawn):
    viz.plot_reliability([1.0, -1.0, 2.0], [1, 0, 0], tmp_path / "reliability.png")
    np.testing.assert_array_equal(drawn[0].lines[1].get_data()[1], [0.0, 1.0, 0.0])


@pytest.mark.parametrize("plot", [viz.plot_accuracy, viz.plot_scores, viz.plot_reliability])
def test_lists_with_one_kind_of_trials_are_refused(tmp_path, plot):
    with pytest.raises(ValueError, match="need target and impostor trials, got 2 and 0"):
        plot([0.1, 0.2], [1, 1], tmp_path / "no.png")


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_spectrogram_is_drawn_over_seconds_and_kilohertz(rng, tmp_path, drawn, ending):
    levels, path = rng.uniform(-90, -30, size=(257, 300)), tmp_path / f"spectrogram.{ending}"
    viz.view_spec(levels, path, hop_s=0.01, max_hz=8000.0, title="a word", range_db=(-90.0, -30.0))
    (image,) = drawn[0].images
    np.testing.assert_array_equal(image.get_array(), levels)
    assert image.get_extent() == [0, pytest.approx(3.0), 0, 8.0]
    assert image.get_clim() == (-90.0, -30.0)
    assert drawn[0].get_title() == "a word"
    assert path.stat().st_size > 5000


def test_a_spectrogram_needs_two_axes(tmp_path):
    with pytest.raises(ValueError, match=r"has the shape \(n_bins, n_frames\), got \(5,\)"):
        viz.view_spec(np.zeros(5), tmp_path / "no.png")


@pytest.mark.parametrize("llr", [-40.0, -0.1, 0.0, 3.2, 40.0])
def test_ratio_on_its_scale_fits_the_picture(tmp_path, llr):
    """All of it is inside: nothing but white at the edges."""
    viz.plot_llr(llr, tmp_path / "llr.png", threshold=4.6, band=0.7)
    pixels = np.asarray(Image.open(tmp_path / "llr.png").convert("L"))
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    assert edge.min() == 255 and pixels.min() < 10
