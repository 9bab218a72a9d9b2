"""The command ``evaluate``: error rates on a list of trials or on the gallery, with one model or two."""

from app import evaluation_wording
from app.progress import tell_progress
from app.services.exporting import picture_file


def run(program, options):
    """``(lines, facts)``."""
    from app.services.evaluation import evaluate_gallery, evaluate_list
    from app.services.evaluation_files import write_trials
    from gluonar_engine.viz import plot_roc

    providers = [program.models, *([program.provider(options.compare)] if options.compare else [])]
    encoders = [provider.encoder() for provider in providers]
    if options.gallery:
        evaluation = evaluate_gallery(program.gallery, encoders, _tell_evaluating)
    else:
        evaluation = evaluate_list(options.trials, options.root, encoders, _tell_evaluating)
    lines = list(evaluation_wording.evaluation_lines(evaluation))
    if options.plot:
        with picture_file(options.plot):
            plot_roc({model.model_id: model.metrics for model in evaluation.models}, options.plot)
        lines.append(f"The ROC curve is in {options.plot}.")
    if options.csv:
        program.gallery.audit.note("export", what="evaluation", rows=len(evaluation.trials.pairs))
        write_trials(options.csv, evaluation)
        lines.append(f"The trials with their scores are in {options.csv}.")
    if options.report:
        from app.services.evaluation_report import evaluation_report

        program.gallery.audit.note("export", what="report", trials=len(evaluation.trials.pairs))
        program.write_pdf(evaluation_report(evaluation, [encoder.manifest for encoder in encoders]), options.report)
        lines.append(f"The report is in {options.report}.")
    written = {"picture": options.plot, "table": options.csv, "report": options.report}
    facts = {name: str(path) if path else None for name, path in written.items()}
    return lines, {**evaluation_wording.evaluation_facts(evaluation), **facts}


def _tell_evaluating(what, n_done, n_all):
    """But for the draws, which take seconds."""
    if what != "draws":
        tell_progress(n_done, n_all, what)
