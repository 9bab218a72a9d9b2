"""Made-up lists of trials, what we and scikit-learn make of them, and whether that is the same work."""

import io
from dataclasses import dataclass
from math import isqrt
from types import SimpleNamespace

import numpy as np

from app.services.evaluation import Evaluation, evaluate
from app.services.trials import Trials
from gluonar_engine import metrics, viz
from gluonar_engine.scoring import Calibration, Scorer

TARGET_SHARE = 0.05
_MODEL = SimpleNamespace(model_id="made up", calibration=Calibration(20.0, -7.0), scorer=Scorer())
_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Scored:
    """``trials`` with their ``scores`` and the natural log-likelihood ratios ``llrs``, all (n,)."""

    trials: Trials
    scores: np.ndarray
    llrs: np.ndarray

    @property
    def is_target(self):
        return self.trials.is_target

    def evaluate(self, **options) -> Evaluation:
        return evaluate(self.trials, [self.scores], [_MODEL], **options)


def made_up(n, seed=0):
    """A list of ``n`` trials as a gallery of the root of as many speakers gives them."""
    rng, n_speakers = np.random.default_rng(seed), max(2, isqrt(n))
    is_target = rng.random(n) < TARGET_SHARE
    tests = rng.integers(0, n_speakers, n)
    others = (tests + rng.integers(1, n_speakers, n)) % n_speakers
    speakers = np.stack([np.where(is_target, tests, others), tests], axis=1)
    trials = Trials(
        source="made up", references=(), tests=(), pairs=speakers, is_target=is_target, speakers=speakers,
        speech_s=rng.choice([1.0, 2.0, 3.0, 5.0, 9.0], n), is_doubtful=np.zeros(n, bool), n_recordings=n_speakers,
    )  # fmt: skip
    scores = np.where(is_target, 0.45, 0.25) + rng.normal(0, 0.1, n)
    return Scored(trials, scores, _MODEL.calibration.llr(scores))


def our_figures(scored):
    """Those that scikit-learn's functions lead to as well, and the curve."""
    found = metrics.evaluate_trials(scored.scores, scored.is_target)
    figures = {name: getattr(found, name) for name in ("eer", "auc", "accuracy", "min_dcf")}
    figures["cllr"] = metrics.cllr(scored.llrs, scored.is_target)
    figures["min_cllr"] = metrics.min_cllr(scored.scores, scored.is_target)
    return figures, found.roc[:2]


def peer_figures(scored):
    """The same, from one curve of scikit-learn's: the quickest way there is with it."""
    from sklearn.metrics import auc, roc_curve

    false_accept, true_accept, _ = roc_curve(scored.is_target, scored.scores, drop_intermediate=False)
    figures = _from_curve(scored, false_accept, 1.0 - true_accept) | {"auc": auc(false_accept, true_accept)}
    return figures | _peer_cllrs(scored), (false_accept, true_accept)


def peer_figures_one_by_one(scored):
    """The same, by the function that scikit-learn has for each."""
    from sklearn.metrics import det_curve, roc_auc_score, roc_curve

    curve = roc_curve(scored.is_target, scored.scores, drop_intermediate=False)[:2]
    false_accept, miss, _ = (each[::-1] for each in det_curve(scored.is_target, scored.scores))
    figures = _from_curve(scored, np.append(0.0, false_accept), np.append(1.0, miss))
    figures["auc"] = roc_auc_score(scored.is_target, scored.scores)
    return figures | _peer_cllrs(scored), curve


def _from_curve(scored, false_accept, miss):
    """What scikit-learn has no function for."""
    after = int(np.argmax(false_accept >= miss))
    step = slice(after - 1, after + 1)
    gap = (false_accept - miss)[step]
    n_target = scored.is_target.sum()
    n_right = (1.0 - miss) * n_target + (1.0 - false_accept) * (len(scored.scores) - n_target)
    return {
        "eer": np.interp(0.0, gap, false_accept[step]),
        "accuracy": n_right.max() / len(scored.scores),
        "min_dcf": (miss + 99.0 * false_accept).min(),
    }


def _peer_cllrs(scored):
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import log_loss

    share = scored.is_target.mean()
    weights = np.where(scored.is_target, 0.5 / share, 0.5 / (1.0 - share))

    def cost(chances):
        return log_loss(scored.is_target, chances, sample_weight=weights) / np.log(2.0)

    pooled = IsotonicRegression(y_min=0.0, y_max=1.0).fit_transform(scored.scores, scored.is_target)
    even = pooled / share / (pooled / share + (1.0 - pooled) / (1.0 - share))
    return {"cllr": cost(1.0 / (1.0 + np.exp(-scored.llrs))), "min_cllr": cost(even)}


def agreement(ours, peer, name):
    """In words how near two ways' figures and curves are; ends the program where they are not the same work."""
    (figures, curve), (others, other_curve) = ours, peer
    apart = [abs(figures[key] - others[key]) for key in figures | others]
    same = len(curve[0]) == len(other_curve[0])
    apart += [np.abs(a - b).max() for a, b in zip(curve, other_curve, strict=True)] if same else [np.inf]
    most = float(np.max(apart))
    if not most <= _TOLERANCE:
        raise SystemExit(f"Our figures and those of {name} differ by {most:.1e}: not the same work")
    return f"figures and curve within {max(most, 1e-15):.0e} of ours"


def our_pictures(scored, found):
    """ROC, DET, scores and calibration as PNG."""
    for draw in (viz.plot_roc, viz.plot_det):
        draw(found, io.BytesIO())
    viz.plot_scores(scored.scores, scored.is_target, io.BytesIO(), threshold=found.eer_threshold)
    viz.plot_reliability(scored.llrs, scored.is_target, io.BytesIO())


def our_accuracy_picture(scored):
    viz.plot_accuracy(scored.scores, scored.is_target, io.BytesIO())


def peer_pictures(scored, curve):
    """The same with scikit-learn's displays and matplotlib."""
    from matplotlib import pyplot
    from sklearn.calibration import CalibrationDisplay
    from sklearn.metrics import DetCurveDisplay, RocCurveDisplay

    false_accept, true_accept = curve
    inside = (false_accept > 0) & (false_accept < 1) & (true_accept > 0) & (true_accept < 1)
    displays = [
        RocCurveDisplay(fpr=false_accept, tpr=true_accept),
        DetCurveDisplay(fpr=false_accept[inside], fnr=1.0 - true_accept[inside]),
    ]
    figures = [display.plot().figure_ for display in displays]
    chances = 1.0 / (1.0 + np.exp(-scored.llrs))
    calibration = CalibrationDisplay.from_predictions(scored.is_target, chances, n_bins=15, strategy="quantile")
    scores, axes = pyplot.subplots()
    for kind in (scored.is_target, ~scored.is_target):
        axes.hist(scored.scores[kind], 60, density=True, alpha=0.6)
    for figure in (*figures, calibration.figure_, scores):
        figure.savefig(io.BytesIO(), dpi=150)
        pyplot.close(figure)
