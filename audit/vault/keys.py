"""The keys of the house, used without ever being shown: seal and open text, authenticate cards, sign the ledger.

Every function raises WrongVaultKey when the key file does not belong to the vault. Source: PRIVACY 1 and 5.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from django.views.decorators.debug import sensitive_variables

from audit.vault import cells, keyfile, store
from audit.vault.errors import Shredded, Tampered, WrongVaultKey, shredded, tampered
from audit.vault.keyfile import Keyring

__all__ = ["Shredded", "Tampered", "WrongVaultKey"]

_verified: tuple[Keyring, tuple[Path, int]] | None = None


def refuse_wrong_key() -> None:
    """Raise WrongVaultKey, with words for the administrator, unless key file and vault belong together."""
    store.verify(keyfile.load())


def card_hmac(text: str) -> bytes:
    """32 bytes that stand for a card's ten symbols in the database; the card itself is stored nowhere."""
    return hmac.digest(_ring().card, text.encode(), hashlib.sha256)


def mac(purpose: str, data: bytes) -> bytes:
    """32-byte HMAC-SHA256 of `data` under a key used for `purpose` alone."""
    return hmac.digest(_ring().purpose_key(purpose), data, hashlib.sha256)


def tag_versions() -> list[int]:
    """The versions of the tag key that the key file holds, oldest first; the first is made when there is none."""
    versions = sorted(_ring().tags)
    return versions or [_first_tag_key()]


def tag_mac(version: int, data: bytes) -> bytes:
    """32-byte HMAC-SHA256 of `data` under one version of the tag key. Raises KeyError when it was destroyed."""
    return hmac.digest(_ring().tags[version], data, hashlib.sha256)


def add_tag_key() -> int:
    """Make the next tag key and return its version; the former ones stay until `drop_tag_keys`."""
    return max(store.change_keys(keyfile.with_next_tag_key).tags)


def drop_tag_keys(before: int) -> int:
    """Destroy the tag keys of versions below `before`, never the newest; how many were destroyed."""
    held = len(_ring().tags)
    return held - len(store.change_keys(lambda ring: keyfile.without_tag_keys(ring, before)).tags)


def token_key() -> bytes:
    """The 32-byte key that signs the actor's token towards the database."""
    return _ring().token


def sign(data: bytes) -> bytes:
    """64-byte Ed25519 signature of `data`."""
    return _ring().signer().sign(data)


def verify_signature(data: bytes, signature: bytes) -> bool:
    """Whether `signature` was made by `sign` over exactly `data`."""
    try:
        _ring().signer().public_key().verify(signature, data)
    except InvalidSignature:
        return False
    return True


def public_key() -> bytes:
    """The 32-byte Ed25519 public key, which may be printed."""
    return _ring().signer().public_key().public_bytes_raw()


def make_key(subject: UUID | str) -> bool:
    """Give the person a data key; False when there was one. Raises Shredded for a person who was erased."""
    return make_keys([subject]) == 1


def make_keys(subjects: Iterable[UUID | str]) -> int:
    """Give many persons a data key in one transaction; how many were made. Raises Shredded, then none is made."""
    _ring()
    return store.make(_uuid(subject) for subject in subjects)


def has_key(subject: UUID | str) -> bool:
    """Whether the person's data key exists."""
    return store.has(_uuid(subject))


def is_shredded(subject: UUID | str) -> bool:
    """Whether the person's data key was destroyed."""
    return store.is_shredded(_uuid(subject))


def shredded_subjects() -> list[UUID]:
    """All persons whose key was ever destroyed, oldest first: the list to replay after a restore.

    Read from the vault and from the journal beside the key file, since either may have been restored.
    """
    known = [subject for subject, _ in store.all_shredded()]
    return list(dict.fromkeys([*known, *map(UUID, keyfile.erased_subjects())]))


def shred(subject: UUID | str) -> bool:
    """Destroy the person's data key for good; False when that had been done before. Cannot be taken back."""
    person = _uuid(subject)
    _ring()
    if not store.is_shredded(person):
        keyfile.remember_erased(str(person))
    return store.destroy(person)


def rotate_epoch() -> int:
    """Wrap every data key anew and destroy the former epoch key; how many keys were moved."""
    return store.rewrap()


@sensitive_variables()
def seal(subject: UUID | str, plaintext: str | bytes, context: str) -> bytes:
    """The sealed cell of `plaintext`, a text or the bytes of a file; makes the person's key when there is none. Raises Shredded.

    `context` is `table.column`: the cell opens nowhere else.
    """
    person = _uuid(subject)
    ring = _ring()
    key = store.key_of(person, ring)
    if key is None:
        store.make([person])
        key = store.key_of(person, ring)
    if key is None:
        raise shredded()
    return cells.close(key, person, plaintext, context)


@sensitive_variables()
def open_sealed(blob: bytes, context: str) -> str:
    """The text of a sealed cell. Raises Shredded when the key is gone, Tampered when the cell was changed."""
    return open_sealed_bytes(blob, context).decode()


@sensitive_variables()
def open_sealed_bytes(blob: bytes, context: str) -> bytes:
    """The bytes of a sealed cell, as `open_sealed`."""
    cell = bytes(blob)
    key = store.key_of(cells.subject_of(cell), _ring())
    if key is None:
        raise shredded()
    return cells.open_bytes(key, cell, context)


def _first_tag_key() -> int:
    """The tag key of an installation older than tags: made once, whoever comes first."""
    return max(store.change_keys(lambda ring: ring if ring.tags else keyfile.with_next_tag_key(ring)).tags)


@sensitive_variables()
def seal_secret(plain: bytes, context: str) -> bytes:
    """A short secret of the house itself (a colleague's second factor), sealed: nonce, ciphertext, tag; 28 bytes longer.

    `context` says what it is and whose: it opens nowhere else.
    """
    nonce = secrets.token_bytes(cells.NONCE)
    return nonce + keyfile.cipher(_ring().purpose_key("secrets")).encrypt(nonce, plain, context.encode())


@sensitive_variables()
def open_secret(cell: bytes, context: str) -> bytes:
    """What `seal_secret` sealed under this context. Raises Tampered for anything else."""
    if len(cell) < cells.NONCE + cells.TAG:
        raise tampered()
    try:
        opened = keyfile.cipher(_ring().purpose_key("secrets")).decrypt(cell[: cells.NONCE], cell[cells.NONCE :], context.encode())
    except InvalidTag:
        raise tampered() from None
    return bytes(opened)


def _ring() -> Keyring:
    """The keyring, checked against the vault once for each version of the two files."""
    global _verified
    ring = keyfile.load()
    here = store.identity()
    if _verified is None or _verified[0] is not ring or _verified[1] != here:
        store.verify(ring)
        _verified = (ring, here)
    return ring


def _uuid(subject: UUID | str) -> UUID:
    return subject if isinstance(subject, UUID) else UUID(str(subject))
