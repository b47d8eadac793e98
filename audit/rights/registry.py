"""What each room holds about a person and how it forgets it; rooms register here when their app is ready.

    registry.register(_("Cards"), collect=count_cards, erase=remove_cards)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

Words = str | Promise
Counts = dict[str, int]


@dataclass(frozen=True)
class Collector:
    """One room's answer. `collect(subject)` counts what is held; `erase(subject)` removes it and counts what it did.

    `keeps` says, in words for the person, what of it legally stays and why; empty when nothing stays.
    """

    label: Words
    collect: Callable[[UUID], Counts]
    erase: Callable[[UUID], Counts]
    keeps: Words = ""


_collectors: dict[tuple[str, str], Collector] = {}
_reasons: dict[tuple[str, str], Words] = {}
_finders: list[Callable[[Any, str], UUID | None]] = []


def register(
    label: Words,
    collect: Callable[[UUID], Counts],
    erase: Callable[[UUID], Counts],
    keeps: Words = "",
) -> None:
    """Add a collector; the same `collect` function registered again replaces the former one."""
    _collectors[(collect.__module__, collect.__qualname__)] = Collector(label, collect, erase, keeps)


def collectors() -> list[Collector]:
    """All collectors, in an order that never changes."""
    return [_collectors[key] for key in sorted(_collectors)]


def explain(verb: str, reasons: Iterable[tuple[str, Words]]) -> None:
    """Say what codes of reasons mean in events of a verb, for the sheet of who looked: the choices of an enumeration."""
    _reasons.update({(str(verb), code): words for code, words in reasons})


def words_of_reason(verb: str, code: str) -> str:
    """A reason in the reader's language; one that nobody explained is shown as it is, without underscores."""
    return str(_reasons.get((verb, code), code.replace("_", " ")))


def find_by(finder: Callable[[Any, str], UUID | None]) -> None:
    """Add a way to find a file from what somebody types: `finder(actor, text)` gives its uuid, or None."""
    if finder not in _finders:
        _finders.append(finder)


def find(actor: Any, text: str) -> UUID | None:
    """The file that `text` means: a file number, or whatever the registered finders know."""
    try:
        return UUID(text.strip())
    except ValueError:
        pass
    return next((found for finder in _finders if (found := finder(actor, text)) is not None), None)
