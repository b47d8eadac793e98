"""What people do with a shared workstation: lock it, unlock it, take it over."""
from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from audit.ledger.actions import record

from . import pins
from .enums import Verb
from .models import Presence, SignInAttempt, Workstation
from .policies import name_workstation as may_name
from .policies import use_workstation
from .selectors import account_mark, place_mark, presence_of, seconds_to_wait

WRONG_PINS = 5


@transaction.atomic
def lock(*, actor: Any, workstation: str) -> None:
    """Write down that the actor locked the workstation."""
    use_workstation.check(actor, workstation=workstation)
    record(Verb.LOCKED, data={"workstation": workstation})


@transaction.atomic
def unlock(*, actor: Any, workstation: str, secret: str, address: str) -> bool:
    """Whether the actor's PIN (while present here) or password opens their locked session; recorded either way.

    Five wrong PINs end the presence; wrong passwords slow down like any sign-in. Source: PRIVACY 7.
    """
    use_workstation.check(actor, workstation=workstation)
    presence = presence_of(actor.pk, workstation)
    if presence is not None and secret.isdigit() and len(secret) == 6:
        accepted = _pin_fits(presence, secret)
    else:
        accepted = _password_fits(actor, secret, workstation, address)
    record(Verb.UNLOCKED if accepted else Verb.UNLOCK_REFUSED)
    return accepted


@transaction.atomic
def take_over(*, actor: Any, workstation: str, pin: str) -> bool:
    """Whether the PIN lets the actor, present here since a full sign-in, take the workstation; recorded either way.

    Five wrong PINs end the presence of this actor alone, who must then sign in with both factors.
    """
    use_workstation.check(actor, workstation=workstation)
    presence = presence_of(actor.pk, workstation)
    accepted = presence is not None and _pin_fits(presence, pin)
    record(Verb.SWITCHED if accepted else Verb.PIN_REFUSED)
    return accepted


@transaction.atomic
def give_pin(*, actor: Any, workstation: str, pin: str) -> bool:
    """Whether the PIN is that of the actor, present here since a full sign-in, who signs at a colleague's screen.

    The session stays the colleague's. Five wrong PINs end the presence of this actor alone; recorded either way.
    """
    use_workstation.check(actor, workstation=workstation)
    presence = presence_of(actor.pk, workstation)
    accepted = presence is not None and _pin_fits(presence, pin)
    record(Verb.PIN_GIVEN if accepted else Verb.PIN_REFUSED)
    return accepted


@transaction.atomic
def name_workstation(*, actor: Any, number: str, name: str) -> Workstation:
    """Say what people call a workstation, so that sheets name the place and not its number."""
    may_name.check(actor)
    place, _new = Workstation.objects.update_or_create(pk=number, defaults={"name": name})
    record(Verb.NAMED, obj=place, data={"name": name})
    return place


def _pin_fits(presence: Presence, pin: str) -> bool:
    """Compare, count a failure, end the presence at the fifth; tries at the same instant wait for each other."""
    row = Presence.objects.select_for_update(of=("self",)).select_related("user").get(pk=presence.pk)
    if row.ended_at is not None or not row.user.pin:
        return False
    if pins.fits(row.user, pin):
        row.pin_failures = 0
        row.save(update_fields=["pin_failures"])
        return True
    row.pin_failures += 1
    row.ended_at = timezone.now() if row.pin_failures >= WRONG_PINS else None
    row.save(update_fields=["pin_failures", "ended_at"])
    return False


def _password_fits(actor: Any, password: str, workstation: str, address: str) -> bool:
    account, place = account_mark(actor.username), place_mark(actor.username, workstation, address)
    if seconds_to_wait(account, place):
        return False
    accepted = check_password(password, actor.password)
    SignInAttempt.objects.create(account=account, place=place, accepted=accepted)
    return accepted
