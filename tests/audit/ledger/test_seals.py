"""Merkle roots, chained roots and the words on paper: pure bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from audit.ledger.seals import BEGINNING, SealHeader, merkle_root, words

NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
HEADER = SealHeader(
    number=1, at=NOW, ids=[4, 5, 7], first_at=NOW, last_at=NOW, upto="812", era="7710853098452779365", floor=0
)
A, B, C = (sha256(letter).digest() for letter in (b"a", b"b", b"c"))


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def test_the_tree_is_as_documented() -> None:
    assert merkle_root([A]) == A
    assert merkle_root([A, B]) == node(A, B)
    assert merkle_root([A, B, C]) == node(node(A, B), C)


def test_a_seal_without_events_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merkle_root([])


def test_order_matters() -> None:
    assert merkle_root([A, B, C]) != merkle_root([B, A, C])


@pytest.mark.parametrize(
    "change",
    [{"number": 2}, {"ids": [4, 5, 8]}, {"upto": "813"}, {"era": "1"}, {"floor": 1}, {"at": NOW.replace(year=2025)}],
)
def test_everything_a_seal_says_is_in_its_root(change: dict[str, Any]) -> None:
    assert replace(HEADER, **change).root(BEGINNING, A) != HEADER.root(BEGINNING, A)


def test_the_root_binds_the_seal_before_and_the_events() -> None:
    assert len({HEADER.root(BEGINNING, A), HEADER.root(B, A), HEADER.root(BEGINNING, B)}) == 3


def test_words_are_four_and_speakable() -> None:
    assert words(bytes(32)) == "babab-babab-babab-babab"
    assert words(bytes.fromhex("7f000001") + bytes(28)) == "lusab-babad-babab-babab"
