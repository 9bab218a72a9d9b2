"""Enrollment as text for a person and as facts for a script: who is enrolled, how well, and folders of recordings."""

from dataclasses import asdict

from app import wording
from app.wording import count, speaker_facts

_WIDEST = 40  # characters of a file's name or a speaker's in the table


def speakers_facts(speakers, strengths, consents):
    facts = []
    for speaker in speakers:
        strength, consent = strengths.get(speaker.id), consents.get(speaker.id)
        facts.append(
            {
                **speaker_facts(speaker),
                "strength": strength and strength.level.value,
                "advice": strength and strength.advice,
                "consent": consent and asdict(consent),
            }
        )
    return facts


def speaker_lines(speakers, strengths):
    for speaker, line in zip(speakers, wording.speaker_lines(speakers), strict=True):
        strength = strengths.get(speaker.id)
        yield f"{line}, {_strength(strength)}" if strength else line


def folder_lines(rows, results, options):
    """The table of a folder, and below it what was enrolled or would be."""
    yield from _table(rows, options.add)
    chosen = [row for row in rows if row.is_advised(options.add)]
    names = {row.speaker for row in chosen}
    if options.dry_run:
        yield f"{count(len(names), 'speaker')} would be enrolled from {count(len(chosen), 'file')} of {len(rows):,}."
        return
    yield from (result.problem for result in results if result.problem)
    done = [result for result in results if result.speaker]
    n_files = sum(len(result.paths) for result in done)
    yield f"{count(len(done), 'speaker')} enrolled from {count(n_files, 'file')} of {len(rows):,}."


def folder_facts(rows, results, options):
    result_of = {path: result for result in results for path in result.paths}
    return {
        "files": [_row_facts(row, result_of.get(row.path), options.add) for row in rows],
        "speakers": [speaker_facts(result.speaker) for result in results if result.speaker],
        "failed": [{"speaker": result.name, "reason": result.problem} for result in results if result.problem],
        "dry_run": options.dry_run,
    }


def _row_facts(row, result, add):
    return {
        "file": row.name,
        "speaker": row.speaker or None,
        "quality": row.quality and asdict(row.quality),
        "stars": row.rating and row.rating.stars,
        "reason": row.rating and row.rating.reason,
        "warning": row.warning or None,
        "problem": _problem(row, add) or (result.problem if result else None) or None,
        "enrolled": bool(result and result.speaker),
    }


def _table(rows, add):
    file_width = min(max(len("File"), *(len(row.name) for row in rows)), _WIDEST)
    name_width = min(max(len("Speaker"), *(len(row.speaker) for row in rows)), _WIDEST)
    yield f"{'File':<{file_width}}  {'Speaker':<{name_width}}  Duration  Speech  Stars  Problem"
    for row in rows:
        quality, rating = row.quality, row.rating
        seconds = f"{quality.duration_s:6.1f} s  {quality.speech_s:4.1f} s" if quality else f"{'':8}  {'':6}"
        stars = f"{rating.stars}/5" if rating else ""
        said = _problem(row, add) or row.warning or (rating.reason if rating and rating.stars < 5 else "")
        name, speaker = _short(row.name, file_width), _short(row.speaker, name_width)
        yield f"{name:<{file_width}}  {speaker:<{name_width}}  {seconds}  {stars:>5}  {said}".rstrip()


def _problem(row, add):
    if row.problem or add or not row.is_known:
        return row.problem
    return f"{row.speaker} is enrolled already: left out without --add."


def _short(text, width):
    return text if len(text) <= width else f"…{text[1 - width :]}"


def _strength(strength):
    return f"{strength.level.value}: {strength.advice}" if strength.advice else strength.level.value
