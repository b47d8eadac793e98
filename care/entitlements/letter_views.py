"""Pages of the letters of a file: written and looked at before anything is kept, printed, sent with its proof."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from care.paths.shown import text_of
from centre.shifts import clock

from . import documents, letters, mailing, selectors
from .enums import LETTERS, EntitlementState, LetterKind, LetterLanguage
from .forms import LetterForm, SentForm
from .models import Entitlement, EntitlementLetter


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@require("care.keep_entitlement")
def entitlement_letter_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a letter, look at it, keep it: the same page until it is kept."""
    file = selectors.entitlement_for(request.actor, pk)
    keep = "keep" in request.POST
    has_identity = mailing.envelope_of(request.actor, file) is not None
    form = LetterForm(request.POST or None, file=file, has_identity=has_identity, keep=keep, initial=_blank(file))
    preview, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            if keep:
                kept = mailing.keep_letter(actor=request.actor, entitlement=file, client_uuid=form.cleaned_data["client_uuid"], **form.said())
                return redirect("entitlement_letter", kept.pk)
            preview, status = mailing.preview_letter(actor=request.actor, entitlement=file, **form.said()), 200
    context = {"file": file, "form": form, "preview": preview, "has_identity": has_identity}
    return render(request, "entitlements/letter_new.html", context, status=status)


def _blank(file: Entitlement) -> dict[str, Any]:
    """A letter begins in the language of the page where there is one, to the authority of the file; after a refusal it is the appeal."""
    offered, spoken = LETTERS[file.kind], str(get_language() or "")[:2]
    refused = file.state in (EntitlementState.REFUSED, EntitlementState.APPEALED)
    to = file.authority_name
    if file.authority is not None:
        to = "\n".join(filter(None, (file.authority.organization.name, file.authority.name, file.authority.address)))
    return {
        "letter": LetterKind.APPEAL if refused and LetterKind.APPEAL in offered else offered[0], "to": to, "parts": ["place", "means"],
        "language": spoken if spoken in LetterLanguage.values else LetterLanguage.FR, "client_uuid": uuid.uuid4(),
    }


def _letter_page(request: HttpRequest, kept: EntitlementLetter, status: int = 200, **extra: Any) -> HttpResponse:
    """A kept letter and, until it is sent, the form to say how it went."""
    text = letters.opened(kept)
    shared = bool(kept.agreed) and kept.entitlement.authority is not None
    form = SentForm(shared=shared, initial={"sent_on": clock.service_day()}) if kept.sent_on is None else None
    proof = text_of(kept.sent_reference)
    context = {"kept": kept, "letter": text, "form": form, "proof": proof, "may_keep": request.actor.may("care.keep_entitlement")}
    return render(request, "entitlements/letter.html", context | extra, status=status)


@require_GET
@require("care.view_entitlements")
def entitlement_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter as it was kept."""
    return _letter_page(request, selectors.letter_for(request.actor, pk))


@require_GET
@require("care.view_entitlements")
def entitlement_letter_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a PDF, in its own language."""
    kept = selectors.letter_for(request.actor, pk)
    text = letters.opened(kept)
    author = selectors.names_of({kept.made_by}).get(kept.made_by, "")
    return HttpResponse(documents.sheet(kept, text, author=author), content_type="application/pdf")


@require_POST
@require("care.keep_entitlement")
def entitlement_letter_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when and how a letter went; to a partner of the directory with the five conditions."""
    kept = selectors.letter_for(request.actor, pk)
    form = SentForm(request.POST, shared=bool(kept.agreed) and kept.entitlement.authority is not None)
    if form.is_valid():
        with said_beside(form):
            mailing.send_letter(actor=request.actor, letter=kept, **form.cleaned_data)
            messages.success(request, _("Written down as sent."))
            return redirect("entitlement", kept.entitlement_id)
    return _letter_page(request, kept, status=422, form=form)
