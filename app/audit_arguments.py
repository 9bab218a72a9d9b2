"""What can be typed after ``audit``, and the help that explains it."""

import argparse
from pathlib import Path

from app.argument_types import positive


def add_audit(add):
    parser = add("audit", "look at the log of all that was done", "audit verify")
    actions = add.of_actions(parser)
    for add_action in (_verify, _list, _export):
        add_action(actions)


def _verify(add):
    note = "Note the head down somewhere else: nobody can make the log anew then without being found."
    parser = add("verify", "check that no line was edited, removed or moved", "audit verify", note=note)
    parser.add_argument("--head", metavar="N:HASH", help="as an earlier “audit verify” printed it: it must be there")


def _list(add):
    parser = add("list", "list the log, the latest lines last", 'audit list --speaker "Ada" --event verify')
    _add_filter(parser)
    parser.add_argument("--limit", metavar="N", type=positive, default=100, help="of lines (default: 100)")


def _export(add):
    parser = add("export", "write the log as a table, or as JSON", "audit export log.csv")
    parser.add_argument("file", metavar="FILE", type=_table, help=".csv or .json")
    _add_filter(parser)


def _add_filter(parser):
    parser.add_argument("--event", metavar="EVENT", help="only of this kind: enroll, verify, export ...")
    parser.add_argument("--speaker", metavar="NAME", help="only about this speaker")


def _table(text):
    if not text.lower().endswith((".csv", ".json")):
        raise argparse.ArgumentTypeError(f"“{text}” must end in .csv or .json")
    return Path(text)
