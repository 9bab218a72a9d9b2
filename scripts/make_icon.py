"""Draws assets/gluonar.png from assets/gluonar.svg: python scripts/make_icon.py"""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ASSETS = Path(__file__).resolve().parents[1] / "assets"
_SIDE = 256


def main():
    from PyQt5.QtCore import Qt
    from PyQt5.QtGui import QGuiApplication, QImage, QPainter
    from PyQt5.QtSvg import QSvgRenderer

    app = QGuiApplication([])
    image = QImage(_SIDE, _SIDE, QImage.Format_ARGB32)
    image.fill(Qt.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    QSvgRenderer(str(ASSETS / "gluonar.svg")).render(painter)
    painter.end()
    image.save(str(ASSETS / "gluonar.png"))
    app.quit()


if __name__ == "__main__":
    main()
