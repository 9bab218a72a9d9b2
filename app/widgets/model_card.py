"""A model card as text, with its tables as they look on a page of the program."""

from PyQt5.QtGui import QTextTable
from PyQt5.QtWidgets import QFrame, QTextBrowser

from app import theme
from app.theme import GAP


class ModelCard(QTextBrowser):
    """Shows Markdown from a file that anybody may have written: nothing of it is fetched or opened."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.NoFrame)
        self.viewport().setAutoFillBackground(False)

    def loadResource(self, kind, url):
        """No pictures: the text is all there is."""
        return None

    def show_card(self, text):
        self.setMarkdown(text)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setCellPadding(GAP / 2)
                look.setCellSpacing(0)
                look.setBorderCollapse(True)
                look.setBorderBrush(theme.current().colour("border"))
                look.setTopMargin(GAP)
                look.setBottomMargin(GAP)
                frame.setFormat(look)
