"""Reads of sign-ups, draws, calls and attendance, scoped to the actor."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from employment.places.draw import Candidate, explain, from_data, outcome_of
from employment.places.enums import Answer, News, Verb
from employment.places.models import Call, Draw, SignUp, WorkRule
from employment.places.policies import is_filling, when
from employment.places.registry import Mark, marks
from employment.projects.enums import SessionState
from employment.projects.models import Session, SessionChange
from employment.projects.selectors import places_taken
from intake.person.models import Person, whole_person

#: A cancelled session is told for so long after its day.
TOLD_FOR = timedelta(days=7)
LISTED = 200


class Place(NamedTuple):
    """What a person may have now: the place or None, the number in the order, why not, when the last place went."""

    seat: int | None
    rank: int
    capped: bool
    barred: bool
    last_at: datetime | None


class Line(NamedTuple):
    """One sign-up as printed: who, why they stand where they stand, whether they came, what other rooms have to say."""

    sign_up: SignUp
    explanation: str
    present: bool | None
    beside: tuple[Mark, ...]
    call: Call | None


class ToTell(NamedTuple):
    """Somebody who is still to be told: the sign-up, what, the words, the open call when there is one."""

    sign_up: SignUp
    news: News
    words: str
    call: Call | None


def sign_ups(actor: User, session: Session) -> QuerySet[SignUp]:
    """Sign-ups of a session within reach, in the order of the draw, then of signing up; those withdrawn are left out."""
    mine = visible(actor, SignUp.objects.filter(session=session, withdrawn_at=None))
    joined = mine.select_related("person", "attendance", "session__project")
    return joined.order_by("rank", "signed_up_at", "pk")


def sign_up_for(actor: User, pk: int) -> SignUp:
    """One sign-up within reach; 404 outside."""
    mine = visible(actor, SignUp.objects.select_related("session__project", "person", "attendance"))
    return get_object_or_404(mine, pk=pk)


def sign_ups_in(actor: User, session: Session, numbers: list[int]) -> list[SignUp]:
    """Of these numbers the sign-ups of a session within reach."""
    return list(sign_ups(actor, session).filter(pk__in=numbers))


def sign_up_of(actor: User, person: Person, session: Session) -> SignUp | None:
    """The sign-up of a person, under this file or one joined to it, withdrawn or not; one that stands first. Or None."""
    files = whole_person(person) | Q(person=person.merged_into_id) if person.merged_into_id else whole_person(person)
    mine = visible(actor, SignUp.objects.filter(files, session=session)).select_related("session__project")
    return mine.order_by(F("withdrawn_at").asc(nulls_first=True), "pk").first()


def call_for(actor: User, pk: int) -> Call:
    """One call with its sign-up; 404 when the person is out of reach."""
    call = get_object_or_404(Call.objects.select_related("sign_up__session__project"), pk=pk)
    sign_up_for(actor, call.sign_up_id)
    return call


def candidates(session: Session) -> list[Candidate]:
    """What the draw may know of every sign-up of a session: numbers only. Source: DOMAIN 8.4."""
    with connection.cursor() as cursor:
        cursor.execute("select c.*, app.weekly_most(%s) from app.draw_candidates(%s) c", [session.day, session.pk])
        cap = session.project.weekly_cap
        return [
            Candidate(pk, misses, first, week >= cap or (most is not None and everywhere >= most), barred)
            for pk, misses, first, week, everywhere, barred, most in cursor.fetchall()
        ]


def place_for(session: Session, person: UUID) -> Place:
    """The place that a person may have now in a session, worked out over everybody in it."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.place_for(%s, %s, %s)", [session.pk, person, clock.now()])
        return Place(*cursor.fetchone())


def is_barred(session: Session, person: UUID) -> bool:
    """Whether a decision limits work for a person on the day of a session."""
    with connection.cursor() as cursor:
        cursor.execute("select barred from app.chances_of(%s, %s)", [person, session.pk])
        return bool((cursor.fetchone() or (False,))[0])


