"""Pictures of results as files, through matplotlib; no windows."""

from statistics import NormalDist

import numpy as np

from gluonar_engine.metrics import (
    checked_trials,
    cllr,
    k_fold_accuracy,
    min_cllr,
    ranked,
    reliability,
    roc_curve,
    thinned,
)

_DET_TICKS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
_MOST_POINTS = 4000  # of a curve that is drawn whole: a picture has a thousand pixels across
_DEVIATES = np.linspace(-4.0, 4.0, 2001)


def plot_roc(metrics, path):
    """Draw ROC curves with their equal error points and write them as PNG, SVG or PDF by the file's ending.

    Parameters
    ----------
    metrics : TrialMetrics or dict of str to TrialMetrics
        One curve, or one for each name.
    path : path
    """
    figure, axes = _figure(6.0, 6.0)
    for name, one in _named(metrics).items():
        false_accept, true_accept = _points(one, np.linspace(0.0, 1.0, len(_DEVIATES)))
        label = f"{name}: EER {one.eer:.1%}, AUC {one.auc:.3f}, {one.n_target} target / {one.n_impostor} impostor"
        (curve,) = axes.plot(false_accept, true_accept, label=label)
        axes.plot([one.eer], [1 - one.eer], "o", color=curve.get_color())
    axes.plot([0, 1], [1, 0], color="grey", linewidth=0.8, linestyle=":")
    axes.set(xlabel="False accepts", ylabel="True accepts", xlim=(0, 1), ylim=(0, 1.005), aspect="equal")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:.0%}")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", fontsize="small")
    figure.savefig(path, dpi=150)


def plot_det(metrics, path):
    """Draw detection error trade-off curves on normal deviate axes (Martin et al., Eurospeech 1997).

    Parameters are those of ``plot_roc``.
    """
    deviate = NormalDist().inv_cdf
    rates = np.array([NormalDist().cdf(each) for each in _DEVIATES])
    figure, axes = _figure(6.0, 6.0)
    for name, one in _named(metrics).items():
        false_accept, true_accept = _points(one, rates)
        inside = (false_accept > 0) & (false_accept < 1) & (true_accept > 0) & (true_accept < 1)
        across = [deviate(rate) for rate in false_accept[inside]]
        up = [deviate(1 - rate) for rate in true_accept[inside]]
        axes.plot(across, up, label=f"{name}: EER {one.eer:.1%}, minDCF(0.01) {one.min_dcf:.3f}")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([deviate(rate) for rate in _DET_TICKS], [f"{100 * rate:g} %" for rate in _DET_TICKS])
    limits = deviate(_DET_TICKS[0]), deviate(_DET_TICKS[-1])
    axes.set(xlabel="False accepts", ylabel="Misses", xlim=limits, ylim=limits, aspect="equal")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper right", fontsize="small")
    figure.savefig(path, dpi=150)


def plot_accuracy(scores, is_target, path):
    """Draw accuracy over the threshold, for trials (n,) and their labels (n,).

    The legend has the best threshold, and the accuracy over 10 folds (fewer for fewer trials) as mean +- standard
    deviation, each fold at the threshold that was best on the others.
    """
    scores, is_target = checked_trials(scores, is_target)
    ranking = ranked(scores)
    false_accept, true_accept, thresholds = roc_curve(scores, is_target, ranking=ranking)
    n_target = int(np.sum(is_target))
    correct = true_accept * n_target + (1 - false_accept) * (len(scores) - n_target)
    accuracy = correct / len(scores)
    best = int(np.argmax(accuracy))
    figure, axes = _figure(7.0, 4.0)
    rows = _rows_along(thresholds)
    axes.plot(thresholds[rows], accuracy[rows])
    axes.plot([thresholds[best]], [accuracy[best]], "o", label=f"best: {accuracy[best]:.1%} at {thresholds[best]:.3f}")
    n_folds = min(10, n_target, len(scores) - n_target)
    if n_folds > 1:
        mean, deviation = k_fold_accuracy(scores, is_target, n_folds=n_folds, ranking=ranking)
        axes.plot([], [], " ", label=f"over {n_folds} folds: {mean:.1%} ± {deviation:.1%}")
    axes.set(xlabel="Threshold", ylabel="Accuracy", ylim=(0, 1.02))
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)  # no curve is behind it
    figure.savefig(path, dpi=150)


def plot_scores(scores, is_target, path, *, threshold=None):
    """Draw how target and impostor scores (n,) are distributed, with the threshold between them.

    Raises
    ------
    ValueError
        As ``roc_curve``.
    """
    scores, is_target = checked_trials(scores, is_target)
    figure, axes = _figure(7.0, 4.0)
    bins = np.linspace(scores.min(), scores.max(), 61)
    for rows, name in ((is_target, "target"), (~is_target, "impostor")):
        n_of_bins, _ = np.histogram(scores[rows], len(bins) - 1, (bins[0], bins[-1]))
        shares = n_of_bins / rows.sum()
        axes.stairs(shares, bins, fill=True, alpha=0.6, label=f"{name}, {rows.sum():,}")
    if threshold is not None:
        axes.axvline(threshold, color="black", linewidth=1, linestyle="--", label=f"threshold {threshold:.3f}")
    axes.set(xlabel="Score", ylabel="Share of the trials of a kind")
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.legend()
    figure.savefig(path, dpi=150)


