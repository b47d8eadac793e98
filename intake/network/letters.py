"""What a letter says: the items that are agreed, each by itself, and never one more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audit.vault.errors import Shredded
from intake.consent.enums import SharedItem
from intake.person.selectors import language_names

from .models import Referral

#: The sealed texts of a referral by the item that lets them out.
TEXTS = {SharedItem.REASON: "reason", SharedItem.HEALTH: "health", SharedItem.SOCIAL: "social"}


def revealed(referral: Referral, field: str) -> str:
    """A sealed text of a referral, or nothing when there is none or its key is gone. The caller records the reading."""
    sealed: Any = getattr(referral, field)
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def contents(referral: Referral, items: Iterable[str]) -> dict[str, str]:
    """What the letter says, item by item; an item about which nothing is known is left out."""
    person, wanted = referral.person, set(items)
    said = {
        SharedItem.ALIAS: person.alias if person else "",
        SharedItem.LANGUAGES: ", ".join(map(str, language_names(person))) if person else "",
        SharedItem.BIRTH_YEAR: str(person.birth_year or "") if person else "",
        **{item: revealed(referral, field) for item, field in TEXTS.items() if item in wanted},
    }
    return {str(item): said[item] for item in SharedItem if item in wanted and said.get(item)}


def lines(said: dict[str, str], items: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The letter in words, in the order of the items and in the language that is active."""
    kept = set(said if items is None else items)
    return [(str(item.label), said[item]) for item in SharedItem if item in kept and said.get(item)]
