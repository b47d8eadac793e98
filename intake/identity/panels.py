"""The way to a person's envelope, the tile of those whose purpose has ended, and what erasure finds here."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from audit.vault import keys
from centre.shell.registry import Tile, home
from intake.person import casefile

from .models import Envelope
from .selectors import ended_envelopes

SHOWN = 10


def load_ended(actor: Any) -> dict[str, Any]:
    """Envelopes to renew or remove."""
    return {"ended": list(ended_envelopes(actor)[:SHOWN])}


def held_here(subject: UUID) -> dict[str, int]:
    """How many envelopes there are of this person, or under this number of their own."""
    return {"envelopes": Envelope.objects.filter(Q(person_id=subject) | Q(pk=subject)).count()}


def forget(subject: UUID) -> dict[str, int]:
    """Remove the envelope with its history and destroy its key.

    A number may also be that of an envelope removed before: after a restore it is removed again.
    """
    found = held_here(subject)
    mine = Envelope.objects.filter(Q(person_id=subject) | Q(pk=subject))
    gone = list(mine.values_list("pk", flat=True))
    mine.delete()
    Envelope.history.filter(Q(person_id=subject) | Q(id=subject)).delete()
    for number in gone:
        transaction.on_commit(partial(keys.shred, number))
    return found


casefile.register_act(casefile.Act("identity", _("Identity"), "identity", "file-lock", "intake.open_envelope", 90))
home.add(Tile("ended_envelopes", 45, "intake.open_envelope", "identity/_home.html", load_ended))
rights.register(_("Identity envelope"), collect=held_here, erase=forget)
