"""Sets a report on A4 pages, as a PDF whose text can be selected.  What it says comes from ``services.report``."""

import os
from html import escape
from pathlib import Path

from PyQt5.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PyQt5.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from app.said import said
from app.services.exporting import written_file
from app.services.report import Bullets, Facts, Picture, Table, Words, moment

_DPI = 96  # of the layout: 1 px of the style sheet is 1/96 inch
_PAGE = QSizeF(210 / 25.4 * _DPI, 297 / 25.4 * _DPI)
_MARGIN, _FOOT = 18 / 25.4 * _DPI, 9 / 25.4 * _DPI
_PDF_DPI = 1200
_TONES = {"": "#192126", "muted": "#526068", "supports": "#1b7440", "rejects": "#b3261e", "unsure": "#855500"}
_CSS = """
h1 { font-size: 21px; font-weight: normal; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 15px; margin-top: 16px; margin-bottom: 4px; color: #0d7584; }
p { margin-top: 2px; margin-bottom: 4px; }
p.large { font-size: 19px; font-weight: bold; }
p.small, td.note, td.name, th { font-size: 10px; color: #526068; }
th { text-align: left; }
li { margin-bottom: 3px; }
"""


def write(report, path):
    """Write the ``Report``; the file is there whole or, with a ``UserError``, not at all."""
    path = Path(path)
    unfinished = path.with_name(f"{path.name}.part")
    with written_file(path, "report"):
        unfinished.touch()  # Qt does not say why it cannot write
        _write(report, unfinished)
        os.replace(unfinished, path)


def _write(report, path):
    writer = QPdfWriter(str(path))
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion_1_6)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.A4), QPageLayout.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_PDF_DPI)
    writer.setTitle(report.title)
    writer.setCreator(report.made_by)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(0, said("the disk refused it"), str(path))
    painter.scale(_PDF_DPI / _DPI, _PDF_DPI / _DPI)
    pages = Pages(report)
    for number in range(len(pages)):
        if number:
            writer.newPage()
        pages.draw(number, painter)
    painter.end()


