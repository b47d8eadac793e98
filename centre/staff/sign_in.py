"""The front door for staff: name, password and code at once, one answer for every way of being wrong.

Nobody learns whether the name, the password or the code was not right. Wrong tries slow the account down at that
place only: whoever fails elsewhere cannot keep the night shift out. Source: PRIVACY 7.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from audit.ledger.actions import record
from centre.access.identity import acting
from centre.workstations import presence
from centre.workstations.models import SignInAttempt
from centre.workstations.selectors import account_mark, place_mark, seconds_to_wait

from . import second_factor
from .enums import Verb
from .models import User
from .passwords import kept_otherwise


@dataclass(frozen=True)
class Answer:
    """`user` when the door opens; `enrol` when a second factor must be set up first; `wait` in seconds."""

    user: Any = None
    enrol: bool = False
    wait: int = 0


@transaction.atomic
def knock(*, username: str, password: str, code: str, workstation: str, address: str) -> Answer:
    """Try to sign in. Every try leaves a mark; every try on a known account is in the ledger."""
    username = username.strip()
    account, place = account_mark(username), place_mark(username, workstation, address)
    wait = seconds_to_wait(account, place)
    if wait:
        return Answer(wait=wait)
    known = User.objects.filter(username=username, is_active=True).first()
    right = _password_fits(known, password)
    enrol = right and not second_factor.is_enrolled(known)
    proof = second_factor.verify(user=known, code=code) if right and not enrol else None
    SignInAttempt.objects.create(account=account, place=place, accepted=enrol or proof is not None)
    if known is None:
        return Answer()
    if enrol:
        return Answer(user=known, enrol=True)
    with acting(known, workstation=workstation):
        if not proof:
            return _refuse(known)
        if kept_otherwise(known.password):
            _keep_anew(known, password)
        return _let_in(known, workstation, proof)


def _let_in(user: Any, workstation: str, proof: second_factor.Proof) -> Answer:
    if proof is second_factor.Proof.RECOVERY_CODE:
        record(Verb.RECOVERY_CODE_USED, obj=user, data={"left": second_factor.recovery_codes_left(user)})
    presence.begin(user, workstation)
    record(Verb.SIGNED_IN, obj=user)
    return Answer(user=user)


def _keep_anew(user: Any, password: str) -> None:
    """A hash of an older kind is made anew while the password is at hand."""
    user.password = make_password(password)
    User.objects.filter(pk=user.pk).update(password=user.password)


def _refuse(user: Any) -> Answer:
    record(Verb.SIGN_IN_REFUSED, obj=user)
    return Answer()


def _password_fits(user: Any, password: str) -> bool:
    """The same work is done for a name that does not exist."""
    if user is None:
        make_password(password)
        return False
    return check_password(password, user.password)
