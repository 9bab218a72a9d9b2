"""The figures of an evaluation with their intervals as a table: a row a figure, a column a model."""

import math

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from app import theme
from app.widgets.words import figure, percent

_RATES = ("eer", "accuracy")
_NAME_WIDTH, _FIGURE_WIDTH, _BAR_WIDTH = 104, 120, 16
_MIN_HEIGHT = 160


class FigureTableModel(QAbstractTableModel):
    """Of an ``Evaluation``; None before there is one."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.evaluation = None
        self._keys = []
        self._names = {
            "eer": self.tr("EER"), "min_dcf": self.tr("minDCF"), "actual_dcf": self.tr("Actual DCF"),
            "cllr": self.tr("Cllr"), "min_cllr": self.tr("min Cllr"), "accuracy": self.tr("Accuracy"),
            "auc": self.tr("AUC"),
        }  # fmt: skip
        self._tips = {
            "eer": self.tr("Equal error rate: where false accepts and false rejects are equally many. 0 is best."),
            "min_dcf": self.tr(
                "Detection cost at the best threshold, when one trial in 100 is of the same speaker and both errors\n"
                "cost the same. 1 is what always answering no costs; 0 is best."
            ),
            "actual_dcf": self.tr(
                "The same cost when the log-likelihood ratios are taken at their word.\n"
                "Far above minDCF: badly calibrated."
            ),
            "cllr": self.tr(
                "Bits of information lost by the log-likelihood ratios. 1 is what knowing nothing costs; 0 is best."
            ),
            "min_cllr": self.tr("The same after the best possible calibration. Far below Cllr: badly calibrated."),
            "accuracy": self.tr(
                "Share of right answers, each fold of the trials at the threshold that was best on the other folds."
            ),
            "auc": self.tr(
                "Area under the ROC curve: how often a trial of the same speaker scores higher. 1 is best."
            ),
        }

    def show_evaluation(self, evaluation):
        self.beginResetModel()
        self.evaluation = evaluation
        model = evaluation.models[0]
        self._keys = [*model.figures, *(key for key, rate in model.by_speech.items() if rate.value is not None)]
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        n_models = len(self.evaluation.models) if self.evaluation else 0
        return 0 if parent.isValid() or not n_models else n_models + (2 if n_models > 1 else 1)

    def headerData(self, section, orientation, role=Qt.DisplayRole):
        if orientation == Qt.Horizontal and role == Qt.TextAlignmentRole:
            return int(Qt.AlignVCenter | (Qt.AlignRight if section else Qt.AlignLeft))
        if orientation != Qt.Horizontal or role not in (Qt.DisplayRole, Qt.ToolTipRole):
            return None
        names = [each.model_id for each in self.evaluation.models]
        differs = self.tr("What the second model's figure is above the first's, on the very same trials")
        if role == Qt.ToolTipRole:
            return [self.tr("In small: where the figure lies in 95 of 100 draws of the speakers"), *names, differs][
                section
            ]
        return [self.tr("Figure"), *names, self.tr("Difference")][section]

    def data(self, index, role=Qt.DisplayRole):
        key = self._keys[index.row()]
        if role == Qt.DisplayRole:
            return self._name(key) if not index.column() else self._words(key, self._figures(key)[index.column() - 1])
        if role == Qt.ToolTipRole:
            return self._tip(key)
        if role == Qt.TextAlignmentRole:
            return int(Qt.AlignVCenter | (Qt.AlignRight if index.column() else Qt.AlignLeft))
        return None

    def _figures(self, key):
        models = self.evaluation.models
        found = [(each.figures if key in each.figures else each.by_speech)[key] for each in models]
        return [*found, self.evaluation.differences[key]] if len(models) > 1 else found

    def _name(self, key):
        if key in self._names:
            return self._names[key]
        low_s, high_s = key
        if not low_s:
            return self.tr("EER, speech\nunder {s:g} s").format(s=high_s)
        if math.isinf(high_s):
            return self.tr("EER, speech\nfrom {s:g} s").format(s=low_s)
        return self.tr("EER, speech\n{low:g} to {high:g} s").format(low=low_s, high=high_s)

    def _tip(self, key):
        if key not in self._tips:
            return self.tr("Equal error rate of the trials whose shorter recording has this much speech in it.")
        model = self.evaluation.models[0]
        if key == "accuracy" and model.n_folds:
            spread = self.tr("{tip}\n{n} folds, with a standard deviation of {deviation}.")
            return spread.format(tip=self._tips[key], n=model.n_folds, deviation=percent(model.accuracy_deviation))
        return self._tips[key]

    def _words(self, key, shown):
        if shown.value is None:
            return self.tr("too few trials")
        value = figure(shown.value, 3) if self._unit(key) != "%" else percent(shown.value)
        if self._unit(key) == "bits":
            value = self.tr("{n} bits").format(n=value)
        return value if shown.low is None else f"{value}\n{self._bounds(key, shown)}"

    def _bounds(self, key, shown):
        """In the unit of the figure above it."""
        factor, digits = 1, 3
        if self._unit(key) == "%":
            factor, digits = 100, 1 if max(abs(shown.low), abs(shown.high)) >= 0.0995 else 2
        low, high = (figure(factor * bound, digits) for bound in (shown.low, shown.high))
        return self.tr("{low} to {high}").format(low=low, high=high)

    def _unit(self, key):
        if key in _RATES or not isinstance(key, str):
            return "%"
        return "bits" if "cllr" in key else ""


class FigureTable(QTableView):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.setModel(FigureTableModel(self))
        self.setAccessibleName(self.tr("Figures"))
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self.setMinimumHeight(theme.current().px(_MIN_HEIGHT))
        self.setProperty("role", "figures")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(44))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.ElideMiddle)
        header.setSectionResizeMode(QHeaderView.Stretch)

    def show_evaluation(self, evaluation):
        self.model().show_evaluation(evaluation)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.Fixed)
        self.setColumnWidth(0, theme.current().px(_NAME_WIDTH))

    def show_all_rows(self, are_all):
        """As high as all of them, or as there is room."""
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 4
        self.setMinimumHeight(height if are_all else theme.current().px(_MIN_HEIGHT))

    def wanted_width(self):
        """Of as many columns as there are."""
        n_figures = self.model().columnCount() - 1
        return theme.current().px(_NAME_WIDTH + _FIGURE_WIDTH * n_figures) + _BAR_WIDTH + 4
