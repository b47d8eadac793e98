"""One sealed cell: version (1 byte), subject uuid (16), nonce (12), then AES-256-GCM-SIV ciphertext with its tag (16).

The plain text carries its length (4 bytes) and is padded with zeros to a multiple of 256 bytes, so that the size
of a cell tells little about the text. Version, subject and context are bound as associated data: a cell moved to
another person, table or column does not open.
"""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag

from audit.vault.errors import tampered
from audit.vault.keyfile import cipher

VERSION = 1
HEADER = 17
NONCE = 12
TAG = 16
BLOCK = 256
OVERHEAD = HEADER + NONCE + TAG


def subject_of(cell: bytes) -> UUID:
    """The person a cell is about. Raises Tampered when it is no cell."""
    if len(cell) < OVERHEAD + BLOCK or (len(cell) - OVERHEAD) % BLOCK or cell[0] != VERSION:
        raise tampered()
    return UUID(bytes=cell[1:HEADER])


def close(key: bytes, subject: UUID, text: str | bytes, context: str) -> bytes:
    """The cell of `text` (or of the bytes of a file) for `subject`, bound to `context` (`table.column`)."""
    body = text.encode() if isinstance(text, str) else text
    body = len(body).to_bytes(4, "big") + body
    body += b"\0" * (-len(body) % BLOCK)
    header = bytes([VERSION]) + subject.bytes
    nonce = secrets.token_bytes(NONCE)
    return header + nonce + cipher(key).encrypt(nonce, body, header + context.encode())


def open_with(key: bytes, cell: bytes, context: str) -> str:
    """The text of a cell. Raises Tampered when anything differs from what was sealed."""
    return open_bytes(key, cell, context).decode()


def open_bytes(key: bytes, cell: bytes, context: str) -> bytes:
    """The bytes of a cell, as `open_with`."""
    subject_of(cell)
    header, nonce, sealed = cell[:HEADER], cell[HEADER : HEADER + NONCE], cell[HEADER + NONCE :]
    try:
        body = cipher(key).decrypt(nonce, sealed, header + context.encode())
    except InvalidTag:
        raise tampered() from None
    return bytes(body[4 : 4 + int.from_bytes(body[:4], "big")])
