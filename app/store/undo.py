"""Taking back a change of the gallery.  What was there before is kept in memory alone: the disk forgets it at once."""

from app.errors import TooLateToUndo
from app.store.database import IntegrityError

_TRIGGERS = {  # event -> (the statement that takes it back, its values)
    "delete": ("insert into [{table}] ({names}) values ({marks})", "{old}"),
    "insert": ("delete from [{table}] where {same}", "{new}"),
}
_UPDATE = "update [{table}] set [{column}] = ? where {key} and [{column}] is ?"


class Undo:
    """Watches one transaction, row by row, and can take back precisely what it did to speakers and what is theirs.

    Temporary triggers note for each row the statement that restores it, so what a deletion cascades to, and tables
    that are added to the schema later, need no code here.
    """

    def __init__(self):
        self._steps = []  # (statement, values), the last one first to be taken back
        self.line = None  # of the audit log, which tells of the change and is not taken back

    def __len__(self):
        return len(self._steps)

    def watch(self, db):
        """From now on until the connection is closed."""
        db.conn.create_function("note_step", -1, lambda statement, *values: self._steps.append((statement, values)))
        for name in _owned_tables(db):
            for trigger in _triggers(db[name]):
                db.execute(trigger)
        db.conn.create_function("note_line", 1, lambda n: setattr(self, "line", n))
        db.execute("create temp trigger [watch audit] after insert on audit begin select note_line(new.n); end")

    def forget(self):
        self._steps.clear()

    def take_back(self, db):
        """``TooLateToUndo`` where something of it is no longer as it was left, or more has come to depend on it."""
        taken_back = Undo()
        taken_back.watch(db)
        db.execute("PRAGMA defer_foreign_keys = ON")  # rows come back before those that they belong to
        for statement, values in reversed(self._steps):
            if _n_changed(db, statement, values) != 1:
                raise TooLateToUndo
        if len(taken_back) != len(self):
            raise TooLateToUndo


def _n_changed(db, statement, values):
    try:
        return db.execute(statement, values).rowcount
    except IntegrityError as error:  # another row has its id or its name now
        raise TooLateToUndo from error


def _owned_tables(db):
    """The speakers and every table whose rows belong to them, directly or through another one."""
    owners = {table.name: {key.other_table for key in table.foreign_keys} for table in db.tables}
    owned = {"speakers"}
    while more := {name for name, of in owners.items() if of & owned} - owned:
        owned |= more
    return owned


def _triggers(table):
    names = [column.name for column in table.columns]
    parts = {
        "table": table.name,
        "names": ", ".join(f"[{name}]" for name in names),
        "marks": ", ".join("?" * len(names)),
        "old": ", ".join(f"old.[{name}]" for name in names),
        "key": " and ".join(f"[{name}] = ?" for name in table.pks),
        "new_key": ", ".join(f"new.[{name}]" for name in table.pks),
        "same": " and ".join(f"[{name}] is ?" for name in names),
        "new": ", ".join(f"new.[{name}]" for name in names),
    }
    for event, (statement, values) in _TRIGGERS.items():
        yield _trigger(table.name, event, f"after {event}", "true", statement.format(**parts), values.format(**parts))
    for name in names:
        when = f"after update of [{name}]"
        values = f"old.[{name}], {parts['new_key']}, new.[{name}]"
        is_changed = f"old.[{name}] is not new.[{name}]"
        yield _trigger(table.name, name, when, is_changed, _UPDATE.format(column=name, **parts), values)


def _trigger(table, name, event, condition, statement, values):
    return (
        f"create temp trigger [watch {table} {name}] {event} on [{table}] when {condition} "
        f"begin select note_step('{statement}', {values}); end"
    )
