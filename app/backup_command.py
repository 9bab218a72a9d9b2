"""The commands ``backup`` and ``restore``, as lines for a person and facts for a script."""

import shlex
from dataclasses import replace

from app import settings, wording
from app.services.backup import own_backups, restore, write_backup
from app.services.damage import NoWholeBackup, newest_whole


def back_up(program, options):
    made = write_backup(program.folder, options.file, key=program.key)
    program.gallery.audit.note("export", what="backup", speakers=made.n_speakers)
    return [f"{_contents(made)} are in “{options.file}”, read again and found whole."], _facts(made)


def put_back(program, options):
    if options.file is None:
        return _own(program.folder)
    restored = restore(program.folder, options.file, key=program.key)
    lines = [f"{_contents(restored.backup)} are back, as of {restored.backup.made_at}."]
    if restored.before:
        lines.append(f"To undo this: restore “{restored.before}”.")
    if restored.damaged:
        lines.append(f"The gallery that was there could not be read; it is kept as “{restored.damaged}”.")
    kept = {name: str(path) if path else None for name, path in (("before", restored.before),
                                                                ("damaged", restored.damaged))}  # fmt: skip
    return lines, {**_facts(restored.backup), **kept}


def with_way_back(notice, options):
    """What is said of a damaged gallery, with the command that puts the newest backup back."""
    try:
        newest = newest_whole(settings.data_dir(options.data))
    except NoWholeBackup as error:
        return replace(notice, advice=f"{error.notice.title} {notice.advice}")
    data = f"--data {shlex.quote(str(options.data))} " if options.data else ""
    command = f"python main.py {data}restore {shlex.quote(str(newest.path))}"
    way = f"The newest backup, of {newest.made_at}, has {_contents(newest)}. This puts it back, and keeps the damaged"
    return replace(notice, advice=f"{way} file: {command}")


def _own(folder):
    """Without a file: those that the program made by itself."""
    own = own_backups(folder)
    lines = [f"{each.made_at}  {_contents(each)}  “{each.path}”" for each in own]
    return lines or ["There is no backup that the program made by itself."], {"backups": [*map(_facts, own)]}


def _contents(backup):
    speakers, recordings = wording.count(backup.n_speakers, "speaker"), wording.count(backup.n_recordings, "recording")
    return f"{speakers} with {recordings}"


def _facts(backup):
    keys = ("made_at", "made_by", "n_speakers", "n_recordings")
    return {"file": str(backup.path), **{key: getattr(backup, key) for key in keys}}
