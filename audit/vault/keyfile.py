"""The key file: epoch keys, tag keys, card key, MAC root, token key and signing key, in one JSON file of mode 0600.

The file stands apart from the vault and from the application database, so that no backup holds all three.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings

from audit.vault.errors import VaultError, no_key_file, unreadable_key_file

KEY_BYTES = 32
FIXED = ("card", "mac", "token", "signing")


def cipher(key: bytes) -> AESGCMSIV:
    """AES-256-GCM-SIV under `key` (32 bytes). Raises VaultError when this machine's OpenSSL (before 3.2) lacks it."""
    try:
        return AESGCMSIV(key)
    except UnsupportedAlgorithm as missing:
        raise VaultError("AES-256-GCM-SIV is missing: cryptography needs OpenSSL 3.2 or newer.") from missing


@dataclass(frozen=True)
class Keyring:
    """The keys of the key file, in memory. Keys are 32 bytes; `repr` shows none of them."""

    epoch: int
    epochs: Mapping[int, bytes] = field(repr=False)
    card: bytes = field(repr=False)
    mac: bytes = field(repr=False)
    token: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    tags: Mapping[int, bytes] = field(repr=False, default_factory=dict)

    def wrapper(self, epoch: int) -> AESGCMSIV:
        """The cipher that wraps data keys in `epoch`. Raises KeyError when the epoch was destroyed."""
        return cipher(self.epochs[epoch])

    def purpose_key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, derived from the MAC root."""
        return hmac.digest(self.mac, b"centre:mac:" + purpose.encode(), hashlib.sha256)

    def signer(self) -> Ed25519PrivateKey:
        """The key that signs the ledger's roots."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    def fingerprint(self) -> bytes:
        """32 bytes that change with any fixed key and not with the epoch; the vault keeps them as its check."""
        return hmac.digest(self.mac, b"centre:check:" + self.card + self.token + self.signing, hashlib.sha256)


def path() -> Path:
    """Where the key file stands (setting VAULT_KEYS_PATH)."""
    return Path(settings.VAULT_KEYS_PATH)


_cache: dict[Path, tuple[tuple[int, int, int], Keyring]] = {}
_cache_lock = threading.Lock()


def load() -> Keyring:
    """The keys as the file has them now; read again whenever the file changed. Raises WrongVaultKey."""
    place = path()
    stamp = _stamp(place)
    known = _cache.get(place)
    if known and known[0] == stamp:
        return known[1]
    ring = _read(place)
    with _cache_lock:
        _cache[place] = (stamp, ring)
    return ring


def fresh() -> Keyring:
    """A keyring nobody has seen before, in epoch 1."""
    keys = {name: secrets.token_bytes(KEY_BYTES) for name in FIXED}
    return Keyring(epoch=1, epochs={1: secrets.token_bytes(KEY_BYTES)}, tags={1: secrets.token_bytes(KEY_BYTES)}, **keys)


def with_next_epoch(ring: Keyring) -> Keyring:
    """The same keys and one epoch more, which becomes the current one."""
    epoch = max(ring.epochs) + 1
    return _replace(ring, epoch, {**ring.epochs, epoch: secrets.token_bytes(KEY_BYTES)})


def without_old_epochs(ring: Keyring) -> Keyring:
    """The same keys with only the current epoch: older ones exist nowhere afterwards."""
    return _replace(ring, ring.epoch, {ring.epoch: ring.epochs[ring.epoch]})


def with_next_tag_key(ring: Keyring) -> Keyring:
    """The same keys and one tag key more: the one that is laid over every tag from now on."""
    return replace(ring, tags={**ring.tags, max(ring.tags, default=0) + 1: secrets.token_bytes(KEY_BYTES)})


def without_tag_keys(ring: Keyring, before: int) -> Keyring:
    """The same keys without the tag keys of versions below `before`; the newest always stays."""
    newest = max(ring.tags, default=0)
    left = {number: key for number, key in ring.tags.items() if number >= before or number == newest}
    return ring if left == ring.tags else replace(ring, tags=left)


def write(ring: Keyring) -> None:
    """Replace the key file in one step (0600, synced); the blocks of the former file are overwritten with zeros."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    former = os.open(place, os.O_RDWR) if place.exists() else None
    draft = place.with_name(f".{place.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(_as_json(ring), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, place)
    _sync_folder(place.parent)
    if former is not None:
        os.pwrite(former, b"\0" * os.fstat(former).st_size, 0)
        os.fsync(former)
        os.close(former)


@contextmanager
def creating() -> Iterator[None]:
    """Only one process at a time may create the key file and the vault."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(place.with_name(place.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def journal() -> Path:
    """The list of erased persons beside the key file: it outlives a restore of the vault itself."""
    return path().with_name(path().name + ".erased")


def remember_erased(subject: str) -> None:
    """Add one uuid to the journal, synced to disk before anything is destroyed."""
    descriptor = os.open(journal(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{subject}\n")
        file.flush()
        os.fsync(file.fileno())


def erased_subjects() -> list[str]:
    """The uuids of the journal, in the order of erasure, each once."""
    lines = journal().read_text().split() if journal().exists() else []
    return list(dict.fromkeys(lines))


def _replace(ring: Keyring, epoch: int, epochs: Mapping[int, bytes]) -> Keyring:
    return replace(ring, epoch=epoch, epochs=epochs)


def _as_json(ring: Keyring) -> dict[str, object]:
    return {
        "version": 1,
        "epoch": ring.epoch,
        "epochs": {str(number): base64.b64encode(key).decode() for number, key in ring.epochs.items()},
        "tags": {str(number): base64.b64encode(key).decode() for number, key in ring.tags.items()},
        **{name: base64.b64encode(getattr(ring, name)).decode() for name in FIXED},
    }


def _stamp(place: Path) -> tuple[int, int, int]:
    try:
        stat = place.stat()
    except OSError:
        raise no_key_file(place) from None
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _read(place: Path) -> Keyring:
    """Read the file; a second look is taken when it is replaced in the very moment of reading."""
    for attempt in range(5):
        try:
            return _parse(json.loads(place.read_text()))
        except FileNotFoundError:
            raise no_key_file(place) from None
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            time.sleep(0.02 * attempt)
    raise unreadable_key_file(place)


def _parse(content: dict[str, Any]) -> Keyring:
    keys = {name: _key(content[name]) for name in FIXED}
    epochs = {int(number): _key(text) for number, text in content["epochs"].items()}
    tags = {int(number): _key(text) for number, text in content.get("tags", {}).items()}
    ring = Keyring(epoch=int(content["epoch"]), epochs=epochs, tags=tags, **keys)
    if ring.epoch not in epochs:
        raise ValueError("no key for the current epoch")
    return ring


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has the wrong length")
    return key


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
