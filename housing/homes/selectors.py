"""Reading the searches of persons, scoped to the actor: the board, one search, its steps, what fits it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.homes import policies
from housing.homes.enums import LIVE, LOOKING, CandidatureState, DwellingState, LandlordReason, StepKind, Verb
from housing.homes.letting import DwellingLine, dwellings
from housing.homes.matching import Match, match
from housing.homes.models import Candidature, CandidatureStep, Dwelling, Landlord, LandlordContact, Programme
from intake.person.models import Person
from intake.safety.reach import names_of

LISTED = 200
#: A search in which nothing happened for so long is shown to the coordinator.
QUIET = timedelta(days=60)
#: Columns of the board in their order.
COLUMNS = (
    CandidatureState.OPEN, CandidatureState.REFUSED_BY_PERSON, CandidatureState.REFUSED_BY_LANDLORD,
    CandidatureState.PROPOSED, CandidatureState.VISITED, CandidatureState.ACCEPTED,
)


@dataclass(frozen=True)
class Column:
    """One state of the board with its searches, who waits longest first."""

    state: str
    label: str
    searches: list[Candidature]


@dataclass(frozen=True)
class ShownStep:
    """A step with its words in clear and who wrote it down."""

    step: CandidatureStep
    words: str
    by: str


@dataclass(frozen=True)
class ShownContact:
    """A contact with a landlord, its words in clear."""

    contact: LandlordContact
    words: str
    by: str


def searches_for(actor: User) -> QuerySet[Candidature]:
    """Every search the actor may know of."""
    return visible(actor, Candidature.objects.select_related("person", "dwelling"))


def board(actor: User, programme: int | None = None) -> list[Column]:
    """The searches under way by state, those that name one programme or all; the reading recorded."""
    found: dict[str, list[Candidature]] = {state: [] for state in COLUMNS}
    named = {"wished__contains": [programme]} if programme else {}
    for one in searches_for(actor).filter(state__in=LIVE, **named).order_by("asked_on", "pk")[: LISTED * 2]:
        found[one.state].append(one)
    viewed(Verb.LISTED, count=sum(map(len, found.values())))
    return [Column(state, str(CandidatureState(state).label), found[state]) for state in COLUMNS]


def over_lately(actor: User) -> list[Candidature]:
    """Searches that ended within ninety days, the latest first; a part of the board, read with it."""
    since = clock.now() - timedelta(days=90)
    ended = searches_for(actor).exclude(state__in=LIVE).filter(moved_at__gte=since)
    return list(ended.order_by("-moved_at", "pk")[:LISTED])


def search_for(actor: User, pk: Any) -> Candidature:
    """One search, its reading recorded. Raises Http404 outside the actor's reach."""
    found = get_object_or_404(searches_for(actor).select_related("dwelling__programme", "dwelling__landlord"), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found)
    return found


def search_of_form(actor: User, client_uuid: UUID) -> Candidature | None:
    """The search that a form has already begun."""
    return searches_for(actor).filter(client_uuid=client_uuid).first()


def step_of_form(actor: User, client_uuid: UUID) -> CandidatureStep | None:
    """The step that a form has already written."""
    return visible(actor, CandidatureStep.objects.filter(client_uuid=client_uuid)).first()


def standing_search(actor: User, person: Person) -> Candidature | None:
    """The search under way of a person, in whichever of their joined files."""
    root = person.merged_into_id or person.pk
    found = searches_for(actor).filter(Q(person=root) | Q(person__merged_into=root), state__in=LIVE)
    return found.order_by("asked_on", "pk").first()


def twin_of(actor: User, search: Candidature) -> Candidature | None:
    """Another search under way of the same person: two files were joined while both looked."""
    root = search.person.merged_into_id or search.person_id
    same = Q(person=root) | Q(person__merged_into=root)
    return searches_for(actor).filter(same, state__in=LIVE).exclude(pk=search.pk).order_by("asked_on", "pk").first()


def searches_of(actor: User, person: Person) -> list[Candidature]:
    """The searches in a file, the latest first. For pages that have just read the file."""
    return list(searches_for(actor).filter(person=person).order_by("-asked_on", "pk")[:LISTED])


def wished_names(searches: list[Candidature]) -> dict[UUID, list[str]]:
    """The names of the programmes each search wishes, in the order of the choice."""
    names = dict(Programme.objects.filter(pk__in={pk for one in searches for pk in one.wished}).values_list("pk", "name"))
    return {one.pk: [names[pk] for pk in one.wished if pk in names] for one in searches}


def words_of(candidature: Candidature) -> str:
    """The person's own words; the reading of the search was recorded."""
    return _text(candidature.words)


def steps_of(actor: User, candidature: Candidature) -> list[ShownStep]:
    """The trail of a search, the latest first, its words opened; the reading of the search was recorded."""
    found = visible(actor, CandidatureStep.objects.filter(candidature=candidature)).select_related("dwelling")
    steps = list(found.order_by("-at", "-pk")[:LISTED])
    names = names_of(one.by for one in steps)
    return [ShownStep(one, _text(one.words), names.get(one.by, "")) for one in steps]


