"""The pages of signing in, of the locked workstation and of one's own account."""
from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from centre.access.identity import acting
from centre.access.middleware import public
from centre.workstations import actions as workstation_actions
from centre.workstations import session
from centre.workstations.selectors import presence_of, presences_at

from . import actions, authenticator, second_factor, selectors
from .forms import CodeForm, EnrolForm, PinForm, PreferencesForm, SignInForm, SwitchForm, UnlockForm
from .sign_in import knock

#: Session key while somebody enrols: account number and the second of the epoch at which the offer ends.
ENROLLING = "enrolling"
ENROLMENT_SECONDS = 900


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Both factors at once; or a name tile and a PIN where one signed in earlier this shift."""
    if request.method == "GET" and _inside(request) and not request.session.get(session.LOCKED):
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        place = session.number_of(request)
        answer = knock(**form.cleaned_data, workstation=place, address=_address(request))
        if answer.enrol:
            request.session.flush()
            request.session[ENROLLING] = [answer.user.pk, time.time() + ENROLMENT_SECONDS]
            return redirect("enrol")
        if answer.user:
            session.open_for(request, answer.user, fresh=True)
            return redirect(_next(request))
        form.add_error(None, _wait_words(answer.wait) if answer.wait else _("This does not fit together. Try again."))
        status = 429 if answer.wait else 422
    return render(request, "staff/sign_in.html", _door(request) | {"form": form}, status=status)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """The first sign-in: own password, authenticator, recovery codes printed once."""
    number, until = request.session.get(ENROLLING, (0, 0))
    user = selectors.account_named(number) if until > time.time() else None
    if user is None or second_factor.is_enrolled(user):
        return redirect("sign_in")
    with acting(user, workstation=session.number_of(request)):
        device = second_factor.pending_device(user)
    form = EnrolForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = session.number_of(request)
        with acting(user, workstation=place):
            codes = actions.enrol(
                actor=user, password=form.cleaned_data["password"], code=form.cleaned_data["code"], workstation=place
            )
        if codes:
            session.open_for(request, user, fresh=True)
            return render(request, "staff/codes.html", {"codes": codes, "for_user": user})
        form.add_error("code", _("This code is not right. Scan again or check the clock of the telephone."))
    picture = mark_safe(segno.make(authenticator.enrolment_url(device), error="l").svg_inline(scale=4, border=4, dark="#000", light="#fff"))
    context = {"form": form, "picture": picture, "typed": _in_fours(authenticator.typed_key(device)), "for_user": user}
    return render(request, "staff/enrol.html", context, status=422 if form.errors else 200)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave. From a locked screen anybody may only clear the way: the presence of who locked it stands."""
    if _inside(request) and not request.session.get(session.LOCKED):
        actions.sign_out(actor=request.actor, workstation=_place(request))
    request.session.flush()
    return redirect("sign_in")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Veil the page now; the session waits."""
    workstation_actions.lock(actor=request.actor, workstation=_place(request))
    session.veil(request.session)
    back = _safe(request, request.POST.get("next") or request.headers.get("Referer", ""))
    return redirect(f"{reverse('unlock')}?{urlencode({'next': back})}" if back else "unlock")


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Back to work by PIN or password; or a colleague takes over."""
    if not _inside(request):
        return redirect("sign_in")
    if not request.session.get(session.LOCKED):
        return redirect(_next(request))
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place, user = _place(request), request.actor
        present = presence_of(user.pk, place) is not None
        if workstation_actions.unlock(
            actor=user, workstation=place, secret=form.cleaned_data["secret"], address=_address(request)
        ):
            session.lift(request)
            return redirect(_next(request))
        if present and presence_of(user.pk, place) is None:
            return _start_again(request)
        form.add_error("secret", _("This is not right. Try again in a moment."))
    context = _door(request) | {"form": form, "locked_by": request.user}
    return render(request, "staff/unlock.html", context, status=422 if form.errors else 200)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def switch_user(request: HttpRequest) -> HttpResponse:
    """A colleague who signed in here this shift takes the workstation by PIN: a new session, a new key."""
    if request.method == "GET" and not _inside(request):
        return redirect("sign_in")
    form = SwitchForm(request.POST if request.method == "POST" else None)
    place = session.number_of(request)
    user = selectors.account_named(form.cleaned_data["who"]) if form.is_valid() else None
    if user is not None and second_factor.is_enrolled(user) and presence_of(user.pk, place):
        with acting(user, workstation=place):
            accepted = workstation_actions.take_over(actor=user, workstation=place, pin=form.cleaned_data["pin"])
        if accepted:
            session.open_for(request, user, fresh=False)
            return redirect(_next(request))
    if request.method == "POST":
        form.add_error(None, _("This PIN is not right. After five tries only a full sign-in helps."))
    return _switch_page(request, form)


