"""Small plots of figures: axes and colours of the theme.

Imports pyqtgraph: build one when there is something to show, not with the window.
"""

import pyqtgraph as pg
from PyQt5.QtWidgets import QSizePolicy

from app import theme

_AXIS_WIDTH = 56


def canvas():
    """A widget for plots on the background of a card."""
    graphics = pg.GraphicsLayoutWidget()
    graphics.setBackground(theme.current().colour("surface"))
    graphics.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)  # its own wish is 640 x 480
    graphics.setMinimumSize(1, 1)
    graphics.ci.setContentsMargins(0, 4, 8, 0)
    graphics.ci.setSpacing(8)
    return graphics


def add_plot(graphics, line, left, bottom=""):
    """A plot that cannot be dragged about, with the names of its axes."""
    colours = theme.current()
    plot = graphics.addPlot(line, 0)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.showGrid(x=True, y=True, alpha=0.15)
    for side, name in (("left", left), ("bottom", bottom)):
        axis = plot.getAxis(side)
        axis.setTickFont(colours.font(12))
        axis.enableAutoSIPrefix(False)
        axis.setPen(colours.colour("border"))
        axis.setTextPen(colours.colour("muted"))
        axis.setStyle(tickLength=4)
        if name:
            axis.setLabel(name, color=colours.colours.muted, **{"font-size": f"{colours.px(12)}px"})
    plot.getAxis("left").setWidth(colours.px(_AXIS_WIDTH))
    return plot


def pen(colour, width=2, style=None):
    """In a colour of the theme."""
    return pg.mkPen(theme.current().colour(colour), width=width, **({} if style is None else {"style": style}))
