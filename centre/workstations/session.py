"""The session of a shared workstation: opened with both factors, veiled, taken over by a colleague's PIN.

Session keys: `workstation` (its number, also in the ledger), `locked` (since when) and `last_seen` (last act of a
person), both in seconds of the epoch. The number itself lives in a signed cookie that outlives every session.
"""
from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from centre.staff import second_factor

COOKIE = "workstation"
SALT = "centre.workstation"
YEAR = 365 * 24 * 3600
LOCKED, LAST_SEEN, WORKSTATION = "locked", "last_seen", "workstation"
BACKEND = "centre.access.backend.AccessBackend"


def number_of(request: HttpRequest) -> str:
    """The workstation's number from its signed cookie; a new one when the cookie is absent or not ours."""
    known = getattr(request, "workstation", "")
    if not known:
        known = request.get_signed_cookie(COOKIE, default="", salt=SALT) or str(uuid.uuid4())
        request.workstation = known  # type: ignore[attr-defined]  # read once for each request
    return known


def write_number(request: HttpRequest, response: HttpResponse) -> None:
    """Give the workstation its number for a year, unless it has it."""
    if request.get_signed_cookie(COOKIE, default="", salt=SALT) != number_of(request):
        response.set_signed_cookie(
            COOKIE, number_of(request), salt=SALT, max_age=YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def open_for(request: HttpRequest, user: Any, *, fresh: bool) -> None:
    """Begin a session of this user under a new session key; nothing of the session before remains.

    `fresh` says that the second factor was typed just now, not vouched for by an earlier sign-in of this shift.
    """
    place = number_of(request)
    request.session.flush()
    login(request, user, backend=BACKEND)
    second_factor.remember(request.session, user, fresh=fresh)
    request.session[WORKSTATION] = place
    stamp(request.session)


def stamp(session: Any) -> None:
    """Note that a person did something now."""
    session[LAST_SEEN] = time.time()


def veil(session: Any) -> None:
    """Lock: the session stays, nothing is shown, and the second factor must be proven again where it matters."""
    session[LOCKED] = time.time()
    session.pop(second_factor.PROVEN_AT, None)


def lift(request: HttpRequest) -> None:
    """Unlock, under a new session key."""
    request.session.pop(LOCKED, None)
    request.session.cycle_key()
    stamp(request.session)


def idle(session: Any) -> timedelta:
    """How long nobody has done anything here."""
    return timedelta(seconds=max(0.0, time.time() - session.get(LAST_SEEN, time.time())))


def idle_limit() -> timedelta:
    """After how long the server locks by itself (setting, seconds)."""
    return timedelta(seconds=getattr(settings, "CENTRE_IDLE_LOCK_SECONDS", 900))
