"""The vault file: wrapped data keys in SQLite, safe for threads and processes at once.

Tables: `meta` (check values, current epoch), `data_key` (subject uuid, epoch, wrapped key of 60 bytes) and
`shredded` (subject uuid, instant). A shredded subject never gets a key again. Unwrapped keys are not cached:
a read always asks the file, so that a destroyed key is gone for every process in the same instant.
"""

import hmac
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings

from audit.vault import keyfile
from audit.vault.errors import no_vault, shredded, tampered, wrong_key
from audit.vault.keyfile import KEY_BYTES, Keyring

NONCE = 12
BUSY_MS = 30_000
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE data_key (subject BLOB PRIMARY KEY, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE shredded (subject BLOB PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""

_local = threading.local()


def path() -> Path:
    """Where the vault file stands (setting VAULT_PATH)."""
    return Path(settings.VAULT_PATH)


def create(ring: Keyring) -> None:
    """Make an empty vault that belongs to `ring`; it appears under its name only when complete."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    vault = _open(draft)
    vault.executescript(SCHEMA)
    vault.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (ring.fingerprint(),))
    _write_epoch(vault, ring)
    vault.close()
    os.replace(draft, place)


def verify(ring: Keyring) -> None:
    """Raise WrongVaultKey unless `ring` belongs to this vault in its fixed keys and in its epoch."""
    meta = dict(_vault().execute("SELECT name, value FROM meta").fetchall())
    epoch = meta.get("epoch", 0)
    if not hmac.compare_digest(meta.get("fingerprint", b""), ring.fingerprint()) or epoch not in ring.epochs:
        raise wrong_key(keyfile.path())
    check = meta["epoch_check"]
    try:
        ring.wrapper(epoch).decrypt(check[:NONCE], check[NONCE:], b"centre:epoch-check")
    except InvalidTag:
        raise wrong_key(keyfile.path()) from None


def identity() -> tuple[Path, int]:
    """What names the vault file now: changes when another file is put in its place. Raises WrongVaultKey."""
    place = path()
    try:
        return place, place.stat().st_ino
    except OSError:
        raise no_vault(place) from None


def has(subject: UUID) -> bool:
    """Whether the person has a key that still exists."""
    found = _vault().execute("SELECT 1 FROM data_key WHERE subject = ?", (subject.bytes,))
    return found.fetchone() is not None


def is_shredded(subject: UUID) -> bool:
    """Whether the person's key was destroyed."""
    found = _vault().execute("SELECT 1 FROM shredded WHERE subject = ?", (subject.bytes,))
    return found.fetchone() is not None


def all_shredded() -> list[tuple[UUID, datetime]]:
    """Every person whose key was destroyed, with the instant, oldest first."""
    rows = _vault().execute("SELECT subject, at FROM shredded ORDER BY at, subject")
    return [(UUID(bytes=subject), datetime.fromisoformat(at)) for subject, at in rows]


def key_of(subject: UUID, ring: Keyring) -> bytes | None:
    """The unwrapped data key (32 bytes), or None when the person has none. Raises Tampered, WrongVaultKey."""
    row = _vault().execute("SELECT epoch, wrapped FROM data_key WHERE subject = ?", (subject.bytes,)).fetchone()
    if row is None:
        return None
    epoch, wrapped = row
    return _unwrap(ring, subject.bytes, epoch, wrapped)


def make(subjects: Iterable[UUID]) -> int:
    """Give a key to each person who has none, in one transaction; how many were made. Raises Shredded."""
    wanted = list(dict.fromkeys(subject.bytes for subject in subjects))
    with _writing() as vault:
        ring = keyfile.load()
        epoch = vault.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()[0]
        if epoch not in ring.epochs:
            raise wrong_key(keyfile.path())
        missing = [subject for subject in wanted if not _exists(vault, "data_key", subject)]
        if any(_exists(vault, "shredded", subject) for subject in missing):
            raise shredded()
        seal = ring.wrapper(epoch)
        vault.executemany(
            "INSERT INTO data_key VALUES (?, ?, ?)",
            ((subject, epoch, _wrap(seal, subject, epoch, secrets.token_bytes(KEY_BYTES))) for subject in missing),
        )
        return len(missing)


def destroy(subject: UUID) -> bool:
    """Overwrite and remove the person's key and remember that it was destroyed; False when that had been done."""
    with _writing() as vault:
        if _exists(vault, "shredded", subject.bytes):
            vault.execute("DELETE FROM data_key WHERE subject = ?", (subject.bytes,))
            return False
        vault.execute("DELETE FROM data_key WHERE subject = ?", (subject.bytes,))
        vault.execute("INSERT INTO shredded VALUES (?, ?)", (subject.bytes, datetime.now(UTC).isoformat()))
        return True


def rewrap() -> int:
    """Move every key to a new epoch and destroy the older ones; how many keys were moved.

    Power may fail at any step: the key file holds both epochs until the vault has moved.
    """
    with _writing() as vault:
        ring = keyfile.load()
        verify(ring)
        following = keyfile.with_next_epoch(ring)
        keyfile.write(following)
        seal = following.wrapper(following.epoch)
        rows = vault.execute("SELECT subject, epoch, wrapped FROM data_key").fetchall()
        moved = [
            (following.epoch, _wrap(seal, subject, following.epoch, _unwrap(ring, subject, epoch, wrapped)), subject)
            for subject, epoch, wrapped in rows
        ]
        vault.executemany("UPDATE data_key SET epoch = ?, wrapped = ? WHERE subject = ?", moved)
        _write_epoch(vault, following)
    keyfile.write(keyfile.without_old_epochs(following))
    return len(moved)


def change_keys(change: Callable[[Keyring], Keyring]) -> Keyring:
    """Rewrite the key file as `change` says, while nobody else writes it or the vault; the keys afterwards."""
    with _writing():
        ring = keyfile.load()
        verify(ring)
        changed = change(ring)
        if changed is not ring:
            keyfile.write(changed)
    return changed


def _wrap(seal: AESGCMSIV, subject: bytes, epoch: int, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + seal.encrypt(nonce, key, _place(subject, epoch))


def _unwrap(ring: Keyring, subject: bytes, epoch: int, wrapped: bytes) -> bytes:
    ring = ring if epoch in ring.epochs else keyfile.load()
    if epoch not in ring.epochs:
        raise wrong_key(keyfile.path())
    try:
        return ring.wrapper(epoch).decrypt(wrapped[:NONCE], wrapped[NONCE:], _place(subject, epoch))
    except (InvalidTag, ValueError):
        raise tampered() from None


def _place(subject: bytes, epoch: int) -> bytes:
    return b"centre:data-key:" + epoch.to_bytes(8, "big") + subject


def _exists(vault: sqlite3.Connection, table: str, subject: bytes) -> bool:
    query = {
        "data_key": "SELECT 1 FROM data_key WHERE subject = ?",
        "shredded": "SELECT 1 FROM shredded WHERE subject = ?",
    }[table]
    return vault.execute(query, (subject,)).fetchone() is not None


def _write_epoch(vault: sqlite3.Connection, ring: Keyring) -> None:
    nonce = secrets.token_bytes(NONCE)
    check = nonce + ring.wrapper(ring.epoch).encrypt(nonce, b"centre", b"centre:epoch-check")
    vault.execute("INSERT OR REPLACE INTO meta VALUES ('epoch', ?)", (ring.epoch,))
    vault.execute("INSERT OR REPLACE INTO meta VALUES ('epoch_check', ?)", (check,))


def _open(place: Path) -> sqlite3.Connection:
    vault = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    vault.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    vault.execute("PRAGMA journal_mode = DELETE")
    vault.execute("PRAGMA synchronous = FULL")
    vault.execute("PRAGMA secure_delete = ON")
    return vault


def _vault() -> sqlite3.Connection:
    """This thread's connection; never one inherited from a parent process or to a file since replaced."""
    name = (os.getpid(), *identity())
    if getattr(_local, "name", None) != name:
        _local.vault, _local.name = _open(name[1]), name
    vault: sqlite3.Connection = _local.vault
    return vault


@contextmanager
def _writing() -> Iterator[sqlite3.Connection]:
    vault = _vault()
    vault.execute("BEGIN IMMEDIATE")
    try:
        yield vault
    except BaseException:
        vault.execute("ROLLBACK")
        raise
    vault.execute("COMMIT")
