"""Pages of vaccination: the card of a person, who is due, and the vaccines and schedules of the house."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import Refused, require, said_beside
from centre.shifts import clock
from intake.person.models import Person
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .forms import ProductForm, ScheduleForm, StrikeForm, VaccinationForm


@require_GET
@require("care.view_vaccinations")
def vaccinations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything a person was given, reported or refused, and what is due."""
    person = person_for(request.actor, pk)
    if not policies.view_vaccinations.allows(request.actor, person=person):
        raise Http404
    context = {"person": person, "card": selectors.card_of(request.actor, person), "due": selectors.due_of(request.actor, person)}
    return render(request, "vaccines/card.html", context | {"today": clock.service_day()})


@require_http_methods(["GET", "POST"])
@require("care.record_vaccination")
def vaccination_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a vaccination; a lot past its day is asked again once."""
    person = person_for(request.actor, pk)
    start = {"client_uuid": uuid4(), "on": clock.service_day()}
    form = VaccinationForm(request.POST or None, initial=start, products=selectors.products_in_use())
    if request.method == "POST" and form.is_valid() and _written(request, person, form):
        return redirect("vaccinations", person.pk)
    context = {"person": person, "form": form, "unsigned": selectors.unsigned()}
    return render(request, "vaccines/add.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, person: Person, form: VaccinationForm) -> bool:
    """Whether it was kept; otherwise the form says why not."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "asked"}
    if not values["dose_number"] and values["fate"] != "refused":
        values["dose_number"] = selectors.doses_before(request.actor, person, values["disease"]) + 1
    try:
        actions.record_vaccination(actor=request.actor, person=person, knowingly=form.knowingly, **values)
    except actions.Expired as refusal:
        form.ask(refusal.words)
    except Refused as refusal:
        form.add_error("on", refusal.words)
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
@require("care.record_vaccination")
def vaccination_strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike one out, with the reason."""
    found = selectors.vaccination_for(request.actor, pk)
    person = person_for(request.actor, found.person_id)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "because"):
            actions.strike_vaccination(actor=request.actor, vaccination=found, **form.cleaned_data)
            messages.success(request, _("It is struck out. It stays in sight."))
            return redirect("vaccinations", person.pk)
    context = {"person": person, "form": form, "row": found}
    return render(request, "vaccines/strike.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_vaccinations")
def vaccinations_due(request: HttpRequest) -> HttpResponse:
    """Whoever is due within a month, or should have come."""
    context = {"due": selectors.due(request.actor), "today": clock.service_day(), "unsigned": selectors.unsigned()}
    return render(request, "vaccines/due.html", context)


@require_GET
@require("care.view_vaccinations")
def vaccines(request: HttpRequest) -> HttpResponse:
    """The vaccines of the house and the schedules signed."""
    context = {"products": selectors.products(), "schedules": selectors.schedules(), "unsigned": selectors.unsigned()}
    return render(request, "vaccines/house.html", context)


@require_http_methods(["GET", "POST"])
@require("care.edit_vaccines")
def vaccine_new(request: HttpRequest) -> HttpResponse:
    """Enter a vaccine."""
    return _product(request, ProductForm(request.POST or None, initial={"active": True}))


@require_http_methods(["GET", "POST"])
@require("care.edit_vaccines")
def vaccine_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name of a vaccine, or take it out of use."""
    found = selectors.product_for(request.actor, pk)
    return _product(request, ProductForm(request.POST or None, initial={"label": found.label, "active": found.active}, product=found))


def _product(request: HttpRequest, form: ProductForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        disease = form.product.disease if form.product else form.cleaned_data["disease"]
        given = {name: form.cleaned_data[name] for name in ("label", "active")}
        actions.write_product(actor=request.actor, product=form.product, disease=disease, **given)
        return redirect("vaccines")
    return render(request, "vaccines/form.html", {"form": form, "title": _("Vaccine of the house"), "send": _("Keep")}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("care.sign_vaccine_schedule")
def vaccine_schedule(request: HttpRequest) -> HttpResponse:
    """Sign a schedule."""
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "valid_from"):
            actions.sign_schedule(actor=request.actor, **form.cleaned_data)
            return redirect("vaccines")
    context = {"form": form, "title": _("Sign a vaccination schedule"), "send": _("Sign")}
    return render(request, "vaccines/form.html", context, status=422 if form.errors else 200)
