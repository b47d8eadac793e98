"""What is written when somebody comes to the bed held for them, does not come, is not back, or comes with a partner."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.arrivals import policies
from housing.beds.models import Bed
from housing.beds.selectors import known_bed
from housing.requests.actions import serve_request
from housing.requests.enums import RequestState, ReturnReason
from housing.requests.selectors import waiting_for
from housing.stays import booking
from housing.stays.actions import admit_to_bed, hold_bed
from housing.stays.enums import StayState, Verb
from housing.stays.models import Stay
from housing.stays.policies import compartment_of
from housing.stays.selectors import stay_of_form
from intake.person.models import Person


@transaction.atomic
def record_not_come(*, actor: User, stay: Stay) -> Stay:
    """Nobody came to a bed held: it is counted, and held against nobody; the request waits again in its place."""
    booking.lock_stay(stay)
    policies.record_not_come.check(actor, stay=stay)
    now = clock.now()
    stay.state, stay.ended_at, stay.ended_by = StayState.NOT_COME, min(stay.period.upper or now, now), actor.pk
    stay.end_recorded_at = now
    stay.period = DateTimeTZRange(empty=True)
    stay.save()
    if stay.person is not None and waiting_for(actor, stay.person, stay.compartment) is None:  # not asked again meanwhile
        booking.wait_again(actor, stay, ReturnReason.NO_SHOW)
    record(Verb.NOT_COME, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def record_not_back(*, actor: User, stay: Stay) -> Stay:
    """Somebody out did not come back: the stay ended when the bed was kept no longer."""
    booking.lock_stay(stay)
    policies.record_not_back.check(actor, stay=stay)
    booking.end_lapsed(actor, stay)
    record(Verb.NOT_BACK, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def admit_couple(
    *, actor: User, people: tuple[Person, Person], beds: tuple[Bed, Bed], with_dog: bool = False,
    override_reason: str = "", client_uuid: UUID | None = None,
) -> tuple[Stay, Stay]:  # fmt: skip
    """Give two people two beds of one room for couples, both or neither; the same form twice is one admission.

    Raises as `admit_to_bed` does, for whichever of the two.
    """
    policies.admit_couple.check(actor, people=people, beds=beds)
    numbers, done = _both(actor, people, beds, client_uuid)
    if done is not None:
        return done
    asked, together = _serve(actor, people, beds[0]), uuid4()
    made = [
        admit_to_bed(
            actor=actor, person=person, bed=bed, override_reason=override_reason, with_dog=with_dog and place == 0,
            together=together, request=asked.get(person.pk), client_uuid=numbers[place],
        )
        for place, (person, bed) in enumerate(zip(people, beds, strict=True))
    ]  # fmt: skip
    record(Verb.COUPLE, obj=beds[0].room, data={"beds": [bed.pk for bed in beds]})
    return made[0], made[1]


@transaction.atomic
def hold_couple(
    *, actor: User, people: tuple[Person, Person], beds: tuple[Bed, Bed], with_dog: bool = False,
    client_uuid: UUID | None = None,
) -> tuple[Stay, Stay]:  # fmt: skip
    """Hold two beds of one room for two people, both or neither; each is then given, or given back, on its own.

    Raises as `hold_bed` does, for whichever of the two.
    """
    policies.hold_couple.check(actor, people=people, beds=beds)
    numbers, done = _both(actor, people, beds, client_uuid)
    if done is not None:
        return done
    asked, together = _serve(actor, people, beds[0]), uuid4()
    made = [
        hold_bed(
            actor=actor, person=person, bed=bed, with_dog=with_dog and place == 0, together=together,
            request=asked.get(person.pk), client_uuid=numbers[place],
        )
        for place, (person, bed) in enumerate(zip(people, beds, strict=True))
    ]  # fmt: skip
    record(Verb.COUPLE_HELD, obj=beds[0].room, data={"beds": [bed.pk for bed in beds]})
    return made[0], made[1]


def _both(
    actor: User, people: tuple[Person, Person], beds: tuple[Bed, Bed], client_uuid: UUID | None
) -> tuple[list[UUID], tuple[Stay, Stay] | None]:
    """Make bookings of both beds and of both people wait; the two form numbers, and the stays this form has already made."""
    for bed in sorted(beds, key=lambda one: one.pk):
        known_bed(actor, bed.pk)
    for person in sorted(people, key=lambda one: str(one.pk)):
        booking.lock_person(person.pk)
    form = client_uuid or uuid4()
    numbers = [uuid5(form, str(place)) for place in range(2)]
    first, second = (stay_of_form(actor, number) for number in numbers)
    return numbers, (first, second) if first is not None and second is not None else None


def _serve(actor: User, people: tuple[Person, Person], bed: Bed) -> dict[Any, Any]:
    """The request of each who waits, served; two who asked together are served at once."""
    asked = {person.pk: waiting_for(actor, person, compartment_of(bed)) for person in people}
    for request in asked.values():
        if request is not None and request.partner_id in [other.pk for other in asked.values() if other is not None]:
            served = serve_request(actor=actor, request=request, with_partner=True)
            for other in asked.values():
                if other is not None:
                    other.state = RequestState.SERVED if other.pk in (served.pk, served.partner_id) else other.state
            break
    return asked
