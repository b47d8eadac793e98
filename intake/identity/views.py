"""The identity envelope: pages of its own, kept by no cache, and nothing of it in any address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell.typed import carries_nothing
from intake.person.models import Person
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .forms import ContentsForm, OpeningForm, PurposeForm
from .numbers import shown


@never_cache
@require_GET
@require("intake.open_envelope")
def identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether there is an envelope, what for, until when; or why one may be made."""
    return _outside(request, person_for(request.actor, pk))


def _outside(request: HttpRequest, person: Person, status: int = 200, **more: Any) -> HttpResponse:
    """The envelopes of a person from outside."""
    context = {
        "person": person,
        "envelopes": selectors.envelopes_of(request.actor, person),
        "opening": OpeningForm(auto_id=False),
        "why_not_make": policies.make_envelope.why_not(request.actor, person=person),
        "words": "",
    }
    return render(request, "identity/identity.html", context | more, status=status)


@carries_nothing
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@require("intake.make_envelope")
@sensitive_variables()
def make(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What for, how long, and what is in it."""
    person, posted = person_for(request.actor, pk), request.POST or None
    purpose, contents, words = PurposeForm(posted), ContentsForm(posted), ""
    if posted and purpose.is_valid() and contents.is_valid():
        said = {"purpose": purpose.cleaned_data["purpose"], "words": purpose.cleaned_data["words"]}
        try:
            actions.make_envelope(
                actor=request.actor, person=person, expires_on=purpose.expires_on, contents=contents.contents, **said
            )
            _say_kept(request, contents)
            return redirect("identity", pk)
        except Refused as refusal:
            words = refusal.words
        except actions.AlreadyKept:
            words = _("This person has an envelope already. Renew or correct it.")
    context = {"person": person, "purpose": purpose, "contents": contents, "words": words}
    return render(request, "identity/make.html", context, status=422 if posted else 200)


def _say_kept(request: HttpRequest, contents: ContentsForm) -> None:
    """Kept; and whether the number and the birthday disagree."""
    messages.success(request, _("Sealed. It opens for a purpose only, and each opening is written down."))
    if contents.disagrees:
        messages.warning(request, _("The number and the date of birth do not say the same day. Look once more."))


@never_cache
@require_POST
@require("intake.open_envelope")
@sensitive_variables()
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The envelope opened for one purpose: the answer to a POST, reachable by no address."""
    envelope, form = selectors.envelope_for(request.actor, pk), OpeningForm(request.POST)
    if not form.is_valid():
        return _outside(request, envelope.person, status=422, words=_("Say what it is for."))
    try:
        parts = selectors.contents_of(request.actor, envelope, **form.cleaned_data)
    except Refused as refusal:
        return _outside(request, envelope.person, status=409, words=refusal.words)
    contents = ContentsForm(initial=parts | {"national_number": shown(parts["national_number"])})
    context = {"envelope": envelope, "person": envelope.person, "form": contents, "opened": True}
    return render(request, "identity/open.html", context)


@carries_nothing
@never_cache
@sensitive_post_parameters()
@require_POST
@require("intake.correct_envelope")
@sensitive_variables()
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Other contents; what was wrong is said on the same page."""
    envelope, form = selectors.envelope_for(request.actor, pk), ContentsForm(request.POST)
    if not form.is_valid():
        context = {"envelope": envelope, "person": envelope.person, "form": form, "opened": False}
        return render(request, "identity/open.html", context, status=422)
    try:
        actions.correct_envelope(actor=request.actor, envelope=envelope, contents=form.contents)
    except Refused as refusal:
        return _outside(request, envelope.person, status=409, words=refusal.words)
    _say_kept(request, form)
    return redirect("identity", envelope.person_id)


@never_cache
@require_http_methods(["GET", "POST"])
@require("intake.renew_envelope")
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Longer, or for something else."""
    envelope, words = selectors.envelope_for(request.actor, pk), ""
    form = PurposeForm(request.POST or None, initial={"purpose": envelope.purpose, "words": envelope.words})
    if request.method == "POST" and form.is_valid():
        said = {"purpose": form.cleaned_data["purpose"], "words": form.cleaned_data["words"]}
        try:
            actions.renew_envelope(actor=request.actor, envelope=envelope, expires_on=form.expires_on, **said)
            messages.success(request, _("Renewed."))
            return redirect("identity", envelope.person_id)
        except Refused as refusal:
            words = refusal.words
    context = {"envelope": envelope, "person": envelope.person, "form": form, "words": words}
    return render(request, "identity/renew.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@require("intake.remove_envelope")
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to anonymous."""
    person = actions.remove_envelope(actor=request.actor, envelope=selectors.envelope_for(request.actor, pk))
    messages.success(request, _("Back to anonymous. The envelope is gone for good, the file stays."))
    return redirect("person", person)
