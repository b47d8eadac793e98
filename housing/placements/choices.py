"""What the forms of this room offer to choose, and what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from centre.access.enums import Compartment
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.selectors import present_colleagues
from housing.homes.enums import CandidatureState
from housing.homes.models import Dwelling, Landlord, Programme
from housing.homes.selectors import standing_search
from intake.safety.reach import names_of

from . import selectors
from .models import Placement

if TYPE_CHECKING:
    from intake.person.models import Person

Choices = list[tuple[Any, str]]


def programmes(*, active: bool = False) -> Choices:
    """The programmes of the house by name; only those in use for a new placement."""
    found = Programme.objects.filter(active=True) if active else Programme.objects.all()
    return [(one.pk, str(one)) for one in found.order_by("name", "pk")]


def workers(actor: User, *besides: int | None) -> Choices:
    """Colleagues of the actor's teams that work with homes, the actor first, and those named already."""
    found = [(actor.pk, str(actor))] if Compartment.HOUSING in actor.compartments() else []
    found += [one for one in present_colleagues(actor) if one[0] != actor.pk]
    missing = {pk for pk in besides if pk} - {pk for pk, _name in found}
    return found + sorted(names_of(missing).items(), key=lambda one: one[1])


def accompanying(actor: User) -> Choices:
    """Whoever accompanies somebody within the actor's reach, by name."""
    named = selectors.placements_for(actor).exclude(worker=None).order_by().values_list("worker", flat=True).distinct()
    return sorted(names_of(pk for pk in named if pk).items(), key=lambda one: one[1])


def from_search(actor: User, person: Person) -> dict[str, Any]:
    """The search under way that a placement ends, and the home that was accepted in it."""
    search = standing_search(actor, person)
    accepted = search is not None and search.state == CandidatureState.ACCEPTED
    return {"candidature": search, "dwelling": search.dwelling if search and accepted else None}


def plan(actor: User, person: Person, former: Placement | None = None) -> dict[str, Any]:
    """Programmes and workers, with what the search or the former placement already says."""
    home = None if former else from_search(actor, person)["dwelling"]
    begun = former.programme_id if former else home.programme_id if home else None
    worker = former.worker if former else actor.pk
    return {
        "programmes": programmes(active=True), "workers": workers(actor, worker),
        "initial": {"programme": begun, "worker": worker, "ethos_before": former.ethos_after if former else ""},
    }


def dwellings(actor: User, placement: Placement) -> Choices:
    """The homes of the programme, or of none in particular, that somebody may move into today."""
    today, lived = clock.local().date(), selectors.lived_in(actor)
    found = Dwelling.objects.order_by("label", "pk")
    open_now = [one for one in found if not one.out_of_use(today) and (one.shared or one.pk not in lived)]
    fitting = [one for one in open_now if one.programme_id in (None, placement.programme_id)]
    mine = [placement.dwelling] if placement.dwelling and placement.dwelling not in fitting else []
    return [(one.pk, str(one)) for one in (*mine, *fitting)]


def lease(actor: User, placement: Placement) -> dict[str, Any]:
    """Homes and landlords of a lease, with what the home of the placement already says."""
    home = placement.dwelling
    homes = dwellings(actor, placement)
    landlords = [(one.pk, str(one)) for one in Landlord.objects.filter(active=True).order_by("name", "pk")]
    initial: dict[str, Any] = {"starts_on": placement.moved_in_on or clock.local().date()}
    if home is not None:
        initial |= {"dwelling": home.pk, "landlord": home.landlord_id, "rent_cents": home.rent, "charges_cents": home.charges}
    if placement.own_name:
        initial["holder"] = "person"
    return {"dwellings": homes, "landlords": landlords, "initial": initial}


def programme(pk: int) -> Programme:
    """The programme chosen."""
    return Programme.objects.get(pk=pk)


def dwelling(pk: int | None) -> Dwelling | None:
    """The home chosen, None when none was."""
    return Dwelling.objects.filter(pk=pk).first() if pk else None


def landlord(pk: int | None) -> Landlord | None:
    """The landlord chosen, None when none was or it is out of the actor's sight."""
    return Landlord.objects.filter(pk=pk).first() if pk else None
