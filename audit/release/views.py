"""Quarters and releases: close, choose a table, choose a period, check, approve, download."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.ledger.selectors import names_of
from audit.release import actions, calendar, catalogue, factor, policies, selectors
from audit.release.enums import Format, QuarterState, State
from audit.release.forms import ApprovalForm, PeriodForm, QuarterForm
from audit.release.models import Release
from audit.rules import require

TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PDF: "application/pdf",
}


@require_GET
def releases(request: HttpRequest) -> HttpResponse:
    """Quarters that are closed or may be, and the releases made of them."""
    return _releases(request)


@require_POST
@require("audit.close_quarter")
def quarter_close(request: HttpRequest) -> HttpResponse:
    """Order the closing of a quarter; the same page with the words when it cannot be (409)."""
    form = QuarterForm(request.POST)
    if not form.is_valid():
        return _releases(request, _("This is not a quarter."), status=422)
    if words := policies.close_quarter.why_not(request.actor, **form.cleaned_data):
        return _releases(request, words, status=409)
    actions.close_quarter(actor=request.actor, **form.cleaned_data)
    messages.success(request, _("The quarter is being closed. This takes a minute or two."))
    return redirect("releases")


@require_GET
@require("audit.prepare_release")
def release_table(request: HttpRequest) -> HttpResponse:
    """First step: which table."""
    tables = [(one, catalogue.source(one.source)) for one in catalogue.tables()]
    return render(request, "audit/release/table.html", {"tables": tables})


@require_http_methods(["GET", "POST"])
@require("audit.prepare_release")
def release_prepare(request: HttpRequest, table: str) -> HttpResponse:
    """Second step: which period and for whom; then the check is made at once."""
    try:
        chosen = catalogue.table(table)
    except KeyError as unknown:
        raise Http404 from unknown
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "table": chosen, "source": catalogue.source(chosen.source)}
        return render(request, "audit/release/prepare.html", context, status=422 if form.is_bound else 200)
    made = actions.prepare_release(actor=request.actor, table=table, **form.cleaned_data)
    actions.check_release(actor=request.actor, release=made)
    return redirect("release", made.pk)


@require_GET
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Third to fifth step: the values and what the check found, the second person, the files."""
    return _release(request, selectors.release_for(request.actor, pk))


@require_POST
@require("audit.approve_release")
def release_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second person, with a fresh second factor."""
    found = selectors.release_for(request.actor, pk)
    if words := policies.approve_release.why_not(request.actor, release=found):
        return _release(request, found, words, status=409)
    if words := factor.why_not(request, request.POST.get("code", "")):
        return _release(request, found, words, status=422)
    done = actions.approve_release(actor=request.actor, release=found)
    if done.state == State.APPROVED:
        messages.success(request, _("Approved. The files are being made."))
    return redirect("release", pk)


@require_GET
def release_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The stored bytes, the same at every download."""
    if form not in Format.values:
        raise Http404
    found = selectors.file_for(request.actor, pk, form)
    answer = HttpResponse(bytes(found.content), content_type=TYPES[Format(form)])
    answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _releases(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    quarters, made = list(selectors.quarters_for(request.actor)), list(selectors.releases_for(request.actor))
    closed = {(one.year, one.number) for one in quarters if one.state == QuarterState.CLOSED}
    ordered = {(one.year, one.number) for one in quarters if one.state == QuarterState.ORDERED}
    year, number = calendar.under_way()
    context = {
        "quarters": quarters,
        "releases": [(one, _title(one)) for one in made],
        "refusal": refusal,
        "to_close": [one for one in calendar.still_to_close(closed) if one not in ordered],
        "next": {"year": year, "number": number},
        "why_not_close": policies.close_quarter.why_not(request.actor, year=year, number=number),
        "may_close": request.actor.may("audit.close_quarter"),
        "may_prepare": request.actor.may("audit.prepare_release"),
    }
    return render(request, "audit/release/releases.html", context, status=status)


def _title(found: Release) -> str:
    try:
        return str(catalogue.table(found.table).title)
    except KeyError:
        return str(found.table)


def _release(request: HttpRequest, found: Release, words: str = "", status: int = 200) -> HttpResponse:
    matrix, unfit = None, ""
    try:
        matrix = selectors.matrix_of(found)
    except selectors.Unfit as refusal:
        unfit = str(refusal)
    files = selectors.files_of(found)
    names = names_of({found.prepared_by, found.approved_by})
    context = {
        "release": found,
        "title": _title(found),
        "matrix": matrix if found.state != State.REFUSED else None,
        "refusal": words or found.refusal or unfit,
        "files": files,
        "expected": len(Format.values),
        "form": ApprovalForm(),
        "prepared_by": names.get(found.prepared_by, ""),
        "approved_by": names.get(found.approved_by, ""),
        "may_approve": request.actor.may("audit.approve_release"),
        "why_not_approve": policies.approve_release.why_not(request.actor, release=found),
        "why_not_download": policies.download_release.why_not(request.actor, release=found),
    }
    return render(request, "audit/release/release.html", context, status=status)
