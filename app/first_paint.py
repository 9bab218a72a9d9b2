"""A window that is on the screen before what works behind it is loaded."""

from PyQt5.QtCore import QEvent, QEventLoop, QObject, QTimer

_PATIENCE_MS = 500  # one that is opened minimized is painted when its owner wants it


def show_painted(window):
    """Show it, and come back once it is painted.  Clicks and keys wait for the event loop."""
    window.show()
    loop = QEventLoop()
    painting = _Painting(loop)
    window.windowHandle().installEventFilter(painting)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec(QEventLoop.ExcludeUserInputEvents)
    window.windowHandle().removeEventFilter(painting)


class _Painting(QObject):
    """Ends a loop when its window has been painted, which Qt does while it handles the exposure."""

    def __init__(self, loop):
        super().__init__()
        self._loop = loop

    def eventFilter(self, window, event):
        if event.type() == QEvent.Expose:
            QTimer.singleShot(0, self._loop.quit)
        return False
