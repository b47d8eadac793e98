"""What is done on a path: open it, name needs, set goals, add steps, look back, hand it to a colleague, close it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation

from audit.ledger.actions import record
from care.notes.actions import follow
from centre.access.enums import Compartment
from centre.access.scope import holds, visible
from centre.shifts import clock
from centre.staff.models import Membership, Team, User
from intake.person.models import Person

from . import policies
from .enums import GoalState, NeedState, PathEnd, StepState, UseChange, Verb
from .models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from .openings import close_to, open_to
from .registry import closing
from .selectors import Paper, open_path_of, paper_of, path_locked


@transaction.atomic
def open_path(*, actor: User, person: Person, compartment: str) -> CarePath:
    """Open the path of one compartment and put the team on the case; an open one is returned as it is.

    Whoever opens it is its referring worker until a colleague takes it. Raises Refused when another team follows the
    person there.
    """
    policies.open_path.check(actor, person=person, compartment=compartment)
    follow(actor=actor, person=person, compartment=compartment)
    already = open_path_of(actor, person, compartment)
    if already is not None:
        return already
    path = CarePath(
        person=person, compartment=compartment, opened_at=clock.now(), opened_by=actor.pk, worker=actor.pk,
        team=_team_there(actor.pk, compartment),
    )
    path.save(force_insert=True)
    record(Verb.OPENED, subject=person, obj=path, purpose=compartment)
    return path


@transaction.atomic
def close_path(*, actor: User, path: CarePath, reason: str = PathEnd.OTHER, after_care: bool = False) -> CarePath:
    """Close a path and say why; what stands on it can still be read. Its covers end with it, and what they opened.

    `after_care`: the person agreed to be asked later.
    """
    current = path_locked(actor, path)
    policies.close_path.check(actor, path=current)
    current.closed_at, current.closed_by, current.end_reason = clock.now(), actor.pk, PathEnd(reason)
    current.save(update_fields=["closed_at", "closed_by", "end_reason"])
    record(Verb.CLOSED, subject=current.person_id, obj=current)
    closing.tell(actor, current, after_care and reason != PathEnd.DIED)
    for cover in list(visible(actor, PathCover.objects.filter(path=current, ended_at=None, until_on__gte=clock.service_day())).order_by("pk")):
        end_cover(actor=actor, cover=cover)
    return current


def _team_there(user: int, compartment: str) -> Team | None:
    """The first team of a colleague that works in a part of the file."""
    there = Membership.objects.active().filter(user_id=user, team__compartments__contains=[compartment])
    member = there.select_related("team").order_by("pk").first()
    return member.team if member else None


@transaction.atomic
def assign_path(*, actor: User, path: CarePath, worker: int) -> CarePath:
    """Give a path to another referring worker; the team of that worker answers for it from now on."""
    current = path_locked(actor, path)
    policies.assign_path.check(actor, path=current, worker=worker)
    current.worker, current.team = worker, _team_there(worker, current.compartment)
    current.save(update_fields=["worker", "team"])
    record(Verb.ASSIGNED, subject=current.person_id, obj=current)
    return current


@transaction.atomic
def cover_path(*, actor: User, path: CarePath, cover: int, from_on: date, until_on: date) -> PathCover:
    """Say who stands in for the referring worker, from a day to a day; for a colleague of another team the file is
    opened to that team for these days.

    Raises Refused when somebody stands in on one of the days, with who was first.
    """
    current = path_locked(actor, path)
    standing = visible(actor, PathCover.objects.filter(path=current, ended_at=None, from_on__lte=until_on, until_on__gte=from_on))
    already = standing.order_by("from_on", "pk").first()
    policies.cover_path.check(actor, path=current, cover=cover, from_on=from_on, until_on=until_on, already=already)
    own = Membership.objects.active().filter(user_id=cover, team__in=[one.team_id for one in actor.standing])
    other = None if own.filter(team__compartments__contains=[current.compartment]).exists() else _team_there(cover, current.compartment)
    begun = from_on <= clock.service_day()
    assert current.worker is not None  # the rule has said so
    made = PathCover(
        path=current, person_id=current.person_id, compartment=current.compartment, worker=current.worker, cover=cover,
        from_on=from_on, until_on=until_on, other_team=other, opened_at=clock.now() if other and begun else None,
        at=clock.now(), by=actor.pk,
    )
    made.save(force_insert=True)
    if other is not None and begun:
        open_to(current.person_id, current.compartment, other, until_on)
    record(Verb.COVERED, subject=current.person_id, obj=made)
    return made


@transaction.atomic
def end_cover(*, actor: User, cover: PathCover) -> PathCover:
    """The referring worker is back, or the path is closed; what the cover opened to another team closes with it."""
    current = visible(actor, PathCover.objects.select_for_update(of=("self",), no_key=True)).get(pk=cover.pk)
    policies.end_cover.check(actor, cover=current)
    current.ended_at, current.ended_by = clock.now(), actor.pk
    current.save(update_fields=["ended_at", "ended_by"])
    record(Verb.COVER_ENDED, subject=current.person_id, obj=current)
    if current.other_team is not None and current.opened_at is not None:
        _take_back(actor, current, current.other_team)
    return current


def _take_back(actor: User, cover: PathCover, team: Team) -> None:
    """What a cover gave another team ends, unless the team stands in on another path of the person that needs it."""
    others = visible(actor, PathCover.objects.filter(
        person_id=cover.person_id, other_team=team, opened_at__isnull=False, ended_at=None, until_on__gte=clock.service_day()
    ))  # fmt: skip
    parts = set(others.values_list("compartment", flat=True))
    if cover.compartment not in parts:
        close_to(cover.person_id, cover.compartment, team, desk=not parts and holds(actor, cover.person_id, Compartment.DESK))


@transaction.atomic
def name_need(
    *, actor: User, path: CarePath, area: str, client_uuid: UUID, words: str = "", pressing: bool = False
) -> PathNeed:
    """Write down a need; several stand beside one another. The same `client_uuid` again returns the first.

    Raises Refused when the area is open on the path already.
    """
    current = path_locked(actor, path)
    first = visible(actor, PathNeed.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    policies.name_need.check(actor, path=current, already=_open_need(actor, current, area))
    now = clock.now()
    need = PathNeed(
        path=current, person_id=current.person_id, compartment=current.compartment, area=area, words=words or None,
        pressing=pressing, named_at=now, named_by=actor.pk, moved_at=now, client_uuid=client_uuid,
    )
    need.save(force_insert=True)
    record(Verb.NEED_NAMED, subject=current.person_id, obj=need)
    return need


def _open_need(actor: User, path: CarePath, area: str) -> PathNeed | None:
    return visible(actor, PathNeed.objects.filter(path=path, area=area, state=NeedState.OPEN)).first()


@transaction.atomic
def move_need(*, actor: User, need: PathNeed, state: str) -> PathNeed:
    """Say that a need is met, set aside or open again; a stale tab that asks for where it already is changes nothing."""
    path = path_locked(actor, need.path)
    current = visible(actor, PathNeed.objects.select_for_update(of=("self",), no_key=True)).get(pk=need.pk)
    if current.state == state:
        return current
    policies.move_need.check(actor, need=current, state=state, already=_open_need(actor, path, current.area))
    before, current.state, current.moved_at = current.state, NeedState(state), clock.now()
    current.save(update_fields=["state", "moved_at"])
    record(Verb.NEED_MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state})
    return current


@transaction.atomic
def add_goal(
    *, actor: User, path: CarePath, words: str, need_id: int | None = None, client_uuid: UUID | None = None
) -> Goal:
    """Write a goal down in the person's own words; the same `client_uuid` again returns the first."""
    path = path_locked(actor, path)
    policies.add_goal.check(actor, path=path)
    number = client_uuid or uuid4()
    first = visible(actor, Goal.objects.filter(client_uuid=number)).first()
    if first is not None:
        return first
    need = visible(actor, PathNeed.objects.filter(path=path, pk=need_id)).first() if need_id else None
    goal = Goal(
        path=path, need=need, person_id=path.person_id, compartment=path.compartment, words=words, set_at=clock.now(),
        set_by=actor.pk, client_uuid=number,
    )
    goal.save(force_insert=True)
    record(Verb.GOAL_SET, subject=path.person_id, obj=goal)
    return goal


