"""The first day of a real centre: the teams that most centres have, and the one account that makes all others."""

from __future__ import annotations

from django.db import transaction

from audit.ledger.actions import record
from centre.access.identity import acting

from .enums import Verb
from .models import Membership, Team, User
from .passwords import first_password
from .roles import Role

#: Code -> name, role, compartments that the team may ever hold.
TEAMS: dict[str, tuple[str, str, list[str]]] = {
    "reception": ("Accueil", Role.DESK, ["desk", "housing", "employment"]),
    "nurses": ("Soins infirmiers", Role.NURSE, ["desk", "nursing", "identity"]),
    "mobile": ("Équipe mobile", Role.NURSE, ["desk", "nursing"]),
    "doctors": ("Médecins", Role.DOCTOR, ["desk", "nursing", "psych"]),
    "room": ("Salle de consommation", Role.ROOM, ["desk", "room"]),
    "social": ("Service social", Role.SOCIAL, ["desk", "social", "employment", "identity"]),
    "homes": ("Accompagnement en logement", Role.SOCIAL, ["desk", "social", "housing"]),
    "coordination": ("Coordination", Role.COORDINATOR, ["desk", "housing", "employment"]),
    "women": ("Espace femmes", Role.DESK, ["desk", "women_space"]),
    "peers": ("Pairs-aidants", Role.PEER, []),
    "dpo": ("Protection des données", Role.DPO, []),
    "data": ("Chiffres", Role.DATA, []),
    "accounts": ("Comptes", Role.ADMIN, []),
}


class AlreadyOpen(Exception):
    """Somebody manages the accounts of this centre already."""


def ensure_teams() -> dict[str, Team]:
    """Every team of `TEAMS` by its code; those that are missing are made, those that exist stay as they are."""
    return {
        code: Team.objects.get_or_create(code=code, defaults={"name": name, "role": role, "compartments": held})[0]
        for code, (name, role, held) in TEAMS.items()
    }


@transaction.atomic
def open_centre(*, username: str, display_name: str, language: str) -> str:
    """Make the teams and the first manager of accounts; the first password, shown once.

    Run as the owner of the database. Raises AlreadyOpen when an active manager exists.
    """
    if Membership.objects.filter(team__role=Role.ADMIN, ends_at__isnull=True, user__is_active=True).exists():
        raise AlreadyOpen
    teams = ensure_teams()
    password = first_password()
    user = User.objects.create_user(username, password, display_name=display_name, language=language)
    Membership.objects.create(user=user, team=teams["accounts"])
    with acting(user, workstation="console"):
        record(Verb.ACCOUNT_CREATED, obj=user)
    return password
