"""Taking the paper for an outage out of the house's memory."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from audit.ledger.actions import record

from . import policies
from .enums import Verb
from .selectors import Pack, pack_of


@transaction.atomic
def make_night_pack(*, actor: Any) -> Pack:
    """The pack as the actor may see it; written down before anything is read."""
    policies.make_night_pack.check(actor)
    record(Verb.MADE)
    return pack_of(actor)
