"""Reading a path: needs, goals, steps and reviews of the compartments one holds, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import Membership, User
from intake.consent.selectors import ShownConsent, consents_of
from intake.person.models import Person, whole_person

from .enums import GoalState, NeedArea, NeedState, PathCompartment, Verb
from .models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from .shown import TO_DO, ShownGoal, ShownNeed, ShownPath, ShownStep, path_shown, step_shown, text_of

MOST_STEPS = 200


def paths_of(actor: User, person: Person) -> list[ShownPath]:
    """Every path of the person that the actor may see, opened; the reading is recorded first."""
    found = visible(actor, CarePath.objects.filter(whole_person(person))).select_related("team")
    paths = list(found.order_by(F("closed_at").desc(nulls_first=True), "compartment", "pk"))
    steps = list(visible(actor, Step.objects.filter(path__in=paths)).order_by("-added_at", "-pk")[:MOST_STEPS])
    goals = list(visible(actor, Goal.objects.filter(path__in=paths)).order_by("set_at", "pk"))
    needs = list(visible(actor, PathNeed.objects.filter(path__in=paths)).order_by("-pressing", "named_at", "pk"))
    reviews = list(visible(actor, PathReview.objects.filter(path__in=paths)).order_by("-on", "-pk")[:MOST_STEPS])
    today = clock.service_day()
    standing = PathCover.objects.filter(path__in=paths, ended_at=None, until_on__gte=today).select_related("other_team")
    covers = list(visible(actor, standing).order_by("from_on", "pk"))
    viewed(Verb.VIEWED, subject=person, count=len(steps) + len(goals) + len(needs) + len(reviews))
    named = {step.owner for step in steps} | {one.by for one in reviews} | {path.worker for path in paths if path.worker}
    named |= {number for one in covers for number in (one.cover, one.worker)}
    names = dict(User.objects.filter(pk__in=named).values_list("pk", "display_name"))
    return [path_shown(path, steps, goals, needs, reviews, covers, names) for path in paths]


@dataclass(frozen=True)
class DueStep:
    """A step of the reader's own, opened, and whose it is."""

    step: ShownStep
    person: Person


def steps_of_mine(actor: User) -> list[DueStep]:
    """The steps still to do of the actor and of those they stand in for, on paths that run, the most pressing first; at
    most 200. The reading is recorded first."""
    mine = visible(actor, _mine(actor, _to_do())).select_related("person")
    found = list(mine.order_by(F("due_on").asc(nulls_last=True), "added_at", "pk")[:MOST_STEPS])
    viewed(Verb.VIEWED, count=len(found))
    others = {step.owner for step in found} - {actor.pk}
    names = dict(User.objects.filter(pk__in=others).values_list("pk", "display_name"))
    return [DueStep(step_shown(step, names), step.person) for step in found]


def standing_in(actor: User, path: str = "pk", worker: str = "worker") -> Exists:
    """Whether the actor stands in today for whoever answers (`worker`) on the path (`path`) of a row."""
    today = clock.service_day()
    covers = PathCover.objects.filter(
        path=OuterRef(path), worker=OuterRef(worker), cover=actor.pk, ended_at=None, from_on__lte=today, until_on__gte=today
    )
    return Exists(visible(actor, covers))


def _to_do() -> QuerySet[Step]:
    """Steps still to do; with its path a step is closed as it stands, and waits for nobody."""
    return Step.objects.filter(state__in=TO_DO, path__closed_at=None)


