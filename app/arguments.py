"""What can be typed after the program's name, and the help that explains it."""

import argparse
import re
import textwrap
from datetime import date
from functools import partial
from pathlib import Path

from app.argument_types import positive
from app.audit_arguments import add_audit
from app.consent_terms import TEXT, TEXT_VERSION
from app.model_arguments import add_fine_tune, add_model
from app.preferences import DEVICES, LANGUAGES
from app.speaker_arguments import add_speaker

EXIT_CODES = """\
exit codes:
  0    done; or the recording supports that it is the speaker
  1    it does not support it (identify: unknown); audit verify: the log is not whole
  2    the command was typed wrongly
  3    cannot tell
  4    a file, a device or an input is not usable; the message says what to do
  70   a fault of this program; the message says where its details are
  130  interrupted (Ctrl-C)
"""

VIEWS = ("stft", "mel", "mfcc")  # of a recording, as the engine names them

_DESCRIPTION = """\
Speaker enrollment and verification.  Without a command the window opens.
Nothing leaves this computer.
"""
_EXAMPLES = """\
examples:
  python main.py demo                               see it work on sample voices
  python main.py enroll "Ada" monday.wav call.m4a --consent Verification
  python main.py verify "Ada" unknown.mp3           is this Ada?
  python main.py identify unknown.mp3 --json        who is this, for a script
"""
_ENROLL = 'enroll "Ada" monday.wav call.m4a --consent Verification'


class UsageError(Exception):
    def __init__(self, message, parser):
        super().__init__(f"{message[0].upper()}{message[1:]}.")
        self.usage = parser.format_usage().strip()
        self.advice = f"See {parser.prog} --help."


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise UsageError(message, self)


def build_parser() -> argparse.ArgumentParser:
    """``command`` is None when none is given."""
    parser = _Parser(
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
        parents=[_shared_options()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(
        command=None, data=None, model=None, device=None, json=False, verbose=False, check=lambda options: None
    )
    window = parser.add_argument_group("options of the window")
    window.add_argument("--theme", choices=("light", "dark"), help="instead of the chosen one")
    window.add_argument("--text-size", metavar="PERCENT", type=_percent, help="100 to 200")
    window.add_argument("--language", choices=LANGUAGES[1:], help="English or Chinese, instead of the chosen one")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    asking = (_enroll, _verify, _identify, _timeline, _history, _report, _speakers, add_speaker, _remove, add_audit)
    keeping = (_backup, _restore, _protect, _desktop_entry)
    for add in (*asking, _spectrogram, _evaluate, _embed, add_model, add_fine_tune, *keeping, _demo):
        add(_Adder(commands))
    return parser


class _Adder:
    """Adds one command, with the shared options and its example."""

    def __init__(self, commands):
        self._commands = commands

    def __call__(self, name, summary, example, *, note=""):
        return self._commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.{note and '  '}{note}",
            epilog=f"example:\n  python main.py {example}",
            parents=[_shared_options()],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    @classmethod
    def of_actions(cls, parser):
        """Adds the actions of one command."""
        return cls(parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True))


def _shared_options():
    """Accepted before and after the command; no defaults here, or the command's would hide the ones given before.

    Made anew for each parser: they would share the actions, and with them the defaults of the first.
    """
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("options for every command")
    group.add_argument("--data", metavar="DIR", type=Path, help="where the enrolled speakers are kept")
    group.add_argument("--model", metavar="DIR", type=Path, help="a speaker model other than the shipped one")
    words = "what the model computes on; auto: a graphics card where there is one (default: as in the window)"
    group.add_argument("--device", choices=DEVICES, help=words)
    group.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    group.add_argument("--verbose", action="store_true", help="tell on stderr what is being done")
    return shared


def _enroll(add):
    note = f"Nobody is enrolled without their consent, to this text (version {TEXT_VERSION}):\n\n{_terms()}"
    example = f"""{_ENROLL}
  python main.py enroll --folder voices --pattern "{{speaker}}_*.wav" --dry-run"""
    parser = add("enroll", "save a speaker from recordings, or many from a folder", example, note=note)
    name = parser.add_argument("name", metavar="NAME")
    files = parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="recordings of this speaker alone; 1 s of speech is the least, 5 s are good",
    )
    parser.add_argument("--add", action="store_true", help="add to speakers who are enrolled already")
    _consent_options(parser.add_argument_group("consent"))
    _folder_options(parser.add_argument_group("whole folders, instead of NAME and FILE"), others=(name, files))
    parser.set_defaults(check=partial(_check_enroll, parser))


def _consent_options(group):
    purpose = "they agreed, for this purpose, such as Verification (default: $GLUONAR_CONSENT)"
    group.add_argument("--consent", metavar="PURPOSE", help=purpose)
    group.add_argument("--consent-operator", metavar="NAME", help="who asked them (default: whoever is logged in)")
    group.add_argument("--consent-until", metavar="YYYY-MM-DD", type=_day, help="the last day it holds")


