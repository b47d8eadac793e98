"""Reading incidents: the running clock, the list, the accounts one may read, what a shift must tell the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.registry import Shift
from centre.staff.models import User
from intake.person.models import Person

from .enums import (
    AFTER_A_DEATH,
    AFTERWARDS,
    CALL_ACTS,
    CARE_ACTS,
    END_ACTS,
    MEDICAL,
    NALOXONE,
    Act,
    Keeping,
    Kind,
    Outcome,
    Present,
    Step,
    Verb,
)
from .models import Incident, IncidentAct, IncidentPerson, IncidentStep, IncidentStory, NaloxoneProduct
from .reach import in_three, names_of, within
from .registry import cupboard
from .wording import elapsed, given

LISTED = 100
LISTED_DAYS = 30
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Line:
    """One act of the timeline: what, when, how long after the beginning, by whom."""

    entry: IncidentAct
    label: str
    after: str
    by: str
    given: str
    is_naloxone: bool


@dataclass(frozen=True)
class Button:
    """One big button: its act, words and how often it was tapped."""

    act: str
    label: str
    count: int
    kind: str = ""


@dataclass(frozen=True)
class Account:
    """An account opened for reading."""

    text: str
    at: datetime
    by: str
    about: str
    addendum: bool
    kept_by: str


def incidents_for(actor: User) -> QuerySet[Incident]:
    """The incidents this actor may know of: of their compartments, restricted ones while they are fresh."""
    known = ~Q(keeping=Keeping.RESTRICTED) | Q(begun_by=actor.pk) | Q(locks_at__gt=clock.now())
    if "coordinator" in actor.roles():
        known |= Q(keeping=Keeping.RESTRICTED)
    return Incident.objects.filter(known, compartment__in=sorted(actor.compartments()))


def incident_for(actor: User, pk: Any) -> Incident:
    """One incident with its space. Raises Http404 outside the actor's reach."""
    return get_object_or_404(incidents_for(actor).select_related("space"), pk=pk)


def incident_by_uuid(client_uuid: UUID) -> Incident | None:
    """The incident that a page's uuid already began, as far as row security shows it."""
    return Incident.objects.filter(client_uuid=client_uuid).first()


def act_by_uuid(client_uuid: UUID) -> IncidentAct | None:
    """The act that a page's uuid was already used for."""
    return IncidentAct.objects.filter(client_uuid=client_uuid).first()


def act_for(actor: User, pk: Any) -> IncidentAct:
    """One act of an incident within reach. Raises Http404 outside it."""
    found = IncidentAct.objects.select_related("incident").filter(incident__in=incidents_for(actor))
    return get_object_or_404(found, pk=pk)


def running(actor: User) -> QuerySet[Incident]:
    """Incidents whose clock runs, the latest first."""
    return incidents_for(actor).filter(stopped_at=None, begun_at__gt=clock.now() - DAY).order_by("-begun_at", "pk")


def latest(actor: User) -> list[Incident]:
    """The incidents of the last thirty days, at most a hundred; the reading is recorded."""
    since = clock.now() - timedelta(days=LISTED_DAYS)
    found = list(
        incidents_for(actor).filter(begun_at__gte=since).select_related("space").order_by("-begun_at", "pk")[:LISTED]
    )
    viewed(Verb.LISTED, count=len(found))
    return found


def timeline(incident: Incident) -> list[Line]:
    """What was done, first first, struck acts too: two queries whatever their number."""
    entries = list(IncidentAct.objects.filter(incident=incident).select_related("product").order_by("at", "pk"))
    names, labels = names_of(entry.by for entry in entries), dict(Act.choices)
    return [
        Line(
            entry, str(labels[entry.act]), elapsed(incident.begun_at, entry.at), names.get(entry.by, ""), given(entry),
            entry.act in NALOXONE,
        )
        for entry in entries
    ]


def buttons(incident: Incident, lines: list[Line]) -> list[tuple[str, list[Button]]]:
    """The big buttons in three groups: `care`, `calls`, `end`; each counts its taps."""
    done: dict[str, int] = {}
    for line in lines:
        if not line.entry.struck_at:
            done[line.entry.act] = done.get(line.entry.act, 0) + 1
    labels = dict(Act.choices)

    def group(acts: Iterable[Act], kind: str = "") -> list[Button]:
        return [Button(act.value, str(labels[act]), done.get(act.value, 0), kind) for act in acts]

    return [("care", group(CARE_ACTS)), ("calls", group(CALL_ACTS, "danger")), ("end", group(END_ACTS))]


def revision(actor: User, incident: Incident) -> str:
    """A short text that changes whenever the running page would look different."""
    told = IncidentAct.objects.filter(incident=incident).aggregate(
        n=Count("pk"), struck=Count("struck_at"), last=Max("recorded_at"), lots=Count("pk", filter=~Q(lot=""))
    )
    parts = (*told.values(), incident.stopped_at, incident.kind, incident.is_locked(clock.now()), get_language())
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:20]


def running_page(actor: User, incident: Incident) -> dict[str, Any]:
    """All that the clock's page shows."""
    lines = timeline(incident)
    locked = incident.is_locked(clock.now())
    return {
        "incident": incident, "lines": lines, "groups": buttons(incident, lines), "locked": locked,
        "medical": incident.kind in MEDICAL, "read_at": clock.now(),
        "elapsed": elapsed(incident.begun_at, incident.stopped_at or clock.now()),
        "products": list(NaloxoneProduct.objects.filter(active=True).order_by("name", "pk")),
        "lots": sorted({lot for route in NALOXONE for lot in cupboard.lots(actor, route)}),
    }


