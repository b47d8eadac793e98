"""Joined files on the person's page, and what erasure does with them: it forgets the whole person."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from audit.rights.tasks import forget as forget_file
from audit.vault import keys
from centre.access.enums import Compartment
from intake.person import casefile
from intake.person.models import Person

from .models import Merge
from .selectors import merges_of


def load_merges(actor: Any, person: Any) -> dict[str, Any]:
    """What is proposed, and what was joined."""
    return {"person": person, "merges": list(merges_of(actor, person))}


def _others(person_id: UUID) -> list[UUID]:
    """The other files of the same person."""
    root = Person.objects.filter(pk=person_id).values_list("merged_into_id", flat=True).first() or person_id
    files = Person.objects.filter(Q(pk=root) | Q(merged_into=root)).exclude(pk=person_id)
    return list(files.order_by("created_at", "pk").values_list("pk", flat=True))


def _merges(person_id: UUID) -> Any:
    return Merge.objects.filter(Q(kept=person_id) | Q(absorbed=person_id))


def held_here(person_id: UUID) -> dict[str, int]:
    """How many files are joined to this one, and how often joining was spoken of."""
    return {"joined_files": len(_others(person_id)), "proposals": _merges(person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Forget the joined files as this one is forgotten, and that they were ever joined.

    Their keys are destroyed when the transaction is kept: whoever is forgotten is forgotten whole.
    """
    found, others = held_here(person_id), _others(person_id)
    Person.objects.filter(Q(merged_into=person_id) | Q(pk=person_id)).update(merged_into=None)
    Person.objects.filter(pk__in=others).update(merged_into=None)
    Merge.history.filter(Q(kept_id=person_id) | Q(absorbed_id=person_id)).delete()
    _merges(person_id).delete()
    for other in others:
        forget_file(other)
        transaction.on_commit(partial(keys.shred, other))
    return found


casefile.register(
    casefile.Panel(
        "joined", _("One person, two files?"), 95, Compartment.DESK, "intake.propose_merge", "merging/_panel.html", load_merges,
        place="aside", rows=lambda: Merge.objects.filter(Q(kept=OuterRef("pk")) | Q(absorbed=OuterRef("pk"))),
        bare=lambda person: {"person": person, "merges": []}, joined=False,
    )
)
rights.register(_("Joined files"), collect=held_here, erase=forget)
