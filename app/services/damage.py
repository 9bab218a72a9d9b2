"""A damaged gallery: noticed before the window opens, and the newest backup that can take its place.

Putting it back is ``backup.restore``, as with any other.
"""

import logging
from pathlib import Path

from app.errors import UserError
from app.said import said
from app.secrecy import Key
from app.services import backup as backups
from app.services import protecting
from app.services.backup import Backup
from app.settings import gallery_path
from app.store import database, protection

log = logging.getLogger(__name__)


class NoWholeBackup(UserError):
    def __init__(self, folder):
        super().__init__(
            "There is no whole backup that the program made by itself.",
            said(
                "Choose a copy that you made. Or move “{path}” away, and the program begins with an empty gallery.",
                path=gallery_path(folder),
            ),
        )


def is_damaged(folder: Path, key: Key | None = None) -> bool:
    """Whether a look that takes a moment finds the gallery damaged.  ``folder`` is the data folder, here and below."""
    path = gallery_path(folder)
    if not path.exists():
        return False
    try:
        database.look(path, key)
    except database.GalleryDamaged:
        return True
    except (UserError, *database.DatabaseError) as error:  # the window meets it as well, and tells it
        log.warning("the gallery could not be looked at: %s", error)
    return False


def newest_whole(folder: Path, progress=lambda share: None) -> Backup:
    """The newest backup of the program's own that is as it was written, every byte.  Raises ``NoWholeBackup``."""
    for own in backups.own_backups(folder):
        try:
            return backups.read_backup(own.path, progress)
        except UserError as error:
            log.warning("%s", error)
    raise NoWholeBackup(folder)


def plain_backup(folder: Path) -> Backup | None:
    """The newest backup of the program's own, if it opens without a pass-phrase.

    Giving the gallery one forgets those.  So where there is one, a gallery that seems to have a pass-phrase may be a
    plain one that is damaged at its beginning: the two look the same.
    """
    own = backups.own_backups(folder)[:1]
    return next((each for each in own if not backups.is_protected(each.path)), None)


def unlock(folder: Path, passphrase: str) -> Key:
    """As ``protecting.unlock``, also of a damaged gallery.

    Where nothing opens it any more, the pass-phrase is tried on the newest backup of the program's own, which has the
    same one.
    """
    path = gallery_path(folder)
    try:
        return protecting.unlock(folder, passphrase)
    except database.GalleryDamaged:
        return protection.key_of_first_page(path, path, passphrase)
    except protection.WrongPassphrase:
        for own in backups.own_backups(folder)[:1]:
            if backups.is_protected(own.path):
                return backups.unlock(folder, own.path, passphrase)
        raise