def last_step(actor: User, candidature: Candidature) -> ShownStep | None:
    """Who moved a search last, and when."""
    step = visible(actor, CandidatureStep.objects.filter(candidature=candidature)).order_by("-at", "-pk").first()
    return ShownStep(step, "", names_of([step.by]).get(step.by, "")) if step else None


def _text(sealed: Any) -> str:
    """A text in clear; nothing when there is none or its key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def fitting_searches(actor: User, line: DwellingLine) -> list[Match]:
    """The searches that could take a dwelling, ranked, each with its sentences; the reading is recorded. Raises Refused."""
    policies.view_homes.check(actor)
    looking = searches_for(actor).filter(state__in=LOOKING).order_by("asked_on", "pk")[:LISTED]
    found = [match(one, line.dwelling, clock.service_day()) for one in looking]
    viewed(Verb.MATCHED, obj=line.dwelling, count=len(found))
    return sorted(found, key=lambda one: one.order)


def fitting_dwellings(actor: User, candidature: Candidature) -> list[Match]:
    """The free dwellings for a search that was just read, ranked, each with its sentences."""
    free = dwellings(actor, state=DwellingState.FREE)
    return sorted((match(candidature, line.dwelling, clock.service_day()) for line in free), key=lambda one: (one.order, one.dwelling.label))


def discussed(actor: User, dwelling: Dwelling) -> list[Candidature]:
    """The searches within reach for which a dwelling is under discussion; the reading is recorded."""
    found = list(searches_for(actor).filter(dwelling=dwelling, state__in=LIVE).order_by("asked_on", "pk"))
    viewed(Verb.LISTED, obj=dwelling, count=len(found))
    return found


def quiet_searches(actor: User) -> QuerySet[Candidature]:
    """Searches in which nothing happened for sixty days, the longest first."""
    return searches_for(actor).filter(state__in=LIVE, moved_at__lt=clock.now() - QUIET).order_by("moved_at", "pk")


def accepted_searches(actor: User) -> QuerySet[Candidature]:
    """Searches that wait for a lease: a dwelling is accepted."""
    return searches_for(actor).filter(state=CandidatureState.ACCEPTED).order_by("accepted_at", "pk")


def looking_count(actor: User) -> dict[str, int]:
    """How many searches are under way, and how many have nothing proposed; of nobody."""
    told = visible(actor, Candidature.objects.filter(state__in=LIVE)).aggregate(
        live=Count("pk"), looking=Count("pk", filter=Q(state__in=LOOKING))
    )
    return {"live": told["live"], "looking": told["looking"]}


def contacts_of(actor: User, landlord: Landlord) -> list[ShownContact]:
    """The contacts with a landlord that the actor may read, the latest first; the reading is recorded."""
    found = visible(actor, LandlordContact.objects.filter(landlord=landlord).select_related("person"))
    listed = list(found.order_by("-on", "-at", "-pk")[:LISTED])
    viewed(Verb.LANDLORD_READ, obj=landlord, count=max(1, len(listed)))
    names = names_of(one.by for one in listed)
    return [ShownContact(one, one.note or _text(one.words), names.get(one.by, "")) for one in listed]


def persons_known(actor: User, landlord: Landlord) -> list[Person]:
    """Persons within reach with whom this landlord has to do: those to whom a dwelling of theirs was proposed."""
    steps = visible(actor, CandidatureStep.objects.filter(dwelling__landlord=landlord))
    return list(visible(actor, Person.objects.filter(pk__in=steps.values("person"))).order_by("alias", "pk")[:LISTED])


def refusals(actor: User, first: date, last: date) -> list[tuple[str, str, int]]:
    """Refusals by landlords in a period that the actor may know of: landlord, reason in words, how many."""
    steps = visible(actor, CandidatureStep.objects.filter(kind=StepKind.REFUSED_BY_LANDLORD, on__gte=first, on__lte=last))
    rows: Counter[tuple[str, str]] = Counter()
    for name, reason in steps.values_list("dwelling__landlord__name", "landlord_reason"):
        rows[(name or "–", str(LandlordReason(reason).label) if reason else "–")] += 1
    return [(name, reason, count) for (name, reason), count in sorted(rows.items(), key=lambda row: (-row[1], row[0]))]


def refusals_of(actor: User, landlord: Landlord) -> int:
    """How often this landlord refused somebody within a year, as far as the actor may know."""
    since = clock.service_day() - timedelta(days=365)
    steps = CandidatureStep.objects.filter(kind=StepKind.REFUSED_BY_LANDLORD, dwelling__landlord=landlord, on__gte=since)
    return visible(actor, steps).count()


def wishing(actor: User, programme: Programme) -> dict[str, int]:
    """How many searches under way name a programme, and how many name it first; of nobody."""
    named = visible(actor, Candidature.objects.filter(state__in=LIVE, wished__contains=[programme.pk]))
    told = named.aggregate(named=Count("pk"), first=Count("pk", filter=Q(wished__0=programme.pk)))
    return {"named": told["named"], "first": told["first"]}
