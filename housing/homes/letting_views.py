"""Programmes, landlords and dwellings over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from housing.homes import actions, letting, policies, selectors
from housing.homes.forms import ContactForm, FindDwellingForm, FindForm
from housing.homes.letting_forms import DwellingForm, LandlordForm, ProgrammeForm
from housing.homes.models import Dwelling, Landlord, Programme
from housing.homes.panels import dwelling_page, landlord_page, landlords_page, programme_page
from housing.homes.policies import HomeTaken


def _form_page(request: HttpRequest, form: Any, title: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """A form of its own: done when it is sound, with its errors otherwise."""
    if form.is_bound and form.is_valid():
        try:
            return act()
        except Refused as refusal:
            form.add_error(None, refusal.words)
        except HomeTaken as taken:
            form.show_change(taken.words, letting.last_change(form.instance))
            return render(request, "housing/homes/form.html", {"form": form, "title": title, "why_not": None}, status=409)
    context = {"form": form, "title": title, "why_not": policies.edit_homes.why_not(request.actor)}
    return render(request, "housing/homes/form.html", context, status=422 if form.is_bound else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_GET
@require("housing.view_homes")
def home_programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with for whom it is there."""
    context = {"programmes": letting.programmes(request.actor), "may_edit": policies.edit_homes.allows(request.actor)}
    return render(request, "housing/homes/programmes.html", context)


@require_GET
@require("housing.view_homes")
def home_programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme with its dwellings."""
    return render(request, "housing/homes/programme.html", programme_page(request.actor, letting.programme_for(request.actor, pk)))


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_programme_new(request: HttpRequest) -> HttpResponse:
    """A new programme."""
    return _programme(request, None)


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a programme."""
    return _programme(request, letting.programme_for(request.actor, pk))


def _programme(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    form = ProgrammeForm(_posted(request), instance=programme, initial={"seen": letting.last_change(programme)}, providers=letting.providers())

    def write() -> HttpResponse:
        made = actions.write_programme(actor=request.actor, programme=programme, **form.cleaned_data)
        return redirect("home_programme", made.pk)

    return _form_page(request, form, programme.name if programme else _("New programme"), write)


@require_http_methods(["GET", "POST"])
@require("housing.view_homes")
def home_landlords(request: HttpRequest) -> HttpResponse:
    """Landlords by name, and how often they refused somebody."""
    form = FindForm(_posted(request))
    text = form.cleaned_data["text"] if form.is_bound and form.is_valid() else ""
    return render(request, "housing/homes/landlords.html", landlords_page(request.actor, text) | {"form": form})


@require_http_methods(["GET", "POST"])
@require("housing.search_home")
def home_landlord(request: HttpRequest, pk: int) -> HttpResponse:
    """One landlord: whom to ask for, what was said, which dwellings; a contact is written here."""
    landlord = letting.landlord_for(request.actor, pk)
    persons = {str(one.pk): one for one in selectors.persons_known(request.actor, landlord)}
    form = ContactForm(_posted(request), persons=persons.values())
    if form.is_bound and form.is_valid():
        data = form.cleaned_data | {"person": persons.get(form.cleaned_data["person"])}
        with said_beside(form):
            actions.note_contact(actor=request.actor, landlord=landlord, **data)
            messages.success(request, _("Written down."))
            return redirect("home_landlord", pk)
    context = landlord_page(request.actor, landlord) | {"form": form}
    return render(request, "housing/homes/landlord.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_landlord_new(request: HttpRequest) -> HttpResponse:
    """A new landlord."""
    return _landlord(request, None)


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_landlord_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a landlord."""
    return _landlord(request, letting.landlord_for(request.actor, pk))


def _landlord(request: HttpRequest, landlord: Landlord | None) -> HttpResponse:
    form = LandlordForm(_posted(request), instance=landlord, initial={"seen": letting.last_change(landlord)})

    def write() -> HttpResponse:
        made = actions.write_landlord(actor=request.actor, landlord=landlord, **form.cleaned_data)
        return redirect("home_landlord", made.pk)

    return _form_page(request, form, landlord.name if landlord else _("New landlord"), write)


@require_http_methods(["GET", "POST"])
@require("housing.view_homes")
def home_dwellings(request: HttpRequest) -> HttpResponse:
    """Dwellings with their state today."""
    form = FindDwellingForm(_posted(request))
    asked = {name: form.cleaned_data[name] for name in ("text", "state")} if form.is_bound and form.is_valid() else {}
    context = {"form": form, "lines": letting.dwellings(request.actor, **asked), "may_edit": policies.edit_homes.allows(request.actor)}
    return render(request, "housing/homes/dwellings.html", context)


@require_GET
@require("housing.view_homes")
def home_dwelling(request: HttpRequest, pk: int) -> HttpResponse:
    """One dwelling: what it is, who is asked, and the searches that fit."""
    return render(request, "housing/homes/dwelling.html", dwelling_page(request.actor, letting.dwelling_for(request.actor, pk)))


@require_POST
@require("housing.view_homes")
def home_address(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page with the address, asked for by a tap and recorded."""
    line = letting.dwelling_for(request.actor, pk)
    address = letting.address_of(request.actor, line.dwelling)
    context = dwelling_page(request.actor, line) | {"address": address, "address_shown": True}
    return render(request, "housing/homes/dwelling.html", context)


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_dwelling_new(request: HttpRequest) -> HttpResponse:
    """A new dwelling."""
    return _dwelling(request, None)


@require_http_methods(["GET", "POST"])
@require("housing.edit_homes")
def home_dwelling_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a dwelling."""
    return _dwelling(request, letting.dwelling_for(request.actor, pk).dwelling)


def _dwelling(request: HttpRequest, dwelling: Dwelling | None) -> HttpResponse:
    programmes, landlords = letting.programmes_in_use(), letting.landlords_in_use()
    seen = {"seen": letting.last_change(dwelling)}
    form = DwellingForm(_posted(request), instance=dwelling, initial=seen, programmes=programmes, landlords=landlords)

    def write() -> HttpResponse:
        made = actions.write_dwelling(actor=request.actor, dwelling=dwelling, **form.facts)
        return redirect("home_dwelling", made.pk)

    return _form_page(request, form, dwelling.label if dwelling else _("New dwelling"), write)
