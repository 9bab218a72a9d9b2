"""Small building blocks that every page uses: labels by role, buttons with an icon, cards, a page's head."""

import re
from html import escape

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.theme import GAP
from app.widgets import icons

_ICON_GAP = 0.25
_LONG_WORD = re.compile(r"\S{24}")


def label(text="", role="", *, wrap=False, parent=None):
    """A plain-text label (never markup: names and file names are shown as they are)."""
    widget = _WrappedLabel(parent) if wrap else QLabel(parent)
    widget.setTextFormat(Qt.PlainText)
    widget.setWordWrap(wrap)
    widget.setText(text)
    if role:
        widget.setProperty("role", role)
    return widget


class _WrappedLabel(QLabel):
    """Wraps within long words too: a path or a name without spaces must not push the window wider."""

    def setText(self, text):
        super().setText(_LONG_WORD.sub("\\g<0>\u200b", text))


class WholeLabel(_WrappedLabel):
    """Never loses a line: layouts inside of others forget that a narrower label is higher."""

    def __init__(self, role="", parent=None):
        super().__init__(parent)
        self.setTextFormat(Qt.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role)

    def setText(self, text):
        super().setText(text)
        self._keep_height()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self):
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1 without words


def set_tip(widget, text):
    """A tooltip that shows names with markup in them as they are."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text):
    """What Qt shows as ``text`` in a tooltip, markup and all."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


def button(text, icon_name="", role="", *, tip=""):
    widget = QPushButton(text)
    widget.setProperty("role", role)
    widget.setCursor(Qt.PointingHandCursor)
    if icon_name:
        set_icon(widget, icon_name)
    if tip:
        widget.setToolTip(tip)
    widget.setAutoDefault(False)
    return widget


def set_icon(widget, icon_name):
    """An icon before a button's word, in the colour of its role, with more air between them than Qt leaves."""
    colour = {"primary": "on_accent", "danger": "rejects", "flat": "accent"}.get(widget.property("role"), "text")
    widget.setIcon(icons.icon(icon_name, colour, disabled="muted", gap=_ICON_GAP))
    widget.setIconSize(icons.icon_size(18, gap=_ICON_GAP))


def icon_button(icon_name, name, *, colour="muted", tip="", size=18):
    """A button of only an icon; ``name`` is what a screen reader says and, without ``tip``, its tooltip."""
    widget = QToolButton()
    widget.setProperty("role", "flat")
    widget.setIcon(icons.icon(icon_name, colour))
    widget.setIconSize(icons.icon_size(size))
    widget.setAccessibleName(name)
    set_tip(widget, tip or name)
    widget.setFocusPolicy(Qt.StrongFocus)
    widget.setCursor(Qt.PointingHandCursor)
    return widget


def set_property(widget, name, value):
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def column(*items, margins=(0, 0, 0, 0), spacing=GAP, parent=None):
    return _filled(QVBoxLayout(parent), items, margins, spacing)


def row(*items, margins=(0, 0, 0, 0), spacing=GAP, parent=None):
    return _filled(QHBoxLayout(parent), items, margins, spacing)


def _filled(layout, items, margins, spacing):
    """Add widgets, layouts, and numbers: an int is a stretch, ``(item, stretch)`` gives the item one."""
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for item in items:
        item, stretch = item if isinstance(item, tuple) else (item, 0)
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item, stretch)
        else:
            layout.addLayout(item, stretch)
    return layout


class Card(QFrame):
    """A white area with a thin border; ``body`` is its column."""

    def __init__(self, *items, spacing=GAP, margin=2 * GAP, parent=None):
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = column(*items, margins=(margin,) * 4, spacing=spacing, parent=self)


class StepHead(QWidget):
    """A step's number in a disc, and its name."""

    def __init__(self, number, name, parent=None):
        super().__init__(parent)
        disc = label(str(number), "step")
        disc.setAlignment(Qt.AlignCenter)
        self.extra = label("", "small")
        row(disc, label(name, "section"), 1, self.extra, parent=self)


class PageHead(QWidget):
    """Title and one sentence at the left; at the right the primary action with what it is waiting for."""

    def __init__(self, title, sentence, action=None, parent=None):
        super().__init__(parent)
        self.hint = label("", "small", wrap=True)
        self.hint.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        self.hint.setMinimumWidth(theme.current().px(160))
        self.hint.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Preferred)
        words = column(label(title, "title"), label(sentence, "muted", wrap=True), spacing=4)
        layout = row((words, 3), (self.hint, 1), spacing=2 * GAP, parent=self)
        if action:
            layout.addWidget(action, 0, Qt.AlignVCenter)


class ComboBox(QComboBox):
    """A combo box with our own arrow: the style sheet would take only a file in one colour."""

    def paintEvent(self, event):
        side = theme.current().px(18)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(QStyle.CC_ComboBox, option, QStyle.SC_ComboBoxEditField, self)
        room = field.width() - GAP
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.CC_ComboBox, option)
        painter.drawControl(QStyle.CE_ComboBoxLabel, option)
        arrow = icons.pixmap("chevron", "muted", side, scale=self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - GAP, (self.height() - side) // 2, arrow)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the tooltip has all of it."""

    def __init__(self, text="", role="", mode=Qt.ElideMiddle, parent=None):
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        self.setMinimumWidth(theme.current().px(40))
        self.show_text(text)

    def show_text(self, text):
        self._full = text
        set_tip(self, text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._elide()

    def _elide(self):
        self.setText(self.fontMetrics().elidedText(self._full, self._mode, self.width()))
