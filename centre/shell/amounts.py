"""Amounts of money, written in one way on every page and paper: as the language of the page writes them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def euros(cents: int) -> str:
    """An amount in cents with its sign: €1,692.51 in English, 1 692,51 € in French, € 1.692,51 in Dutch."""
    amount = number_format(Decimal(cents).scaleb(-2), decimal_pos=2, force_grouping=True)
    return _("€%(amount)s") % {"amount": amount}
