"""Reading entitlement files: one file with what lacks, the list by deadline, counts. Each reading is recorded first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from care.paths.selectors import colleagues_for
from care.paths.shown import text_of
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.directory.enums import Need, ServiceStatus
from intake.directory.models import PartnerService
from intake.person.models import Person, whole_person

from .enums import (
    CHECKLISTS,
    Deed,
    Due,
    EntitlementState,
    InsurerWay,
    PaperCode,
    Pressing,
    Verb,
)
from .models import (
    Entitlement,
    EntitlementEvent,
    EntitlementLetter,
    EntitlementPaper,
    UrgencyAttestation,
)
from .states import NEXT, moves_of, road

LISTED = 100
WEEK = timedelta(days=7)
#: Counts stop here: nobody reads the difference.
MOST = 1000
LOOKS = {
    Pressing.LATE: ("danger", "circle-alert"), Pressing.WEEK: ("warn", "clock"), Pressing.LATER: ("note", "calendar"),
    Pressing.NONE: ("", "circle"),
}


@dataclass(frozen=True)
class Line:
    """A file on a list: how pressing it is (word, colour, icon together), who does the next thing and what."""

    file: Entitlement
    pressing: str
    words: str
    look: str
    icon: str
    due_words: str
    who: str
    what: str
    worker: str


@dataclass(frozen=True)
class Check:
    """A line of the checklist: what it is, whether it is there, since when, and the document kept if there is one."""

    code: str
    words: str
    have: bool
    at: Any = None
    by: str = ""
    paper: int | None = None
    pk: int | None = None
    by_itself: bool = False


@dataclass(frozen=True)
class Told:
    """A line of the story, opened; `back` when the step was taken back later."""

    event: EntitlementEvent
    by: str
    note: str
    back: bool


@dataclass(frozen=True)
class Shown:
    """One file opened for its page."""

    line: Line
    checks: tuple[Check, ...]
    story: tuple[Told, ...]
    attestations: tuple[UrgencyAttestation, ...]
    letters: tuple[EntitlementLetter, ...]
    moves: tuple[tuple[str, str], ...]
    place: str
    reference: str
    way: tuple[tuple[str, str], ...]

    @property
    def lacks(self) -> int:
        """How many papers of the checklist are not there."""
        return sum(not one.have for one in self.checks)


def pressing_of(due_on: date | None, today: date) -> Pressing:
    """How pressing a deadline is today."""
    if due_on is None:
        return Pressing.NONE
    if due_on < today:
        return Pressing.LATE
    return Pressing.WEEK if due_on <= today + WEEK else Pressing.LATER


def _line(file: Entitlement, workers: dict[int, str], today: date) -> Line:
    pressing = pressing_of(file.due_on if file.is_open else None, today)
    look, icon = LOOKS[pressing]
    who, what = NEXT[file.state]
    due = str(Due(file.due_for).label) if file.due_for else ""
    return Line(file, pressing, str(pressing.label), look, icon, due, str(who.label), str(what), workers.get(file.worker, ""))


def _lines(files: list[Entitlement]) -> list[Line]:
    workers, today = names_of({one.worker for one in files}), clock.service_day()
    return [_line(one, workers, today) for one in files]


def names_of(keys: Any) -> dict[int, str]:
    """The names of colleagues, by number."""
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "display_name"))


def files_of(actor: Any, person: Person) -> list[Line]:
    """The files of a person and of those joined to theirs, the open first; the reading is recorded."""
    found = visible(actor, Entitlement.objects.filter(whole_person(person))).select_related("authority__organization")
    files = list(found.order_by("ended_on", F("due_on").asc(nulls_last=True), "pk")[:LISTED])
    files.sort(key=lambda one: not one.is_open)
    viewed(Verb.VIEWED, subject=person, count=len(files), purpose=Compartment.SOCIAL)
    return _lines(files)


def entitlement_for(actor: Any, pk: int) -> Entitlement:
    """A file the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Entitlement.objects.select_related("person", "authority__organization")), pk=pk)