def default_product(act: str) -> NaloxoneProduct | None:
    """The product in use for a route, when there is exactly one."""
    found = list(NaloxoneProduct.objects.filter(active=True, route=act).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def products() -> QuerySet[NaloxoneProduct]:
    """The list of the centre, those in use first."""
    return NaloxoneProduct.objects.order_by("-active", "route", "name")


def product_for(pk: Any) -> NaloxoneProduct:
    """One product of the list. Raises Http404."""
    return get_object_or_404(NaloxoneProduct, pk=pk)


def persons_of(actor: User, incident: Incident) -> list[IncidentPerson]:
    """Who had to do with it, as far as the actor may know."""
    found = within(actor, IncidentPerson.objects.filter(incident=incident))
    return list(found.select_related("person").order_by("at", "pk"))


def named(actor: User, incident: Incident, person: Person) -> IncidentPerson | None:
    """The person's place in an incident, if the actor may know it."""
    return within(actor, IncidentPerson.objects.filter(incident=incident, person=person)).first()


def named_for(actor: User, pk: Any) -> IncidentPerson:
    """One person's place in an incident. Raises Http404 outside the actor's reach."""
    return get_object_or_404(
        within(actor, IncidentPerson.objects.select_related("incident", "person")).filter(incident__in=incidents_for(actor)), pk=pk
    )


def stories_of(actor: User, incident: Incident) -> list[Account]:
    """The accounts the actor may read, first first; the reading is recorded before they are opened."""
    found = list(
        within(actor, IncidentStory.objects.filter(incident=incident), own_for=DAY).select_related("person").order_by("at", "pk")
    )
    if not found:
        return []
    subjects = {story.person_id for story in found} - {None}
    viewed(Verb.READ, obj=incident, count=len(found), subject=subjects.pop() if len(subjects) == 1 else None)
    names, keepers = names_of(story.by for story in found), dict(Keeping.choices)
    return [
        Account(
            _text(story), story.at, names.get(story.by, ""), str(story.person) if story.person else "", story.addendum,
            str(keepers.get(Keeping.RESTRICTED if story.restricted else story.compartment, "")),
        )
        for story in found
    ]


def _text(story: IncidentStory) -> str:
    """The account in clear; nothing when its key was destroyed."""
    try:
        return str(story.text.reveal())
    except Shredded:
        return ""


def steps_of(incident: Incident) -> list[dict[str, Any]]:
    """What is to be done afterwards, with who did it when; the death procedure when somebody died."""
    done = {one.step: one for one in IncidentStep.objects.filter(incident=incident)}
    names, labels = names_of(one.by for one in done.values()), dict(Step.choices)
    died = incident.kind == Kind.DEATH or incident.outcome == Outcome.DIED
    wanted = (*AFTER_A_DEATH, *AFTERWARDS) if died else AFTERWARDS
    return [
        {"step": step.value, "label": str(labels[step]), "done": done.get(step), "by": names.get(done[step].by, "") if step in done else ""}
        for step in wanted
    ]


def incident_page(actor: User, incident: Incident) -> dict[str, Any]:
    """The incident afterwards: facts, timeline, who, accounts, what is still to do; the reading is recorded."""
    viewed(Verb.VIEWED, obj=incident)
    labels = dict(Present.choices)
    return {
        "incident": incident, "locked": incident.is_locked(clock.now()), "lines": timeline(incident),
        "persons": persons_of(actor, incident), "stories": stories_of(actor, incident), "steps": steps_of(incident),
        "present": [str(labels[one]) for one in incident.present], "begun_by": names_of([incident.begun_by]).get(incident.begun_by, ""),
        "elapsed": elapsed(incident.begun_at, incident.stopped_at) if incident.stopped_at else "",
        "found": None, "words": "",
    }


def incidents_of(actor: User, person: Person) -> list[IncidentPerson]:
    """The incidents in a person's file that the actor may know of, the latest first, at most ten."""
    found = within(actor, IncidentPerson.objects.filter(person=person)).filter(incident__in=incidents_for(actor))
    return list(found.select_related("incident").order_by("-incident__begun_at", "pk")[:10])


def shift_figures(actor: User, shift: Shift) -> dict[str, Any]:
    """Incidents of a shift by kind, doses of naloxone, calls to 112, clocks still running; nobody is named."""
    of_shift = incidents_for(actor).filter(begun_at__gte=shift.start, begun_at__lt=shift.end)
    kinds = of_shift.order_by("kind").values("kind").annotate(n=Count("pk")).values_list("kind", "n")
    lines = [{"n": n} | in_three(dict(Kind.choices)[kind]) for kind, n in kinds]
    acts = IncidentAct.objects.filter(incident__in=of_shift, struck_at=None)
    told = acts.aggregate(naloxone=Count("pk", filter=Q(act__in=NALOXONE)), called=Count("pk", filter=Q(act=Act.CALLED)))
    waiting = of_shift.exclude(steps__step=Step.DEBRIEF)
    return {"kinds": lines, "without_debrief": waiting.count(), **told}


def overdoses_since(actor: User, since: datetime) -> int:
    """How many overdoses began since an instant, of those the actor may know of."""
    return incidents_for(actor).filter(kind__in=(Kind.OVERDOSE, Kind.STIMULANT), begun_at__gte=since).count()


def person_within_reach(actor: User, pk: UUID) -> Person | None:
    """The person a tap names, or None when the actor cannot reach them."""
    return visible(actor, Person.objects.filter(pk=pk)).first()

