"""What only a pass-phrase opens: the key of a protected gallery, and sealed pieces of sound.

The key is made by Argon2id (RFC 9106) and lives in the memory of the running program alone.  The gallery is encrypted
with it by SQLCipher; recordings that are not in the gallery yet are sealed with a key that is derived from it
(XChaCha20-Poly1305), piece by piece, so that a piece that was changed, moved or cut off is refused.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from app.errors import UserError
from app.said import said

SALT_BYTES = 16
SHORTEST_PASSPHRASE = 8  # characters; NIST SP 800-63B, 5.1.1.2
_KEY_BYTES = 32
_PASSES, _MEMORY_BYTES = 3, 256 * 2**20  # about a second, and as much memory for each guess of an attacker


class PassphraseTooShort(UserError):
    def __init__(self):
        super().__init__(
            said("A pass-phrase has at least {n} characters.", n=SHORTEST_PASSPHRASE),
            "Four or more words that do not belong together are easy to keep in mind and hard to guess.",
        )


class SealBroken(Exception):
    """A sealed piece was changed, moved or cut off, or another key has made it."""


@dataclass(frozen=True)
class Key:
    """``salt`` (16 bytes) is no secret: it is the beginning of the gallery's file."""

    secret: bytes = field(repr=False)
    salt: bytes

    def seal(self, data: bytes, place: int) -> bytes:
        """``data`` as the piece number ``place``; 40 bytes longer."""
        return self._box().encrypt(data, aad=place.to_bytes(8, "little"))

    def unseal(self, piece: bytes, place: int) -> bytes:
        """What was sealed there.  Raises ``SealBroken``."""
        from nacl.exceptions import CryptoError

        try:
            return self._box().decrypt(piece, aad=place.to_bytes(8, "little"))
        except (CryptoError, ValueError) as error:
            raise SealBroken from error

    def _box(self):
        from nacl.secret import Aead

        return Aead(hashlib.blake2b(self.salt, key=self.secret, person=b"gluonar sound", digest_size=32).digest())


def check_strength(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort


def new_key(passphrase: str) -> Key:
    """A key that nothing was made with yet.  Raises ``PassphraseTooShort``.  Takes about a second."""
    from nacl.utils import random

    check_strength(passphrase)
    return key_of(passphrase, random(SALT_BYTES))


def key_of(passphrase: str, salt: bytes) -> Key:
    """The key that this pass-phrase makes with ``salt``.  Takes about a second."""
    from nacl.pwhash import argon2id

    # The same keys typed on another system may come as other code points.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Key(argon2id.kdf(_KEY_BYTES, typed, salt, opslimit=_PASSES, memlimit=_MEMORY_BYTES), salt)
