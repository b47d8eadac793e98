"""Grants: written through the database's definer functions alone; the web role cannot touch the grant book.

The functions stand with the person (intake/person/sql); they refuse a team that may never hold the compartment and
an actor who has no standing on the person. Source: PRIVACY 2.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection


def _key(person: Any) -> UUID:
    key: UUID = getattr(person, "pk", person)
    return key


def grant_team(*, person: Any, team: Any, compartment: str, days: int, origin: str, reason: str = "") -> None:
    """Give a team one compartment of a person for some days; a grant that already lasts longer stays.

    Raises django.db.ProgrammingError (42501) when the team may never hold it or the actor has no standing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.grant_access(%s, %s, %s, %s, %s, %s)", [_key(person), compartment, team.pk, days, origin, reason]
        )


def grant_actor_teams(actor: Any, *, person: Any, compartment: str, days: int, origin: str) -> None:
    """Give it to each of the actor's own teams that may hold the compartment."""
    for team in actor.teams():
        if compartment in team.compartments:
            grant_team(person=person, team=team, compartment=compartment, days=days, origin=origin)


def grant_role_teams(role: str, *, person: Any, compartment: str, days: int, origin: str) -> None:
    """Give it to every active team of a role that may hold the compartment (the reception, the nurses)."""
    from centre.staff.models import Team

    for team in Team.objects.filter(role=role, is_active=True, compartments__contains=[compartment]).order_by("pk"):
        grant_team(person=person, team=team, compartment=compartment, days=days, origin=origin)


def end_grant(*, person: Any, team: Any, compartment: str) -> None:
    """End a team's grant now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.end_grant(%s, %s, %s)", [_key(person), compartment, team.pk])


def end_given(*, person: Any, team: Any, compartment: str) -> None:
    """End now what a colleague gave a team by hand; what the team holds by its own work stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.end_given(%s, %s, %s)", [_key(person), compartment, team.pk])


def glass_opens(person: Any) -> bool:
    """Whether the acting nurse may open this file in an emergency; False when there is none for them.

    Raises django.db.ProgrammingError (42501) without the role, without a fresh second factor, or with a review overdue.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.glass_opens(%s)", [_key(person)])
        return bool(cursor.fetchone()[0])


def shorten_grants(*, person: Any, compartment: str, days: int) -> None:
    """What teams hold of a compartment because they worked with the person ends in some days, if it lasted longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.shorten_grants(%s, %s, %s)", [_key(person), compartment, days])


def break_glass(*, person: Any, reason: str, minutes: int, notice: UUID, words: bytes) -> None:
    """Open desk and nursing of a person to the acting nurse alone, at most four hours; event and notice with it.

    `words`: the sealed cell for the coordinator. Raises as `glass_opens`. Source: PRIVACY 2.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.break_glass(%s, %s, %s, %s, %s)", [_key(person), reason, minutes, notice, words])


def followed(person: Any, compartment: str) -> bool:
    """Whether any team holds this compartment of the person now (never which)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.followed(%s, %s)", [_key(person), compartment])
        return bool(cursor.fetchone()[0])
