"""Starts the program: a subcommand goes to the command line, none opens the window."""

import sys

from app import cli


def main(argv=None) -> int:
    return cli.main(sys.argv[1:] if argv is None else argv, open_window=_open_window)


def _open_window(options) -> int:
    """``options`` has ``data`` and ``model``: folders, or None for the usual ones."""
    raise NotImplementedError("the window is not built yet")
