"""Fifty accounts in eight teams for the large database. Nobody can sign in with them: they have no password."""

from __future__ import annotations

from centre.staff.models import Membership, Team, User
from centre.staff.opening import TEAMS

from .registry import Scale

STAFF = 50


def engage(scale: Scale) -> int:
    """Make the teams that are missing and the accounts `bench-0` … `bench-49`, spread over the teams."""
    teams = []
    for code, (name, role, held) in TEAMS.items():
        team = Team.objects.filter(code=code).first()
        teams.append(team or Team.objects.create(name=name, code=code, role=role, compartments=held))
    for number in range(STAFF):
        user = User.objects.create_user(f"bench-{number}", None, display_name=f"Bench {number}", language="fr")
        Membership.objects.create(user=user, team=teams[number % len(teams)])
    scale.kept["teams"] = {team.code: team for team in teams}
    return STAFF
