"""What a person sees of a window: texts that are cut off, and controls that nothing names."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QScrollArea, QToolButton, QWidget

from app.widgets.basics import ElidedLabel
from app.widgets.dropping import Page


def cut_texts(window):
    """Texts, of what is visible in ``window``, that have less room than they need; and pages wider than the window."""
    found = [f"wider than the window: {type(area.widget()).__name__}" for area in _seen(window, QScrollArea)
             if isinstance(area.widget(), Page) and area.horizontalScrollBar().maximum() > 0]  # fmt: skip
    found += [f"label: {label.text()}" for label in _seen(window, QLabel) if _is_cut(label)]
    for button in _seen(window, QAbstractButton):
        is_icon = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonIconOnly
        if button.text() and not is_icon and button.sizeHint().width() > button.width() + 1:
            found.append(f"button: {button.text()}")
    for box in _seen(window, QComboBox):
        room = box.width() - box.minimumSizeHint().height()  # for the arrow
        may_elide = box.sizeAdjustPolicy() == QComboBox.AdjustToMinimumContentsLengthWithIcon  # names of any length
        if not may_elide and box.fontMetrics().horizontalAdvance(box.currentText()) > room:
            found.append(f"box: {box.currentText()}")
    return found


def unnamed_controls(window):
    """Controls that the keyboard can reach and a screen reader has no name for."""
    named = {id(label.buddy()) for label in window.findChildren(QLabel) if label.buddy()}
    return [
        f"{type(control).__name__} {control.objectName()} in {type(control.parent()).__name__}"
        for control in controls(window)
        if not (control.accessibleName() or _own_text(control) or id(control) in named)
    ]


def controls(window):
    """What Tab can go to, shown or not; Qt's own parts inside of widgets left out."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.TabFocus and widget.window() is window and not _is_qts_own(widget)
    ]


def tab_order(window, page):
    """The visible controls of ``page`` in the order in which Tab goes to them."""
    order, widget = [], page
    while (widget := widget.nextInFocusChain()) is not page:
        is_reached = widget.focusPolicy() & Qt.TabFocus and widget.isVisible() and widget.isEnabled()
        if is_reached and page.isAncestorOf(widget) and not _is_qts_own(widget):
            order.append(widget)
    return order


def _seen(window, kind):
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


def _is_qts_own(widget):
    is_viewport = isinstance(widget.parent(), QAbstractScrollArea) and widget.parent().viewport() is widget
    return is_viewport or widget.objectName().startswith("qt_")


def _own_text(control):
    return isinstance(control, QAbstractButton) and control.text().strip()


def _is_cut(label):
    if isinstance(label, ElidedLabel) or not label.text():
        return False
    if not label.wordWrap():
        return label.sizeHint().width() > label.width() + 1 or label.sizeHint().height() > label.height() + 2
    widest = max((label.fontMetrics().horizontalAdvance(word) for word in label.text().split()), default=0)
    is_words_only = label.text().isascii()  # Chinese may be broken anywhere
    return label.heightForWidth(label.width()) > label.height() + 2 or (is_words_only and widest > label.width() + 1)
