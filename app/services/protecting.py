"""Setting, changing and removing a gallery's pass-phrase, for the window and the command line."""

from app.audio import spool
from app.errors import UserError
from app.secrecy import check_strength
from app.settings import gallery_path, spool_dir, tuning_dir
from app.store import protection
from app.store.gallery import Gallery


class RecordingsLeft(UserError):
    def __init__(self):
        super().__init__(
            "There are recordings that are neither enrolled nor discarded.",
            "Open the window, enroll or discard them, then try again: they are kept under the old pass-phrase.",
        )


class CopiesLeft(UserError):
    def __init__(self):
        super().__init__(
            "There is a fine-tuning, which has copies of enrolled recordings.",
            "Keep its model or discard it on the page Models, then try again: the copies are not protected.",
        )


def is_protected(folder) -> bool:
    """``folder`` is the data folder, here and below.  What a killed rewriting left beside a plain gallery is wiped."""
    path = gallery_path(folder)
    if protection.is_protected(path):
        return True
    protection.finish(path)
    return False


def unlock(folder, passphrase):
    """The ``Key`` of a protected gallery.  Takes about a second.  Raises ``WrongPassphrase``."""
    return protection.unlock(gallery_path(folder), passphrase)


def check(folder, passphrase=None):
    """That the gallery can be rewritten now.  Raises ``RecordingsLeft``, ``CopiesLeft``, ``PassphraseTooShort``."""
    if spool.is_left(spool_dir(folder)):
        raise RecordingsLeft
    if tuning_dir(folder).exists():
        raise CopiesLeft
    if passphrase is not None:
        check_strength(passphrase)


def set_passphrase(folder, passphrase, key=None):
    """The new ``Key`` of the gallery, which ``key`` or none has opened so far and which nothing else may be using.

    Raises as ``check``, and ``UserError`` while another program uses the gallery.
    """
    check(folder, passphrase)
    gallery = Gallery(gallery_path(folder), key)  # there, ours, and up to date
    gallery.audit.note("passphrase", action="changed" if key else "set")
    return protection.protect(gallery_path(folder), passphrase, key)


def remove_passphrase(folder, key):
    check(folder)
    Gallery(gallery_path(folder), key).audit.note("passphrase", action="removed")
    protection.unprotect(gallery_path(folder), key)
