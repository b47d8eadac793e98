"""Who is in a space, for those who may know."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts.clock import local, service_day
from intake.desk.models import Passage
from intake.spaces.enums import Verb
from intake.spaces.hours import Hours, open_at
from intake.spaces.models import Space, SpaceHours
from intake.violence.selectors import not_alone

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


def compartment_of(space: Space | None) -> str:
    """The compartment in which what happens in a space is kept: its own when it is walled, the desk otherwise."""
    return (space.compartment if space else "") or Compartment.DESK


def any_space(code: str) -> Space:
    """One space, open or closed for good, for those who keep the spaces. Raises Http404."""
    return get_object_or_404(Space, code=code)


def hours_of(space: Space) -> list[SpaceHours]:
    """When a space is open, Monday first; empty when it always is."""
    return list(SpaceHours.objects.filter(space=space).order_by("weekday"))


def week_of(lines: list[SpaceHours]) -> list[Hours]:
    """The same as plain openings."""
    return [(one.weekday, one.opens, one.closes) for one in lines]


def with_hours(actor: "User") -> list[tuple[Space, bool]]:
    """The spaces this actor may work in, each with whether it is open now. Two queries."""
    moment = local()
    return [
        (space, open_at(week_of(list(space.hours.all())), moment))
        for space in spaces_for(actor).prefetch_related("hours")
    ]


@dataclass(frozen=True)
class Presence:
    """Somebody here, with the children who came along; `careful` when one they must not meet is in the house."""

    passage: Passage
    children: int
    careful: bool


def present_in(actor: "User", space: Space) -> list[Presence]:
    """The open presences of this service day in a space, first come first; the reading is recorded."""
    here = Passage.objects.standing().filter(left_at=None).on(service_day()).filter(space=space)
    passages = list(visible(actor, here).select_related("person", "children").order_by("at", "pk"))
    viewed(Verb.VIEWED, obj=space, count=len(passages))
    careful = not_alone([one.person_id for one in passages if one.person_id]) if space.compartment else set()
    return [
        Presence(one, one.children.number if hasattr(one, "children") else 0, one.person_id in careful) for one in passages
    ]


def passage_in(actor: "User", space: Space, pk: int) -> Passage:
    """One open presence without a name in a space. Raises Http404."""
    return get_object_or_404(visible(actor, Passage.objects.filter(space=space, person=None, left_at=None)), pk=pk)


def heads(present: list[Presence]) -> int:
    """How many people that is, children counted."""
    return sum(1 + one.children for one in present)
