"""The commands of the command line: each asks the services and says what came out, as text and as facts."""

import os
import sys
from dataclasses import dataclass
from functools import cached_property, partial

from app import (
    audit_command,
    backup_command,
    enroll_wording,
    evaluate_command,
    list_wording,
    model_command,
    protect_command,
    report_command,
    settings,
    speaker_command,
    spectrogram_command,
    wording,
)
from app.domain import Verdict
from app.errors import UserError
from app.exit_codes import Exit
from app.progress import ProgressLine, tell_progress, tenths_teller
from app.searching import found
from app.services import batch
from app.services import desktop_entry as desktop
from app.services.archive.run import Progress
from app.services.computing import use_device
from app.services.consent import new_consent, today
from app.services.curation import CurationService
from app.services.enrollment import EnrollmentService, advice_on
from app.services.folder_import import FolderImport, list_folder
from app.services.history import export, trial_facts
from app.services.importing import shown_name, take_from_file
from app.services.model_library import ModelLibrary
from app.services.models import ModelProvider
from app.services.names import normalize_name
from app.services.operating_point import point_of, remembered_point
from app.services.preferences import read_preferences
from app.services.segments import Windows, odd_stretches
from app.services.timeline_files import write_timeline
from app.services.tuning import TuningService
from app.services.verification import VerificationService
from app.store.curation import Curation
from app.store.gallery import Gallery
from gluonar_engine.data import confined

_MANY_WINDOWS = 400  # fewer are done before a line about them is read
_LONG_TAKE_S = 600.0


_EXIT_OF = {
    Verdict.SUPPORTS: Exit.OK,
    Verdict.DOES_NOT_SUPPORT: Exit.DOES_NOT_SUPPORT,
    Verdict.CANNOT_TELL: Exit.CANNOT_TELL,
}


@dataclass(frozen=True)
class Outcome:
    """``lines`` are for a person, ``facts`` the same for a script."""

    lines: list[str]
    facts: dict
    exit_code: Exit = Exit.OK


class Program:
    """What the commands work with, each part made when it is first needed."""

    def __init__(self, options, write_pdf=None):
        self._options = options
        self.write_pdf = write_pdf

    @cached_property
    def models(self):
        self.use_device()
        return ModelProvider(self._options.model or (lambda: self.library.folder_in_use()))

    def use_device(self):
        """What is to be computed on, for what computes without ``models``."""
        use_device(self._options.device, read_preferences(self.folder).device)

    @cached_property
    def library(self):
        return ModelLibrary(self.folder, self._options.model)

    @cached_property
    def tuning(self):
        return TuningService(self.folder, lambda: self.gallery, self.library)

    def provider(self, folder):
        """Of the model in ``folder``, whichever is in use."""
        return ModelProvider(folder)

    @cached_property
    def folder(self):
        return settings.data_dir(self._options.data)

    @cached_property
    def key(self):
        return protect_command.key_of(self.folder)

    @cached_property
    def gallery(self):
        return Gallery(settings.gallery_path(self.folder), self.key)

    @cached_property
    def curation(self):
        curation = Curation(settings.gallery_path(self.folder), self.key)
        return CurationService(self.gallery, curation, settings.log_path(self.folder))

    @cached_property
    def verification(self):
        options = self._options
        names = {"llr": "threshold_llr"} | {name: name for name in ("prior", "cost_miss", "cost_false_accept")}
        given = {name: getattr(options, option) for name, option in names.items()}
        is_given = any(value is not None for value in given.values())
        point = point_of(**given) if is_given else remembered_point(self.folder)
        return VerificationService(self.gallery, self.models, point)

    @cached_property
    def enrollment(self):
        return EnrollmentService(self.gallery, self.models)

    def speaker(self, name):
        return self.gallery.speaker(normalize_name(name))

    def takes(self, paths):
        """Recordings from files; the model is loaded while the process that decodes them starts."""
        confined.make_ready()
        self.models.encoder()
        return [take_from_file(path) for path in paths]


def enroll(program, options):
    if options.folder:
        return _enroll_folder(program, options)
    service = program.enrollment
    known = program.speaker(options.name) if options.add else None
    consent = _consent(program, options, known)
    takes = program.takes(options.files)
    speaker = service.add_takes(known, takes, consent) if known else service.enroll(options.name, takes, consent)
    warnings = [warning for take in takes for warning in take.warnings]
    if little := advice_on(speaker):
        warnings.append(little)
    recordings = wording.count(speaker.n_takes, "recording")
    done = f"{speaker.name} is enrolled with {recordings}, {speaker.speech_s:.1f} s of speech."
    return Outcome([*wording.warned(warnings), done], {**wording.speaker_facts(speaker), "warnings": warnings})


