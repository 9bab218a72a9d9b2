"""Choosing the operating point: even, from a prior and two costs, or as a ratio."""

import math

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QLineEdit, QStackedWidget, QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import Card, ComboBox, button, column, label, row

_EVEN, _COSTS, _RATIO = range(3)
_FIELD_WIDTH = 64
_MOST_RATIO_SAID = 1e6


class PointPanel(Card):
    """``chosen(dict)``: numbers by the names ``prior``, ``cost_miss``, ``cost_false_accept``, or ``llr``; or none.

    What cannot be read as a number comes as NaN: whoever checks the rest refuses that, too.
    """

    chosen = pyqtSignal(dict)

    def __init__(self, parent=None):
        super().__init__(spacing=GAP, parent=parent)
        self.kind = ComboBox()
        self.kind.addItems([self.tr("Even"), self.tr("Prior and costs"), self.tr("Fixed LLR")])
        self.kind.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(12)
        self.kind.setAccessibleName(self.tr("How the operating point is chosen"))
        self.fields = {
            "prior": _field(self.tr("Prior"), self.tr("Probability beforehand that it is the speaker, 0 to 1")),
            "cost_miss": _field(self.tr("Miss costs"), self.tr("Of not supporting the right speaker")),
            "cost_false_accept": _field(
                self.tr("False accept costs"), self.tr("Of supporting a wrong speaker, in the unit of the other")
            ),
            "llr": _field(self.tr("LLR"), self.tr("Natural logarithm of the likelihood ratio")),
        }
        self.use_button = button(self.tr("Use"), tip=self.tr("Use it from the next answer on (Enter)"))
        self.told = label("", "small", wrap=True)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._inputs.setCurrentIndex)
        self.kind.activated.connect(lambda index: self._choose() if index == _EVEN else None)
        self.use_button.clicked.connect(self._choose)

    def keyPressEvent(self, event):
        """Enter in the panel is the panel's: it must not ask the page's question at the point before."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def show_point(self, point):
        """The ``OperatingPoint`` that is in use."""
        is_even = point.llr == 0 and point.prior is None
        self.kind.setCurrentIndex(_EVEN if is_even else _RATIO if point.prior is None else _COSTS)
        shown = {"prior": point.prior, "cost_miss": point.cost_miss, "cost_false_accept": point.cost_false_accept}
        defaults = {"prior": 0.5, "cost_miss": 1.0, "cost_false_accept": 1.0}
        for name, default in defaults.items():
            self.fields[name].setText(f"{default if shown[name] is None else shown[name]:g}")
        self.fields["llr"].setText(f"{point.llr:.4g}")
        self.told.setText(self._words(point.llr))

    def _words(self, llr):
        if llr == 0:
            return self.tr("“Supports” begins where both answers are equally likely: LLR 0.")
        words = self.tr("“Supports” begins where this speaker is {ratio} times more likely: LLR {llr}.")
        if llr < 0:
            words = self.tr("“Supports” ends where another speaker is {ratio} times more likely: LLR {llr}.")
        return words.format(ratio=self._ratio(math.exp(abs(llr))), llr=f"{llr:+.2f}".replace("-", "−"))

    def _ratio(self, ratio):
        if ratio > _MOST_RATIO_SAID:
            return self.tr("over a million")
        return f"{ratio:.3g}" if ratio < 100 else f"{ratio:,.0f}"

    def _choose(self):
        names = {_EVEN: (), _COSTS: ("prior", "cost_miss", "cost_false_accept"), _RATIO: ("llr",)}
        self.chosen.emit({name: _number(self.fields[name].text()) for name in names[self.kind.currentIndex()]})

    def arrange(self, is_narrow):
        """On a narrow page the numbers go below the choice."""
        self._line.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def _lay_out(self):
        self._inputs = QStackedWidget()
        for names in ((), ("prior", "cost_miss", "cost_false_accept"), ("llr",)):
            page = QWidget()
            parts = [part for name in names for part in self._named(self.fields[name])]
            row(*parts, 1, spacing=GAP, parent=page)
            self._inputs.addWidget(page)
        kind = row(label(self.tr("Operating point"), "section"), self.kind, 1)
        self._line = row(kind, (row((self._inputs, 1), self.use_button), 1), spacing=2 * GAP)
        self.body.addLayout(column(self._line, self.told))

    def _named(self, field):
        title = label(field.accessibleName(), "small")
        title.setToolTip(field.toolTip())
        title.setBuddy(field)
        return title, field


def _field(name, tip):
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setToolTip(tip)
    field.setFixedWidth(theme.current().px(_FIELD_WIDTH))
    return field


def _number(text):
    try:
        return float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return math.nan