def _mine(actor: User, steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.filter(Q(owner=actor.pk) | standing_in(actor, "path_id", "owner"))


def open_paths(actor: User) -> list[CarePath]:
    """The open paths the actor may see with the day of their next review (`next_on`), those the actor answers for or
    stands in for (`mine`) first, then the latest; at most 200. The reading is recorded."""
    last = PathReview.objects.filter(path=OuterRef("pk")).order_by("-on", "-pk")
    found = visible(actor, CarePath.objects.filter(closed_at=None)).select_related("person").annotate(
        next_on=Subquery(last.values("next_on")[:1]),
        mine=Case(When(Q(worker=actor.pk) | standing_in(actor), then=Value(1)), default=Value(0), output_field=IntegerField()),
    )
    paths: list[CarePath] = list(found.order_by("-mine", "-opened_at", "-pk")[:MOST_STEPS])
    viewed(Verb.VIEWED, count=len(paths))
    return paths


def reviews_due(paths: list[CarePath], until: date) -> list[CarePath]:
    """Of paths as `open_paths` gives them, those whose next review is due by a day, the oldest first."""
    due = [path for path in paths if path.next_on and path.next_on <= until]  # type: ignore[attr-defined]  # annotated
    return sorted(due, key=lambda path: path.next_on)  # type: ignore[attr-defined]  # annotated


def colleagues_for(actor: User, compartment: str) -> list[tuple[str, str]]:
    """(number, name) of the members of the actor's own teams that work in a compartment, by name."""
    teams = [team.pk for team in actor.teams() if compartment in team.compartments]
    rows = Membership.objects.active().filter(team__in=teams).order_by("user__display_name", "user_id")
    return [(str(pk), name) for pk, name in rows.values_list("user_id", "user__display_name").distinct()]


def path_for(actor: User, pk: int) -> CarePath:
    """A path the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, CarePath.objects.select_related("person")), pk=pk)


def path_locked(actor: User, path: CarePath) -> CarePath:
    """The path as it is now, kept from others until the end of the transaction; out of sight, the rule says so."""
    return visible(actor, CarePath.objects.select_for_update(of=("self",), no_key=True)).filter(pk=path.pk).first() or path


def open_path_of(actor: User, person: Person, compartment: str) -> CarePath | None:
    """The open path of one compartment, if the actor may see one."""
    return visible(actor, CarePath.objects.filter(person=person, compartment=compartment, closed_at=None)).first()


def step_for(actor: User, pk: int) -> Step:
    """A step the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Step.objects.select_related("path", "person")), pk=pk)


def goal_choices(actor: User, path: CarePath) -> list[tuple[str, str]]:
    """(key, words) of the goals of a path, for a form."""
    goals = list(visible(actor, Goal.objects.filter(path=path)).order_by("set_at", "pk"))
    viewed(Verb.VIEWED, subject=path.person_id, obj=path, count=len(goals), purpose=path.compartment)
    return [(str(goal.pk), text_of(goal.words)) for goal in goals]


def goal_for(actor: User, pk: int) -> Goal:
    """A goal the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Goal.objects.select_related("path")), pk=pk)


def need_for(actor: User, pk: int) -> PathNeed:
    """A need the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, PathNeed.objects.select_related("path")), pk=pk)


