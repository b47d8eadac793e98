"""Day labour in the large database: sessions, who signed up and came, a cash book, journeys; their pages measured."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from django.contrib.auth.models import Permission

from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts import clock
from employment.cash.enums import EntryKind
from employment.cash.models import CashBox
from employment.journeys.enums import Phase, StepKind
from employment.journeys.models import Journey
from employment.places.models import SignUp
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session

#: Sessions in a week, sign-ups in each, places. Source: TAPAJ's groups of seven, DOMAIN 8.4.
WEEKLY, SIGNED, PLACES = 4, 14, 7
PLANNER = 1
#: What each receives at the end of the day, in cents.
PAID = 3500
#: People who work by the day, of all who come.
POOL = 600


def fill_sessions(scale: Scale) -> int:
    """Four sessions a week, the last of them tomorrow and still open."""
    projects = [Project.objects.create(title=f"Bench project {n}", partner="Bench", place="Bench") for n in range(4)]
    tomorrow = scale.until.date() + timedelta(days=1)
    days = [tomorrow - timedelta(days=7 * week) for week in range(max(1, scale.months * 4))]
    Session.objects.bulk_create(
        Session(
            project=project, day=day, starts=time(9), ends=time(13), places=PLACES, planned_by=PLANNER, planned_at=scale.until,
            state=SessionState.OPEN if day == tomorrow else SessionState.DONE,
        )
        for day in days for project in projects[:WEEKLY]
    )
    scale.kept["sessions"] = list(Session.objects.filter(project__in=projects).order_by("-day", "pk"))
    return len(scale.kept["sessions"])


def fill_sign_ups(scale: Scale) -> int:
    """Fourteen people in each session, half of them with a place and there from the beginning to the end."""
    people = scale.kept["persons"][:POOL]
    each = min(SIGNED, len(people))
    _follow(scale, people)

    def rows() -> Iterator[list[Any]]:
        for session in scale.kept["sessions"]:
            past = session.state == SessionState.DONE
            for rank, person in enumerate(scale.dice.sample(people, each), start=1):
                placed = past and rank <= PLACES
                yield [
                    person, session.pk, session.starts_at - timedelta(hours=14), PLANNER, rank if past else None, placed,
                    rank if placed else None, uuid.UUID(int=scale.dice.getrandbits(128)),
                ]

    columns = ["person_id", "session_id", "signed_up_at", "signed_up_by", "rank", "placed", "seat", "client_uuid"]
    written = copy("employment_signup", columns, rows())
    return written + _attend()


def fill_cash(scale: Scale) -> int:
    """The book of one box: seven payments of each past session under receipts without a gap, filled up before, counted after."""
    box = CashBox.objects.create(label="Bench", place="Bench", opened_by=PLANNER, opened_at=scale.until)
    past = [one for one in reversed(scale.kept["sessions"]) if one.state == SessionState.DONE]
    columns = [
        "box_id", "number", "kind", "amount_cents", "balance_cents", "counted_cents", "day", "session_id", "receipt_year",
        "receipt_no", "by", "at", "client_uuid",
    ]
    return copy("employment_cashentry", columns, _book(scale, box.pk, past))


def _book(scale: Scale, box: int, past: list[Session]) -> Iterator[list[Any]]:
    """The lines of the book in their order: what moved, what is left, the number of the receipt."""
    number, balance, receipts = 0, 0, Counter[int]()
    for session in past:
        moves = [(EntryKind.IN if number else EntryKind.OPENING, PLACES * PAID)]
        moves += [(EntryKind.PAID, -PAID)] * PLACES + [(EntryKind.COUNT, 0)]
        for kind, amount in moves:
            number, balance, paid = number + 1, balance + amount, kind == EntryKind.PAID
            receipts[session.day.year] += paid
            yield [
                box, number, kind, amount, balance, balance if kind == EntryKind.COUNT else None, session.day,
                session.pk if paid else None, session.day.year if paid else None,
                receipts[session.day.year] if paid else None, PLANNER, session.ends_at, uuid.UUID(int=scale.dice.getrandbits(128)),
            ]


def fill_journeys(scale: Scale) -> int:
    """A journey for each of those who work by the day, in the three phases, with two steps still to be taken."""
    people = scale.kept["persons"][:POOL]
    first = scale.until.date() - timedelta(days=30 * scale.months)
    opened = (
        [key, Phase.values[number % 3], first + timedelta(days=number % 60), PLANNER, PLANNER, uuid.UUID(int=scale.dice.getrandbits(128))]
        for number, key in enumerate(people)
    )
    columns = ["person_id", "phase", "opened_on", "opened_by", "referent", "client_uuid"]
    made = copy("employment_journey", columns, opened)
    steps = (
        [
            journey, person, StepKind.values[(journey + turn) % len(StepKind.values)], scale.until.date() + timedelta(days=journey % 30 + turn),
            PLANNER, PLANNER, scale.until, uuid.UUID(int=scale.dice.getrandbits(128)),
        ]
        for journey, person in list(Journey.objects.filter(person__in=people).order_by("pk").values_list("pk", "person_id"))
        for turn in range(2)
    )  # fmt: skip
    columns = ["journey_id", "person_id", "kind", "due_on", "owner", "written_by", "written_at", "client_uuid"]
    return made + copy("employment_journeystep", columns, steps)


def _follow(scale: Scale, people: list[uuid.UUID]) -> None:
    """The reception works with these people."""
    permission = Permission.objects.get(codename="hold_employment").pk
    team, until = scale.kept["teams"]["reception"].pk, scale.until + timedelta(days=90)
    columns = ["content_object_id", "group_id", "permission_id", "valid_until", "origin", "reason", "granted_at"]
    copy("intake_personteamgrant", columns, ([key, team, permission, until, "contact", "", scale.until] for key in people))


def _attend() -> int:
    """Everybody with a place of the bench's sessions came."""
    placed = SignUp.objects.filter(session__project__partner="Bench", seat__isnull=False).select_related("session").order_by("pk")
    rows = [[one.pk, True, one.session.starts_at, one.session.ends_at, PLANNER, one.session.ends_at] for one in placed]
    return copy("employment_attendance", ["sign_up_id", "present", "began_at", "ended_at", "recorded_by", "recorded_at"], rows)


