"""Who is in a space, for those who may know."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts.clock import service_day
from intake.desk.models import Passage
from intake.spaces.enums import Verb
from intake.spaces.models import Space

if TYPE_CHECKING:
    from centre.staff.models import User


def spaces_for(actor: "User") -> "QuerySet[Space]":
    """The open spaces this actor may work in: those without a wall, and the walled ones of their teams."""
    return Space.objects.filter(
        Q(compartment="") | Q(compartment__in=actor.compartments()), active=True
    ).order_by("label_fr", "code")


def space_for(actor: "User", code: str) -> Space:
    """One such space. Raises Http404 for a walled space of others: it says nothing about itself."""
    return get_object_or_404(spaces_for(actor), code=code)


def present_in(actor: "User", space: Space) -> list[Passage]:
    """The open presences of this service day in a space, first come first; the reading is recorded."""
    presences = list(
        visible(actor, Passage.objects.inside().on(service_day()).filter(space=space))
        .select_related("person")
        .order_by("at", "pk")
    )
    viewed(Verb.VIEWED, obj=space, count=len(presences))
    return presences
