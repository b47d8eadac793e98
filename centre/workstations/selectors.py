"""Who may take over a workstation by PIN, and how long the next try to sign in must wait."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from audit.vault.keys import mac

from . import policies
from .models import Presence, SignInAttempt, Workstation

WINDOW = timedelta(minutes=15)
AT_HOME = timedelta(days=30)
FREE_FAILURES = 5
LONGEST_WAIT = 300


@dataclass(frozen=True)
class Place:
    """A workstation on the page that names them: its number, its name if any, and when somebody last signed in."""

    number: str
    name: str
    last: datetime | None


def workstation_names(numbers: set[str]) -> dict[str, str]:
    """The names of these workstations, as far as they have one."""
    return dict(Workstation.objects.filter(pk__in=numbers).values_list("number", "name"))


def known_workstations(actor: Any) -> list[Place]:
    """Every workstation somebody signed in at lately, and every one that has a name, the last used first."""
    policies.name_workstation.check(actor)
    lately = Presence.objects.filter(since__gt=timezone.now() - AT_HOME).order_by("workstation")
    used = dict(lately.values("workstation").annotate(last=Max("since")).values_list("workstation", "last"))
    names = dict(Workstation.objects.order_by("name").values_list("number", "name"))
    places = [Place(number, names.get(number, ""), used.get(number)) for number in {**names, **used}]
    return sorted(places, key=lambda one: (one.last is None, -one.last.timestamp() if one.last else 0, one.name))


def presences_at(workstation: str) -> list[Presence]:
    """Those who signed in here with both factors this shift and chose a PIN, by name."""
    here = Presence.objects.standing().filter(workstation=workstation).exclude(user__pin="")
    return list(here.select_related("user").order_by("user__display_name", "pk"))


def presence_of(user_id: int, workstation: str) -> Presence | None:
    """The standing presence of one account at one workstation."""
    return Presence.objects.standing().select_related("user").filter(user_id=user_id, workstation=workstation).first()


def account_mark(username: str) -> str:
    """The fingerprint of a typed account name: 64 hex figures."""
    return mac("sign-in-account", username.strip().lower().encode()).hex()


def place_mark(username: str, workstation: str, address: str) -> str:
    """The fingerprint of where the try comes from.

    A workstation where this account signed in during the last thirty days counts on its own, so that a stranger
    who fails elsewhere never slows the night shift. Anywhere else the network address counts.
    """
    at_home = Presence.objects.filter(
        user__username=username, workstation=workstation, since__gt=timezone.now() - AT_HOME
    ).exists()
    return mac("sign-in-place", (workstation if at_home else address).encode()).hex()


def seconds_to_wait(account: str, place: str) -> int:
    """Whole seconds before this account may be tried again from this place; 0 means now.

    Five failures in fifteen minutes are free; each one after doubles the wait, up to five minutes. Simultaneous
    tries queue behind one another for the rest of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [account + place])
    now = timezone.now()
    tries = SignInAttempt.objects.filter(account=account, place=place, at__gt=now - WINDOW).order_by("-at")
    failures: list[Any] = []
    for accepted, moment in tries.values_list("accepted", "at")[: FREE_FAILURES + 16]:
        if accepted:
            break
        failures.append(moment)
    if len(failures) < FREE_FAILURES:
        return 0
    due = failures[0] + timedelta(seconds=min(2 ** (len(failures) - FREE_FAILURES), LONGEST_WAIT))
    return max(0, -int(-(due - now).total_seconds() // 1))