@transaction.atomic
def move_goal(*, actor: User, goal: Goal, state: str) -> Goal:
    """Say that a goal is reached, no longer wanted or wanted again; where it already is, nothing changes."""
    current = visible(actor, Goal.objects.select_for_update(of=("self",), no_key=True)).get(pk=goal.pk)
    if current.state == state:
        return current
    policies.move_goal.check(actor, goal=current, state=state)
    before, current.state = current.state, GoalState(state)
    current.save(update_fields=["state"])
    record(Verb.GOAL_MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state})
    return current


@transaction.atomic
def add_step(
    *, actor: User, path: CarePath, title: str, client_uuid: UUID, due_on: date | None = None, goal_id: int | None = None,
    owner: int | None = None,
) -> Step:
    """Add a step, seen to by `owner` (its author without one); the same `client_uuid` again returns the first."""
    path = path_locked(actor, path)
    first = visible(actor, Step.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    policies.add_step.check(actor, path=path, owner=owner or actor.pk, due_on=due_on)
    goal = visible(actor, Goal.objects.filter(path=path, pk=goal_id)).first() if goal_id else None
    now = clock.now()
    step = Step(
        path=path, goal=goal, person_id=path.person_id, compartment=path.compartment, title=title, due_on=due_on,
        owner=owner or actor.pk, added_at=now, moved_at=now, client_uuid=client_uuid,
    )
    step.save(force_insert=True)
    record(Verb.STEP_ADDED, subject=path.person_id, obj=step)
    return step


@transaction.atomic
def move_step(*, actor: User, step: Step, state: str) -> Step:
    """Move a step along the table of states; a stale tab that asks for where it already is changes nothing."""
    current = visible(actor, Step.objects.select_for_update(of=("self",), no_key=True)).get(pk=step.pk)
    if current.state == state:
        return current
    policies.move_step.check(actor, step=current, state=state)
    before, current.state, current.moved_at = current.state, StepState(state), clock.now()
    current.save(update_fields=["state", "moved_at"])
    record(Verb.STEP_MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state})
    return current


@transaction.atomic
def review_path(
    *, actor: User, path: CarePath, on: date, client_uuid: UUID, changed: str = "", use_change: str = UseChange.NOT_ASKED,
    next_on: date | None = None,
) -> PathReview:
    """Look back on a path with the person; the same `client_uuid` again returns the first."""
    first = visible(actor, PathReview.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    path = path_locked(actor, path)
    policies.review_path.check(actor, path=path, on=on, next_on=next_on)
    review = PathReview(
        path=path, person_id=path.person_id, compartment=path.compartment, on=on, changed=changed or None,
        use_change=UseChange(use_change), next_on=next_on, at=clock.now(), by=actor.pk, client_uuid=client_uuid,
    )
    review.save(force_insert=True)
    record(Verb.REVIEWED, subject=path.person_id, obj=review)
    return review


@transaction.atomic
def print_path(*, actor: User, person: Person, part: list[str], section: list[str], language: str) -> Paper:
    """What the summary on paper says, in the language of the paper; that it was made is recorded, with its sections."""
    policies.print_path.check(actor, person=person)
    with translation.override(language):
        paper = paper_of(actor, person, part, section)
    record(Verb.PRINTED, subject=person, data={"parts": sorted(part), "sections": sorted(section)})
    return paper
