"""Keeps the translations in step with the sources.

    python scripts/translations.py            refresh assets/translations: new texts in, texts of no use out
    python scripts/translations.py --check    change nothing; what is wrong is listed, and the exit code is 1

A new text comes in with an empty translation: write it into the file, by hand or with Qt Linguist, and run this again.
"""

import argparse
import ast
import re
import string
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.language import CHINESE, catalogue_path, read_catalogue  # noqa: E402

COMMAND_LINE = re.compile(r"cli|commands|argument_types|(\w+_)?(command|arguments|wording)")
ARCHIVE = ("cluster", "journal", "local", "output", "run")  # of services/archive: the command line's alone
_TEXT_AT = {"tr": 0, "_tr": 0, "translate": 1, "said": 0, "marked": 0, "written_file": 1}  # which argument is the text
_NOTICES = ("UserError", "Notice")  # with two sentences, of which each may be a plain text
_SENTENCES = ("title", "advice")  # variables that go into one of those


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing")
    path, texts = catalogue_path(CHINESE), source_texts()
    if not parser.parse_args().check:
        refresh(path, texts)
    problems = problems_of(path, texts)
    print("\n".join(problems) or f"{path.name}: {len(texts)} texts, all translated")
    return 1 if problems else 0


def source_files():
    """Everything that the window can show is said in these."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        is_archive = path.parent.name == "archive" and path.stem in ARCHIVE
        if not COMMAND_LINE.fullmatch(path.stem) and not is_archive:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def source_texts():
    """{(text, comment): file} in the order of files and lines."""
    texts = {}
    for file, source in source_files():
        for key in texts_in(source):
            texts.setdefault(key, file)
    return texts


def texts_in(source):
    """(text, comment) of each call that shows or marks one."""
    for node, comment in _nodes(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            yield node.value, comment


def glued_in(source):
    """(line, code) of texts that are glued from pieces, and so cannot be translated."""
    for node, _ in _nodes(source):
        if isinstance(node, ast.JoinedStr) and any(_is_worded(piece) for piece in node.values):
            yield node.lineno, ast.unparse(node)


def _nodes(source):
    """(syntax node, comment) of what stands where a text is expected."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call | ast.Assign)]
    for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        yield from _of_call(node) if isinstance(node, ast.Call) else _of_assignment(node)


def _of_assignment(node):
    if [target.id for target in node.targets if isinstance(target, ast.Name) and target.id in _SENTENCES]:
        yield from ((choice, "") for choice in _choices(node.value))


def _of_call(call):
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in _NOTICES or _is_of_notice(call):
        yield from ((node, "") for argument in call.args for node in _choices(argument))
    elif len(call.args) > (place := _TEXT_AT.get(name, len(call.args))):
        comment = next((each.value for each in call.args[place + 1 : place + 2] if _has_comment(name, each)), "")
        yield from ((node, comment) for node in _choices(call.args[place]))


def _is_of_notice(call):
    """``super().__init__("What happened.", "What to do.")`` of an error's own class."""
    is_init = isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"
    return is_init and any(isinstance(each, ast.Constant) and " " in str(each.value) for each in call.args)


def _has_comment(name, argument):
    return name in ("tr", "translate") and isinstance(argument, ast.Constant)


def _choices(node):
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _is_worded(piece):
    return isinstance(piece, ast.Constant) and any(map(str.isalpha, piece.value))


def refresh(path, texts):
    """Write the file anew: kept translations, empty ones for new texts, nothing for texts that are gone."""
    kept = read_catalogue(path) if path.exists() else {}
    root = ElementTree.Element("TS", version="2.1", language=CHINESE, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "GluonAR"
    for (text, comment), file in texts.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "location", filename=f"../../{file}")
        ElementTree.SubElement(message, "source").text = text
        if comment:
            ElementTree.SubElement(message, "comment").text = comment
        translation = ElementTree.SubElement(message, "translation")
        translation.text = kept.get((text, comment))
        if translation.text is None:
            translation.set("type", "unfinished")
    ElementTree.indent(root)
    whole = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{whole}\n', encoding="utf-8")


def problems_of(path, texts):
    """What keeps the translations from being whole, a line each."""
    kept = read_catalogue(path)
    problems = [f"{file}: not translated: {key[0]!r}" for key, file in texts.items() if key not in kept]
    problems += [f"{path.name}: of no text any more: {text!r}" for text, _ in kept.keys() - texts.keys()]
    problems += [
        f"{path.name}: other placeholders: {text!r} -> {translation!r}"
        for (text, _), translation in kept.items()
        if fields(text) != fields(translation)
    ]
    for file, source in source_files():
        problems += [f"{file}:{line}: glued: {code}; use said(), or tr().format()" for line, code in glued_in(source)]
    return problems


def fields(text):
    """The placeholders of a text with their formats; a translation may have one of them twice."""
    try:
        return {(name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return {("not a template", text)}


if __name__ == "__main__":
    sys.exit(main())