def _folder_options(group, others):
    folder = "every recording in it; one subfolder a speaker"
    group.add_argument("--folder", metavar="DIR", type=Path, action=_InsteadOf, others=others, help=folder)
    group.add_argument("--pattern", metavar="PATTERN", help="where the name stands instead: “{speaker}_*.wav”")
    group.add_argument("--dry-run", action="store_true", help="only show what would be enrolled")


class _InsteadOf(argparse.Action):
    """An option with which the ``others`` need not be given."""

    def __init__(self, *arguments, others, **options):
        super().__init__(*arguments, **options)
        self._others = others

    def __call__(self, parser, namespace, value, option_string=None):
        setattr(namespace, self.dest, value)
        for other in self._others:
            other.required = False


def _check_enroll(parser, options):
    if options.folder and options.name:
        parser.error("give either --folder or a NAME with its FILEs")
    if not options.folder and (options.pattern or options.dry_run):
        parser.error("--pattern and --dry-run need --folder")


def _terms():
    return textwrap.fill(TEXT.format(purpose="PURPOSE"), 100, initial_indent="  ", subsequent_indent="  ")


def _verify(add):
    parser = add("verify", "compare a recording with one speaker", 'verify "Ada" unknown.mp3')
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--segments", action="store_true", help="also score windows along the recording")
    _add_operating_point(parser)


def _identify(add):
    note = "The answer can be that it is none of them.  Of a folder, every sound file below it is compared; what"
    note += "\nis not usable is listed with its reason, and the exit code is 0."
    parser = add("identify", "compare a recording, or a folder, with every speaker", "identify unknown.mp3", note=note)
    parser.add_argument("path", metavar="FILE|DIR", type=Path)
    parser.add_argument("--csv", metavar="FILE", type=_csv, help="write the answers as a table, too")
    _add_operating_point(parser)


def _timeline(add):
    note = "Each segment has a speaker, “unknown” or “cannot tell”."
    parser = add("timeline", "tell who speaks when in a recording", "timeline meeting.m4a -o meeting.rttm", note=note)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("-o", "--output", metavar="FILE", type=_timeline_file, help="write it as .rttm or .csv")
    parser.add_argument(
        "--speaker", metavar="NAME", action="append", help="look for this one only; give it once for each"
    )
    _add_operating_point(parser)


class _PointOption(argparse.Action):
    def __call__(self, parser, namespace, value, option_string=None):
        setattr(namespace, self.dest, value)
        others = (namespace.prior, namespace.cost_miss, namespace.cost_false_accept)
        if namespace.threshold_llr is not None and any(other is not None for other in others):
            parser.error("--threshold-llr stands alone: a prior and costs would give another one")


def _add_operating_point(parser):
    about = "Where “supports” begins.  Without any of these, as chosen in the window: equal priors at first."
    group = parser.add_argument_group("operating point", about)
    for name, metavar, words in (
        ("--prior", "P", "probability beforehand that it is the speaker, 0 to 1 (default: 0.5)"),
        ("--cost-miss", "COST", "of not supporting the right speaker (default: 1)"),
        ("--cost-false-accept", "COST", "of supporting a wrong one (default: 1)"),
        ("--threshold-llr", "LLR", "instead of the three: a natural log-likelihood ratio"),
    ):
        group.add_argument(name, metavar=metavar, type=float, action=_PointOption, help=words)


def _history(add):
    note = "The latest 100; --csv writes all of them."
    parser = add("history", "list what was asked and answered", 'history "Ada" --csv trials.csv', note=note)
    parser.add_argument("name", metavar="NAME", nargs="?", help="of one speaker only")
    parser.add_argument("--csv", metavar="FILE", type=_csv, help="write a table instead")


def _report(add):
    note = "With FILE the question is asked now; without, the latest answer about NAME is reported, or --trial's."
    parser = add("report", "write an answer as a PDF for others", 'report "Ada" unknown.mp3 -o report.pdf', note=note)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("file", metavar="FILE", nargs="?")
    parser.add_argument("-o", "--output", metavar="PDF", type=_pdf, required=True)
    parser.add_argument("--trial", metavar="N", type=positive, help="number of an earlier answer in the history")
    _add_operating_point(parser)
    parser.set_defaults(check=partial(_check_report, parser))


def _check_report(parser, options):
    if options.file and options.trial:
        parser.error("give either a FILE to compare or an earlier answer with --trial")


def _speakers(add):
    parser = add("speakers", "list who is enrolled", "speakers --search choir")
    parser.add_argument("--search", metavar="WORDS", default="", help="only with all of these in name, tags or notes")


def _remove(add):
    note = "Their recordings, templates and trials are overwritten."
    add("remove", "delete a speaker for good", 'remove "Ada"', note=note).add_argument("name", metavar="NAME")


def _backup(add):
    note = "Speakers, recordings, templates, history, consents and settings; models are not in it.  The file is read\n"
    note += "again before the command says so.  An older backup of that name is replaced."
    parser = add("backup", "save everything in one file", "backup monday.gluonar", note=note)
    parser.add_argument("file", metavar="FILE", type=Path)


