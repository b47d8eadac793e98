"""How minutes and doses are said on the page."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.formats import number_format

from .models import IncidentAct


def elapsed(start: datetime, end: datetime) -> str:
    """Minutes and seconds between two instants, `mm:ss`, from an hour on `h:mm:ss`."""
    seconds = max(0, int((end - start).total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def given(entry: IncidentAct) -> str:
    """Product, dose and lot of a dose of naloxone, as far as they were said."""
    dose = f"{number_format(Decimal(format(entry.dose_mg.normalize(), 'f')))} mg" if entry.dose_mg else ""
    return " · ".join(part for part in (entry.product.name if entry.product else "", dose, entry.lot) if part)