def entitlement_of_form(actor: Any, client_uuid: UUID) -> Entitlement | None:
    """The file a form opened already, when it is sent twice."""
    return visible(actor, Entitlement.objects.filter(client_uuid=client_uuid)).first()


def event_of_form(actor: Any, client_uuid: UUID) -> EntitlementEvent | None:
    """The line a form wrote already, when it is sent twice."""
    return visible(actor, EntitlementEvent.objects.filter(client_uuid=client_uuid)).first()


def open_one(actor: Any, person: Person, kind: str, benefit: str, but: int | None = None) -> Entitlement | None:
    """The open file of a person, or of one joined to them, for the same thing."""
    found = Entitlement.objects.filter(whole_person(person), kind=kind, benefit=benefit).exclude(state=EntitlementState.STOPPED)
    return visible(actor, found.exclude(pk=but) if but else found).order_by("opened_on", "pk").first()


def opened(actor: Any, file: Entitlement) -> Shown:
    """A file with its checklist, story, attestations and letters; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=file.person_id, obj=file, purpose=Compartment.SOCIAL)
    events = list(visible(actor, EntitlementEvent.objects.filter(entitlement=file)).order_by("-number")[:LISTED])
    papers = list(visible(actor, EntitlementPaper.objects.filter(entitlement=file)).order_by("at", "pk")[:LISTED])
    attested = tuple(visible(actor, UrgencyAttestation.objects.filter(entitlement=file)).order_by("plan")[:LISTED])
    letters = tuple(visible(actor, EntitlementLetter.objects.filter(entitlement=file)).order_by("-made_at", "-pk")[:LISTED])
    names = names_of({one.by for one in events} | {one.by for one in papers} | {file.worker})
    back = {one.takes_back_id for one in events if one.takes_back_id}
    labels = dict(EntitlementState.choices)
    return Shown(
        _line(file, names, clock.service_day()), _checks(file, papers, bool(attested), names),
        tuple(Told(one, names.get(one.by, ""), text_of(one.note), one.pk in back) for one in events), attested, letters,
        tuple((one, str(labels[EntitlementState(one)])) for one in moves_of(file.kind, file.state)),
        text_of(file.place), text_of(file.request_reference), _way(file),
    )


def _way(file: Entitlement) -> tuple[tuple[str, str], ...]:
    """The states of the straight road with "done", "now" or "ahead"; a state beside the road stands for where it left it."""
    way, labels = road(file.kind), dict(EntitlementState.choices)
    beside = {EntitlementState.RENEWAL: EntitlementState.GRANTED, EntitlementState.STOPPED: None}
    here = beside.get(EntitlementState(file.state), file.state if file.state in way else EntitlementState.REQUESTED)
    place = way.index(here) if here else len(way)
    return tuple(
        (str(labels[EntitlementState(one)]), "done" if number < place else "now" if number == place else "ahead") for number, one in enumerate(way)
    )


def _checks(file: Entitlement, papers: list[EntitlementPaper], attested: bool, names: dict[int, str]) -> tuple[Check, ...]:
    kept = {one.code: one for one in papers if one.code != PaperCode.OTHER}
    by_itself = {PaperCode.URGENCY: attested, PaperCode.CHOICE: file.insurer_way == InsurerWay.CAAMI or bool(file.insurer_name)}
    found = []
    for code in CHECKLISTS[file.kind]:
        words, row = str(PaperCode(code).label), kept.get(code)
        if code in by_itself:
            found.append(Check(code, words, by_itself[PaperCode(code)], by_itself=True))
        elif row is None:
            found.append(Check(code, words, False))
        else:
            found.append(Check(code, words, row.have, row.at, names.get(row.by, ""), row.paper, row.pk))
    own = [one for one in papers if one.code == PaperCode.OTHER]
    found += [Check(one.code, text_of(one.words), one.have, one.at, names.get(one.by, ""), one.paper, one.pk) for one in own]
    return tuple(found)


def situation_of(actor: Any, file: Entitlement) -> tuple[str, str]:
    """Insurability and right to stay as codes, empty when nobody asked; the reading is recorded first."""
    viewed(Verb.SITUATION_READ, subject=file.person_id, obj=file, purpose=Compartment.SOCIAL)
    return text_of(file.insurability), text_of(file.residence)


def open_files(actor: Any) -> QuerySet[Entitlement]:
    """The files not stopped that the actor may see."""
    return visible(actor, Entitlement.objects.exclude(state=EntitlementState.STOPPED))


def board(actor: Any, *, kind: str = "", state: str = "", mine: bool = False, pressing: str = "") -> list[Line]:
    """The open files by deadline, those without one last; at most 100. The reading is recorded."""
    today = clock.service_day()
    wanted = {Pressing.LATE: Q(due_on__lt=today), Pressing.WEEK: Q(due_on__gte=today, due_on__lte=today + WEEK)}
    wanted |= {Pressing.LATER: Q(due_on__gt=today + WEEK), Pressing.NONE: Q(due_on=None)}
    found = open_files(actor).filter(wanted.get(Pressing(pressing), Q()) if pressing else Q())
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state=state) if state else found
    found = found.filter(worker=actor.pk) if mine else found
    rows = list(found.select_related("person").order_by(F("due_on").asc(nulls_last=True), "opened_on", "pk")[:LISTED])
    viewed(Verb.VIEWED, count=len(rows), purpose=Compartment.SOCIAL)
    return _lines(rows)


def figures(actor: Any, day: date) -> dict[str, int]:
    """How many files are open, late, and due within a week; each at most 1000."""
    found = open_files(actor)
    parts = {"open": found, "late": found.filter(due_on__lt=day), "week": found.filter(due_on__gte=day, due_on__lte=day + WEEK)}
    return {name: rows.order_by("pk")[:MOST].count() for name, rows in parts.items()}


def last_step(actor: Any, file: Entitlement) -> EntitlementEvent | None:
    """The last move of a file that was not taken back."""
    moves = EntitlementEvent.objects.filter(entitlement=file, deed=Deed.MOVED, taken_back_by=None)
    return visible(actor, moves).order_by("-number").first()


def last_number(file: Entitlement) -> int:
    """The number of the last line of a file's story."""
    found = EntitlementEvent.objects.filter(entitlement=file).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def letter_for(actor: Any, pk: int) -> EntitlementLetter:
    """A letter the actor may see; Http404 otherwise."""
    letters = EntitlementLetter.objects.select_related("entitlement__authority__organization", "person")
    return get_object_or_404(visible(actor, letters), pk=pk)


