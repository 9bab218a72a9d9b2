"""Evaluations as text for a person and as facts for a script."""

from app.services.evaluation import FIGURES
from app.services.trials import Reason
from app.wording import count, metrics_facts, metrics_lines

_NAMES = {
    "eer": "EER", "min_dcf": "minDCF", "actual_dcf": "actual DCF", "cllr": "Cllr", "min_cllr": "least Cllr",
    "accuracy": "folds", "auc": "AUC",
}  # fmt: skip
_RATES = ("eer", "accuracy")
_MAX_SHOWN = 10


def evaluation_lines(evaluation):
    first, *others = evaluation.models
    yield from metrics_lines(first.metrics, first.is_normalized)
    yield from _model_lines(first)
    yield from _interval_lines(first)
    if evaluation.has_few_speakers:
        n = evaluation.trials.n_speakers
        yield f"    with only {count(n, 'speaker')} these intervals say little: others may be much easier or harder"
    yield from _speech_lines(first)
    yield f"  {evaluation.doubtful_share:.1%} of the trials would get no verdict: too little speech, clipping or noise"
    for left_out in evaluation.trials.left_out:
        yield from _left_out_lines(left_out)
    for other in others:
        yield from _comparison_lines(first, other, evaluation.differences)


def evaluation_facts(evaluation):
    first, *others = evaluation.models
    return {
        **_model_facts(first),
        "n_files": evaluation.trials.n_recordings,
        "n_speakers": evaluation.trials.n_speakers,
        "doubtful_share": evaluation.doubtful_share,
        "left_out": [
            {"reason": each.reason.value, "n": each.n, "details": list(each.details)}
            for each in evaluation.trials.left_out
        ],
        "compared": [_model_facts(other) for other in others],
        "differences": _figures_facts(evaluation.differences),
    }


def _model_facts(model):
    figures = {**model.figures, **model.by_speech}
    return {
        **metrics_facts(model.metrics),
        **{name: model.figures[name].value for name in ("actual_dcf", "cllr", "min_cllr")},
        "fold_accuracy": model.figures["accuracy"].value,
        "fold_deviation": model.accuracy_deviation,
        "n_folds": model.n_folds,
        "figures": _figures_facts(figures),
        "model": model.model_id,
        "calibrated": model.is_calibrated,
        "normalized": model.is_normalized,
    }


def _figures_facts(figures):
    """Each with its interval; the rate of a class of speech is called by its bounds in s."""
    return {_key(key): {"value": each.value, "low": each.low, "high": each.high} for key, each in figures.items()}


def _key(key):
    return key if isinstance(key, str) else f"eer_{_bounds(key).replace(' ', '_')}"


def _bounds(bounds):
    low_s, high_s = bounds
    if not low_s:
        return f"under {high_s:g} s"
    return f"{low_s:g} to {high_s:g} s" if high_s < float("inf") else f"{low_s:g} s and more"


def _model_lines(model):
    ratios = "the model's ratios" if model.is_calibrated else "knowing nothing: the model is not calibrated"
    lost, least = model.figures["cllr"].value, model.figures["min_cllr"].value
    yield f"  Cllr      {lost:7.3f}  bits lost by {ratios}; {least:.3f} at best"
    yield f"  DCF       {model.figures['actual_dcf'].value:7.3f}  with these ratios taken at their word"
    if model.n_folds:
        accuracy = model.figures["accuracy"].value
        told = f"± {model.accuracy_deviation:.2%}, {model.n_folds} folds, each at the best threshold of the others"
        yield f"  folds     {accuracy:7.2%}  {told}"


def _interval_lines(model):
    if any(model.figures[name].low is not None for name in FIGURES):
        yield "  in 95 of 100 draws of the speakers:"
    for name in FIGURES:
        if model.figures[name].low is not None:
            yield f"    {_NAMES[name]:<10}  {_interval(name, model.figures[name])}"


def _speech_lines(model):
    yield "  EER by the speech in the shorter recording:"
    for bounds, rate in model.by_speech.items():
        if rate.value is not None:
            drawn = "" if rate.low is None else f"  ({_interval('eer', rate)})"
            yield f"    {_bounds(bounds):<14}  {rate.value:7.2%}{drawn}"


def _comparison_lines(first, other, differences):
    yield f"  beside {other.model_id}:"
    for name in FIGURES:
        one, two, difference = first.figures[name], other.figures[name], differences[name]
        if difference.value is not None:
            drawn = "" if difference.low is None else f"  ({_interval(name, difference)})"
            told = (
                f"{_number(name, one.value)}  {_number(name, two.value)}  difference {_number(name, difference.value)}"
            )
            yield f"    {_NAMES[name]:<10}  {told}{drawn}"


def _interval(name, figure):
    return f"{_number(name, figure.low).strip()} to {_number(name, figure.high).strip()}"


def _number(name, value):
    return f"{value:7.2%}" if name in _RATES else f"{value:z7.3f}"


def _left_out_lines(left_out):
    n, speakers = left_out.n, count(left_out.n, "speaker")
    sentences = {
        Reason.UNUSABLE: f"left out: {count(n, 'trial')} with a recording that cannot be used",
        Reason.UNUSABLE_TAKE: f"left out: {count(n, 'take')} that a model cannot use",
        Reason.CONSENT_ENDED: f"left out: {speakers} whose consent has ended",
        Reason.SINGLE_TAKE: f"no trial of the same speaker for {speakers} with a single take",
        Reason.NOT_DRAWN: f"left out: {count(n, 'trial')} of different speakers; the others are a random draw of them",
    }
    yield f"  {sentences[left_out.reason]}"
    for detail in left_out.details[:_MAX_SHOWN]:
        yield f"    {detail}"
    if len(left_out.details) > _MAX_SHOWN:
        yield f"    and {len(left_out.details) - _MAX_SHOWN:,} more"