class Pages:
    """The pages of a report, drawn by any painter at 96 units an inch."""

    def __init__(self, report):
        self._report = report
        self._document = document = QTextDocument()
        document.setDefaultFont(_font(12))
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultTextOption(_wrapping())
        document.setDefaultStyleSheet(_CSS)
        self._pictures = []
        html = self._html()
        for name, image in self._pictures:
            document.addResource(QTextDocument.ImageResource, QUrl(name), image)
        document.setHtml(html)
        document.setPageSize(QSizeF(self._width, _PAGE.height() - 2 * _MARGIN - _FOOT))
        self._keep_headings_with_what_follows()

    def _keep_headings_with_what_follows(self):
        block = self._document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and self._page_of(block) != self._page_of(block.next()):
                style = block.blockFormat()
                style.setPageBreakPolicy(QTextFormat.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(style)
            block = block.next()

    def _page_of(self, block):
        """Where its first line is."""
        place = self._document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineAt(0) if block.layout().lineCount() else None
        top = place.top() + (line.y() + line.height() / 2 if line else 0)
        return int(top // self._document.pageSize().height())

    @property
    def _width(self):
        return _PAGE.width() - 2 * _MARGIN

    def __len__(self):
        return self._document.pageCount()

    def draw(self, number, painter):
        """``number`` counts from 0."""
        height = self._document.pageSize().height()
        shown = QRectF(0, number * height, self._width, height)
        painter.save()
        painter.translate(_MARGIN, _MARGIN - shown.top())
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown.adjusted(0, 1, 0, -1)  # or lines that only touch the page would be on it unseen
        context.palette.setColor(QPalette.Text, Qt.black)  # whatever the window's colours are
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        self._draw_foot(number, painter)

    def image(self, number, dpi=110):
        """The page as a picture."""
        image = QImage((_PAGE * (dpi / _DPI)).toSize(), QImage.Format_RGB32)
        image.fill(Qt.white)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.TextAntialiasing | QPainter.SmoothPixmapTransform)
        painter.scale(dpi / _DPI, dpi / _DPI)
        self.draw(number, painter)
        painter.end()
        return image

    def _draw_foot(self, number, painter):
        painter.setFont(_font(10))
        painter.setPen(Qt.darkGray)
        place = QRectF(_MARGIN, _PAGE.height() - _MARGIN - _FOOT / 2, self._width, _FOOT)
        page = f"Page {number + 1} of {len(self)}"
        room = self._width - painter.fontMetrics().horizontalAdvance(page) - 24
        title = painter.fontMetrics().elidedText(self._report.title, Qt.ElideMiddle, int(room))
        painter.drawText(place, Qt.AlignLeft | Qt.AlignBottom, title)
        painter.drawText(place, Qt.AlignRight | Qt.AlignBottom, page)

    def _html(self):
        made = f"Report made {moment(self._report.made_at)} by {self._report.made_by}"
        parts = [f"<h1>{_text(self._report.title)}</h1><p class='small'>{_text(made)}</p>"]
        for section in self._report.sections:
            parts.append(f"<h2>{_text(section.title)}</h2>")
            parts += [html for group in _side_by_side(section.parts) for html in self._group(group)]
        return f"<html><body>{''.join(parts)}</body></html>"

    def _group(self, group):
        if isinstance(group[0], Picture):
            cells = "".join(f"<td width='{100 * part.width:.0f}%'>{self._picture(part)}</td>" for part in group)
            yield f"<table width='100%' cellspacing='0' cellpadding='2'><tr>{cells}</tr></table>"
        else:
            make = {Words: _words, Facts: _facts, Table: _table, Bullets: _bullets}
            yield from (make[type(part)](part) for part in group)

    def _picture(self, part):
        image = QImage.fromData(part.png, "PNG")
        name = f"picture-{len(self._pictures)}"
        self._pictures.append((name, image))
        width = self._width * part.width - 8
        caption = f"<p class='small'>{_text(part.caption)}</p>" if part.caption else ""
        height = width * image.height() / image.width()
        return f"<img src='{name}' width='{width:.0f}' height='{height:.0f}'/>{caption}"


def _side_by_side(parts):
    """Lists of parts, pictures that fit into one line together."""
    line, used = [], 0.0
    for part in parts:
        width = part.width if isinstance(part, Picture) else 2.0
        if line and used + width > 1.001:
            yield line
            line, used = [], 0.0
        line.append(part)
        used += width
    if line:
        yield line


def _words(part):
    kind = " class='large'" if part.is_large else ""
    return f"<p{kind} style='color: {_TONES[part.tone]}'>{_text(part.text)}</p>"


def _facts(part):
    rows = "".join(
        f"<tr><td width='24%' class='name'>{_text(name)}</td><td>{_text(value)}</td></tr>" for name, value in part.rows
    )
    return f"<table width='100%' cellspacing='0' cellpadding='3'>{rows}</table>"


def _table(part):
    lines = ["<tr>" + "".join(f"<th>{_text(cell)}</th>" for cell in part.header) + "</tr>"]
    for index, row in enumerate(part.rows):
        lines.append("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>")
        if index < len(part.notes) and part.notes[index]:
            lines.append(f"<tr><td class='note' colspan='{len(row)}'>{_text(part.notes[index])}</td></tr>")
    return f"<table width='100%' cellspacing='0' cellpadding='3'>{''.join(lines)}</table>"


def _bullets(part):
    return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in part.items)}</ul>"


def _text(words):
    return escape(words).replace("\n", "<br/>")


def _font(px):
    font = QFont(QFontDatabase.systemFont(QFontDatabase.GeneralFont).family())
    font.setPixelSize(px)
    font.setHintingPreference(QFont.PreferNoHinting)
    return font


def _wrapping():
    """Digests and file names have no spaces to break at."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapAtWordBoundaryOrAnywhere)
    return option