def _restore(add):
    note = "What is there until then is saved first.  Without FILE, the backups that the program makes by itself are\n"
    note += "listed.  Whoever was removed after the backup is there again: remove them again.  A damaged\n"
    note += "gallery is kept beside the backups, until you next remove or rename somebody.  Where it is asked for a\n"
    note += "pass-phrase that it never had, move gallery.db out of the data folder first."
    parser = add("restore", "put everything back as it was in a backup", "restore monday.gluonar", note=note)
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")


def _spectrogram(add):
    parser = add("spectrogram", "draw a recording's spectrogram", "spectrogram call.m4a -o call.png")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("-o", "--output", metavar="PNG", type=_png, required=True)
    parser.add_argument("--csv", metavar="CSV", type=_csv, help="write the values as a table, too: a line each frame")
    parser.add_argument("--view", choices=VIEWS, default="stft", help="what to draw (default: %(default)s)")
    parser.add_argument(
        "--window-ms", metavar="MS", type=float, default=25.0, help="2 to 200: length of the window (default: 25)"
    )
    parser.add_argument(
        "--hop-ms", metavar="MS", type=float, default=10.0, help="from 0.5: time from frame to frame (default: 10)"
    )


def _evaluate(add):
    note = """Each line of TRIALS is “1 a b” (same speaker) or “0 a b” (different); a and b are sound files.  With
--gallery each enrolled take is held out in turn and compared with everybody."""
    example = """evaluate trials.txt --plot roc.png
  python main.py evaluate --gallery --compare my-model"""
    parser = add("evaluate", "measure the error rates on a list of trials, or on the gallery", example, note=note)
    parser.add_argument("trials", metavar="TRIALS", type=Path, nargs="?")
    parser.add_argument("--gallery", action="store_true", help="trials from the takes that are enrolled")
    parser.add_argument("--root", metavar="DIR", type=Path, help="where the files are (default: the list's folder)")
    parser.add_argument("--compare", metavar="MODEL", type=Path, help="another model's folder: the same trials beside")
    parser.add_argument("--plot", metavar="PNG", type=_png, help="draw the ROC curve")
    parser.add_argument("--csv", metavar="CSV", type=_csv, help="write every trial with its score as a table")
    parser.add_argument("--report", metavar="PDF", type=_pdf, help="write the figures and curves as a PDF for others")
    parser.set_defaults(check=partial(_check_evaluate, parser))


def _check_evaluate(parser, options):
    if options.gallery == bool(options.trials):
        parser.error("give either TRIALS or --gallery")
    if options.gallery and options.root:
        parser.error("--root is for TRIALS")


def _embed(add):
    note = "After a kill, or Ctrl-C, the same command goes on where it was."
    parser = add("embed", "embed every recording below a folder", "embed recordings --out archive.npz", note=note)
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument(
        "--out", metavar="FILE", type=_archive, required=True, help="the result: .npz for NumPy, or .parquet"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--jobs", metavar="N", type=positive, help="processes on this machine (default: one each core)")
    where.add_argument(
        "--scheduler", metavar="tcp://HOST:PORT", type=_scheduler, help="work on a dask.distributed cluster instead"
    )


def _desktop_entry(add):
    note = "Without an option the entry is only printed."
    parser = add("desktop-entry", "list the program in the desktop's menu", "desktop-entry --install", note=note)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--install", action="store_true", help="for this user, with the icon")
    what.add_argument("--remove", action="store_true", help="take both away again")


def _protect(add):
    note = "Without it nobody can read the enrolled speakers, you included: it cannot be recovered.  Every command\n"
    note += "then asks for it, or takes it from $GLUONAR_PASSPHRASE; a new one may be in $GLUONAR_NEW_PASSPHRASE."
    parser = add("protect", "give the gallery a pass-phrase", "protect", note=note)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--change", action="store_true", help="give it another one")
    what.add_argument("--remove", action="store_true", help="let it open without one")


def _demo(add):
    note = "Your own speakers are not touched."
    parser = add("demo", "enroll, verify and identify the sample voices", "demo --out pictures", note=note)
    parser.add_argument("--out", metavar="DIR", type=Path, help="where the pictures go (default: a new folder)")


def _percent(text):
    if not (text.isdecimal() and 100 <= int(text) <= 200):
        raise argparse.ArgumentTypeError(f"“{text}” must be a number from 100 to 200")
    return int(text)


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” must be a day like 2027-01-31") from None


def _scheduler(text):
    if not re.fullmatch(r"tcp://[^/\s]+:\d{1,5}", text):
        raise argparse.ArgumentTypeError(f"“{text}” must be like tcp://192.168.0.10:8786")
    return text


def _archive(text):
    if not text.endswith((".npz", ".parquet")):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .npz or .parquet")
    return Path(text)


def _csv(text):
    if not text.lower().endswith(".csv"):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .csv")
    return Path(text)


def _timeline_file(text):
    if not text.lower().endswith((".rttm", ".csv")):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .rttm or .csv")
    return Path(text)


def _pdf(text):
    if not text.lower().endswith(".pdf"):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .pdf")
    return Path(text)


def _png(text):
    if not text.lower().endswith(".png"):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .png")
    return Path(text)
