"""Amounts as they are written and read: micrograms inside, milligrams and units on the page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format


def plain(number: Decimal) -> str:
    """A number as it is written in the language of the page, without needless zeros."""
    exact = number.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return str(number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True))


def milligrams(ug: int) -> str:
    """Micrograms as they are written in milligrams."""
    return plain(Decimal(ug) / 1000)


def micrograms(units: Decimal, strength_ug: int) -> int | None:
    """Units of a strength in whole micrograms; None when they cannot be measured so finely."""
    exact = units * strength_ug
    return int(exact) if exact == exact.to_integral_value() else None
