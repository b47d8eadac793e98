"""The address and the code of a partner's link, and the letter under the key that only the address holds.

The house keeps MACs. Whoever has the database and the key file, but not the address, opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from uuid import UUID

from audit.vault import cells, keys
from audit.vault.errors import tampered

#: Bytes of an address; digits of a spoken code.
TOKEN_BYTES, DIGITS = 32, 6
CONTEXT = "intake_partnerlink.letter.address"


def new_token() -> str:
    """An address that cannot be guessed."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """Six digits to say on the telephone."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def macs(token: str, code: str) -> tuple[bytes, bytes]:
    """What is kept of an address and its code; the same work for any text."""
    digits = "".join(one for one in code if one.isdigit())
    return keys.mac("partner-link", token.encode()), keys.mac("partner-link-code", f"{token}|{digits}".encode())


def close(token: str, link: UUID, said: dict[str, str]) -> str:
    """The letter under the key of its address, as text to be sealed once more for the person."""
    return base64.b64encode(cells.close(_key(token), link, json.dumps(said), CONTEXT)).decode()


def open_letter(token: str, sealed: str) -> dict[str, str]:
    """What `close` closed. Raises Tampered when anything differs."""
    try:
        said = json.loads(cells.open_with(_key(token), base64.b64decode(sealed), CONTEXT))
    except (ValueError, TypeError):
        raise tampered() from None
    return {str(item): str(text) for item, text in said.items()}


def _key(token: str) -> bytes:
    return hashlib.sha256(b"centre/partner-link/" + token.encode()).digest()
