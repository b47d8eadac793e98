"""The second factor: six figures from an authenticator, or a recovery code that works once.

A code is accepted once: the authenticator's step is remembered, a recovery code is destroyed. Wrong codes slow the
next try down, up to about four minutes, so that a thief of a password cannot shut the owner out. Source: PRIVACY 7.
"""
from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.ledger.actions import record
from audit.vault.keys import mac
from centre.access.identity import prove

from . import authenticator
from .enums import Verb

#: Session key: when, in seconds of the epoch, this person last proved the second factor in this session.
PROVEN_AT = "second_factor_at"
RECOVERY_CODES = 8
#: The library doubles the wait with each failure, in seconds: never beyond 2**8.
MOST_COUNTED_FAILURES = 9
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


class Proof(Enum):
    """What was accepted."""

    AUTHENTICATOR = "authenticator"
    RECOVERY_CODE = "recovery_code"


class SecondFactorNeeded(ValidationError):
    """The second factor was not proven lately; a form can show it under the field of the code."""


@transaction.atomic
def verify(*, user: Any, code: str) -> Proof | None:
    """Use up a code of the user: what accepted it, or None. Two requests with one code cannot both succeed."""
    code = re.sub(r"[\s-]", "", code or "").lower()
    if re.fullmatch(r"\d{6}", code):
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk")
        return Proof.AUTHENTICATOR if any(_accepts(authenticator.accepts, device, code) for device in devices) else None
    devices = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk")
    return Proof.RECOVERY_CODE if code and any(_accepts(_spends, device, kept(user, code)) for device in devices) else None


def is_enrolled(user: Any) -> bool:
    """Whether the user has a confirmed authenticator."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def fresh_until(session: Any) -> float:
    """The second of the epoch until which this session's second factor counts as fresh; 0 when it does not."""
    proven, now = session.get(PROVEN_AT, 0.0), time.time()
    until = float(proven + getattr(settings, "CENTRE_FRESH_SECONDS", 300))
    return until if proven <= now <= until else 0.0


def is_fresh(request: Any) -> bool:
    """Whether the second factor was proven in this session within the last five minutes (setting, seconds)."""
    return fresh_until(request.session) > 0


def require_fresh(request: Any, code: str = "") -> None:
    """Go on only with a second factor proven now or within five minutes; raises SecondFactorNeeded with words.

    Asked before what weighs most: opening a file in an emergency, letting figures leave. Source: PRIVACY 2 and 6.
    """
    if is_fresh(request):
        return
    if not code:
        raise SecondFactorNeeded(_("Type the code of your authenticator to go on."), code="needed")
    proof = verify(user=request.user, code=code)
    if proof is None:
        record(Verb.SECOND_FACTOR_REFUSED, obj=request.user)
        raise SecondFactorNeeded(_("This code is not right or was used before. Wait for the next one."), code="refused")
    request.session[PROVEN_AT] = time.time()
    prove(request.user, fresh_until(request.session))


def why_not_fresh(request: Any, code: str = "") -> str | None:
    """As `require_fresh`, with the words of the refusal instead of an error; None when it is proven."""
    try:
        require_fresh(request, code)
    except SecondFactorNeeded as needed:
        return " ".join(needed.messages)
    return None


def remember(session: Any, user: Any, *, fresh: bool) -> None:
    """Mark a session as verified by the user's authenticator; `fresh` when the code was typed just now."""
    device = TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()
    if device is None:
        raise SecondFactorNeeded(_("This account has no second factor yet."), code="absent")
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    user.otp_device = device
    if fresh:
        session[PROVEN_AT] = time.time()


def pending_device(user: Any) -> TOTPDevice:
    """The authenticator being enrolled; the same one when the page is shown again."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return device or authenticator.make(user, confirmed=False)


@transaction.atomic
def confirm(*, user: Any, code: str) -> bool:
    """Confirm the pending authenticator by its first code; former ones stop working. False when the code is wrong."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).order_by("pk").first()
    if device is None or not _accepts(authenticator.accepts, device, re.sub(r"\s", "", code or "")):
        return False
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return True


@transaction.atomic
def make_recovery_codes(user: Any) -> list[str]:
    """Eight new codes, shown once and kept as keyed fingerprints; those made before stop working."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = ["".join(secrets.choice(ALPHABET) for _n in range(10)) for _n in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=kept(user, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: Any) -> int:
    """How many recovery codes the user still has."""
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def forget(user: Any) -> None:
    """Remove every second factor of the user, who must enrol again."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _accepts(ask: Callable[[Any, str], bool], device: Any, token: str) -> bool:
    device.throttling_failure_count = min(device.throttling_failure_count, MOST_COUNTED_FAILURES - 1)
    return ask(device, token)


def _spends(device: StaticDevice, token: str) -> bool:
    return bool(device.verify_token(token))


def kept(user: Any, code: str) -> str:
    """What the database keeps of a recovery code: a fingerprint under the vault's key, of this account alone."""
    return mac("recovery-code", f"{user.pk}:{code}".encode()).hex()[:16]