def draw_of(session: Session) -> Draw | None:
    """The draw of a session, or None before it."""
    return Draw.objects.filter(session=session).first()


def explanations(draw: Draw, places: int) -> dict[int, str]:
    """How the draw went for each sign-up, by its number, worked out from what the draw has stored."""
    outcome, people = outcome_of(draw.outcome), from_data(draw.candidates)
    return {
        one.sign_up: explain(one, people, outcome, places=draw.places or places, seed=draw.seed) for one in people
    }


def lines(actor: User, session: Session, draw: Draw | None) -> list[Line]:
    """The list of a session, its reading recorded."""
    why = explanations(draw, session.places) if draw else {}
    signed = list(sign_ups(actor, session))
    beside = marks(actor, session, signed)
    calls = {one.sign_up_id: one for one in Call.objects.filter(sign_up__in=signed).order_by("called_at", "pk")}
    found = [Line(one, why.get(one.pk, ""), came(one), beside.get(one.pk, ()), calls.get(one.pk)) for one in signed]
    if found:
        viewed(Verb.READ, obj=session, count=len(found))
    return found


def came(sign_up: SignUp) -> bool | None:
    """True, False, or None when attendance was not taken."""
    attendance = getattr(sign_up, "attendance", None)
    return attendance.present if attendance is not None else None


def free_places(session: Session) -> int:
    """How many places of a session nobody has."""
    return session.places - places_taken(session)


def standing(sign_up: SignUp, session: Session) -> str:
    """How somebody stands in a session, in words for the worker who has just signed them up."""
    if sign_up.seat is not None:
        return _("Place %(seat)d of %(places)d.") % {"seat": sign_up.seat, "places": session.places}
    if not is_filling(session):
        return _("Signed up. The draw gives the places.")
    place = place_for(session, sign_up.person_id) if sign_up.person_id else None
    if place is None or sign_up.rank is None:
        return _("Signed up, without a place: the most places of this week are reached.")
    words: dict[str, Any] = {"places": session.places, "number": sign_up.rank}
    if place.last_at is None or place.seat is not None or free_places(session) > 0:
        return _("The places that are left are kept for people who come for the first time. Number %(number)d in the order.") % words
    words["hour"] = clock.local(place.last_at).strftime("%H:%M:%S")
    return _("All %(places)d places are given, the last to somebody who signed up at %(hour)s. Number %(number)d in the order.") % words


def standing_already(sign_up: SignUp, person: Person) -> str:
    """That somebody was signed up before, since when, and the number of the place they have."""
    words = {"person": person, "when": when(sign_up.signed_up_at), "seat": sign_up.seat}
    if sign_up.seat is not None:
        return _("%(person)s is already signed up, since %(when)s, with place %(seat)d. Nothing was changed.") % words
    return _("%(person)s is already signed up, since %(when)s. Nothing was changed.") % words


def work_of(actor: User, person: Person, limit: int = 6) -> list[SignUp]:
    """The latest sign-ups of a person, newest session first."""
    mine = visible(actor, SignUp.objects.filter(person=person, withdrawn_at=None))
    joined = mine.select_related("session__project", "attendance")
    return list(joined.order_by("-session__day", "-pk")[:limit])


def open_sessions(actor: User) -> list[Session]:
    """Sessions that somebody may sign up for now, soonest first."""
    now, today = clock.now(), clock.local().date()
    window = Session.objects.filter(day__gte=today, state__in=(SessionState.OPEN, SessionState.DRAWN))
    ready = window.filter(Q(opens_at=None) | Q(opens_at__lte=now)).select_related("project").order_by("day", "starts", "pk")
    return [one for one in ready[:LISTED] if one.ends_at > now]


