"""One page: scan, tap a service, next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.rules import require
from intake.checkin import actions
from intake.checkin.forms import CheckInForm
from intake.desk.selectors import open_services
from intake.person.cards import MistypedCard, read, show
from intake.person.selectors import words_for


@require_http_methods(["GET", "POST"])
@require("intake.check_in")
def check_in(request: HttpRequest) -> HttpResponse:
    """The page, and what came of the last tap."""
    services = open_services()
    context: dict[str, Any] = {"form": CheckInForm(), "services": services, "words": "", "done": None}
    if request.method == "GET":
        return render(request, "checkin/checkin.html", context)
    form = CheckInForm(request.POST)
    service = next((one for one in services if form.is_valid() and one.code == form.cleaned_data["service"]), None)
    if service is None:
        return render(request, "checkin/checkin.html", context | {"words": _("Tap a service. Nothing was recorded.")}, status=422)
    data = form.cleaned_data
    try:
        came = actions.check_in(actor=request.actor, service=service, card=data["card"], client_uuid=data["client_uuid"])
    except MistypedCard as slip:
        return render(request, "checkin/checkin.html", context | {"form": form, "words": words_for(slip)}, status=422)
    today = [(one.label, came.today[one.code]) for one in services if one.code in came.today]
    done = {"service": service.label, "card": show(read(data["card"])) if data["card"] else "", "known": came.known, "today": today}
    return render(request, "checkin/checkin.html", context | {"done": done})
