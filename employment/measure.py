"""Sessions of day labour, who signed up and who came, in the large database; the list of sessions and one session measured."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from django.contrib.auth.models import Permission

from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts import clock
from employment.places.models import SignUp
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session

#: Sessions in a week, sign-ups in each, places. Source: TAPAJ's groups of seven, DOMAIN 8.4.
WEEKLY, SIGNED, PLACES = 4, 14, 7
PLANNER = 1
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


def _newest() -> Session:
    """The open session of the bench."""
    return Session.objects.filter(project__partner="Bench").order_by("-day", "pk")[0]


add_part(70, "sessions", fill_sessions)
add_part(80, "sign-ups", fill_sign_ups)
add_page(Page("work", "day labour, seven weeks", "bench-0", lambda _: ("get", "/work/", {}), floor=_window))
add_page(Page("session", "one session, fourteen people", "bench-0", lambda one: ("get", f"/work/{one.pk}/", {}), _newest, _one))
