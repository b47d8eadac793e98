"""What is done with accounts: by their owners (PIN, code, preferences) and by those who manage people."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.ledger.actions import record
from centre.workstations import pins, presence

from . import second_factor
from .enums import Verb
from .models import Membership, Team, User
from .passwords import first_password
from .policies import manage_people


@transaction.atomic
def enrol(*, actor: User, password: str, code: str, workstation: str) -> list[str] | None:
    """First sign-in: own password, authenticator confirmed by its first code. The recovery codes, shown once.

    None, and nothing changed, when the code is wrong. Only for an account that has no second factor yet.
    """
    if second_factor.is_enrolled(actor) or not second_factor.confirm(user=actor, code=code):
        return None
    actor.set_password(password)
    _keep_own(actor, password=actor.password)
    codes = second_factor.make_recovery_codes(actor)
    presence.begin(actor, workstation)
    record(Verb.SECOND_FACTOR_ENROLLED, obj=actor)
    record(Verb.SIGNED_IN, obj=actor)
    return codes


@transaction.atomic
def sign_out(*, actor: User, workstation: str) -> None:
    """Leave the workstation: from now on it asks this person for both factors again."""
    presence.end(actor, workstation)
    record(Verb.SIGNED_OUT, obj=actor)


@transaction.atomic
def set_pin(*, actor: User, pin: str) -> None:
    """Choose the six-figure PIN for shared workstations; kept as an Argon2 hash."""
    _keep_own(actor, pin=pins.kept(actor, pin))
    record(Verb.PIN_SET, obj=actor)


@transaction.atomic
def renew_recovery_codes(*, actor: User) -> list[str]:
    """New recovery codes, shown once; the former ones stop working."""
    codes = second_factor.make_recovery_codes(actor)
    record(Verb.RECOVERY_CODES_MADE, obj=actor)
    return codes


@transaction.atomic
def change_preferences(*, actor: User, language: str, theme: str, shortcuts: bool) -> None:
    """The actor's own language (fr, nl, en), theme (auto, light, night) and keyboard shortcuts."""
    _keep_own(actor, language=language, theme=theme, shortcuts=shortcuts)
    record(Verb.PREFERENCES_CHANGED, obj=actor)


@transaction.atomic
def create_account(*, actor: User, username: str, display_name: str, language: str, team: Team) -> tuple[User, str]:
    """A new account in one team, and its first password, shown once: the first sign-in asks for one's own."""
    manage_people.check(actor)
    password = first_password()
    user = User.objects.create_user(username, password, display_name=display_name, language=language)
    record(Verb.ACCOUNT_CREATED, obj=user)
    Membership.objects.create(user=user, team=team)
    return user, password


@transaction.atomic
def renew_account(*, actor: User, user: User) -> str:
    """For a lost telephone or password: a new first password; second factor, PIN and presences are gone at once."""
    manage_people.check(actor, user=user)
    password = first_password()
    user.set_password(password)
    user.pin = ""
    user.save(update_fields=["password", "pin"])
    second_factor.forget(user)
    presence.end(user)
    record(Verb.ACCOUNT_RENEWED, obj=user)
    return password


@transaction.atomic
def deactivate_account(*, actor: User, user: User) -> None:
    """Close an account: open sessions, grants and memberships stop working in the same second."""
    manage_people.check(actor, user=user)
    for membership in Membership.objects.filter(user=user, ends_at__isnull=True).order_by("pk"):
        _end(membership)
    user.is_active = False
    user.save(update_fields=["is_active"])
    presence.end(user)
    record(Verb.ACCOUNT_DEACTIVATED, obj=user)


@transaction.atomic
def start_membership(*, actor: User, user: User, team: Team) -> Membership:
    """Put a colleague into a team from now on; the one already running when there is one. The database tells the ledger."""
    manage_people.check(actor, user=user)
    membership, _made = Membership.objects.get_or_create(user=user, team=team, ends_at=None)
    return membership


@transaction.atomic
def end_membership(*, actor: User, membership: Membership) -> None:
    """Take a colleague out of a team: what the team gave stops in the same second. The database tells the ledger."""
    manage_people.check(actor, user=membership.user)
    if membership.ends_at is None:
        _end(membership)


def _keep_own(actor: User, **columns: Any) -> None:
    """Change columns of one's own row. The history of accounts is written by managers; the evidence keeps the change."""
    User.objects.filter(pk=actor.pk).update(**columns)
    for name, value in columns.items():
        setattr(actor, name, value)


def _end(membership: Membership) -> None:
    membership.ends_at = timezone.now()
    membership.save(update_fields=["ends_at"])