def letter_of_form(actor: Any, client_uuid: UUID) -> EntitlementLetter | None:
    """The letter a form kept already, when it is sent twice."""
    return visible(actor, EntitlementLetter.objects.filter(client_uuid=client_uuid)).first()


def paper_for(actor: Any, file: Entitlement, code: str, pk: int | None = None) -> EntitlementPaper | None:
    """The ticked line of a checklist, if there is one; Http404 for a number that is none of this file."""
    found = visible(actor, EntitlementPaper.objects.filter(entitlement=file, code=code))
    return get_object_or_404(found, pk=pk) if pk else found.first()


def attestations_of(actor: Any, file: Entitlement) -> list[UrgencyAttestation]:
    """The attestations of a file by plan."""
    return list(visible(actor, UrgencyAttestation.objects.filter(entitlement=file)).order_by("plan"))


def colleagues(actor: Any) -> list[tuple[str, str]]:
    """(number, name) of those who work in the social part, in the actor's own teams."""
    return colleagues_for(actor, Compartment.SOCIAL)


def authorities() -> QuerySet[PartnerService]:
    """The services of the directory that answer for rights, income and papers, by name."""
    standing = PartnerService.objects.filter(needs__overlap=[Need.RIGHTS, Need.PAPERS]).exclude(status=ServiceStatus.DEFUNCT)
    return standing.select_related("organization").order_by("organization__name", "name", "pk")
