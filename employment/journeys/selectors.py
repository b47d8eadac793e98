"""Reads of journeys, scoped to the actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import Membership, User
from employment.allowances.enums import LegalForm
from employment.allowances.policies import Ceiling
from employment.allowances.selectors import ceiling_for
from employment.journeys.enums import GOALS, OPEN_STEPS, JourneyState, Phase, Verb
from employment.journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove, WorkFact
from employment.places.models import SignUp
from intake.directory.models import Organization
from intake.directory.selectors import organizations
from intake.person.models import Person, whole_person

LISTED = 200
SOON = timedelta(days=7)


@dataclass(frozen=True)
class ShownMove:
    """A move with its words in clear and the name of who wrote it."""

    move: PhaseMove
    why: str
    by: str


@dataclass(frozen=True)
class ShownStep:
    """A step with its note in clear, who sees to it, whether it is late."""

    step: JourneyStep
    note: str
    owner: str
    late: bool


@dataclass(frozen=True)
class PhaseOfLine:
    """One phase as drawn in the line: its goal, whether the journey is there, since when it was reached last."""

    code: str
    label: str
    goal: str
    here: bool
    since: date | None


@dataclass(frozen=True)
class Worked:
    """What a person worked in the sessions: how many, minutes, the last day."""

    sessions: int
    minutes: int
    last_on: date | None

    @property
    def hours(self) -> str:
        """Hours and minutes, as they are written."""
        return f"{self.minutes // 60}:{self.minutes % 60:02d}"


@dataclass(frozen=True)
class Shown:
    """A journey with everything on its page."""

    journey: Journey
    referent: str
    line: list[PhaseOfLine]
    moves: list[ShownMove]
    steps: list[ShownStep]
    outcomes: list[JourneyOutcome]
    facts: list[WorkFact]

    @property
    def to_do(self) -> list[ShownStep]:
        """Steps somebody still has to see to."""
        return [one for one in self.steps if one.step.state in OPEN_STEPS]


def journey_for(actor: User, pk: int) -> Journey:
    """One journey within reach; 404 outside."""
    return get_object_or_404(visible(actor, Journey.objects.select_related("person")), pk=pk)


def locked_journey(actor: User, journey: Journey) -> Journey:
    """The journey as it is now, kept from others until the end of the transaction."""
    locked = Journey.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    return visible(actor, locked).get(pk=journey.pk)


def step_for(actor: User, pk: int) -> JourneyStep:
    """One step within reach; 404 outside."""
    return get_object_or_404(visible(actor, JourneyStep.objects.select_related("journey__person", "partner")), pk=pk)


def locked_step(actor: User, step: JourneyStep) -> JourneyStep:
    """The step as it is now, kept from others until the end of the transaction."""
    locked = JourneyStep.objects.select_for_update(of=("self",), no_key=True).select_related("journey")
    return visible(actor, locked).get(pk=step.pk)


def of_form(actor: User, model: Any, client_uuid: UUID | None) -> Any:
    """The row that a form has already written, or None."""
    return visible(actor, model.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None


def open_journey_of(actor: User, person: Person) -> Journey | None:
    """The journey of a person that is not ended, those of joined files too, begun here before brought ones."""
    mine = visible(actor, Journey.objects.filter(whole_person(person)).exclude(state=JourneyState.ENDED))
    return mine.select_related("person").order_by("brought", "-opened_on", "-pk").first()


def journeys_of(actor: User, person: Person) -> list[Journey]:
    """Every journey of a person, joined files too, the one under way first, then the latest."""
    mine = visible(actor, Journey.objects.filter(whole_person(person)).select_related("person"))
    found = list(mine.order_by("-opened_on", "-pk")[:LISTED])
    return sorted(found, key=lambda one: (one.state == JourneyState.ENDED, one.brought))


def shown(actor: User, journey: Journey) -> Shown:
    """A journey with its moves, steps, outcomes and facts, opened; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=journey.person_id, obj=journey)
    moves = list(visible(actor, PhaseMove.objects.filter(journey=journey)).order_by("on_day", "pk"))
    steps = list(visible(actor, JourneyStep.objects.filter(journey=journey)).select_related("partner", "journey").order_by("due_on", "pk"))
    outcomes = visible(actor, JourneyOutcome.objects.filter(journey=journey)).select_related("partner").order_by("months", "on_day", "pk")
    facts = visible(actor, WorkFact.objects.filter(journey=journey)).order_by("on_day", "pk")
    names = names_of([one.written_by for one in moves] + [one.owner for one in steps] + [journey.referent or 0])
    return Shown(
        journey, names.get(journey.referent or 0, ""), line_of(journey, moves),
        [ShownMove(one, _text(one.why), names.get(one.written_by, "")) for one in moves],
        [_step(one, names) for one in steps], list(outcomes), list(facts),
    )


def line_of(journey: Journey, moves: list[PhaseMove]) -> list[PhaseOfLine]:
    """The three phases in their order, each with its goal and the day the journey last came to it."""
    since = {one.to_phase: one.on_day for one in moves}
    return [
        PhaseOfLine(one.value, str(one.label), str(GOALS[one]), journey.phase == one, since.get(one.value)) for one in Phase
    ]


