"""The door of every request: known and verified, or sent to sign in; then one transaction done as that person."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.middleware import OTPMiddleware

from audit.ledger.actions import record, together
from audit.rules import Refused
from centre.staff.second_factor import fresh_until

from .enums import Verb
from .identity import acting


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that answers before anybody is known (sign-in, health)."""
    view.public = True  # type: ignore[attr-defined]  # read by the door
    return view


class SecondFactor(OTPMiddleware):  # type: ignore[misc]  # a library without types
    """Verified by an authenticator that came with the account: the session names it, no query of its own."""

    def _verify_user_sync(self, request: HttpRequest, user: Any) -> Any:
        known = getattr(user, "authenticators", None)
        if known is None:
            return super()._verify_user_sync(request, user)
        self._init_user_fields(user)
        named = request.session.get(DEVICE_ID_SESSION_KEY)
        if named in known:
            user.otp_device = named
        elif named:
            del request.session[DEVICE_ID_SESSION_KEY]
        return user


class Door:
    """Refuse the stranger; carry the identity of the worker to the database for this request alone.

    A request that fails rolls back whole: an error page must never commit half a deed. A refusal is kept in the
    ledger afterwards, in a transaction of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4()
        request.refusal = None
        user = request.user
        if not (user.is_authenticated and user.is_verified()):
            return self.get_response(request)
        place = request.session.get("workstation", "")
        lately = fresh_until(request.session)
        with acting(user, workstation=place, request_id=request.id, fresh_until=lately), together():
            request.actor = user
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
            if response.status_code >= 500 or request.refusal:
                transaction.set_rollback(True)
        self._keep_refusal(request, user, place)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if getattr(view, "public", False):
            return None
        user = request.user
        if user.is_authenticated and user.is_verified() and not request.session.get("locked"):
            return None
        target = "unlock" if user.is_authenticated and user.is_verified() else "sign_in"
        url = f"{reverse(target)}?next={quote(request.get_full_path())}" if request.method == "GET" else reverse(target)
        return HttpResponseRedirect(url)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Refused):
            request.refusal = exception

    def _keep_refusal(self, request: HttpRequest, user: Any, place: str) -> None:
        refusal = request.refusal
        if refusal:
            with acting(user, workstation=place, request_id=request.id):
                record(Verb.REFUSED, data={"permission": refusal.permission})
