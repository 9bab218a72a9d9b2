"""The look in one place: named colours, text sizes and spacing, and the style sheet and palette made from them.

Widgets that paint themselves ask ``current()`` whenever they do, so the colours may change at any time; the text scale
is chosen once, before the first widget is built.
"""

from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PyQt5.QtGui import QColor, QFont, QFontDatabase, QPalette

ASSETS = Path(__file__).resolve().parents[1] / "assets"
_SIZES = (6, 8, 12, 14, 18, 20, 24, 28, 52, 56)  # px at 1x that the style sheet scales
GAP = 8  # px at 1x: inside controls; 2 GAP between them, 3 GAP between groups


@dataclass(frozen=True)
class Colours:
    """Every colour of the window by what it is for.  ``*_soft`` are backgrounds for text in the plain one."""

    window: str
    surface: str
    rail: str
    border: str
    control_border: str
    hover: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    supports: str
    supports_soft: str
    rejects: str
    rejects_soft: str
    unsure: str
    unsure_soft: str


LIGHT = Colours(
    window="#f4f6f7",
    surface="#ffffff",
    rail="#e9edef",
    border="#d7dde0",
    control_border="#7f8b92",
    hover="#eef2f3",
    text="#192126",
    muted="#526068",
    accent="#0d7584",
    accent_hover="#0b6572",
    accent_soft="#e0f2f4",
    on_accent="#ffffff",
    supports="#1b7440",
    supports_soft="#e3f3e8",
    rejects="#b3261e",
    rejects_soft="#fbe8e6",
    unsure="#855500",
    unsure_soft="#fdf1d8",
)

DARK = Colours(
    window="#14191c",
    surface="#1d2428",
    rail="#101416",
    border="#313b41",
    control_border="#71808a",
    hover="#263036",
    text="#e6ebee",
    muted="#a3b0b8",
    accent="#3fb6c4",
    accent_hover="#66cbd7",
    accent_soft="#15383e",
    on_accent="#05262b",
    supports="#6ccb8b",
    supports_soft="#173323",
    rejects="#f48d83",
    rejects_soft="#3e2120",
    unsure="#e5b64b",
    unsure_soft="#3a2f16",
)

BY_NAME = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Theme:
    """A set of colours and a text scale (1.0 or more); sizes are in device-independent pixels."""

    colours: Colours = LIGHT
    text_scale: float = 1.0

    def px(self, size):
        """A length that grows with the text."""
        return round(size * self.text_scale)

    def colour(self, name):
        return QColor(getattr(self.colours, name))

    def font(self, size=14, *, bold=False):
        """The system's own interface font at ``size`` px, with a family that every Qt platform knows."""
        font = QFont(QFontDatabase.systemFont(QFontDatabase.GeneralFont).family())
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def style_sheet(self):
        template = Template((ASSETS / "style.qss").read_text(encoding="utf-8"))
        sizes = {f"px{size}": f"{self.px(size)}px" for size in _SIZES}
        name = next(name for name, colours in BY_NAME.items() if colours == self.colours)
        return template.substitute(asdict(self.colours), **sizes, assets=ASSETS.as_posix(), name=name)

    def palette(self):
        """For what the style sheet does not reach: item views, selections, disabled text."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.Text, QPalette.ButtonText, QPalette.WindowText):
            palette.setColor(QPalette.Disabled, role, self.colour("muted"))
        return palette


_ROLES = {
    QPalette.Window: "window",
    QPalette.WindowText: "text",
    QPalette.Base: "surface",
    QPalette.AlternateBase: "window",
    QPalette.Text: "text",
    QPalette.Button: "surface",
    QPalette.ButtonText: "text",
    QPalette.ToolTipBase: "surface",
    QPalette.ToolTipText: "text",
    QPalette.PlaceholderText: "muted",
    QPalette.Highlight: "accent",
    QPalette.HighlightedText: "on_accent",
    QPalette.Link: "accent",
}

_current = Theme()
_of_system = None  # the desktop's own look, seen before the program was dressed


def current():
    return _current


def system_name(palette):
    """``light`` or ``dark``, as the desktop's own palette has it."""
    return "dark" if palette.color(QPalette.Window).lightnessF() < 0.5 else "light"


def apply(app, name=None, text_scale=1.0):
    """Dress ``app``; without a ``name`` follow the system."""
    global _current, _of_system
    _of_system = _of_system or system_name(app.palette())
    _current = Theme(BY_NAME[name or _of_system], text_scale)
    app.setStyle("Fusion")
    app.setPalette(_current.palette())
    app.setFont(_current.font())
    app.setStyleSheet(_current.style_sheet())
    return _current


@contextmanager
def dressed_at_last(app):
    """Widgets built inside get the style sheet once, afterwards: Qt would look it up anew with every new parent."""
    style_sheet = app.styleSheet()
    app.setStyleSheet("")
    yield
    app.setStyleSheet(style_sheet)


def contrast(one, other):
    """WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name):
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in QColor(name).getRgbF()[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
