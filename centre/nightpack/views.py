"""The night pack: a page to print at once, or a PDF to keep beside the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from audit.rules import require

from . import actions, documents


@require_POST
@require("centre.make_night_pack")
def night_pack(request: HttpRequest) -> HttpResponse:
    """Made anew each time: nothing of it stays on the server."""
    made = actions.make_night_pack(actor=request.actor)
    if "page" in request.POST:
        return render(request, "nightpack/page.html", {"pack": made})
    response = HttpResponse(documents.night_pack(made), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="night-pack.pdf"'
    return response
