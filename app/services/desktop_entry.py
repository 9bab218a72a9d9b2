"""The entry by which a Linux desktop lists and starts the program, with its icon (Desktop Entry Specification 1.5)."""

import re
import shutil
import sys
from pathlib import Path

import platformdirs

from app.errors import UserError
from app.services.exporting import written_file
from app.version import NAME

ID = "gluonar"
_ROOT = Path(__file__).resolve().parents[2]
_ICONS = {"scalable/apps": "gluonar.svg", "256x256/apps": "gluonar.png"}  # of the hicolor theme


def text() -> str:
    """The entry for this very installation."""
    command = f"{_quoted(sys.executable)} {_quoted(_ROOT / 'main.py')}"
    return f"""[Desktop Entry]
Type=Application
Version=1.5
Name={NAME}
GenericName=Speaker verification
GenericName[zh_CN]=说话人验证
Comment=Enroll speakers, and see whether a recording supports that one of them is speaking
Comment[zh_CN]=注册说话人，并判断一段录音是否支持是其中某人在说话
Exec={command}
Icon={ID}
Terminal=false
Categories=AudioVideo;Audio;
Keywords=voice;speaker;recording;spectrogram;
StartupNotify=true
StartupWMClass={NAME}
"""


def install() -> list[Path]:
    """Put the entry and the icons where the desktop looks for those of this user; the files."""
    _require_linux()
    entry, *icons = files()
    with written_file(entry, "desktop entry"):
        for path, source in zip(icons, _ICONS.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_ROOT / "assets" / source, path)
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(text(), encoding="utf-8")
    return [entry, *icons]


def remove() -> list[Path]:
    """The files that were there."""
    _require_linux()
    found = [path for path in files() if path.exists()]
    with written_file(files()[0], "desktop entry"):
        for path in found:
            path.unlink()
    return found


def files() -> list[Path]:
    place = platformdirs.user_data_path()
    icons = [place / "icons" / "hicolor" / size / f"{ID}{Path(name).suffix}" for size, name in _ICONS.items()]
    return [place / "applications" / f"{ID}.desktop", *icons]


def _quoted(path):
    """As ``Exec`` wants it: within quotes, four characters escaped, the percent sign doubled."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", str(path)).replace("\\", "\\\\")  # and once more, as in any value
    return f'"{escaped}"'.replace("%", "%%")


def _require_linux():
    if not sys.platform.startswith("linux"):
        title = "Desktop entries are for Linux."
        raise UserError(title, "On this system, make a shortcut to main.py.")
