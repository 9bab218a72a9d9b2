"""What lies beside the gallery and may name or hold whom it forgets: overwritten and deleted."""

import shutil
from pathlib import Path

from app.errors import UserError
from app.said import said

_ZEROS = bytes(1 << 20)


def forget(folder: Path):
    """Overwrite and delete all that is in ``folder``, so that what was removed from the gallery is in no copy."""
    try:
        for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                _overwrite(path)
                path.unlink(missing_ok=True)
    except OSError as error:
        title = said(
            "The change is saved, but the backup “{path}” still has what it replaced or removed.", path=error.filename
        )
        raise UserError(title, "Delete that file.") from error


def forget_file(path: Path):
    """Overwrite and delete one file, if it is there."""
    try:
        if path.exists():
            _overwrite(path)
            path.unlink()
    except OSError as error:
        title = said("The change is saved, but “{path}” may still name what it replaced or removed.", path=path)
        raise UserError(title, "Delete that file.") from error


def _overwrite(path):
    if path.stat().st_nlink > 1:
        return  # it goes on under another name: that of the gallery, where putting a copy back was killed
    with path.open("r+b") as file:
        for _ in range(-(-path.stat().st_size // len(_ZEROS))):
            file.write(_ZEROS)