def _consent(program, options, known=None):
    """What was agreed to; None where ``known`` has agreed before and still does."""
    purpose = options.consent or os.environ.get("GLUONAR_CONSENT")
    if purpose:
        return new_consent(purpose, options.consent_operator, options.consent_until)
    before = program.gallery.consents().get(known.id) if known else None
    if before and not before.has_expired(today()):
        return None
    who = f"“{options.name}”" if options.name else "these speakers"
    raise UserError(
        f"There is no consent of {who}.",
        "Ask them; when they agree, say to what: --consent Verification.  See enroll --help for the text.",
    )


def _enroll_folder(program, options):
    consent = None if options.dry_run else _consent(program, options)
    work, line = FolderImport(program.gallery, program.enrollment), ProgressLine()
    rows = list_folder([options.folder], options.pattern)
    try:
        for step in work.examine(rows):
            rows = [step.rows.get(index, row) for index, row in enumerate(rows)]
            line(step)
    finally:
        line.end()
    chosen = [row for row in rows if row.is_advised(options.add)]
    results = [] if options.dry_run else list(work.enroll(chosen, consent, add=options.add))
    lines = enroll_wording.folder_lines(rows, results, options)
    failed = any(result.problem for result in results) or not (chosen or options.dry_run)
    return Outcome(
        list(lines), enroll_wording.folder_facts(rows, results, options), Exit.USER_ERROR if failed else Exit.OK
    )


def verify(program, options):
    speaker = program.speaker(options.name)
    (take,) = program.takes([options.file])
    answer = program.verification.verify(speaker.name, take, **_told_of(take))
    lines, facts = wording.verification_lines(answer, take), wording.verification_facts(answer, take)
    if options.segments:
        segments = _segments(program, speaker, take)
        stretches = odd_stretches(segments, answer.decision)
        lines += wording.segment_lines(segments, stretches, answer.decision)
        facts |= wording.segment_facts(segments, stretches)
    return Outcome(lines, facts, _EXIT_OF[answer.decision.verdict])


def _segments(program, speaker, take):
    windows = Windows(take.waveform)
    told = {"progress": partial(tell_progress, what="windows")} if len(windows) > _MANY_WINDOWS else {}
    return program.verification.segments(speaker.name, windows, range(len(windows)), **told)


def identify(program, options):
    if options.path.is_dir():
        return _identify_folder(program, options)
    file, (take,) = batch.Found(options.path, shown_name(options.path)), program.takes([options.path])
    answer = program.verification.identify(take, **_told_of(take))
    lines, facts = wording.identification_lines(answer, take), wording.identification_facts(answer, take)
    if options.csv:
        program.gallery.audit.note("export", what="answers", rows=1)
        batch.write_rows(options.csv, [batch.row_of(file, answer)])
    return Outcome(lines, facts, _EXIT_OF[answer.decision.verdict])


def _identify_folder(program, options):
    found, rows = batch.find_recordings([options.path])
    if not found:
        raise UserError(f"There is no sound file in “{options.path}”.", "Choose another folder.")
    left_out = program.verification.enrolled().left_out  # nobody to compare with is no fault of the files
    line = ProgressLine()
    progress = Progress(n_files=len(found), n_before=0, n_done=0, n_failed=0)
    try:
        for file in found:
            line(progress)
            rows.append(batch.identify_file(file, program.verification))
            progress.n_done += 1
            progress.n_failed += rows[-1].decision is None
        line(progress)
    finally:
        line.end()
    if options.csv:
        program.gallery.audit.note("export", what="answers", rows=len(rows))
        batch.write_rows(options.csv, rows)
    told = rows, left_out, options.csv
    return Outcome(list(list_wording.batch_lines(*told)), list_wording.batch_facts(*told))


def timeline(program, options):
    chosen = [program.speaker(name) for name in options.speaker or ()]
    (take,) = program.takes([options.file])
    found = program.verification.timeline(take, chosen, tenths_teller())
    if options.output:
        program.gallery.audit.note("export", what="timeline", rows=len(found.segments))
        write_timeline(options.output, found)
    lines = [*wording.warned(take.warnings), *list_wording.timeline_lines(found, options.output)]
    return Outcome(lines, {**list_wording.timeline_facts(found, options.output), **wording.take_facts(take)})