def _window(_subject: Any) -> tuple[str, list[Any]]:
    """The list of sessions, bare: seven weeks with how many have signed up."""
    first = clock.service_day() - timedelta(days=7)
    return (
        "SELECT s.id, s.day, s.starts, p.title, (SELECT count(*) FROM employment_signup u WHERE u.session_id = s.id AND u.withdrawn_at IS NULL)"
        " FROM employment_session s JOIN employment_project p ON p.id = s.project_id WHERE s.day >= %s AND s.day < %s ORDER BY s.day, s.starts, s.id",
        [first, first + timedelta(days=42)],
    )


def _one(session: Any) -> tuple[str, list[Any]]:
    """One session, bare: who signed up, what became of them."""
    return (
        "SELECT u.id, u.rank, u.seat, p.alias, a.present, a.began_at, a.ended_at FROM employment_signup u JOIN intake_person p ON p.id = u.person_id"
        " LEFT JOIN employment_attendance a ON a.sign_up_id = u.id WHERE u.session_id = %s AND u.withdrawn_at IS NULL ORDER BY u.rank, u.signed_up_at, u.id",
        [session.pk],
    )


def _lines(box: Any) -> tuple[str, list[Any]]:
    """The last lines of a book, bare."""
    return (
        "SELECT e.number, e.at, e.kind, e.amount_cents, e.balance_cents, e.counted_cents, p.title, s.how, s.by FROM employment_cashentry e"
        " LEFT JOIN employment_session o ON o.id = e.session_id LEFT JOIN employment_project p ON p.id = o.project_id"
        " LEFT JOIN employment_cashsignature s ON s.entry_id = e.id WHERE e.box_id = %s ORDER BY e.number DESC LIMIT 60",
        [box.pk],
    )


#: Journeys that go on, bare, each with its open steps.
_JOURNEYS = (
    "SELECT j.id, p.alias, j.phase, j.opened_on, u.display_name,"
    " (SELECT count(*) FROM employment_journeystep s WHERE s.journey_id = j.id AND s.state IN ('agreed', 'planned')),"
    " (SELECT min(s.due_on) FROM employment_journeystep s WHERE s.journey_id = j.id AND s.state IN ('agreed', 'planned'))"
    "  FROM employment_journey j JOIN intake_person p ON p.id = j.person_id LEFT JOIN centre_user u ON u.id = j.referent"
    " WHERE j.state = 'running' ORDER BY j.opened_on DESC, j.id DESC LIMIT 200"
)


def _box() -> CashBox:
    """The box of the bench."""
    return CashBox.objects.get(label="Bench")


def _newest() -> Session:
    """The open session of the bench."""
    return Session.objects.filter(project__partner="Bench").order_by("-day", "pk")[0]


add_part(70, "sessions", fill_sessions)
add_part(80, "sign-ups", fill_sign_ups)
add_part(81, "cash lines", fill_cash)
add_part(82, "journeys", fill_journeys)
add_page(Page("work", "day labour, seven weeks", "bench-0", lambda _: ("get", "/work/", {}), floor=_window))
add_page(Page("session", "one session, fourteen people", "bench-0", lambda one: ("get", f"/work/{one.pk}/", {}), _newest, _one))
add_page(Page("cash", "a cash book, its last 60 lines", "bench-0", lambda box: ("get", f"/work/cash/{box.pk}/", {}), _box, _lines))
add_page(
    Page("journeys", "journeys towards work, 200 of them", "bench-0", lambda _: ("get", "/work/journeys/", {}), floor=lambda _: (_JOURNEYS, []))
)
