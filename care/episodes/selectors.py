"""Reading episodes, scoped to the actor; and the entrants of a year, as codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, same_person, whole_person

from .entrants import Entrant
from .enums import Counted, Verb
from .lists import Drug, Sex, Treated
from .models import EntrySnapshot, Episode, EpisodeRule, TreatmentProgramme

#: What the person says they are -> the column of the tables. Everything else is not known. Source: DOMAIN 3.3.
SEX_OF = {"F": Sex.FEMALE, "TF": Sex.FEMALE, "M": Sex.MALE, "TM": Sex.MALE}
ANSWERS = tuple(field for field in Entrant.__dataclass_fields__ if field != "secondary")


class Rule(NamedTuple):
    """The rule on a day: months without contact, and which entry of a year counts."""

    months: int
    counted: str


class Year(NamedTuple):
    """The entrants of a year. `alcohol` of them are counted nationally only, `again` entered more than once."""

    year: int
    entrants: list[Entrant]
    alcohol: int
    again: int


def rule_on(day: date) -> Rule:
    """The rule in force; six months and the first entry until somebody sets another. Source: DOMAIN 3.1."""
    found = EpisodeRule.objects.filter(valid_from__lte=day).order_by("-valid_from").values_list("months", "counted").first()
    return Rule(*found) if found else Rule(int(getattr(settings, "CENTRE_EPISODE_MONTHS", 6)), Counted.FIRST)


def rules() -> QuerySet[EpisodeRule]:
    """Every rule set, newest first."""
    return EpisodeRule.objects.order_by("-valid_from")


def programmes() -> QuerySet[TreatmentProgramme]:
    """Every programme, those open to new people first."""
    return TreatmentProgramme.objects.order_by("-active", "label")


def programmes_for(actor: User) -> QuerySet[TreatmentProgramme]:
    """The programmes the actor's teams may let somebody enter."""
    return TreatmentProgramme.objects.filter(active=True, compartment__in=actor.compartments()).order_by("label")


def programme_for(actor: User, pk: int) -> TreatmentProgramme:
    """One programme; 404 when there is none."""
    return get_object_or_404(TreatmentProgramme, pk=pk)


def episodes_for(actor: User) -> QuerySet[Episode]:
    """Every episode the actor may know of."""
    return visible(actor, Episode.objects.select_related("programme"))


def episode_for(actor: User, pk: UUID) -> Episode:
    """One episode, its reading recorded; 404 outside what the actor may know."""
    found: Episode = get_object_or_404(episodes_for(actor), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found)
    return found


def episodes_of(actor: User, person: Person) -> list[Episode]:
    """The episodes of a person and of the files joined to theirs, newest first; the reading recorded."""
    found = list(episodes_for(actor).filter(whole_person(person)).order_by("-started_on", "-pk"))
    viewed(Verb.READ, subject=person, count=len(found))
    return found


def running_in(actor: User, person: Person, programme: TreatmentProgramme) -> Episode | None:
    """The episode that runs in this programme, or None."""
    return episodes_for(actor).filter(whole_person(person), programme=programme, ended_on=None).order_by("pk").first()


def episode_of_form(actor: User, client_uuid: UUID) -> Episode | None:
    """The episode a form has already begun, or None."""
    return episodes_for(actor).filter(client_uuid=client_uuid).first()


def snapshots_of(actor: User, episode: Episode) -> list[EntrySnapshot]:
    """The answers at entry, the ones that count first, then those before."""
    return list(visible(actor, EntrySnapshot.objects.filter(episode=episode)).order_by("-number"))


def silent_since(day: date) -> date:
    """Whoever was last seen before this day is not in treatment any more on `day`."""
    months = rule_on(day).months
    whole = day.year * 12 + day.month - 1 - months
    first = date(whole // 12, whole % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), _last_day(first))


def _last_day(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def silent(actor: User) -> QuerySet[Episode]:
    """Episodes that run but whose person has not been seen for longer than the rule allows, longest first."""
    return episodes_for(actor).filter(ended_on=None, last_contact_on__lt=silent_since(clock.service_day())).order_by("last_contact_on", "pk")


def running(actor: User) -> QuerySet[Episode]:
    """Every episode that runs, by the day of the last contact."""
    return episodes_for(actor).filter(ended_on=None, person__isnull=False).select_related("person").order_by("-last_contact_on", "pk")


def known_answers(actor: User, person: Person) -> dict[str, object]:
    """What the file already tells, proposed in the form and never asked twice."""
    year, before = person.birth_year, episodes_for(actor).filter(whole_person(person)).exists()
    return {
        "sex": SEX_OF.get(person.gender, Sex.UNKNOWN), "age": clock.service_day().year - year if year else None,
        "treated": Treated.BEFORE if before else Treated.UNKNOWN,
    }


def entrant_of(snapshot: EntrySnapshot) -> Entrant:
    """The codes of one entry."""
    answers = {name: getattr(snapshot, name) for name in ANSWERS}
    return Entrant(**answers, secondary=None if snapshot.secondary is None else tuple(snapshot.secondary))


def entries(year: int) -> QuerySet[EntrySnapshot]:
    """The latest answers of every entry of a calendar year into a programme that counts, in order of entry."""
    latest = EntrySnapshot.objects.filter(episode=OuterRef("episode")).order_by("-number").values("pk")[:1]
    counted = EntrySnapshot.objects.filter(
        episode__programme__counts=True, episode__started_on__year=year, pk=Subquery(latest)
    )
    whole = counted.annotate(whole=same_person("episode__person"), entered_on=F("episode__started_on"))
    return whole.order_by("entered_on", "episode_id")


def entrants_of(year: int) -> Year:
    """Everybody who entered treatment in a calendar year, once. For the worker, who sees every part of every file.

    Whoever was erased is counted by entry: nobody can tell two of their entries apart any more.
    """
    rule, once, again = rule_on(date(year, 12, 31)), dict[object, EntrySnapshot](), 0
    for snapshot in _in_turn(entries(year), rule.counted):
        key = snapshot.whole or snapshot.episode_id  # type: ignore[attr-defined]  # annotated
        again += key in once
        once.setdefault(key, snapshot)
    found = [entrant_of(snapshot) for snapshot in once.values()]
    return Year(year, found, sum(one.primary == Drug.ALCOHOL for one in found), again)


def _in_turn(found: QuerySet[EntrySnapshot], counted: str) -> Iterable[EntrySnapshot]:
    return found if counted == Counted.FIRST else reversed(list(found))
