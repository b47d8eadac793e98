"""The two hands of a line at one screen: each with their own second factor, typed just before."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from audit.rules import Refused
from centre.access.identity import acting, prove
from centre.staff.models import User
from centre.staff.second_factor import is_fresh, verify, why_not_fresh
from centre.workstations.actions import give_pin
from centre.workstations.selectors import presences_at

from .forms import FactorForm, SecondForm

#: What a colleague types at this screen counts for one deed, not for the minutes after.
FOR_ONE_DEED = 20


def refused(act: Callable[[], Any]) -> str:
    """The words with which a deed was refused; empty when it was done."""
    try:
        act()
    except Refused as no:
        return no.words
    return ""


def fresh(request: HttpRequest) -> bool:
    """Whether who is signed in typed their second factor just before."""
    return is_fresh(request)


def proven(request: HttpRequest, form: FactorForm) -> bool:
    """Whether who is signed in has proven their second factor, now or just before; words beside the code otherwise."""
    words = why_not_fresh(request, form.cleaned_data.get("code", ""))
    if words:
        form.refuse_code(words)
    return not words


def present(request: HttpRequest, first: int, permission: str = "care.sign_register") -> list[User]:
    """Colleagues at this workstation who may be the second hand: not who wrote, not who sits here."""
    here = presences_at(request.session.get("workstation", ""))
    return [one.user for one in here if one.user_id not in (first, request.actor.pk) and one.user.may(permission)]


def second(request: HttpRequest, form: SecondForm, colleagues: list[User], act: Callable[[User], Any]) -> bool:
    """A colleague does something at this screen, with their PIN and their own code; the session stays whose it was."""
    place, data = request.session.get("workstation", ""), form.cleaned_data
    colleague = next(one for one in colleagues if one.pk == data["who"])
    with acting(colleague, workstation=place, request_id=request.id):
        if not give_pin(actor=colleague, workstation=place, pin=data["pin"]):
            form.add_error("pin", _("This PIN is not right. After five tries only a full sign-in helps."))
        elif verify(user=colleague, code=data["own_code"]) is None:
            form.add_error("own_code", _("This code is not right or was used before. Wait for the next one."))
        else:
            prove(colleague, time.time() + FOR_ONE_DEED)
            if words := refused(lambda: act(colleague)):
                form.add_error(None, words)
    return not form.errors
