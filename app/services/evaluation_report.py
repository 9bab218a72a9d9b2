"""The report about an evaluation: on what trials, which models, how often they err, and what limits the figures."""

from app.services.evaluation import FIGURES
from app.services.report import (
    Facts,
    Picture,
    Report,
    Section,
    Table,
    Words,
    about_the_model,
    limits,
    new_report,
    png_of,
    terms,
)

_NAMES = {
    "eer": "EER", "min_dcf": "minDCF (one target in 100)", "actual_dcf": "actual DCF", "cllr": "Cllr, bits",
    "min_cllr": "least Cllr, bits", "accuracy": "accuracy over folds", "auc": "AUC",
}  # fmt: skip
_RATES = ("eer", "accuracy")
_TERMS = ("LLR", "target", "misses", "EER", "minDCF", "Cllr", "ROC", "AUC", "sha256")


def evaluation_report(evaluation, manifests, title="Evaluation of a speaker model") -> Report:
    """``manifests``: of the models, in their order; None for one whose files are not at hand."""
    models = zip(evaluation.models, manifests, strict=True)
    return new_report(
        title,
        Section("Trials", (_trials(evaluation), *_few(evaluation))),
        *(_result(model) for model in evaluation.models),
        _plots(evaluation),
        *(about_the_model(model.model_id, manifest) for model, manifest in models),
        limits(*(f"Left out: {each.n} ({each.reason.value})." for each in evaluation.trials.left_out)),
        terms(_TERMS),
    )


def _trials(evaluation):
    metrics, trials = evaluation.models[0].metrics, evaluation.trials
    return Facts(
        (
            ("Of the same speaker", f"{metrics.n_target:,} trials"),
            ("Of different speakers", f"{metrics.n_impostor:,} trials"),
            ("Recordings", f"{trials.n_recordings:,}"),
            ("Speakers", "not told by the list" if trials.n_speakers is None else f"{trials.n_speakers:,}"),
            ("Would get no verdict", f"{evaluation.doubtful_share:.1%}: too little speech, clipping or noise"),
        )
    )


def _few(evaluation):
    if evaluation.has_few_speakers:
        yield Words("With so few speakers the intervals say little: others may be much easier or harder.", "unsure")


def _result(model):
    rows = tuple((_NAMES[name], *_cells(name, model.figures[name])) for name in FIGURES)
    table = Table(("Figure", "Value", "95 % of draws of the speakers"), rows)
    return Section(f"Results of {model.model_id}", (table,))


def _cells(name, figure):
    value = _number(name, figure.value)
    is_known = figure.low is not None and figure.high is not None
    return value, f"{_number(name, figure.low)} to {_number(name, figure.high)}" if is_known else "not known"


def _number(name, value):
    if value is None:
        return "not known"
    return f"{value:.2%}" if name in _RATES else f"{value:.3f}"


def _plots(evaluation):
    from gluonar_engine.viz import plot_det, plot_roc

    metrics = {model.model_id: model.metrics for model in evaluation.models}
    pictures = (Picture(png_of(plot_roc, metrics), "ROC", 0.5), Picture(png_of(plot_det, metrics), "DET", 0.5))
    return Section("Curves", pictures)
