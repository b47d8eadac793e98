"""What is done with a request for a bed: ask, renew, withdraw, serve, turn away, put back; and the order of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.requests import policies
from housing.requests.enums import (
    Channel,
    HowLong,
    Need,
    RefusalReason,
    RequestState,
    ReturnReason,
    StayCompartment,
    Verb,
)
from housing.requests.models import BedRequest, PriorityOrder, TurnAway
from housing.requests.moves import (
    close,
    first_said,
    lapse,
    leave_partner,
    locked,
    one_at_a_time,
    open_to_teams,
    pair,
    part,
    strike,
    taken_up,
)
from housing.requests.selectors import has_bed, open_requests, request_of_form, waiting_for
from housing.requests.unmet import told_tonight, turn_away_of_form
from intake.directory.models import PartnerService
from intake.person.models import Person


@transaction.atomic
def ask_for_bed(
    *, actor: User, person: Person, compartment: str = StayCompartment.HOUSING, channel: str = Channel.DESK,
    how_long: str = HowLong.TONIGHT, needs: Sequence[str] = (), animal: str = "", protection: bool = False, ethos: str = "",
    nights_outside: int | None = None, note: str = "", partner: BedRequest | None = None, client_uuid: UUID | None = None,
) -> BedRequest:
    """Put a person on the waiting list and return the request; the same form twice is one request.

    With `partner`, a request that already waits, the two ask together. Raises Refused, in words, for whoever waits
    or has a bed already.
    """
    one_at_a_time(person)
    done = request_of_form(actor, client_uuid)
    if done is not None:
        return done
    policies.ask_for_bed.check(
        actor, person=person, compartment=compartment, waiting=waiting_for(actor, person, compartment),
        has_bed=has_bed(actor, person), partner=partner,
    )
    for over in open_requests(actor, person, compartment):
        lapse(over)
    asked = [code for code in Need.values if code in needs or (code == Need.DOG and animal) or (code == Need.COUPLE and partner)]
    now = clock.now()
    request = BedRequest(
        person=person, compartment=compartment, asked_at=now, since=now, asked_by=actor.pk, channel=channel, how_long=how_long,
        last_night=policies.last_night(how_long, clock.service_day()), needs=asked, animal=animal, protection=protection,
        ethos=ethos, nights_outside=nights_outside, note=note or None, client_uuid=client_uuid or uuid4(),
    )
    open_to_teams(actor, person, compartment)
    request.save(force_insert=True)
    record(Verb.ASKED, subject=person, obj=request, data={"channel": channel, "how_long": how_long})
    if partner is not None:
        for one in pair(request, locked(partner)):
            record(Verb.PAIRED, subject=one.person_id, obj=one)
    return request


@transaction.atomic
def renew_request(*, actor: User, request: BedRequest) -> BedRequest:
    """Say that the person still needs a bed: more nights from today, the place on the list is kept.

    A request that lapsed lately is taken up by a new one, which waits since the first; nights between count for nobody.
    """
    request = locked(request)
    policies.renew_request.check(actor, request=request)
    today = clock.service_day()
    if not policies.is_standing(request):
        return taken_up(actor, request)
    request.last_night = policies.last_night(request.how_long, today)
    request.renewed_at, request.renewed_by = clock.now(), actor.pk
    request.save(update_fields=["last_night", "renewed_at", "renewed_by"])
    if request.person is not None:
        open_to_teams(actor, request.person, request.compartment)
    record(Verb.RENEWED, subject=request.person_id, obj=request)
    return request


@transaction.atomic
def withdraw_request(*, actor: User, request: BedRequest, reason: str) -> BedRequest:
    """Take a request off the list. Raises Settled when a colleague was first."""
    request = locked(request)
    with first_said(request) as first:
        policies.withdraw_request.check(actor, request=request, first=first)
    leave_partner(request)
    close(request, RequestState.WITHDRAWN, reason, actor.pk)
    record(Verb.WITHDRAWN, subject=request.person_id, obj=request, data={"reason": reason})
    return request


@transaction.atomic
def serve_request(*, actor: User, request: BedRequest, with_partner: bool = False) -> BedRequest:
    """A bed is held or given for this request; `with_partner`: for both who asked together, in the same transaction.

    What was counted as turned away tonight for it counts no more. Raises Settled when a colleague was first.
    """
    first = locked(request)
    partner = first.partner if first.partner and first.partner.state == RequestState.WAITING else None
    both = sorted((one for one in (first, partner) if one is not None), key=lambda one: str(one.pk))
    found = [locked(one) for one in both] if with_partner else [first]
    for one in found:
        with first_said(one) as words:
            policies.serve_request.check(actor, request=one, first=words, together=with_partner or partner is None)
    for one in found:
        close(one, RequestState.SERVED, "", actor.pk)
        turned = told_tonight(actor, one)
        if turned is not None:
            strike(actor, turned)
        record(Verb.SERVED, subject=one.person_id, obj=one)
    return next(one for one in found if one.pk == request.pk)


@transaction.atomic
def return_to_list(*, actor: User, request: BedRequest, reason: str) -> BedRequest:
    """Put somebody back where they stood on the list, for tonight at least: they got no bed after all."""
    request = locked(request)
    waits = waiting_for(actor, request.person, request.compartment) if request.person else None
    policies.return_to_list.check(actor, request=request, waits=waits is not None)
    if request.person is not None:
        for over in open_requests(actor, request.person, request.compartment):
            lapse(over)
    today = clock.service_day()
    request.state, request.why_closed, request.back_at = RequestState.WAITING, "", clock.now()
    request.last_night = max(request.last_night, policies.last_night(request.how_long, today))
    request.save(update_fields=["state", "why_closed", "back_at", "last_night"])
    record(Verb.RETURNED, subject=request.person_id, obj=request, data={"reason": reason})
    return request


@transaction.atomic
def turn_away(
    *, actor: User, request: BedRequest | None = None, reason: str = RefusalReason.FULL, person: Person | None = None,
    compartment: str = StayCompartment.HOUSING, count: int = 1, ethos: str = "", sent_to: str = "",
    partner_service: PartnerService | None = None, keep_waiting: bool = False, client_uuid: UUID | None = None,
) -> TurnAway:
    """Write that somebody got no bed tonight: whoever asked, a person without a request, or `count` people nobody knows.

    `keep_waiting`: the request stays on the list for its next nights. The same form twice is one turning away; raises
    Settled when a colleague was first with the request.
    """
    request = locked(request) if request else None
    done = turn_away_of_form(actor, client_uuid)
    if done is not None:
        return done
    space, who = (request.compartment, request.person) if request else (compartment, person)
    with first_said(request) as first:
        policies.turn_away.check(
            actor, compartment=space, request=request, known=who is not None, reason=reason, sent_to=sent_to, count=count, first=first
        )
    turned = told_tonight(actor, request) if request else None
    if turned is None:
        turned = TurnAway(
            request=request, person=who, compartment=space, count=count, reason=reason,
            ethos=ethos or (request.ethos if request else ""), sent_to=sent_to, partner_service=partner_service,
            service_day=clock.service_day(), at=clock.now(), by=actor.pk, client_uuid=client_uuid or uuid4(),
        )
        turned.save(force_insert=True)
        record(Verb.TURNED_AWAY if who else Verb.COUNTED, subject=who, obj=turned, data={"reason": reason, "n": count})
    if request is not None and not keep_waiting:
        leave_partner(request)
        close(request, RequestState.TURNED_AWAY, reason, actor.pk)
    return turned


@transaction.atomic
def undo_turn_away(*, actor: User, turned: TurnAway) -> TurnAway:
    """Take a mistaken turning away back; the request it closed waits again."""
    turned = TurnAway.objects.select_for_update(of=("self",), no_key=True).get(pk=turned.pk)
    policies.undo_turn_away.check(actor, turned=turned)
    strike(actor, turned)
    request = turned.request
    if request is not None and request.state == RequestState.TURNED_AWAY:
        return_to_list(actor=actor, request=request, reason=ReturnReason.MISTAKE)
    return turned


@transaction.atomic
def pair_requests(*, actor: User, request: BedRequest, partner: BedRequest) -> BedRequest:
    """Two who both wait ask together from now on: both get a bed at once, or nothing."""
    found = {one.pk: locked(one) for one in sorted((request, partner), key=lambda one: str(one.pk))}
    mine, other = found[request.pk], found[partner.pk]
    policies.pair_requests.check(actor, request=mine, partner=other)
    for one in pair(mine, other):
        record(Verb.PAIRED, subject=one.person_id, obj=one)
    return mine


@transaction.atomic
def part_requests(*, actor: User, request: BedRequest) -> BedRequest:
    """Two who asked together ask alone from now on; both stay on the list where they stood."""
    request = locked(request)
    policies.part_requests.check(actor, request=request)
    for one in part(request):
        record(Verb.PARTED, subject=one.person_id, obj=one)
    return request


@transaction.atomic
def set_priorities(*, actor: User, criteria: Sequence[str], valid_from: date, because: str) -> PriorityOrder:
    """Set what puts one request before another, from a service day on. The orders before stay as they were."""
    policies.set_priorities.check(actor, criteria=criteria, valid_from=valid_from, because=because)
    last = PriorityOrder.objects.order_by("-version").first()
    order = PriorityOrder(
        version=last.version + 1 if last else 1, criteria=list(criteria), valid_from=valid_from, because=because.strip(),
        set_by=actor.pk, set_at=clock.now(),
    )
    order.save(force_insert=True)
    record(Verb.ORDER_SET, obj=order, data={"version": order.version})
    return order
