"""The window's language: translations read from `assets/translations`, and what services say put into it.

The catalogue is a Qt Linguist file (.ts), read as it is: nothing has to be compiled.  `scripts/translations.py` keeps
it in step with the sources.  The language is chosen once, before the first widget is built.
"""

from pathlib import Path
from xml.etree import ElementTree

from PyQt5.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from app.said import Said

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "translations"
ENGLISH, CHINESE = "en", "zh_CN"
NAMES = {ENGLISH: "English", CHINESE: "简体中文"}  # each in its own language: whoever needs it can read it

_translators = []


def catalogue_path(code):
    return FOLDER / f"gluonar_{code}.ts"


def read_catalogue(path):
    """{(English text, comment): translation} of a .ts file; what is not translated yet is left out."""
    entries = {}
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation.text and translation.get("type") != "vanished":
            entries[message.findtext("source"), message.findtext("comment", "")] = translation.text
    return entries


class Catalogue(QTranslator):
    """Finds texts by their English words, whatever class asks: one text has one translation, unless a comment
    (``tr``'s second argument) tells two meanings apart."""

    def __init__(self, path, parent=None):
        super().__init__(parent)
        self._entries = read_catalogue(path)

    def isEmpty(self):
        return not self._entries

    def translate(self, context, text, comment=None, n=-1):
        return self._entries.get((text, comment or ""))  # None lets the next translator try: Qt's own texts


def of_system():
    """The language of the two that suits this computer."""
    return CHINESE if QLocale.system().language() == QLocale.Chinese else ENGLISH


def use(app, code=None):
    """Speak the language ``code`` from now on, without one the system's.  Widgets that are there keep theirs."""
    code = code or of_system()
    while _translators:
        app.removeTranslator(_translators.pop())
    QLocale.setDefault(QLocale(code))
    if code == ENGLISH:
        return
    of_qt = QTranslator()
    of_qt.load(QLocale(code), "qtbase", "_", QLibraryInfo.location(QLibraryInfo.TranslationsPath))
    for translator in (of_qt, Catalogue(catalogue_path(code))):
        app.installTranslator(translator)
        _translators.append(translator)


def told(text):
    """What a service said in English, in the window's language; its values stay as they are."""
    if not text:
        return text
    template, values = (text.template, text.values) if isinstance(text, Said) else (text, {})
    if not values:
        return _translated(template)
    values = {name: told(value) if isinstance(value, Said) else value for name, value in values.items()}
    return _translated(template).format(**values)


def day_words(moment):
    """The day of a moment or a day (ISO 8601), as the language writes it."""
    day = QDate.fromString(moment[:10], "yyyy-MM-dd")
    return day.toString(QCoreApplication.translate("Language", "yyyy-MM-dd"))


def _translated(text):
    return QCoreApplication.translate("Language", text)
