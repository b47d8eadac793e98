"""Where something was done, in words: the floor above names workstations, and says so here when the house starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

#: `namer(numbers)` gives the names of those workstations that have one.
_namer: Callable[[set[str]], dict[str, str]] | None = None


def use(namer: Callable[[set[str]], dict[str, str]]) -> None:
    """Set who knows the names of workstations."""
    global _namer
    _namer = namer


def names_of(numbers: Iterable[str | None]) -> dict[str | None, str]:
    """What to call each workstation: its name, or a short number while it has none; nowhere is an empty text."""
    wanted = {number for number in numbers if number}
    known = dict[str | None, str](_namer(wanted).items() if _namer and wanted else ())
    unnamed: dict[str | None, str] = {number: _("Workstation %(number)s") % {"number": number[:4].upper()} for number in wanted}
    return {None: "", "": "", **unnamed, **known}
