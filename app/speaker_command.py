"""The command ``speaker``: one speaker shown and kept in order, as lines for a person and facts for a script."""

from dataclasses import asdict

from app import wording
from app.errors import UserError
from app.services.history import trial_facts


def run(program, options):
    """``(lines, facts)`` of the action in ``options``."""
    return _ACTIONS[options.action](program, program.speaker(options.name), options)


def _show(program, speaker, options):
    takes, trials = program.gallery.recordings(speaker.id), program.gallery.trials(speaker.id)
    templates = program.gallery.templates(speaker.id)
    facts = {
        **wording.speaker_facts(speaker),
        "takes": [{"take": number, **asdict(take)} for number, take in enumerate(takes, start=1)],
        "templates": [asdict(each) for each in templates],
        "trials": [trial_facts(trial) for trial in trials],
    }
    lines = [
        *wording.speaker_lines([speaker]),
        *_notes(speaker),
        *(_take_line(number, take) for number, take in enumerate(takes, start=1)),
        *(_template_line(each) for each in templates),
        *(f"  {line}" for line in wording.trial_lines(trials)),
    ]
    return lines, facts


def _rename(program, speaker, options):
    renamed = program.curation.rename(speaker, options.new_name)
    return [f"{speaker.name} is now {renamed.name}."], wording.speaker_facts(renamed)


def _note(program, speaker, options):
    described = program.curation.describe(speaker, options.text, speaker.tags)
    return _notes(described) or [f"{speaker.name} has no notes."], wording.speaker_facts(described)


def _tag(program, speaker, options):
    gone = {tag.casefold() for tag in options.remove}
    kept = [tag for tag in (*speaker.tags, *options.tags) if tag.casefold() not in gone]
    described = program.curation.describe(speaker, speaker.notes, kept)
    return list(wording.speaker_lines([described])), wording.speaker_facts(described)


def _merge(program, speaker, options):
    merged, n_duplicates = program.curation.merge([program.speaker(name) for name in options.others], speaker)
    lines = [f"{merged.name} has {wording.count(merged.n_takes, 'recording')} now, {merged.speech_s:.1f} s of speech."]
    return [*lines, *_twice(n_duplicates)], {**wording.speaker_facts(merged), "n_duplicates": n_duplicates}


def _split(program, speaker, options):
    new = program.curation.split(speaker, _take_ids(program, speaker, options.takes), options.new_name)
    line = f"{new.name} is enrolled with {wording.count(new.n_takes, 'recording')} that {speaker.name} had."
    return [line], wording.speaker_facts(new)


def _move(program, speaker, options):
    to = program.speaker(options.to)
    to, n_duplicates = program.curation.move(speaker, _take_ids(program, speaker, options.takes), to)
    line = f"{wording.count(len(set(options.takes)), 'recording')} of {speaker.name} moved to {to.name}."
    return [line, *_twice(n_duplicates)], {**wording.speaker_facts(to), "n_duplicates": n_duplicates}


def _remove_takes(program, speaker, options):
    left = program.curation.remove_takes(speaker, _take_ids(program, speaker, options.takes))
    line = f"{left.name} has {wording.count(left.n_takes, 'recording')} left; what was removed is wiped."
    return [line], wording.speaker_facts(left)


_ACTIONS = {
    "show": _show,
    "rename": _rename,
    "note": _note,
    "tag": _tag,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "remove-takes": _remove_takes,
}


def _take_ids(program, speaker, numbers):
    """Takes are counted from 1, as ``show`` does."""
    takes = program.gallery.recordings(speaker.id)
    for number in numbers:
        if number > len(takes):
            has = wording.count(len(takes), "recording")
            raise UserError(f"{speaker.name} has no take {number}, only {has}.", "“speaker show” lists them.")
    return [takes[number - 1].id for number in dict.fromkeys(numbers)]


def _notes(speaker):
    return [f"  {line}" for line in speaker.notes.splitlines()]


def _take_line(number, take):
    quality = take.quality
    snr = "" if quality.snr_db is None else f", SNR {quality.snr_db:.0f} dB"
    clipped = ", clipped" if quality.is_clipped else ""
    return f"  take {number}: {quality.speech_s:.1f} s of speech{snr}{clipped}, {take.created_at[:10]}, {take.source}"


def _template_line(each):
    made = f" {each.created_at[:10]}" if each.created_at else ""
    return f"  templates of {wording.count(each.n_takes, 'take')} made{made} by {each.model_id}"


def _twice(n_duplicates):
    return [f"There already, and kept once: {wording.count(n_duplicates, 'recording')}."] if n_duplicates else []
