"""An evaluation as tables for other programs: its figures, or every trial with its scores."""

from app.services.evaluation import Evaluation
from app.services.exporting import write_csv


def write_figures(path, evaluation: Evaluation):
    """A line a figure, and a line a class of net speech for the equal error rate."""
    header = ["figure", "speech_from_s", "speech_to_s"]
    for model in evaluation.models:
        header += [model.model_id, f"{model.model_id} low", f"{model.model_id} high"]
    header += ["difference", "difference low", "difference high"] if evaluation.differences else []
    write_csv(path, header, _figure_rows(evaluation))


def write_trials(path, evaluation: Evaluation):
    """A line a trial, in their order; ``target`` is 1 for trials of one speaker."""
    trials, header = evaluation.trials, ["reference", "test", "target"]
    for model in evaluation.models:
        header += [f"score {model.model_id}", f"llr {model.model_id}"]
    columns = [figures.tolist() for model in evaluation.models for figures in (model.scores, model.llrs)]
    pairs, labels = trials.pairs.tolist(), trials.is_target.astype(int).tolist()
    rows = (
        (trials.references[reference], trials.tests[test], label, *figures)
        for (reference, test), label, *figures in zip(pairs, labels, *columns, strict=True)
    )
    write_csv(path, header, rows)


def _figure_rows(evaluation):
    first = evaluation.models[0]
    for name in first.figures:
        yield name, None, None, *_cells(evaluation, "figures", name)
    for low_s, high_s in first.by_speech:
        yield "eer", low_s, high_s, *_cells(evaluation, "by_speech", (low_s, high_s))


def _cells(evaluation, kind, key):
    shown = [getattr(model, kind)[key] for model in evaluation.models]
    shown += [evaluation.differences[key]] if evaluation.differences else []
    return [cell for each in shown for cell in (each.value, each.low, each.high)]
