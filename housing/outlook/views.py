"""The evening and fourteen nights over HTTP: two views of the board, each refreshing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.rules import require
from housing.beds.forms import BoardForm
from housing.beds.panels import Asked
from housing.beds.views import answer_live, board_page, mark
from housing.outlook.panels import fingerprint, read, strip, tonight


def _asked(request: HttpRequest, view: str) -> Asked:
    """What is asked of one of these views."""
    return Asked(**BoardForm(request.GET).asked())._replace(view=view)


def _page(request: HttpRequest, view: str, draw: Callable[..., dict[str, Any]], part: str) -> HttpResponse:
    """The page of one of these views, its rows read once."""
    asked = _asked(request, view)
    found = read(request.actor, asked)
    shown = draw(request.actor, asked, found) | {"part": part}
    return board_page(request, asked, shown, fingerprint(found, asked), f"beds_{view}_live")


def _live(request: HttpRequest, view: str, draw: Callable[..., dict[str, Any]], part: str) -> HttpResponse:
    """The refreshed part of one of these views; drawn only when it changed."""
    asked = _asked(request, view)
    found = read(request.actor, asked)
    return answer_live(request, mark(fingerprint(found, asked)), lambda: render(request, part, draw(request.actor, asked, found)))


@require_GET
@require("housing.view_board")
def beds_tonight(request: HttpRequest) -> HttpResponse:
    """This evening as it is expected."""
    return _page(request, "tonight", tonight, "housing/_board_tonight.html")


@require_GET
@require("housing.view_board")
def beds_tonight_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of it."""
    return _live(request, "tonight", tonight, "housing/_board_tonight.html")


@require_GET
@require("housing.view_board")
def beds_nights(request: HttpRequest) -> HttpResponse:
    """Fourteen nights, bed by bed."""
    return _page(request, "nights", strip, "housing/_board_nights.html")


@require_GET
@require("housing.view_board")
def beds_nights_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of them."""
    return _live(request, "nights", strip, "housing/_board_nights.html")
