"""The desktop entry and the icon."""

import configparser
import re
import sys
from pathlib import Path

import pytest
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QImage

from app import cli
from app.services import desktop_entry
from app.version import NAME
from app.widgets import icons

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def entry_of(text):
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str
    parser.read_string(text)
    return parser["Desktop Entry"]


def command_of(entry):
    """What a desktop runs: the value's escapes undone first, then quotes, then doubled percents."""
    value = entry["Exec"].replace("\\\\", "\\")
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries are for Linux")
def test_entry_is_installed_with_its_icons_and_taken_away_again(home, capsys):
    assert cli.main(["desktop-entry", "--install"]) == 0
    entry = entry_of((home / "applications" / "gluonar.desktop").read_text(encoding="utf-8"))
    assert (entry["Type"], entry["Name"], entry["Icon"]) == ("Application", NAME, "gluonar")
    assert command_of(entry) == [sys.executable, str(ROOT / "main.py")]
    icon = home / "icons" / "hicolor" / "256x256" / "apps" / "gluonar.png"
    assert icon.read_bytes() == (ASSETS / "gluonar.png").read_bytes()
    assert (home / "icons" / "hicolor" / "scalable" / "apps" / "gluonar.svg").exists()
    assert capsys.readouterr().out.count("Written: ") == 3
    assert cli.main(["desktop-entry", "--remove"]) == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []
    capsys.readouterr()
    assert cli.main(["desktop-entry", "--remove"]) == 0
    assert capsys.readouterr().out == "There was no desktop entry of this program.\n"


def test_entry_is_only_printed_without_an_option(home, capsys):
    assert cli.main(["desktop-entry"]) == 0
    assert entry_of(capsys.readouterr().out)["StartupWMClass"] == NAME
    assert not home.exists()


@pytest.mark.parametrize("path", ["/opt/a b/python", '/opt/a"b$c`d/py', "/opt/50%/py", "/opt/back\\slash/py"])
def test_any_place_can_be_started_from(monkeypatch, path):
    monkeypatch.setattr(desktop_entry.sys, "executable", path)
    assert command_of(entry_of(desktop_entry.text()))[0] == path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries are for Linux")
def test_place_that_takes_no_file_is_told(home, capsys):
    home.write_text("a file where the folder should be")
    assert cli.main(["desktop-entry", "--install"]) == 4
    assert "The desktop entry “" in capsys.readouterr().err


def test_window_icon_is_the_programs_own_at_every_size(qapp):
    icon = icons.program_icon()
    for side in (16, 32, 64, 256):
        image = icon.pixmap(QSize(side, side)).toImage()
        assert image.width() == side and image.pixelColor(side // 2, side // 8).name() == "#0d7584"


def test_png_is_the_svg_drawn():
    image = QImage(str(ASSETS / "gluonar.png"))
    assert (image.width(), image.height()) == (256, 256)
    assert image.pixelColor(0, 0).alpha() == 0 and image.pixelColor(128, 32).name() == "#0d7584"
