"""Taking a month of figures along."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from audit.ledger.actions import record

from . import policies
from .enums import Verb
from .periods import Period
from .registry import figures


@transaction.atomic
def take_figures(*, actor: Any, period: Period, form: str) -> int:
    """Write down that a file of the actor's figures is made, before it is: how many figures are in it.

    Raises Refused when there is none. The file is internal: nothing in it was checked for publication.
    """
    number = len(figures.for_actor(actor))
    policies.take_figures.check(actor, figures=number)
    record(Verb.TAKEN, data={"period": period.code, "form": form, "figures": number})
    return number
