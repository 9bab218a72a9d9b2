"""The command ``report``: an answer, new or from the history, as a PDF for one who was not there."""

from app import wording
from app.errors import UserError
from app.services.importing import take_from_file
from app.services.trial_report import trial_report


def run(program, options):
    """``(lines, facts, verdict)``; the last is of a question that was asked now, else None."""
    speaker = program.speaker(options.name)
    take = take_from_file(options.file) if options.file else None
    verdict, trial_id = None, options.trial
    if take:
        answer = program.verification.verify(speaker.name, take)
        verdict, trial_id = answer.decision.verdict, answer.trial_id
    trial = _trial(program, speaker, trial_id)
    from gluonar_engine.spectrogram import Spectrogram

    manifest = program.models.encoder().manifest
    program.gallery.audit.note("export", what="report", trials=1)
    program.write_pdf(
        trial_report(program.gallery, trial.id, Spectrogram(), manifest=manifest, take=take), options.output
    )
    lines = [*wording.warned(take.warnings if take else ()), *wording.trial_lines([trial])]
    lines.append(f"The report is in {options.output}.")
    facts = {"report": str(options.output), "trial": trial.id, "speaker": speaker.name, "verdict": trial.verdict.value}
    return lines, facts, verdict


def _trial(program, speaker, trial_id):
    trials = [program.gallery.trial(trial_id)] if trial_id else program.gallery.trials(speaker.id, limit=1)
    if not trials:
        raise UserError(f"Nothing was asked about {speaker.name} yet.", "Give a recording to compare with them.")
    if trials[0].speaker_id != speaker.id:
        title = f"Answer {trial_id} is about {trials[0].speaker_name}, not {speaker.name}."
        raise UserError(title, "“history --json” lists the numbers of all answers.")
    return trials[0]
