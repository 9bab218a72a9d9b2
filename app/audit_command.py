"""The command ``audit``: the log of all that was done, checked, listed and written to a file."""

from app import wording
from app.errors import UserError
from app.services import audit


def run(program, options):
    """``(lines, facts, is_whole)`` of the action in ``options``."""
    return _ACTIONS[options.action](program, options)


def _verify(program, options):
    found = audit.check(program.gallery.audit, options.head)
    counted = wording.count(found.n_lines, "line")
    done = [f"The audit log is whole: {counted}."] if found.is_whole else [f"The audit log of {counted} is not whole."]
    lines = [*done, *(f"  {problem}" for problem in found.problems), *found.remarks, f"Its head is {found.head}"]
    facts = {
        "whole": found.is_whole, "n_lines": found.n_lines, "head": found.head, "problems": list(found.problems),
        "remarks": list(found.remarks),
    }  # fmt: skip
    return lines, facts, found.is_whole


def _list(program, options):
    found = _filtered(program, options, options.limit)[::-1]
    lines = [_line(each) for each in found] or ["Nothing was done yet."]
    return lines, {"lines": [audit.line_facts(each) for each in found]}, True


def _export(program, options):
    found = _filtered(program, options)[::-1]
    program.gallery.audit.note("export", what="audit", rows=len(found))
    audit.export(found, options.file)
    done = f"{wording.count(len(found), 'line')} written to “{options.file}”."
    return [done], {"file": str(options.file), "n_lines": len(found)}, True


_ACTIONS = {"verify": _verify, "list": _list, "export": _export}


def _filtered(program, options, limit=-1):
    if options.event not in (None, *audit.EVENTS):
        raise UserError(f"“{options.event}” is no event of the log.", f"These are: {', '.join(audit.EVENTS)}.")
    speaker_id = program.speaker(options.speaker).id if options.speaker else None
    return program.gallery.audit.lines(options.event, speaker_id, limit)


def _line(each):
    speaker = each.name or (f"speaker {each.speaker}, who is gone" if each.speaker else "")
    facts = ", ".join(f"{name} {_shown(value)}" for name, value in audit.facts_of(each).items())
    return "  ".join(filter(None, [f"{each.n:>6}  {each.at[:19]}  {each.event:<12}", speaker, each.model, facts]))


def _shown(value):
    return ", ".join(map(str, value)) if isinstance(value, list) else value
