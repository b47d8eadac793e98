"""What pages say of corrections."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from housing.corrections.selectors import closed_until, open_from


def closed_words() -> str:
    """What is said before anything is written: which figures are closed, and where a correction counts; "" when none is."""
    last, first = closed_until(), open_from()
    if last is None or first is None:
        return ""
    words = _(
        "The figures until %(last)s are closed and do not change. What you write for a day before counts in the open quarter, from %(first)s on."
    )
    return words % {"last": date_format(last, "j F Y"), "first": date_format(first, "j F Y")}