def history(program, options):
    speaker_id = program.speaker(options.name).id if options.name else None
    if options.csv:
        trials = program.gallery.trials(speaker_id, limit=-1)
        program.gallery.audit.note("export", speaker_id, what="history", rows=len(trials))
        export(trials, options.csv)
        done = f"{wording.count(len(trials), 'trial')} written to “{options.csv}”."
        return Outcome([done], {"file": str(options.csv), "n_trials": len(trials)})
    trials = program.gallery.trials(speaker_id)
    lines = list(wording.trial_lines(trials)) or ["Nothing was asked yet."]
    return Outcome(lines, {"trials": [trial_facts(trial) for trial in trials]})


def speakers(program, options):
    everybody, strengths = program.gallery.speakers(), program.enrollment.strengths()
    consents = program.gallery.consents()
    shown = found(everybody, options.search)
    nobody = f"Nothing about any speaker has “{options.search}” in it." if everybody else "Nobody is enrolled yet."
    lines = list(enroll_wording.speaker_lines(shown, strengths)) or [nobody]
    return Outcome(lines, {"speakers": enroll_wording.speakers_facts(shown, strengths, consents)})


def speaker(program, options):
    return Outcome(*speaker_command.run(program, options))


def report(program, options):
    lines, facts, verdict = report_command.run(program, options)
    return Outcome(lines, facts, _EXIT_OF[verdict] if verdict else Exit.OK)


def backup(program, options):
    return Outcome(*backup_command.back_up(program, options))


def restore(program, options):
    return Outcome(*backup_command.put_back(program, options))


def desktop_entry(program, options):
    if options.install:
        paths, done = desktop.install(), "Written:"
    elif options.remove:
        paths, done = desktop.remove(), "Removed:"
    else:
        return Outcome([desktop.text().rstrip()], {"entry": desktop.text()})
    lines = [f"{done} {path}" for path in paths] or ["There was no desktop entry of this program."]
    return Outcome(lines, {"files": [str(path) for path in paths]})


def remove(program, options):
    speaker = program.speaker(options.name)
    program.curation.remove(speaker)
    done = f"{speaker.name} is removed; their recordings, templates and trials are wiped."
    return Outcome([done], {"speaker": speaker.name, "removed": True})


def audit(program, options):
    lines, facts, is_whole = audit_command.run(program, options)
    return Outcome(lines, facts, Exit.OK if is_whole else Exit.DOES_NOT_SUPPORT)


def spectrogram(program, options):
    return Outcome(*spectrogram_command.run(program, options))


def evaluate(program, options):
    return Outcome(*evaluate_command.run(program, options))


def embed(program, options):
    from app.services.archive.run import embed_archive, way_of_working

    line = ProgressLine()
    spread = way_of_working(options.jobs, options.scheduler)
    try:
        report = embed_archive(
            options.folder, options.out, program.models.encoder(),
            model=program.library.folder_in_use(), spread=spread, progress=line,
        )  # fmt: skip
    except KeyboardInterrupt:
        line.end()
        sys.stderr.write("What is embedded so far is kept: the same command goes on from there.\n")
        raise
    finally:
        line.end()
    return Outcome(list(wording.archive_lines(report)), wording.archive_facts(report))


def model(program, options):
    return Outcome(*model_command.run(program, options))


def protect(program, options):
    return Outcome(*protect_command.run(program, options))


def demo(program, options):
    from app.services.demo import run

    report = run(program.models, options.out)
    return Outcome(wording.demo_lines(report), wording.demo_facts(report))


_ALL = (
    enroll,
    verify,
    identify,
    timeline,
    history,
    speakers,
    speaker,
    report,
    backup,
    restore,
    remove,
    audit,
    spectrogram,
    evaluate,
    embed,
    model,
    protect,
    desktop_entry,
    demo,
)
COMMANDS = {**{run.__name__.replace("_", "-"): run for run in _ALL}, "fine-tune": model}


def _told_of(take):
    """What is told while a take is compared: nothing where that is done before it is read."""
    return {"progress": tenths_teller()} if take.quality.duration_s > _LONG_TAKE_S else {}