def untold(actor: User, person: Person | None = None) -> QuerySet[SignUp]:
    """Sign-ups within reach, of one person when given, about which something happened since they were last told."""
    today = clock.local().date()
    last = Coalesce("told_at", "signed_up_at")
    called = Exists(Call.objects.filter(sign_up=OuterRef("pk"), answer=Answer.OPEN))
    news = Q(session__changed_at__gt=last) | Q(called) | Q(session__draw__drawn_at__gt=last, session__day__gte=today)
    waiting = SignUp.objects.filter(news, withdrawn_at=None, session__day__gte=today - TOLD_FOR)
    waiting = waiting.filter(whole_person(person)) if person is not None else waiting
    return visible(actor, waiting.exclude(session__state=SessionState.DONE))


def count_to_tell(actor: User) -> int:
    """How many within reach are still to be told something."""
    return untold(actor).count()


def to_tell(actor: User, person: Person | None = None) -> list[ToTell]:
    """Who within reach is still to be told something, the soonest session first; of one person when given."""
    joined = untold(actor, person).select_related("person", "session__project", "session__draw")
    found = list(joined.order_by("session__day", "session__starts", "rank", "pk")[:LISTED])
    if found:
        viewed(Verb.READ, subject=person, count=len(found))
    calls = {one.sign_up_id: one for one in Call.objects.filter(sign_up__in=found, answer=Answer.OPEN).order_by("pk")}
    return [_to_tell(one, calls.get(one.pk)) for one in found]


def _to_tell(sign_up: SignUp, call: Call | None) -> ToTell:
    """What is the most pressing thing to tell about one sign-up."""
    session, last = sign_up.session, sign_up.told_at or sign_up.signed_up_at
    facts = {"project": session.project.title, "when": when(session.starts_at)}
    if session.changed_at and session.changed_at > last:
        if session.state == SessionState.CANCELLED:
            return ToTell(sign_up, News.CANCELLED, _("%(project)s on %(when)s is cancelled.") % facts, call)
        return ToTell(sign_up, News.MOVED, _("%(project)s was moved: it is on %(when)s now.") % facts, call)
    if call is not None:
        return ToTell(sign_up, News.CALLED, _("A place is free in %(project)s on %(when)s: do they come?") % facts, call)
    draw: Draw = session.draw
    words = explanations(draw, session.places).get(sign_up.pk, "")
    return ToTell(sign_up, News.DRAWN, words or _("The places of %(project)s are drawn.") % facts, call)


def reasons(told: list[ToTell]) -> dict[int, str]:
    """The last reason given for each session that was moved or cancelled, by its number."""
    changed = [one.sign_up.session_id for one in told if one.news in (News.CANCELLED, News.MOVED)]
    rows = SessionChange.objects.filter(session__in=changed).order_by("at", "pk") if changed else ()
    return {row.session_id: row.reason for row in rows}


def rules(actor: User) -> list[WorkRule]:
    """Every rule entered on places a week over all projects, newest first."""
    return list(WorkRule.objects.order_by("-valid_from", "pk"))


class Worked(NamedTuple):
    """Numbers of one session, of nobody: places, signed up, given, came, did not come, not today, minutes worked."""

    session: int
    project: int
    day: date
    state: str
    places: int
    signed: int
    given: int
    came: int
    no_shows: int
    not_today: int
    minutes: int


class Reached(NamedTuple):
    """Humans of a period, of nobody: who signed up, who worked, who of these worked for the first time."""

    signed: int
    worked: int
    first_time: int


def worked_sessions(actor: User, first: date, last: date) -> list[Worked]:
    """The sessions of some days, both included, with their numbers over everybody. Source: DOMAIN 7 (work)."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.work_sessions(%s, %s)", [first, last])
        return [Worked(*row) for row in cursor.fetchall()]


def persons_reached(actor: User, first: date, last: date) -> Reached:
    """How many humans some days reached, each counted once, under however many files. Source: DOMAIN 7 (work)."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.work_persons(%s, %s)", [first, last])
        return Reached(*cursor.fetchone())