def plot_reliability(llrs, is_target, path, *, n_bins=15):
    """Draw what natural log-likelihood ratios (n,) promise against what came true, at even prior odds.

    The points are those of ``metrics.reliability``; a calibrated system lies on the diagonal.

    Raises
    ------
    ValueError
        As ``roc_curve``.
    """
    llrs, is_target = checked_trials(llrs, is_target)
    ranking = ranked(llrs)
    promised, came_true = reliability(llrs, is_target, n_bins=n_bins, ranking=ranking)
    figure, axes = _figure(5.0, 5.0)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle=":")
    axes.plot(
        promised,
        came_true,
        "o-",
        label=f"Cllr {cllr(llrs, is_target):.3f}, least {min_cllr(llrs, is_target, ranking=ranking):.3f} bits",
    )
    axes.set(xlabel="Promised chance of the same speaker", ylabel="Share that was", aspect="equal")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=150)


def plot_llr(llr, path, *, threshold=0.0, band=0.0, reach=8.0):
    """Draw a natural log-likelihood ratio on its scale and write it as a file, PNG into a file object.

    Parameters
    ----------
    llr : float
        Beyond ``reach`` it is shown at the end of the scale.
    path : path or binary file
    threshold : float
        The operating point.
    band : float
        Distance from it within which nothing can be told.
    """
    figure, axes = _figure(6.7, 1.15)
    edges = [min(max(edge, -reach), reach) for edge in (-reach, threshold - band, threshold + band, reach)]
    for start, end, colour in zip(edges, edges[1:], ("#d98a83", "#dcb765", "#7fb894"), strict=False):
        axes.barh(0, end - start, left=start, height=0.5, color=colour)
    axes.axvline(min(max(threshold, -reach), reach), color="black", linewidth=1.2, linestyle=":")
    shown = min(max(llr, -reach), reach)
    axes.plot([shown], [0.42], "v", color="black", markersize=9, clip_on=False)
    aligned = "right" if shown > 0.8 * reach else "left" if shown < -0.8 * reach else "center"
    axes.text(shown, 0.72, f"LLR {llr:+.1f}".replace("-", "\u2212"), ha=aligned, va="bottom", weight="bold")
    axes.set(xlim=(-reach, reach), ylim=(-0.3, 0.6), yticks=[])
    axes.set_xlabel("\u2190 other voice    natural log-likelihood ratio; dotted: operating point    same voice \u2192")
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    figure.savefig(path, dpi=200)


def view_spec(
    spectrogram_db, path, *, hop_s=0.01, max_hz=8000.0, title=None, range_db=(-100.0, -20.0), scale=None,
    size=(10.0, 4.0),
):  # fmt: skip
    """Draw a spectrogram (n_bins, n_frames) in dB with its axes and a level bar; PNG, SVG or PDF by the ending.

    ``scale``, a ``gluonar_engine.spectrogram.BinScale``, says what the bins stand for; without one they are evenly
    spaced from 0 to ``max_hz``.
    """
    spectrogram_db = np.asarray(spectrogram_db)
    if spectrogram_db.ndim != 2:
        raise ValueError(f"a spectrogram has the shape (n_bins, n_frames), got {spectrogram_db.shape}")
    figure, axes = _figure(*size)
    n_bins, n_frames = spectrogram_db.shape
    low, high = (0, max_hz / 1000) if scale is None else (-0.5, n_bins - 0.5)
    low_db, high_db = range_db
    image = axes.imshow(
        spectrogram_db, origin="lower", aspect="auto", extent=(0, n_frames * hop_s, low, high), cmap="magma",
        vmin=low_db, vmax=high_db,
    )  # fmt: skip
    axes.set(xlabel="Time (s)", ylabel="Frequency (kHz)", title=title)
    if scale is not None:
        _mark_bins(axes, scale, (low, high))
    is_level = scale is None or scale.unit
    figure.colorbar(image, label="Level (dB re full scale)" if is_level else "Coefficient (dB)", pad=0.02)
    figure.savefig(path, dpi=150)


def _mark_bins(axes, scale, limits):
    """Ticks at round frequencies, or at every fifth coefficient."""
    if not scale.unit:
        axes.set(ylabel="Coefficient", yticks=range(0, int(limits[1]) + 1, 5))
        return
    ticks = range(9) if scale.is_even else (0, 0.5, 1, 2, 3, 4, 6, 8)
    axes.set_yticks([scale.position_of(1000 * khz) for khz in ticks], [f"{khz:g}" for khz in ticks])
    axes.set(ylim=limits)


def _points(metrics, rates):
    """(false_accept, true_accept) of the curve, as many points as can be told apart at steps of ``rates``."""
    false_accept, true_accept, _ = metrics.roc
    if len(false_accept) <= _MOST_POINTS:
        return false_accept, true_accept
    rows = thinned(false_accept, true_accept, rates)
    return false_accept[rows], true_accept[rows]


def _rows_along(thresholds):
    """Of falling thresholds but the first, as many as can be told apart: the last of each step and the first."""
    rows = np.arange(1, len(thresholds))
    if len(rows) <= _MOST_POINTS:
        return rows
    finite = thresholds[np.isfinite(thresholds)]
    steps = np.linspace(finite[0], finite[-1], _MOST_POINTS // 2)
    places = np.searchsorted(-thresholds, -steps)
    return np.unique(np.clip(np.concatenate([places - 1, places]), 1, len(thresholds) - 1))


def _named(metrics):
    return metrics if isinstance(metrics, dict) else {"all trials": metrics}


def _figure(width, height):
    # A Figure of its own instead of pyplot: no window system is touched and nothing stays registered.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()
