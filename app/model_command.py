"""The commands ``model`` and ``fine-tune``: lines for a person and facts for a script."""

import sys
from dataclasses import asdict

from app import wording
from app.errors import UserError
from app.model_domain import TuningPlan, TuningState
from app.services import model_import
from app.services.switching import switch
from app.services.tuning_process import TuningProcess


def run(program, options):
    """``(lines, facts)`` of the action in ``options``."""
    actions = _MODEL if options.command == "model" else _FINE_TUNE
    return actions[options.action](program, options)


def _list(program, options):
    models = program.library.models(program.gallery.n_templates)
    lines = [line for model in models for line in _short(model)]
    return lines, {"models": [model_facts(model) for model in models]}


def _use(program, options):
    model = program.library.model(options.model_id)
    return _switch(program, model)


def _switch(program, model):
    told = -1
    for step in switch(model, program.gallery, program.models, program.library):
        tenth = 10 * step.n_done // step.n_all if step.n_all else 10
        if tenth > told and not step.is_done:
            sys.stderr.write(f"{step.n_done:,} of {step.n_all:,} templates\n")
            told = tenth
    lines = [f"{model.model_id} is in use."]
    if step.n_too_short:
        lines.append(f"{wording.count(step.n_too_short, 'take')} too short for it: left out of comparisons.")
    return lines, {"model": model.model_id, "n_templates": step.n_all - step.n_too_short, "in_use": True}


def _import(program, options):
    if not options.out:
        model = program.library.add(options.file, contract=options.contract, name=options.name)
        done = f"{model.model_id} is among your models; “model use {model.model_id}” puts it in use."
        return _about(model_import.read_model(model.folder), done)
    manifest = model_import.import_network(options.file, options.out, contract=options.contract, name=options.name)
    return _about(manifest, f"The model is in “{options.out}”; use it with --model.")


def _show(program, options):
    return _about(model_import.read_model(_folder(program, options.folder)))


def _calibrate(program, options):
    program.use_device()
    folder = _folder(program, options.folder)
    manifest, n_trials = model_import.calibrate(folder, options.trials, options.root, _tell_files)
    program.gallery.audit.note("calibrate", calibrated=manifest.model_id, trials=n_trials)
    return _about(manifest, f"Calibrated on {n_trials:,} trials.")


def _remove(program, options):
    model = program.library.model(options.model_id)
    program.library.remove(model)
    program.gallery.remove_templates(model.model_id)
    return [f"{model.model_id} is removed, with its templates."], {"model": model.model_id, "removed": True}


def _folder(program, name):
    """Of the model with this id or in this folder; of the one in use for None."""
    if name is None:
        return program.library.folder_in_use()
    in_library = {model.model_id: model.folder for model in program.library.models()}
    return in_library.get(name, name)


def _about(manifest, *done):
    return [*done, *wording.model_lines(manifest)], wording.model_facts(manifest)


def _start(program, options):
    models, chosen = program.library.models(), options.speaker or ()
    speakers = [program.speaker(name) for name in chosen] or program.gallery.speakers()
    in_use = next(model for model in models if model.is_in_use)
    plan = TuningPlan(
        start=str(in_use.folder.resolve()),
        name=options.name or "",
        loss=options.loss,
        n_epochs=options.epochs,
        learning_rate=options.learning_rate,
        speaker_ids=() if options.folder else tuple(speaker.id for speaker in speakers),
        folder=str(options.folder.resolve()) if options.folder else None,
    )
    program.tuning.prepare(plan)
    return _train(program)


def _resume(program, options):
    if program.tuning.current().state is TuningState.FINISHED:
        raise UserError("The fine-tuning is finished.", "See it with “fine-tune show”, then keep or discard it.")
    return _train(program)


def _train(program):
    program.use_device()
    process = TuningProcess(program.tuning.command())
    try:
        for event in process.events():
            if line := _progress_line(event):
                sys.stderr.write(f"{line}\n")
    except KeyboardInterrupt:
        process.stop()
        sys.stderr.write("What was learned up to the last checkpoint is kept: “fine-tune resume” goes on.\n")
        raise
    return _outcome(program)


def _progress_line(event):
    if event["event"] == "started":
        takes = f"{event['n_train']:,} takes of {event['n_speakers']:,} speakers, {event['n_held_out']:,} kept aside"
        return f"{takes}; steps {event['first_step']:,} of {event['n_steps']:,} done"
    if event["event"] == "measured":
        return f"epoch {event['epoch']}: EER {event['eer']:.2%} on the takes kept aside"
    return None


def _outcome(program, options=None):
    tuning = program.tuning.current()
    if tuning.state is TuningState.NONE:
        return ["There is no fine-tuning."], {"state": tuning.state.value}
    facts = {"state": tuning.state.value, "plan": asdict(tuning.plan)}
    if tuning.state is TuningState.UNFINISHED:
        n_steps = sum(event["event"] == "step" for event in tuning.events)
        return [f"It stopped after {n_steps:,} steps; “fine-tune resume” goes on."], {**facts, "n_steps": n_steps}
    report = tuning.model.report
    lines = [
        f"{tuning.model.model_id}, made from {report.made_from}",
        f"  on {report.n_held_out:,} takes kept aside, {report.n_target:,} trials of one speaker, "
        f"{report.n_impostor:,} of two",
        f"  EER before   {_rate(report.before)}",
        f"  EER after    {_rate(report.after)}",
        "“fine-tune keep --use” puts it in use, “fine-tune discard” deletes it.",
    ]
    rates = {f"eer_{when}": getattr(report, when).eer for when in ("before", "after")}
    return lines, {**facts, **model_facts(tuning.model), **rates}


def _rate(roc):
    low, high = roc.eer_interval
    return f"{roc.eer:.2%}  (95 of 100 draws of the speakers: {low:.1%} to {high:.1%})"


def _keep(program, options):
    model = program.tuning.keep()
    if options.use:
        return _switch(program, model)
    line = f"{model.model_id} is among your models; “model use {model.model_id}” puts it in use."
    return [line], model_facts(model)


def _discard(program, options):
    program.tuning.discard()
    return ["It is deleted; the model in use is as it was."], {"state": TuningState.NONE.value}


_MODEL = {
    "list": _list,
    "use": _use,
    "import": _import,
    "show": _show,
    "calibrate": _calibrate,
    "remove": _remove,
}
_FINE_TUNE = {"start": _start, "resume": _resume, "show": _outcome, "keep": _keep, "discard": _discard}


def model_facts(model):
    keys = ("model_id", "is_in_use", "n_bytes", "n_templates", "problem", "dim", "contract", "made_from", "even_score")
    facts = {key: getattr(model, key) for key in keys}
    return {**facts, "kind": model.kind.value, "folder": str(model.folder), "can_be_tuned": not model.why_not_tuned}


def _short(model):
    mark = "*" if model.is_in_use else " "
    if model.problem:
        yield f"{mark} {model.model_id}  {model.problem}"
        return
    calibrated = "calibrated" if model.even_score is not None else "not calibrated"
    size = f"{model.n_bytes / 1e6:.1f} MB"
    templates = wording.count(model.n_templates, "template")
    yield f"{mark} {model.model_id}  {model.kind.value}, {size}, {calibrated}, {templates}"


def _tell_files(n_done, n_all):
    if n_done * 10 // n_all > (n_done - 1) * 10 // n_all:
        sys.stderr.write(f"{n_done:,} of {n_all:,} files\n")