def _step(step: JourneyStep, names: dict[int, str]) -> ShownStep:
    late = step.state in OPEN_STEPS and step.due_on is not None and step.due_on < clock.local().date()
    return ShownStep(step, _text(step.note), names.get(step.owner, ""), late)


def worked(actor: User, person: Person, first: date | None = None) -> Worked:
    """What a person worked in the sessions, joined files too, since a day when given."""
    came = visible(actor, SignUp.objects.filter(whole_person(person), attendance__present=True))
    if first:
        came = came.filter(session__day__gte=first)
    rows = list(came.select_related("attendance", "session").order_by("session__day", "pk"))
    return Worked(len(rows), sum(one.attendance.minutes for one in rows), rows[-1].session.day if rows else None)


def money_of_year(actor: User, person: Person) -> Ceiling:
    """The year's allowances of a person as a volunteer, against the ceiling."""
    return ceiling_for(actor, person.pk, LegalForm.VOLUNTEER, clock.local().date())


def listed(
    actor: User, *, phase: str = "", state: str = JourneyState.RUNNING, mine: bool = False
) -> tuple[list[tuple[Journey, int, date | None, str]], int]:
    """Journeys within reach with their open steps, the next day and who sees to them, and how many more there are.

    By phase, those that came with a foreign file last; the reading is recorded.
    """
    found = visible(actor, Journey.objects.filter(person__isnull=False).select_related("person"))
    found = found.filter(state=state) if state else found
    found = found.filter(phase="" if phase == "brought" else phase) if phase else found
    found = found.filter(referent=actor.pk) if mine else found
    rows = list(found.order_by("brought", "-opened_on", "-pk")[:LISTED])
    more = found.count() - LISTED if len(rows) == LISTED else 0
    if rows:
        viewed(Verb.LISTED, count=len(rows))
    number, following = _open_steps(actor, rows)
    names = names_of(one.referent or 0 for one in rows)
    order = {code: place for place, code in enumerate(Phase.values)}
    rows.sort(key=lambda one: order.get(one.phase, len(order)))
    return [(one, number[one.pk], following.get(one.pk), names.get(one.referent or 0, "")) for one in rows], more


def _open_steps(actor: User, journeys: list[Journey]) -> tuple[dict[int, int], dict[int, date]]:
    number: dict[int, int] = defaultdict(int)
    following: dict[int, date] = {}
    steps = visible(actor, JourneyStep.objects.filter(journey__in=journeys, state__in=OPEN_STEPS))
    for journey, due in steps.order_by("due_on", "pk").values_list("journey_id", "due_on"):
        number[journey] += 1
        if due:
            following.setdefault(journey, due)
    return number, following


def counted(actor: User) -> dict[str, int]:
    """Journeys within reach that are not ended, by phase; "" for those that came with a foreign file."""
    mine = visible(actor, Journey.objects.exclude(state=JourneyState.ENDED)).order_by()
    return dict(mine.values_list("phase").annotate(n=Count("pk")))


def by_phase(actor: User) -> list[tuple[str, str, int]]:
    """Journeys within reach that are not ended: phase, its name, how many; those brought from elsewhere last."""
    number = counted(actor)
    told = [(one.value, str(one.label), number.get(one.value, 0)) for one in Phase]
    return [*told, ("brought", _("came with a foreign file"), number[""])] if number.get("") else told


def steps_due(actor: User) -> list[JourneyStep]:
    """Steps within reach due within a week or late, of the actor or of nobody in the team any more, soonest first."""
    until = clock.local().date() + SOON
    due = visible(actor, JourneyStep.objects.filter(Q(owner=actor.pk), state__in=OPEN_STEPS, due_on__lte=until))
    return list(due.exclude(journey__state=JourneyState.ENDED).select_related("journey__person", "partner").order_by("due_on", "pk")[:20])


def to_ask_again(actor: User) -> list[Journey]:
    """Journeys within reach that ended six months ago or a little more, and were not asked about since."""
    today = clock.local().date()
    ended = visible(actor, Journey.objects.filter(state=JourneyState.ENDED, brought=False, referent=actor.pk))
    window = ended.filter(ended_on__range=(today - timedelta(days=240), today - timedelta(days=182)))
    return list(window.exclude(outcomes__months__gte=6).select_related("person").order_by("ended_on", "pk")[:20])


def colleagues_for(actor: User) -> list[tuple[str, str]]:
    """(number, name) of the members of the actor's teams that work with day labour, by name."""
    teams = [team.pk for team in actor.teams() if "employment" in team.compartments]
    rows = Membership.objects.active().filter(team__in=teams).order_by("user__display_name", "user_id")
    return [(str(pk), name) for pk, name in rows.values_list("user_id", "user__display_name").distinct()]


def partners() -> QuerySet[Organization]:
    """The partners of the directory, by name."""
    return organizations()


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """How the colleagues with these numbers are called."""
    return dict(User.objects.filter(pk__in={one for one in users if one}).values_list("pk", "display_name"))


def _text(sealed: Any) -> str:
    """A text in clear; nothing when there is none or its key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed else ""
    except Shredded:
        return ""
