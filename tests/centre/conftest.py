"""Authenticators for the cast, and what the ledger holds of them."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.access.identity import acting
from centre.staff import authenticator


@pytest.fixture
def equip(db: None) -> Any:
    """`equip(vera)` gives her an authenticator; what it returns gives its code, `ahead` steps of 30 s later."""

    def give(user: Any) -> Any:
        with acting(user):
            device = TOTPDevice.objects.filter(user=user, confirmed=True).first() or authenticator.make(user, confirmed=True)
        key = authenticator.key_of(device)
        return lambda ahead=0: f"{totp(key, t0=-30 * ahead):06d}"

    return give


@pytest.fixture
def attempt() -> Any:
    """`attempt(client, vera, code)` posts the sign-in form, by default with her true password."""

    def post(client: Client, user: Any, code: str = "", password: str | None = None, **more: Any) -> Any:
        data = {"username": user.username, "password": password or f"{user.username}-password-1", "code": code}
        return client.post(reverse("sign_in"), data | more)

    return post


@pytest.fixture
def at_work(equip: Any, attempt: Any, as_: Any) -> Any:
    """`at_work(client, vera)`: signed in with both factors at this workstation, PIN 294681 chosen."""

    def enter(client: Client, user: Any) -> Any:
        from centre.staff.actions import set_pin

        with as_(user):
            set_pin(actor=user, pin="294681")
        code = equip(user)
        assert attempt(client, user, code()).status_code == 302
        return code

    return enter


@pytest.fixture(autouse=True)
def ledger_before(request: Any) -> int:
    """The last event of tests that wrote for good; the deeds of this test come after it."""
    if "deeds" not in request.fixturenames:
        return 0
    from audit.ledger.models import Event

    with request.getfixturevalue("as_")(request.getfixturevalue("dora")):
        return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


@pytest.fixture
def deeds(as_: Any, dora: Any, ledger_before: int) -> Any:
    """`deeds(vera)`: the verbs the ledger holds of her from this test, oldest first, without the rows beneath."""
    from audit.ledger.models import Event

    def read(user: Any) -> list[str]:
        with as_(dora):
            verbs = list(Event.objects.filter(actor=user.pk, id__gt=ledger_before).order_by("id").values_list("verb", flat=True))
        return [verb for verb in verbs if not verb.startswith("row.")]

    return read
