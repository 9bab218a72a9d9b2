"""Answers about many files, or many moments of one, as text for a person and as facts for a script."""

from collections import Counter

from app.domain import Verdict
from app.services.batch import verdict_word
from app.wording import count, decision_facts, left_out_facts, left_out_lines, score_figure

_NOT_USABLE = "not usable"


def batch_facts(rows, left_out, csv_path):
    files, table = [_row_facts(row) for row in rows], str(csv_path) if csv_path else None
    return {"files": files, "left_out": left_out_facts(left_out), "table": table}


def batch_lines(rows, left_out, csv_path):
    width = max(len(row.file.name) for row in rows)
    names = max((len(row.best.speaker.name) for row in rows if row.best), default=0)
    for row in rows:
        yield f"{row.file.name:<{width}}  {_row_words(row, names)}"
    n_of = Counter(_outcome(row) for row in rows)
    yield f"{count(len(rows), 'file')}: {', '.join(f'{n:,} {outcome}' for outcome, n in n_of.most_common())}."
    yield from left_out_lines(left_out)
    if csv_path:
        yield f"The table is in {csv_path}."


def timeline_facts(timeline, path):
    return {
        "segments": [
            {
                "start_s": segment.start_s,
                "end_s": segment.end_s,
                "speaker": segment.speaker.name if segment.decision.verdict is Verdict.SUPPORTS else None,
                "nearest": segment.speaker.name,
                **decision_facts(segment.decision),
            }
            for segment in timeline.segments
        ],
        "compared": [speaker.name for speaker in timeline.compared],
        "left_out": left_out_facts(timeline.left_out),
        "file": str(path) if path else None,
        "model": timeline.model_id,
    }


def timeline_lines(timeline, path):
    labels = [_label(segment) for segment in timeline.segments]
    width = max(map(len, labels), default=0)
    for segment, label in zip(timeline.segments, labels, strict=True):
        start, end = clock(segment.start_s), clock(segment.end_s)
        yield f"{start:>8} to {end:>8}  {label:<{width}}  LLR {segment.decision.llr:+z6.1f}{_why(segment)}"
    yield f"{count(len(labels), 'segment')}, compared with {count(len(timeline.compared), 'speaker')}."
    yield from left_out_lines(timeline.left_out)
    if path:
        yield f"The timeline is in {path}."


def clock(position_s):
    """Minutes, seconds and tenths: "12:03.4"."""
    minutes, tenths = divmod(round(position_s * 10), 600)
    return f"{minutes}:{tenths / 10:04.1f}"


def _label(segment):
    labels = {Verdict.SUPPORTS: segment.speaker.name, Verdict.DOES_NOT_SUPPORT: "unknown"}
    return labels.get(segment.decision.verdict, "cannot tell")


def _why(segment):
    if segment.decision.verdict is Verdict.SUPPORTS:
        return ""
    reason = f"  {segment.decision.reason}" if segment.decision.verdict is Verdict.CANNOT_TELL else ""
    return f"  nearest {segment.speaker.name}{reason}"


def _outcome(row):
    return _NOT_USABLE if row.decision is None else verdict_word(row.decision)


def _row_words(row, width):
    if row.decision is None:
        return f"{_NOT_USABLE}: {row.problem}"
    decision = row.decision
    unit = "score" if decision.is_normalized else "cosine"
    words = f"{row.best.speaker.name:<{width}}  {unit} {score_figure(decision.score):>6}"
    words += f"  LLR {decision.llr:+z6.1f}"
    if row.margin is not None:
        words += f"  margin {score_figure(row.margin):>6}"
    words += f"  {verdict_word(decision)}"
    return f"{words}: {decision.reason}" if decision.verdict is Verdict.CANNOT_TELL else words


def _row_facts(row):
    if row.decision is None:
        return {"file": row.file.name, "error": row.problem}
    supported = row.decision.verdict is Verdict.SUPPORTS
    return {
        "file": row.file.name,
        "speaker": row.best.speaker.name if supported else None,
        "best_candidate": row.best.speaker.name,
        "margin": row.margin,
        **decision_facts(row.decision),
    }
