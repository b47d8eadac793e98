"""Colleagues, teams and the matrix of roles."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from .models import Membership, Team, User
from .policies import manage_people, view_roles
from .roles import ROLES, Role


@dataclass(frozen=True)
class Line:
    """One permission of the matrix: its name, and for each role in order whether it holds it."""

    permission: str
    held: list[bool]


def colleagues(actor: User) -> list[User]:
    """Every account with its running memberships (`running`), active ones first, by name."""
    manage_people.check(actor)
    return list(User.objects.prefetch_related(_running()).order_by("-is_active", "display_name", "pk"))


def colleague(actor: User, pk: int) -> User:
    """One account with its running memberships (`running`); 404 when there is none."""
    manage_people.check(actor)
    return get_object_or_404(User.objects.prefetch_related(_running()), pk=pk)


def membership_of(actor: User, pk: int) -> Membership:
    """One membership with its user and team; 404 when there is none."""
    manage_people.check(actor)
    return get_object_or_404(Membership.objects.select_related("user", "team"), pk=pk)


def active_teams() -> Any:
    """The teams somebody may join, by name."""
    return Team.objects.filter(is_active=True).order_by("name", "pk")


def present_colleagues(actor: User) -> list[tuple[int, str]]:
    """The other active accounts of the actor's teams: `[(number, name)]`, by name."""
    mine = [team.pk for team in actor.teams()]
    found = User.objects.filter(is_active=True, memberships__team__in=mine).exclude(pk=actor.pk).distinct()
    return [(one.pk, str(one)) for one in found.order_by("display_name", "pk")]


def account_named(pk: int) -> User | None:
    """The active account with this number."""
    return User.objects.filter(pk=pk, is_active=True).first()


def role_matrix(actor: User) -> tuple[list[Any], list[Line]]:
    """The roles in order, and one line for each permission, in alphabetical order."""
    view_roles.check(actor)
    roles = list(Role)
    permissions = sorted(set().union(*ROLES.values()))
    lines = [Line(name, [name in ROLES.get(role, frozenset()) for role in roles]) for name in permissions]
    return roles, lines


def _running() -> Prefetch[Any]:
    active = Membership.objects.active().select_related("team").order_by("team__name", "pk")
    return Prefetch("memberships", queryset=active, to_attr="running")
