"""Four plots of one evaluation that share the pointer and the operating point, with their legend.

Imports pyqtgraph: build it when there is something to show, not with the window.
"""

import pyqtgraph as pg
from PyQt5.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QPainter, QPixmap, QPolygonF
from PyQt5.QtSvg import QSvgGenerator
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import column
from app.widgets.evaluation_panes import BarsPane, DetPane, ReliabilityPane, RocPane, line_pen

_PICTURE_SCALE = 2
_SWATCH = 20
_STEP = 0.1  # of the pointer, in units of the log-likelihood ratio
_N_STEPS = 100  # over all scores of a model that is not calibrated


class EvaluationPlots(QWidget):
    """Signals: ``pointed(float threshold)`` under the mouse, ``chosen(float threshold)`` for a click, or where a drag
    ends."""

    pointed = pyqtSignal(float)
    chosen = pyqtSignal(float)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._curves = ()
        self.setAccessibleName(self.tr("Curves of the evaluation"))
        self._graphics = pg.GraphicsLayoutWidget()
        self._graphics.setBackground(theme.current().colour("surface"))
        self._graphics.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)
        self._graphics.setMinimumSize(1, 1)
        self._graphics.setFocusPolicy(Qt.NoFocus)
        self._graphics.ci.setContentsMargins(0, 0, 8, 0)
        self._graphics.ci.setSpacing(8)
        kinds = ((RocPane, (0, 0)), (DetPane, (0, 1)), (BarsPane, (1, 0)), (ReliabilityPane, (1, 1)))
        self.panes = [kind(self._graphics, place, self) for kind, place in kinds]
        for index in (0, 1):  # all four of one size, whatever their words are
            self._graphics.ci.layout.setColumnPreferredWidth(index, 100)
            self._graphics.ci.layout.setColumnStretchFactor(index, 1)
            self._graphics.ci.layout.setRowStretchFactor(index, 1)
        for pane in self.panes:
            pane.plot.getViewBox().put_down.connect(self._choose)
        self.legend = Legend()
        column(self.legend, (self._graphics, 1), spacing=4, parent=self)
        self._graphics.scene().sigMouseMoved.connect(self._point)
        self._graphics.scene().sigMouseClicked.connect(self._click)

    def show_curves(self, curves):
        """One model's or two's."""
        self._curves = curves
        for pane in self.panes:
            pane.show_curves(curves)
        self.legend.show_models([each.model_id for each in curves])
        self.show_pointer(None)

    def show_point(self, threshold):
        """The operating point; None where the model has none."""
        for pane in self.panes:
            pane.show_point(threshold)

    def show_pointer(self, threshold):
        for pane in self.panes:
            pane.show_pointer(threshold)

    def stepped(self, threshold, n_steps):
        """A threshold some steps away; it stays among the scores."""
        low, high = self._curves[0].edges[[0, -1]]
        step = _STEP if self._curves[0].is_llr else (high - low) / _N_STEPS
        return float(min(max(threshold + n_steps * step, low), high))

    def png(self):
        """The plots with their legend as the bytes of a picture."""
        pixmap = QPixmap(self.size() * _PICTURE_SCALE)
        pixmap.setDevicePixelRatio(_PICTURE_SCALE)
        pixmap.fill(theme.current().colour("surface"))
        self.render(pixmap)
        buffer = _opened()
        pixmap.save(buffer, "PNG")
        return bytes(buffer.data())

    def svg(self):
        """The same as the bytes of a drawing, whose lines stay lines."""
        buffer = _opened()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(self.logicalDpiX())
        generator.setSize(self.size())
        generator.setViewBox(self.rect())
        painter = QPainter(generator)
        painter.fillRect(self.rect(), theme.current().colour("surface"))
        self.legend.paint(painter, QRectF(self.legend.geometry()))
        self._graphics.render(painter, QRectF(self._graphics.geometry()))
        painter.end()
        return bytes(buffer.data())

    def _point(self, place):
        """Beside the plots the pointer stays where it was, so that one can go on to a button."""
        threshold = self._threshold_at(place)
        if threshold is not None:
            self.pointed.emit(threshold)

    def _click(self, event):
        if event.button() == Qt.LeftButton:
            self._choose(event.scenePos())

    def _choose(self, place):
        threshold = self._threshold_at(place)
        if threshold is not None:
            self.chosen.emit(threshold)

    def _threshold_at(self, place):
        for pane in self.panes if self._curves else ():
            box = pane.plot.getViewBox()
            if box.sceneBoundingRect().contains(place):
                where = box.mapSceneToView(place)
                return pane.threshold_at(where.x(), where.y())
        return None


class Legend(QWidget):
    """What the lines, areas and marks mean; two models have a line of their own.  Names without room are shortened."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._models = []
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)

    def sizeHint(self):
        return QSize(1, theme.current().px(20) * (2 if len(self._models) > 1 else 1))

    def show_models(self, names):
        self._models = names
        self.setToolTip("\n".join(names))
        self.setAccessibleName(", ".join(names))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event):
        self.paint(QPainter(self), QRectF(self.rect()))

    def paint(self, painter, area):
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setFont(theme.current().font(12))
        marks = [
            (self._area("accent"), self.tr("same speaker")),
            (self._area("muted"), self.tr("different speakers")),
            (self._diamond, self.tr("operating point")),
        ]
        taken = 0 if len(self._models) > 1 else sum(self._width(painter, words) for _, words in marks)
        room = (area.width() - taken) / max(1, len(self._models)) - self._width(painter, "")
        names = [painter.fontMetrics().elidedText(name, Qt.ElideMiddle, max(0, round(room))) for name in self._models]
        lines = [(self._line(index), name) for index, name in enumerate(names)]
        rows = [lines, marks] if len(lines) > 1 else [lines + marks]
        area.setHeight(area.height() / len(rows))
        for entries in rows:
            self._paint_row(painter, area, entries)
            area.translate(0, area.height())

    def _paint_row(self, painter, area, entries):
        left, swatch = area.left(), theme.current().px(_SWATCH)
        for draw, words in entries:
            draw(painter, QRectF(left, area.top(), swatch, area.height()))
            painter.setPen(theme.current().colour("text"))
            painter.drawText(area.adjusted(left - area.left() + swatch + GAP, 0, 0, 0), Qt.AlignVCenter, words)
            left += self._width(painter, words)

    def _width(self, painter, words):
        """Of an entry, and of the gap after it."""
        return theme.current().px(_SWATCH) + painter.fontMetrics().horizontalAdvance(words) + 3 * GAP

    def _line(self, index):
        def draw(painter, area):
            painter.setPen(line_pen(index))
            painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))

        return draw

    def _area(self, colour):
        def draw(painter, area):
            side = area.height() / 2
            painter.fillRect(
                QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side),
                theme.current().colour(colour),
            )

        return draw

    def _diamond(self, painter, area):
        middle, reach = area.center(), area.height() * 0.28
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        painter.setPen(pg.mkPen(theme.current().colour("text"), width=1.5))
        painter.setBrush(Qt.NoBrush)
        painter.drawPolygon(QPolygonF([middle + QPointF(*corner) for corner in corners]))


def _opened():
    buffer = QBuffer()
    buffer.open(QIODevice.WriteOnly)
    return buffer
