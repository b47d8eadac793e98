"""Pages of the directory: find a service, read it, print it, keep it true."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require

from . import actions, documents, selectors
from .forms import DirectoryForm, OrganizationForm, PartnerForm, PlacesForm


@require_http_methods(["GET", "POST"])
@require("intake.view_directory")
def directory(request: HttpRequest) -> HttpResponse:
    """Find a service by need and condition."""
    form = DirectoryForm(request.POST or None)
    context = {"form": form, "found": selectors.directory(**form.wishes), "person": None, "may_edit": request.actor.may("intake.edit_directory")}
    return render(request, "directory/directory.html", context)


@require_GET
@require("intake.view_directory")
def directory_plain(request: HttpRequest) -> HttpResponse:
    """The whole directory in plain words, for services that do not know the field: to print and hand out."""
    return render(request, "directory/plain.html", {"found": selectors.everything()})


@require_GET
@require("intake.edit_directory")
def directory_to_check(request: HttpRequest) -> HttpResponse:
    """What nobody checked for long."""
    context = {"found": selectors.waiting_for_a_check(), "days": selectors.fresh_days()}
    return render(request, "directory/to_check.html", context)


@require_GET
@require("intake.view_directory")
def partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service, with what colleagues know of it."""
    context = {
        "shown": selectors.shown(selectors.service_for(pk)), "places": PlacesForm(), "languages": documents.LANGUAGES,
        "may_edit": request.actor.may("intake.edit_directory"), "may_tell": request.actor.may("intake.tell_places"),
    }
    return render(request, "directory/partner.html", context)


@require_GET
@require("intake.view_directory")
def partner_slip(request: HttpRequest, pk: UUID, language: str, size: str) -> HttpResponse:
    """A slip for the person, in their language, on A4 or A5."""
    service = selectors.service_for(pk)
    if language not in documents.LANGUAGES or size not in documents.SIZES:
        raise Http404
    return HttpResponse(documents.slip(service, language=language, size=size), content_type="application/pdf")


@require_POST
@require("intake.edit_directory")
def partner_verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The facts were checked today."""
    service = actions.verify_partner(actor=request.actor, service=selectors.service_for(pk))
    messages.success(request, _("%(name)s: checked today.") % {"name": service.name})
    return redirect("directory_to_check") if request.POST.get("list") else redirect("partner", pk)


@require_POST
@require("intake.tell_places")
def partner_places(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many places they said are free."""
    service, form = selectors.service_for(pk), PlacesForm(request.POST)
    if form.is_valid():
        actions.tell_places(actor=request.actor, service=service, places=form.cleaned_data["places"])
        messages.success(request, _("Noted. It is shown for twelve hours."))
    else:
        messages.error(request, _("Write a number from 0 to 500, or nothing."))
    return redirect("partner", pk)


@require_http_methods(["GET", "POST"])
@require("intake.edit_directory")
def partner_write(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write a service down, or correct it."""
    service = selectors.service_for(pk) if pk else None
    form = PartnerForm(request.POST or None, service=service)
    if request.method == "POST" and form.is_valid():
        kept = actions.write_partner(
            actor=request.actor, organization=form.cleaned_data["organization"], values=form.values, service=service
        )
        return redirect("partner", kept.pk)
    return render(request, "directory/write.html", {"form": form, "service": service}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("intake.edit_directory")
def organization_write(request: HttpRequest) -> HttpResponse:
    """Write a partner organisation down."""
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.write_organization(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("%(name)s is in the directory. Now its services.") % {"name": made.name})
        return redirect("partner_add")
    return render(request, "directory/organization.html", {"form": form}, status=422 if form.is_bound else 200)
