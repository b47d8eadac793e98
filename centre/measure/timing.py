"""Measures pages side by side: walled, without walls, and the bare SQL, interleaved in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from centre.staff.models import User

from .registry import Page
from .twin import Sides, unwalled

ROUNDS, BLOCK = 6, 5
#: Statements that begin and end transactions: told apart from queries.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def browser(username: str) -> Client:
    """A signed-in browser of one of the large database's accounts, second factor passed."""
    user = User.objects.get(username=username)
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=True, name="bench")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="centre.access.backend.AccessBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session["workstation"], session["last_seen"] = "bench", timezone.now().timestamp()
    session.save()
    return client


def quartiles(samples: list[float]) -> dict[str, float]:
    """Median, 95th percentile and spread (interquartile range over median) of seconds, in milliseconds."""
    ordered = sorted(samples)
    middle = statistics.median(ordered)
    low, _, high = statistics.quantiles(ordered, n=4)
    return {
        "median_ms": round(middle * 1000, 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95) - 1] * 1000, 2),
        "spread": round((high - low) / middle, 2) if middle else 0.0,
    }


def measure(page: Page) -> dict[str, Any]:
    """One page: walled and unwalled times, their ratio, the bare SQL, queries, statements (those of transactions
    with them) and bytes of the walled answer."""
    sides = Sides()
    with sides.use(sides.owner):
        client = browser(page.username)
        subject = page.subject()
        ask = _asker(client, page, subject)
        floor = page.floor(subject) if page.floor else None
    with sides.use(sides.web):
        status, size = ask()
        with CaptureQueriesContext(connections["default"]) as captured:
            ask()
        statements = [one["sql"] for one in captured]
    walled: list[float] = []
    bare: list[float] = []
    floors: list[float] = []
    for _ in range(ROUNDS):
        with sides.use(sides.web):
            walled += _times(ask)
        with sides.use(sides.owner), unwalled():
            bare += _times(ask)
            if floor:
                floors += _times(lambda: _sql(*floor))
    result = {
        "page": page.label, "status": status, "bytes": size, "statements": len(statements),
        "queries": sum(1 for one in statements if one.split(" ", 1)[0] not in FRAME), "walled": quartiles(walled),
        "unwalled": quartiles(bare), "ratio": round(statistics.median(walled) / statistics.median(bare), 2),
    }
    if floors:
        result["sql"] = quartiles(floors)
    return result


def _asker(client: Client, page: Page, subject: Any) -> Callable[[], tuple[int, int]]:
    def ask() -> tuple[int, int]:
        method, url, values = page.request(subject)
        response = getattr(client, method)(url, values)
        return response.status_code, len(response.content)

    return ask


def _times(call: Callable[[], Any]) -> list[float]:
    call()
    samples = []
    for _ in range(BLOCK):
        start = time.perf_counter()
        call()
        samples.append(time.perf_counter() - start)
    return samples


def _sql(statement: str, parameters: list[Any]) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, parameters)
        cursor.fetchall()
