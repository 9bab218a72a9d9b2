"""The command ``protect``, and the pass-phrase that every command asks for when the gallery has one."""

import getpass
import os
import sys

from app.errors import UserError
from app.services import damage, protecting
from app.settings import gallery_path

_VARIABLE, _NEW_VARIABLE = "GLUONAR_PASSPHRASE", "GLUONAR_NEW_PASSPHRASE"


def key_of(folder):
    """The ``Key`` of the gallery in this data folder: from the environment or the terminal; None when it has none."""
    if not protecting.is_protected(folder):
        return None
    try:
        return damage.unlock(folder, _said(_VARIABLE, "Pass-phrase: "))
    except UserError as error:
        if plain := damage.plain_backup(folder):
            raise UserError(error.notice.title, _if_plain(folder, plain)) from error
        raise


def _if_plain(folder, backup):
    gallery = gallery_path(folder)
    return f"If it never had one, “{gallery}” is damaged: move it to another folder, then restore “{backup.path}”."


def run(program, options):
    """``(lines, facts)`` of the action in ``options``."""
    folder, key = program.folder, program.key
    if options.remove and key is None:
        raise UserError("The gallery has no pass-phrase.", "There is nothing to remove.")
    if options.remove:
        protecting.remove_passphrase(folder, key)
        return ["The gallery needs no pass-phrase any more."], {"is_protected": False}
    if key is not None and not options.change:
        raise UserError("The gallery has a pass-phrase.", "Give it another one with --change.")
    protecting.set_passphrase(folder, _new(), key)
    kept = "There is no other way in: write it down and keep it where you keep keys."
    return ["The gallery opens with this pass-phrase alone.", kept], {"is_protected": True}


def _new():
    passphrase = _said(_NEW_VARIABLE, "New pass-phrase: ")
    if _NEW_VARIABLE not in os.environ and passphrase != getpass.getpass("The same again: "):
        raise UserError("The two are not the same.", "Nothing has changed; try again.")
    return passphrase


def _said(variable, prompt):
    if variable in os.environ:
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError("A pass-phrase is needed.", f"Type it in a terminal, or give it in ${variable}.")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise UserError("No pass-phrase was typed.", "Try again.") from None