@require_http_methods(["GET", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """One's own language, light, keys, PIN and recovery codes."""
    actor = request.actor
    first = {"language": actor.language, "theme": actor.theme, "shortcuts": actor.shortcuts}
    form = PreferencesForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(actor=actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_account")
    return _account_page(request, {"form": form})


@sensitive_post_parameters()
@require_POST
def set_pin(request: HttpRequest) -> HttpResponse:
    """A new PIN, after a fresh code."""
    form = PinForm(request.POST)
    if form.is_valid() and _fresh(request, form):
        actions.set_pin(actor=request.actor, pin=form.cleaned_data["pin"])
        messages.success(request, _("Your PIN is set. It works where you signed in this shift."))
        return redirect("my_account")
    return _account_page(request, {"pin_form": form})


@sensitive_post_parameters()
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes on a sheet to print, after a fresh code."""
    form = CodeForm(request.POST)
    if form.is_valid() and _fresh(request, form):
        codes = actions.renew_recovery_codes(actor=request.actor)
        return render(request, "staff/codes.html", {"codes": codes, "for_user": request.actor})
    return _account_page(request, {"code_form": form})


def _switch_page(request: HttpRequest, form: SwitchForm) -> HttpResponse:
    """The page of the tiles: on the locked screen, at the sign-in, or on its own for who is at work."""
    context, status = _door(request) | {"switch": form}, 403 if form.errors else 200
    if not _inside(request):
        return render(request, "staff/sign_in.html", context | {"form": SignInForm()}, status=status)
    if request.session.get(session.LOCKED):
        context |= {"form": UnlockForm(), "locked_by": request.user}
        return render(request, "staff/unlock.html", context, status=status)
    return render(request, "staff/switch.html", context, status=status)


def _account_page(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    first = {"language": actor.language, "theme": actor.theme, "shortcuts": actor.shortcuts}
    context = {
        "form": PreferencesForm(initial=first), "pin_form": PinForm(), "code_form": CodeForm(),
        "codes_left": second_factor.recovery_codes_left(actor), "fresh": second_factor.is_fresh(request),
        "teams": actor.teams(),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "staff/account.html", context | forms, status=422 if wrong else 200)


def _fresh(request: HttpRequest, form: Any) -> bool:
    try:
        second_factor.require_fresh(request, form.cleaned_data["code"])
    except ValidationError as error:
        form.add_error("code", error)
        return False
    return True


def _start_again(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    messages.error(request, _("Too many wrong PINs. Sign in with password and code."))
    return redirect("sign_in")


def _door(request: HttpRequest) -> dict[str, Any]:
    mine = request.user.pk if _inside(request) else None
    present = [one for one in presences_at(session.number_of(request)) if one.user_id != mine]
    return {"present": present, "switch": None, "next": _safe(request, _asked_next(request))}


def _inside(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.is_verified()


def _place(request: HttpRequest) -> str:
    return request.session.get(session.WORKSTATION) or session.number_of(request)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _asked_next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _safe(request: HttpRequest, address: str) -> str:
    known = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if known else ""


def _next(request: HttpRequest) -> str:
    return _safe(request, _asked_next(request)) or reverse("home")


def _in_fours(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _wait_words(seconds: int) -> str:
    words = ngettext("Too many tries. Wait %(n)s second.", "Too many tries. Wait %(n)s seconds.", seconds)
    return words % {"n": seconds}
