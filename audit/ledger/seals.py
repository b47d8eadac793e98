"""What a seal is made of: Merkle root, chained root, and the words read from paper. Pure functions of bytes.

The tree's nodes are `SHA-256(0x01 | left | right)`; an odd node rises as it is. The root of a seal is the SHA-256 of
its header and hashes, see `SealHeader.root`. Source: PRIVACY 4.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

#: What the first seal is chained to.
BEGINNING = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The 32-byte root over leaves of 32 bytes each; raises ValueError when there is none."""
    if not leaves:
        raise ValueError("a seal needs at least one leaf")
    level = [bytes(leaf) for leaf in leaves]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = iter(level)
        level = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)] + odd
    return level[0]


@dataclass(frozen=True, slots=True)
class SealHeader:
    """Everything a seal says besides its hashes. `upto` is a transaction number as text."""

    number: int
    at: datetime
    ids: Sequence[int]
    first_at: datetime
    last_at: datetime
    upto: str
    era: str
    floor: int

    def root(self, previous: bytes, merkle: bytes) -> bytes:
        """The 32 bytes that are signed and chained."""
        said = (
            self.number, _micros(self.at), len(self.ids), _micros(self.first_at), _micros(self.last_at), self.upto,
            self.era, self.floor,
        )
        header = ("centre seal 1\n" + "\n".join(map(str, said)) + "\n").encode()
        ids = sha256(struct.pack(f">{len(self.ids)}q", *self.ids)).digest()
        return sha256(header + ids + previous + merkle).digest()


def words(root: bytes) -> str:
    """The first 64 bits of a root as four speakable words (16 bits each, alternating consonants and vowels)."""
    return "-".join(_word(int.from_bytes(root[i : i + 2], "big")) for i in range(0, 8, 2))


def _word(bits: int) -> str:
    return (
        _CONSONANTS[bits >> 12] + _VOWELS[bits >> 10 & 3] + _CONSONANTS[bits >> 6 & 15] + _VOWELS[bits >> 4 & 3]
        + _CONSONANTS[bits & 15]
    )


def _micros(instant: datetime) -> int:
    """Microseconds since 1970, as PostgreSQL keeps them: the rendering that no time zone changes."""
    return (instant - _EPOCH) // timedelta(microseconds=1)
