"""The veil: a workstation left alone locks itself, whatever the browser does."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from . import session

#: The session is written at most this often for the sake of the last act.
GRAIN = timedelta(seconds=30)


class Veil:
    """Name the workstation, lock it when nobody did anything for the idle limit, note acts of people.

    A page that refreshes itself (a fragment fetched by GET) is not an act: a live board must not keep a
    workstation open all night. Stands before the door, which sends a locked session to the unlock page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session.number_of(request)
        if request.user.is_authenticated and not request.session.get(session.LOCKED):
            idle = session.idle(request.session)
            if idle > session.idle_limit():
                session.veil(request.session)
            elif session.LAST_SEEN not in request.session or (idle >= GRAIN and not self._refreshes_itself(request)):
                session.stamp(request.session)
        response = self.get_response(request)
        session.write_number(request, response)
        return response

    @staticmethod
    def _refreshes_itself(request: HttpRequest) -> bool:
        htmx: Any = getattr(request, "htmx", False)
        return request.method == "GET" and bool(htmx) and not htmx.boosted
