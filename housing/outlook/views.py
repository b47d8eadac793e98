"""The evening and fourteen nights over HTTP: two views of the board, each refreshing itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.rules import require
from housing.beds.forms import BoardForm
from housing.beds.panels import Asked
from housing.beds.views import answer_live, board_page, mark
from housing.outlook.panels import fingerprint, strip, tonight


def _asked(request: HttpRequest, view: str) -> Asked:
    """What is asked of one of these views."""
    return Asked(**BoardForm(request.GET).asked())._replace(view=view)


@require_GET
@require("housing.view_board")
def beds_tonight(request: HttpRequest) -> HttpResponse:
    """This evening as it is expected."""
    asked = _asked(request, "tonight")
    found = tonight(request.actor, asked) | {"part": "housing/_board_tonight.html"}
    return board_page(request, asked, found, fingerprint(request.actor, asked), "beds_tonight_live")


@require_GET
@require("housing.view_board")
def beds_tonight_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of it."""
    asked = _asked(request, "tonight")
    known = mark(fingerprint(request.actor, asked))
    return answer_live(request, known, lambda: render(request, "housing/_board_tonight.html", tonight(request.actor, asked)))


@require_GET
@require("housing.view_board")
def beds_nights(request: HttpRequest) -> HttpResponse:
    """Fourteen nights, bed by bed."""
    asked = _asked(request, "nights")
    found = strip(request.actor, asked) | {"part": "housing/_board_nights.html"}
    return board_page(request, asked, found, fingerprint(request.actor, asked), "beds_nights_live")


@require_GET
@require("housing.view_board")
def beds_nights_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of them."""
    asked = _asked(request, "nights")
    known = mark(fingerprint(request.actor, asked))
    return answer_live(request, known, lambda: render(request, "housing/_board_nights.html", strip(request.actor, asked)))
