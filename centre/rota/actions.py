"""What is done with the rota: plan, cancel, copy a week; absences; swaps; one's own calendar address."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from audit.ledger.actions import record
from audit.vault.keys import mac
from centre.shifts import clock
from centre.shifts.hours import Shift

from . import policies
from .enums import SwapState, Verb
from .models import Absence, CalendarAddress, Duty, Least, Swap
from .selectors import is_away, works


@transaction.atomic
def plan_duty(*, actor: Any, user: Any, role: str, shift: Shift, post: str = "") -> Duty:
    """Plan somebody for a shift. Refused when they have not the role, are away, or work it already."""
    policies.plan_rota.check(actor, user=user, role=role, away=is_away(user, shift.service_day), taken=works(user, shift))
    duty = _plan(actor, user, role, shift, post)
    record(Verb.PLANNED, obj=duty)
    return duty


@transaction.atomic
def cancel_duty(*, actor: Any, duty: Duty) -> Duty:
    """Take somebody off a shift; twice is once."""
    policies.plan_rota.check(actor)
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if duty.cancelled_at is None:
        duty.cancelled_at = clock.now()
        duty.save()
        record(Verb.CANCELLED, obj=duty)
    return duty


@transaction.atomic
def copy_week(*, actor: Any, monday: date) -> int:
    """Plan a week like the one before, where nobody is away or planned already; how many shifts were planned."""
    policies.plan_rota.check(actor)
    before = Duty.objects.standing().filter(service_day__range=(monday - timedelta(days=7), monday - timedelta(days=1)))
    planned = 0
    for duty in before.select_related("user").order_by("service_day", "code", "pk"):
        shift = Shift(duty.service_day + timedelta(days=7), duty.code)
        about = {"away": is_away(duty.user, shift.service_day), "taken": works(duty.user, shift)}
        if policies.plan_rota.allows(actor, user=duty.user, role=duty.role, **about):
            _plan(actor, duty.user, duty.role, shift, duty.post)
            planned += 1
    record(Verb.WEEK_COPIED, data={"monday": monday, "planned": planned})
    return planned


@transaction.atomic
def set_least(*, actor: Any, code: str, role: str, number: int) -> Least:
    """How many of a role a shift needs at least; 0 for none."""
    policies.plan_rota.check(actor)
    least, _made = Least.objects.update_or_create(code=code, role=role, defaults={"number": number})
    record(Verb.LEAST_SET, obj=least, data={"number": number})
    return least


@transaction.atomic
def note_absence(*, actor: Any, user: Any, from_on: date, until_on: date) -> Absence:
    """Somebody is not available from one service day until another, both included; planned shifts show it."""
    policies.note_absence.check(actor, user=user)
    absence = Absence.objects.create(user=user, from_on=from_on, until_on=until_on, noted_by=actor)
    record(Verb.ABSENCE_NOTED, obj=absence)
    return absence


@transaction.atomic
def end_absence(*, actor: Any, absence: Absence) -> Absence:
    """Take an absence back; twice is once."""
    policies.note_absence.check(actor, user=absence.user)
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.ended_at is None:
        absence.ended_at = clock.now()
        absence.save()
        record(Verb.ABSENCE_ENDED, obj=absence)
    return absence


@transaction.atomic
def ask_swap(*, actor: Any, duty: Duty, offered_to: Any = None) -> Swap:
    """Offer one's shift to a colleague, or to whoever takes it; asked twice is asked once."""
    policies.swap_duty.check(actor, duty=duty)
    swap, made = Swap.objects.get_or_create(
        duty=duty, state=SwapState.ASKED, defaults={"asked_by": actor, "offered_to": offered_to}
    )
    if made:
        record(Verb.SWAP_ASKED, obj=swap)
    return swap


@transaction.atomic
def answer_swap(*, actor: Any, swap: Swap, to: SwapState) -> Swap:
    """Take, refuse or withdraw a shift offered. Refused in words when it was answered, begun, or does not fit."""
    swap = Swap.objects.select_for_update(of=("self",)).select_related("duty").get(pk=swap.pk)
    duty = swap.duty
    about = {"away": is_away(actor, duty.service_day), "taken": works(actor, duty.shift)}
    policies.swap_duty.check(actor, duty=duty, swap=swap, to=to, **about)
    swap.state, swap.answered_by, swap.answered_at = to, actor, clock.now()
    swap.save()
    if to == SwapState.TAKEN:
        duty.user = actor
        duty.save(update_fields=["user"])
    verbs = {SwapState.TAKEN: Verb.SWAP_TAKEN, SwapState.REFUSED: Verb.SWAP_REFUSED}
    record(verbs.get(to, Verb.SWAP_WITHDRAWN), obj=swap)
    return swap


@transaction.atomic
def make_address(*, actor: Any) -> str:
    """A new secret address for one's calendar program, told once; the one before ends."""
    policies.view_rota.check(actor)
    token = secrets.token_urlsafe(32)
    _end_addresses(actor)
    address = CalendarAddress.objects.create(user=actor, mac=mac("calendar-address", token.encode()))
    record(Verb.FEED_MADE, obj=address)
    return token


@transaction.atomic
def end_address(*, actor: Any) -> None:
    """End one's calendar address; nobody can follow it any more."""
    policies.view_rota.check(actor)
    _end_addresses(actor)
    record(Verb.FEED_ENDED)


def _plan(actor: Any, user: Any, role: str, shift: Shift, post: str) -> Duty:
    return Duty.objects.create(
        user=user, role=role, service_day=shift.service_day, code=shift.code, starts_at=shift.start, ends_at=shift.end,
        post=post, planned_by=actor,
    )


def _end_addresses(actor: Any) -> None:
    for address in CalendarAddress.objects.filter(user=actor, ended_at=None).order_by("pk"):
        address.ended_at = clock.now()
        address.save()
