import re

import numpy as np
import pytest
from PyQt5.QtGui import QColor, QPalette

from app import theme
from app.widgets import colormap, icons

TEXTS_ON_BACKGROUNDS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "rail", "hover", "border")),
    *(("text", f"{tone}_soft") for tone in ("accent", "supports", "rejects", "unsure")),
    *(("muted", f"{tone}_soft") for tone in ("accent", "supports", "rejects", "unsure")),
    *((tone, f"{tone}_soft") for tone in ("accent", "supports", "rejects", "unsure")),
    *((tone, ground) for tone in ("accent", "supports", "rejects", "unsure") for ground in ("window", "surface")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
]


@pytest.mark.parametrize("name", theme.BY_NAME)
@pytest.mark.parametrize(("text", "ground"), TEXTS_ON_BACKGROUNDS)
def test_text_can_be_read_on_its_background(name, text, ground):
    colours = theme.BY_NAME[name]
    assert theme.contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", theme.BY_NAME)
def test_borders_of_controls_can_be_seen(name):
    colours = theme.BY_NAME[name]
    for ground in (colours.surface, colours.window):
        assert theme.contrast(colours.control_border, ground) >= 3


def test_contrast_of_black_on_white_is_21():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_style_sheet_has_no_unfilled_names():
    sheet = theme.Theme(theme.DARK, 1.5).style_sheet()
    assert "$" not in sheet
    assert "font-size: 21px" in sheet  # 14 px at 150 %


@pytest.mark.parametrize(("window", "name"), [("#202020", "dark"), ("#f0f0f0", "light")])
def test_theme_follows_the_system(window, name):
    palette = QPalette()
    palette.setColor(QPalette.Window, QColor(window))
    assert theme.system_name(palette) == name


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp):
    for path in (theme.ASSETS / "icons").glob("*.svg"):
        assert 'stroke-width="1.75"' in path.read_text()
        image = icons.pixmap(path.stem, "accent", 48).toImage()
        pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        assert {pixel.name() for pixel in pixels if pixel.alpha() == 255} == {theme.current().colours.accent}


def test_every_icon_that_is_named_exists():
    named = set()
    for path in (theme.ASSETS.parent / "app").rglob("*.py"):
        named |= set(re.findall(r'(?:icon|pixmap|IconLabel|icon_button|show_icon)\(\s*"(\w+)"', path.read_text()))
    assert len(named) > 8
    assert named <= {path.stem for path in (theme.ASSETS / "icons").glob("*.svg")}


def test_decibels_become_colours_over_the_fixed_range():
    levels = np.array([[-200.0, -100.0, -60.0, -20.0, 10.0]])
    assert colormap.to_index(levels).tolist() == [[0, 0, 127, 255, 255]]


def test_colours_get_lighter_with_the_level():
    lightness = [QColor(entry).lightness() for entry in colormap.TABLE[::16]]
    assert lightness == sorted(lightness)


@pytest.mark.parametrize("n_columns", [1, 3, 4, 257])
def test_image_keeps_every_column_whatever_the_width(qapp, n_columns):
    indices = np.arange(2 * n_columns, dtype=np.uint8).reshape(2, n_columns)
    image = colormap.image(indices)
    assert [[image.pixelIndex(x, y) for x in range(n_columns)] for y in range(2)] == indices.tolist()
