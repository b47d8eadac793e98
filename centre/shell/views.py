"""The frame's pages: home board, command bar, choices of the screen, health, and pages for what went wrong."""

import sys
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused
from centre.access.middleware import public
from centre.shell import faults, selectors, typed
from centre.shell.forms import CommandForm, SpecimenForm
from centre.shell.frame import THEME_COOKIE, THEMES
from centre.staff.actions import change_preferences

A_YEAR = 365 * 24 * 3600


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The home board: the tiles of the worker's roles."""
    board = selectors.home_board(request.actor)
    return render(request, "shell/home.html", {"board": board})


@require_POST
def command(request: HttpRequest) -> HttpResponse:
    """Answer the command bar: go to the one thing meant, show what was found, or say why not (422)."""
    form = CommandForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["q"]:
        return _back(request)
    text = form.cleaned_data["q"]
    answer = selectors.answer_command(request.actor, text)
    if answer.address:
        return redirect(answer.address)
    context = {"typed": text, "hits": answer.hits, "refusal": answer.refusal}
    return render(request, "shell/command.html", context, status=422 if answer.refusal else 200)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """The keys that work everywhere, on one sheet to print."""
    return render(request, "shell/help.html")


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Choose light, night or by the clock, on this workstation and for the worker."""
    chosen = request.POST.get("theme", "")
    response = _back(request)
    if chosen in THEMES:
        _remember(request, theme=chosen)
        _keep(response, THEME_COOKIE, chosen, request)
    return response


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose French, Dutch or English, on this workstation and for the worker."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        _remember(request, language=chosen)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen, request)
    return response


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What to do while the house does not answer."""
    return HttpResponse(render_to_string("shell/offline.html"))


@public
@require_GET
def health_live(request: HttpRequest) -> HttpResponse:
    """The web process answers."""
    return JsonResponse({"status": "ok"})


@public
@require_GET
def health_ready(request: HttpRequest) -> HttpResponse:
    """The house can work: 200, or 503 with the part that cannot."""
    parts = selectors.readiness()
    well = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if well else "failing", "parts": parts}, status=200 if well else 503)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, in development only."""
    if not settings.DEBUG:
        raise Http404
    form = SpecimenForm({"alias": ""}) if "errors" in request.GET else SpecimenForm()
    return render(request, "shell/gallery.html", {"form": form})


def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403, with the words of the rule that refused."""
    words = exception.words if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"words": words}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404, the same for what does not exist and what one may not know of."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400, without touching the session or the database."""
    return HttpResponse(render_to_string("400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500, with the number under which the log keeps it; nothing is read, for the database may be what broke."""
    number = str(getattr(request, "id", None) or uuid4())[:8].upper()
    faults.write_down(request, number, sys.exc_info()[1])
    name = "shell/_broken.html" if request.headers.get("HX-Request") else "500.html"
    return HttpResponse(render_to_string(name, {"number": number}), status=500)


def _remember(request: HttpRequest, **chosen: str) -> None:
    actor = getattr(request, "actor", None)
    if actor is not None:
        kept = {"language": actor.language, "theme": actor.theme, "shortcuts": actor.shortcuts}
        change_preferences(actor=actor, **(kept | chosen))


def _back(request: HttpRequest) -> HttpResponse:
    page = request.POST.get("next") or request.headers.get("Referer") or "/"
    safe = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    if safe and typed.AGAIN in request.POST:
        return typed.SendAgain(page)
    return HttpResponseRedirect(page if safe else "/")


def _keep(response: HttpResponse, cookie: str, value: str, request: HttpRequest) -> None:
    response.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
