"""The terms of the field in the window's language, as tooltips and for the help."""

from PyQt5.QtCore import QCoreApplication

from app.glossary import TERMS


def term(key):
    """The term and what it means."""
    return tuple(QCoreApplication.translate("Glossary", text) for text in TERMS[key])


def meaning(key):
    return term(key)[1]
