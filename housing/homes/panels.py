"""What homes put on their own pages and on others: the board, the case file, the home board; what erasure finds here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights.registry import explain
from audit.rights.registry import register as register_rights
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.staff.models import User
from housing.homes import letting, policies, selectors
from housing.homes.enums import (
    LIVE,
    LOOKING,
    WITH_DWELLING,
    CandidatureState,
    DwellingState,
    LandlordReason,
    PersonReason,
    Verb,
)
from housing.homes.letting import DwellingLine
from housing.homes.models import Candidature, CandidatureStep, Landlord, LandlordContact, Programme
from intake.person import casefile
from intake.person.models import Person

SHOWN_AT_HOME = 5
#: How many fitting dwellings or searches a page shows with their sentences.
SHOWN = 25


def board_page(actor: User, programme: int | None = None) -> dict[str, Any]:
    """The board with its columns, what ended lately, and what the person wishes; for one programme or all."""
    columns, over = selectors.board(actor, programme), selectors.over_lately(actor)
    shown = [one for column in columns for one in column.searches]
    wished = selectors.wished_names(shown)
    told = [
        {"state": column.state, "label": column.label, "rows": [(one, wished[one.pk]) for one in column.searches]}
        for column in columns
    ]
    return {"columns": told, "over": over, "live": len(shown), "no_team": policies.view_homes.why_not(actor)}


def search_page(actor: User, search: Candidature) -> dict[str, Any]:
    """One search that was just read: wishes, trail, what may be done, what fits."""
    looking, may = search.state in LOOKING, policies.move_search.allows
    fitting = selectors.fitting_dwellings(actor, search) if looking else []
    return {
        "search": search, "own_words": selectors.words_of(search), "steps": selectors.steps_of(actor, search),
        "wished": selectors.wished_names([search])[search.pk], "fitting": fitting[:SHOWN], "looking": looking,
        "live": search.state in LIVE, "discussed": search.state in WITH_DWELLING,
        "days": (clock.service_day() - search.asked_on).days,
        "twin": selectors.twin_of(actor, search) if search.state in LIVE else None,
        "may_search": policies.change_wishes.allows(actor, candidature=search),
        "may_visit": may(actor, candidature=search, to=CandidatureState.VISITED),
        "may_accept": may(actor, candidature=search, to=CandidatureState.ACCEPTED),
        "may_reopen": search.state not in LIVE and may(actor, candidature=search, to=CandidatureState.OPEN),
    }


def dwelling_page(actor: User, line: DwellingLine) -> dict[str, Any]:
    """One dwelling: who is asked, and for a free one the searches that fit, for who works with homes."""
    inside = policies.view_homes.allows(actor)
    free = inside and line.state == DwellingState.FREE
    return {
        "line": line, "dwelling": line.dwelling, "inside": inside,
        "discussed": selectors.discussed(actor, line.dwelling) if inside else [],
        "fitting": selectors.fitting_searches(actor, line)[:SHOWN] if free else [], "free": free,
        "landlord": letting.landlord_of(actor, line.dwelling) if inside else None,
        "may_edit": policies.edit_homes.allows(actor), "may_propose": actor.may("housing.search_home"),
        "address": "", "address_shown": False,
    }


def programme_page(actor: User, programme: Programme) -> dict[str, Any]:
    """One programme: for whom, its dwellings by state, how many wish it first."""
    lines = letting.dwellings(actor, programme=programme)
    counted = [(str(state.label), sum(line.state == state for line in lines)) for state in DwellingState]
    return {
        "counted": counted,
        "programme": programme, "lines": lines, "may_edit": policies.edit_homes.allows(actor),
        "needs": letting.needs_of(programme), "wishing": selectors.wishing(actor, programme),
    }


def landlords_page(actor: User, text: str) -> dict[str, Any]:
    """Landlords that answer a text, and refusals within a year."""
    last = clock.service_day()
    return {
        "landlords": letting.landlords(actor, text), "refusals": selectors.refusals(actor, last - timedelta(days=365), last),
        "may_edit": policies.edit_homes.allows(actor), "no_team": policies.view_homes.why_not(actor),
    }


def landlord_page(actor: User, landlord: Landlord) -> dict[str, Any]:
    """One landlord with what was said and their dwellings."""
    return {
        "landlord": landlord, "contacts": selectors.contacts_of(actor, landlord),
        "lines": letting.dwellings(actor, landlord=landlord), "refused": selectors.refusals_of(actor, landlord),
        "may_edit": policies.edit_homes.allows(actor),
    }


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """The searches of a file with where they stand."""
    searches = selectors.searches_of(actor, person)
    return {"searches": searches, "live": LIVE} if searches else None


def home_tile(actor: User) -> dict[str, Any]:
    """How many look, for whom nothing happened for long, and who waits for a lease; nothing without a housing team."""
    if not policies.view_homes.allows(actor):
        return {"inside": False}
    return {
        "inside": True, "counts": selectors.looking_count(actor),
        "quiet": list(selectors.quiet_searches(actor)[:SHOWN_AT_HOME]),
        "accepted": list(selectors.accepted_searches(actor)[:SHOWN_AT_HOME]),
    }


def held_here(person_id: UUID) -> dict[str, int]:
    """How many searches, steps and contacts with landlords stand under this person."""
    return {
        "home_searches": Candidature.objects.filter(person_id=person_id).count(),
        "home_steps": CandidatureStep.objects.filter(person_id=person_id).count(),
        "landlord_contacts": LandlordContact.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the person's searches with their steps and history, and what was said of them with landlords."""
    found = held_here(person_id)
    LandlordContact.objects.filter(person_id=person_id).delete()
    CandidatureStep.objects.filter(person_id=person_id).delete()
    Candidature.objects.filter(person_id=person_id).delete()
    Candidature.history.filter(person_id=person_id).delete()
    return found


SECTION = (
    "home_search", "home_wishes", "home_step", "home_look", "home_programmes", "home_programme", "home_programme_new",
    "home_programme_edit", "home_landlords", "home_landlord", "home_landlord_new", "home_landlord_edit", "home_dwellings",
    "home_dwelling", "home_dwelling_new", "home_dwelling_edit", "home_address", "fidelity", "principles",
)
navigation.add(Item(_("Homes"), "homes", "key-round", "housing.view_homes", 22, SECTION))
home.add(Tile("home_searches", 45, "housing.view_homes", "housing/homes/_home.html", home_tile))
casefile.register(
    casefile.Panel(
        "home_search", _("Looks for a home"), 12, Compartment.HOUSING, "housing.view_homes", "housing/homes/_panel.html", in_the_file,
        rows=lambda: Candidature.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("home", _("Look for a home"), "home_look", "key-round", "housing.search_home", 75))
register_rights(_("Searches for a home"), collect=held_here, erase=forget)
explain(Verb.REFUSED_BY_PERSON, PersonReason.choices)
explain(Verb.REFUSED_BY_LANDLORD, LandlordReason.choices)
