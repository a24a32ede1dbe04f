"""Sealing: AES-GCM for case keys and private text, and digests for look-up; files: framing.py.

Every case has one random key. It is kept wrapped by the newest key of PORTAL_KEYS, so that
rotation re-wraps 69 bytes a case and touches neither text nor files (safety rule Encryption).
Whatever is sealed is tied to its place: moved to another row, case or file name it stays shut.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
TAG_BYTES = 16
NONCE_BYTES = 12

_KEY_ID_BYTES = 8
WRAP_VERSION = b"\x01"
# 32 random bytes have about 30 distinct values; fewer than 16 means typed or padded, not drawn.
_LEAST_DISTINCT = 16


class SealBrokenError(Exception):
    """The ciphertext was changed, cut, moved, or belongs to another key."""


class BadKeysError(ValueError):
    """PORTAL_KEYS cannot be used; the message says why and never holds a key."""


@dataclass(frozen=True)
class Keyring:
    """The keys of PORTAL_KEYS, newest first. The first wraps, all of them unwrap."""

    keys: tuple[bytes, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys:
            raise BadKeysError("no encryption key is set")
        for position, key in enumerate(self.keys, start=1):
            if len(key) != KEY_BYTES:
                raise BadKeysError(f"key {position} has {len(key)} bytes, not {KEY_BYTES}")
            if len(set(key)) < _LEAST_DISTINCT:
                raise BadKeysError(f"key {position} is not random")
        if len(set(self.keys)) != len(self.keys):
            raise BadKeysError("a key is listed twice")

    def wrap(self, case_key: bytes, case_id: str) -> bytes:
        """Seal a case key (any bytes) under the newest key, tied to `case_id`.

        Out: version, key id, nonce, ciphertext and tag; 69 bytes for a case key.
        """
        nonce = os.urandom(NONCE_BYTES)
        newest = self.keys[0]
        sealed = AESGCM(newest).encrypt(nonce, case_key, _wrap_place(case_id))
        return WRAP_VERSION + key_id(newest) + nonce + sealed

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """The case key again. Raises SealBrokenError: key gone, wrong case, or changed bytes."""
        wrapped = bytes(wrapped)
        wanted = wrapping_key_id(wrapped)
        start = 1 + _KEY_ID_BYTES
        nonce, sealed = wrapped[start : start + NONCE_BYTES], wrapped[start + NONCE_BYTES :]
        for key in self.keys:
            if key_id(key) == wanted:
                return decrypt(key, nonce, sealed, _wrap_place(case_id))
        raise SealBrokenError("wrapped by a key that is not in the keyring")

    def rewrap(self, wrapped: bytes, case_id: str) -> bytes:
        """The same case key under the newest key; unchanged when it already is.

        Idempotent, so that a rotation can be resumed. Raises SealBrokenError as `unwrap` does.
        """
        if self.is_current(wrapped):
            return bytes(wrapped)
        return self.wrap(self.unwrap(wrapped, case_id), case_id)

    def is_current(self, wrapped: bytes) -> bool:
        """Whether the newest key wrapped this."""
        return wrapping_key_id(wrapped) == key_id(self.keys[0])


def keyring_from_setting(text: str) -> Keyring:
    """PORTAL_KEYS (urlsafe base64 of 32 bytes each, commas or spaces between) as a Keyring.

    Raises BadKeysError: none, not base64, wrong length, not random, listed twice.
    """
    keys: list[bytes] = []
    for position, part in enumerate(re.split(r"[,\s]+", text.strip()), start=1):
        if not part:
            continue
        try:
            padded = part.rstrip("=") + "=" * (-len(part.rstrip("=")) % 4)
            keys.append(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (binascii.Error, ValueError):
            raise BadKeysError(f"key {position} is not urlsafe base64") from None
    return Keyring(tuple(keys))


def new_key_text() -> str:
    """A fresh random key as it is written into PORTAL_KEYS."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode("ascii")


def new_case_key() -> bytes:
    """32 random bytes: the key of one case."""
    return os.urandom(KEY_BYTES)


def key_id(key: bytes) -> bytes:
    """8 bytes that name a key without telling it."""
    return hashlib.sha256(b"touchpoint key id\0" + key).digest()[:_KEY_ID_BYTES]


def wrapping_key_id(wrapped: bytes) -> bytes:
    """Which key wrapped this. Raises SealBrokenError when it is not a wrapped key at all."""
    wrapped = bytes(wrapped)
    if wrapped[:1] != WRAP_VERSION or len(wrapped) < 1 + _KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES:
        raise SealBrokenError("not a wrapped key")
    return wrapped[1 : 1 + _KEY_ID_BYTES]


def seal_text(case_key: bytes, text: str, place: str) -> bytes:
    """Seal text under the case's key; `place` is "table/row/column/case".

    Out: version, nonce, ciphertext and tag: the text's UTF-8 length plus 29 bytes.
    """
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(case_key).encrypt(nonce, text.encode("utf-8"), _text_place(place))
    return WRAP_VERSION + nonce + sealed


def open_text(case_key: bytes, sealed: bytes, place: str) -> str:
    """The text again. Raises SealBrokenError: changed, cut, other key, or moved from its place."""
    sealed = bytes(sealed)
    if sealed[:1] != WRAP_VERSION:
        raise SealBrokenError("not sealed text")
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return decrypt(case_key, nonce, rest, _text_place(place)).decode("utf-8")


def lookup_digest(secret: bytes, value: str) -> str:
    """HMAC-SHA256 (64 hex digits) of a phone number or e-mail in its one normal form.

    Equal values can be found, and without the secret the value cannot be guessed back.
    """
    return hmac.new(secret, value.encode("utf-8"), hashlib.sha256).hexdigest()


def subkey(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, drawn from a longer-lived secret; purposes never share a key."""
    return derive(secret, b"", b"touchpoint subkey\0" + purpose.encode("utf-8"))


def derive(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """32 bytes by HKDF-SHA256."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def _wrap_place(case_id: str) -> bytes:
    return b"touchpoint case key\0" + case_id.encode("utf-8")


def _text_place(place: str) -> bytes:
    return b"touchpoint text\0" + place.encode("utf-8")


def decrypt(key: bytes, nonce: bytes, sealed: bytes, place: bytes) -> bytes:
    """The plain bytes. Raises SealBrokenError when key, bytes or place do not fit."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, place)
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError("the seal does not fit this place") from error
