"""The command line: reads what was typed, runs the command, prints the outcome, and says what went wrong."""

import contextlib
import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime

from app import settings
from app.arguments import UsageError, build_parser
from app.errors import Notice, UserError
from app.exit_codes import Exit

log = logging.getLogger(__name__)


def main(argv, open_window=None, write_pdf=None) -> int:
    """Run the command in ``argv`` (without the program's name) and return the exit code.

    Without a command ``open_window(options)`` is called, or the help is printed when there is none.
    ``write_pdf(report, path)`` sets a report on paper: it takes Qt, which nothing here knows of.
    """
    parser = build_parser()
    try:
        options = parser.parse_args(argv)
        options.check(options)
    except UsageError as error:
        _tell(Notice(str(error), error.advice), as_json="--json" in argv, usage=error.usage)
        return Exit.USAGE
    except SystemExit as end:  # --help
        return end.code
    if options.command is None and open_window:
        return open_window(options)
    if options.command is None:
        parser.print_help()
        return Exit.USAGE
    return _run(options, write_pdf)


def _run(options, write_pdf):
    logging.basicConfig(format="%(levelname)s: %(message)s")  # to stderr
    logging.getLogger("app").setLevel(logging.INFO if options.verbose else logging.WARNING)
    from app.backup_command import with_way_back  # loaded here: the window needs little of what the commands do
    from app.commands import COMMANDS, Program

    try:
        outcome = COMMANDS[options.command](Program(options, write_pdf), options)
        _print(json.dumps(outcome.facts) if options.json else "\n".join(outcome.lines))
        return outcome.exit_code
    except UserError as error:
        notice = with_way_back(error.notice, options) if error.notice.is_damage else error.notice
        _tell(notice, as_json=options.json)
        return Exit.USER_ERROR
    except KeyboardInterrupt:
        _tell(Notice("Interrupted.", "What was not finished is not saved."), as_json=options.json)
        return Exit.INTERRUPTED
    except Exception as error:
        log.info("%s failed", options.command, exc_info=True)
        title = f"Something went wrong in this program ({type(error).__name__})."
        _tell(Notice(title, f"The details are in {_write_down(options)}."), as_json=options.json)
        return Exit.BUG


def _tell(notice, *, as_json, usage=""):
    """To stderr as a sentence, and as an object on stdout for scripts."""
    sys.stderr.write(f"{usage}\n" * bool(usage) + f"{notice}\n")
    if as_json:
        with contextlib.suppress(UserError):  # stdout may be what failed
            _print(json.dumps({"error": notice.title, "advice": notice.advice}))


def _print(text):
    if sys.stdout is None:  # closed before we began
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a name the terminal cannot show must not stop the answer
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at exit
        if not isinstance(error, BrokenPipeError):  # a reader who has seen enough is no failure
            raise UserError(f"The output cannot be written: {error.strerror}.", "Send it elsewhere.") from error


def _write_down(options):
    """The traceback to a file that only the owner can read; where it is, in words."""
    try:
        path = settings.log_path(settings.data_dir(options.data))
        with open(path, "a", encoding="utf-8", opener=settings.open_private) as file:
            file.write(f"{datetime.now(UTC).isoformat()} {options.command}\n{traceback.format_exc()}\n")
    except (OSError, UserError):
        traceback.print_exc()
        return "the lines above"
    return f"“{path}”"