def cover_for(actor: User, pk: int) -> PathCover:
    """A cover the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, PathCover.objects.select_related("path")), pk=pk)


def need_choices(actor: User, path: CarePath) -> list[tuple[str, str]]:
    """(key, area) of the open needs of a path, for a form."""
    needs = visible(actor, PathNeed.objects.filter(path=path, state=NeedState.OPEN)).order_by("named_at", "pk")
    return [(str(need.pk), str(NeedArea(need.area).label)) for need in needs]


def cover_choices(actor: User, path: CarePath) -> list[tuple[str, str]]:
    """(number, name) of everybody else who works in that part of the file, those of other teams with their team."""
    own = {one.team_id for one in actor.standing}
    there = Membership.objects.active().filter(team__compartments__contains=[path.compartment]).exclude(user_id=path.worker or 0)
    rows = there.order_by("user__display_name", "user_id", "team_id").values_list("user_id", "user__display_name", "team_id", "team__name")
    colleagues = {str(user): name for user, name, team, _ in rows if team in own}
    others = {str(user): f"{name} ({team_name})" for user, name, team, team_name in rows if str(user) not in colleagues}
    return [*colleagues.items(), *others.items()]


def steps_due(actor: User, until: date, *, mine: bool = True) -> int:
    """How many steps of paths that run are due by a day: those of the actor and of whom they stand in for, or all they may see."""
    due = _to_do().filter(due_on__lte=until)
    return int(visible(actor, _mine(actor, due) if mine else due).count())


@dataclass(frozen=True)
class Followed:
    """Who answers for an open path, who stands in today, when the next review is."""

    part: str
    worker: str
    team: str
    cover: str
    cover_until: date | None
    next_on: date | None


def followed_by(actor: User, person: Person) -> list[Followed]:
    """Who follows a person in the parts of the file that the actor may see; the page has recorded the reading."""
    last = PathReview.objects.filter(path=OuterRef("pk")).order_by("-on", "-pk")
    found = visible(actor, CarePath.objects.filter(whole_person(person), closed_at=None)).select_related("team")
    paths = list(found.annotate(next_on=Subquery(last.values("next_on")[:1])).order_by("compartment", "pk"))
    today = clock.service_day()
    covers = PathCover.objects.filter(path__in=paths, ended_at=None, from_on__lte=today, until_on__gte=today)
    standing = {one.path_id: one for one in visible(actor, covers).order_by("pk")}
    numbers = {path.worker for path in paths if path.worker} | {one.cover for one in standing.values()}
    names = dict(User.objects.filter(pk__in=numbers).values_list("pk", "display_name"))
    return [_followed(path, standing.get(path.pk), names) for path in paths]


def _followed(path: CarePath, cover: PathCover | None, names: dict[int, str]) -> Followed:
    return Followed(
        str(PathCompartment(path.compartment).label), names.get(path.worker or 0, ""), path.team.name if path.team else "",
        names.get(cover.cover, "") if cover else "", cover.until_on if cover else None,
        path.next_on,  # type: ignore[attr-defined]  # annotated
    )


def parts_of(actor: User, person: Person) -> list[str]:
    """The parts of the file in which the actor may see a path of the person, without opening one."""
    found = visible(actor, CarePath.objects.filter(whole_person(person)))
    return list(found.order_by("compartment").values_list("compartment", flat=True).distinct())


#: Goals, steps and signs of a text that each path gets on the one page, by how many paths stand on it.
ROOM = {1: (6, 10, 160), 2: (4, 6, 110), 3: (2, 3, 75)}


@dataclass(frozen=True)
class PaperPath:
    """One path as the paper has it: what is open, as much as fits, and how much more there is; `signs`: of a text."""

    shown: ShownPath
    needs: tuple[ShownNeed, ...]
    goals: tuple[ShownGoal, ...]
    steps: tuple[ShownStep, ...]
    more_steps: int
    signs: int


@dataclass(frozen=True)
class Paper:
    """What the printed summary says, and what may be shared with whom."""

    person: Person
    sections: tuple[str, ...]
    paths: tuple[PaperPath, ...]
    agreed: tuple[ShownConsent, ...]


def paper_of(actor: User, person: Person, parts: list[str], sections: list[str]) -> Paper:
    """The summary of the parts chosen: paths that run, or the last one closed; the reading is recorded first."""
    chosen = [one for one in paths_of(actor, person) if one.path.compartment in parts]
    running = [one for one in chosen if one.path.closed_at is None][:3] or chosen[:1]
    room = ROOM[max(1, len(running))]
    agreed = [one for one in consents_of(actor, person) if one.state == "holds"]
    return Paper(person, tuple(sections), tuple(_on_paper(one, *room) for one in running), tuple(agreed[:4]))


def _on_paper(shown: ShownPath, goals: int, steps: int, signs: int) -> PaperPath:
    wanted = tuple(goal for goal in shown.goals if goal.state == GoalState.WANTED)
    to_do = sorted((step for step in shown.steps if step.state in TO_DO), key=lambda step: (step.due_on is None, step.due_on or step.at.date()))
    needs = tuple(need for need in shown.needs if need.state == NeedState.OPEN)
    return PaperPath(shown, needs, wanted[-goals:], tuple(to_do[:steps]), max(0, len(to_do) - steps), signs)
