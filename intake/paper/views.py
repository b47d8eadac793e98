"""Blank sheets to print, and the page that enters one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.shifts.clock import service_day
from intake.desk.selectors import tiles
from intake.paper import actions, selectors
from intake.paper.enums import Kind
from intake.paper.forms import DayForm, LineSet, SerialForm, fault, moment
from intake.paper.selectors import SeveralOrNobody
from intake.person.cards import MistypedCard
from intake.person.models import Person
from intake.person.selectors import UnknownCard, words_for

SERVICES_ON_PAPER = 8


@require_GET
@require("intake.print_sheet")
def paper(request: HttpRequest) -> HttpResponse:
    """Print a blank sheet, or enter one."""
    return render(request, "paper/paper.html", {"form": SerialForm(), "kinds": Kind.choices})


@require_POST
@require("intake.print_sheet")
def blank(request: HttpRequest) -> HttpResponse:
    """A blank sheet with a fresh number, to print."""
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    sheet = actions.print_sheet(actor=request.actor, kind=kind)
    services = list(tiles(request.actor))[:SERVICES_ON_PAPER]
    return render(request, f"paper/{kind}.html", {"sheet": sheet, "services": services, "lines": range(1, 21)})


@require_POST
@require("intake.enter_sheet")
def find(request: HttpRequest) -> HttpResponse:
    """The number of a sheet leads to its page."""
    form = SerialForm(request.POST)
    if form.is_valid():
        try:
            return redirect("sheet", selectors.printed(form.cleaned_data["serial"]).serial)
        except Http404:
            form.add_error("serial", _("No sheet with this number was printed here."))
    return render(request, "paper/paper.html", {"form": form, "kinds": Kind.choices}, status=422)


@require_http_methods(["GET", "POST"])
@require("intake.enter_sheet")
def sheet(request: HttpRequest, serial: str) -> HttpResponse:
    """Enter what was written on a sheet: all of it, or nothing with each bad line named."""
    printed = selectors.printed(serial)
    day, lines = DayForm(request.POST or None, initial={"day": service_day()}), LineSet(request.POST or None)
    if request.method == "POST" and day.is_valid() and lines.is_valid():
        written = _written(request, day, lines)
        if written is not None:
            new = actions.enter_sheet(actor=request.actor, sheet=printed, written=written)
            _say(request, new, len(written) - new)
            return redirect("desk")
    return render(request, "paper/sheet.html", {"sheet": printed, "day": day, "lines": lines}, status=422 if day.is_bound else 200)


def _written(request: HttpRequest, day: DayForm, lines: Any) -> list[actions.Written] | None:
    """The lines of the sheet as they are to be kept; None when one cannot be, said on it."""
    written = []
    for number, line in enumerate(lines, start=1):
        data = line.cleaned_data
        if not data.get("service"):
            continue
        at = moment(day.cleaned_data["day"], data["hour"])
        if words := fault(at):
            line.add_error("hour", words)
        person = _who(request, line)
        if at is not None:
            written.append(actions.Written(number, at, data["service"], person, data["n"] or 1))
    return None if any(line.errors for line in lines) else written


def _who(request: HttpRequest, line: Any) -> Person | None:
    """Whom a line means; nobody when nothing is written. What leads nowhere is said on the line."""
    text = line.cleaned_data["who"]
    if not text:
        return None
    try:
        return selectors.meant(request.actor, text)
    except (MistypedCard, UnknownCard) as slip:
        line.add_error("who", words_for(slip))
    except SeveralOrNobody:
        line.add_error("who", _("Not one person alone is called that. Take it away to count without a name."))
    return None


def _say(request: HttpRequest, new: int, known: int) -> None:
    """How many lines were entered, and how many stood there already."""
    messages.success(request, ngettext("%(n)s line entered.", "%(n)s lines entered.", new) % {"n": new})
    if known:
        words = ngettext("%(n)s line had been entered before: nothing was counted twice.", "%(n)s lines had been entered before: nothing was counted twice.", known)
        messages.info(request, words % {"n": known})
