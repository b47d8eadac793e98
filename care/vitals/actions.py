"""What is done with vital signs: they are taken, and struck out when they were wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused, numbered, once
from care.notes.actions import follow
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Occasion, Verb, VitalsCompartment
from .measures import MEASURES, VALUES, possible, unusual
from .models import VitalSigns
from .selectors import vitals_of_form

#: What may be given to `record_vitals` as values.
GIVEN = {*VALUES, "scale", "air"}


class Implausible(Exception):
    """Some values cannot be, or are so unusual that they are asked again. `words`: field -> why, naming the value."""

    def __init__(self, words: dict[str, str], *, again: bool):
        super().__init__("; ".join(f"{MEASURES[name].label}: {why}" if name in MEASURES else why for name, why in words.items()))
        self.words, self.again = words, again


@transaction.atomic
def record_vitals(
    *, actor: User, person: Person, compartment: str, client_uuid: UUID, taken_at: datetime | None = None,
    occasion: str = Occasion.ROUTINE, remark: str = "", confirmed: Collection[str] = (), **values: Any,
) -> VitalSigns:
    """Write what was measured and seen; the same `client_uuid` again returns the first. Values by the names of the model
    (`pulse=88, spo2=97, consciousness="A"`); those left out were not taken. The nurses' team takes the person on.

    Raises Refused; Implausible for a value that cannot be, or (`again`) for an unusual one not in `confirmed`.
    """
    unknown = set(values) - GIVEN
    if unknown:
        raise TypeError(f"no vital sign: {', '.join(sorted(unknown))}")
    policies.record_vitals.check(actor, person=person, compartment=compartment)
    first = once(vitals_of_form(actor, client_uuid), "care.record_vitals", person_id=person.pk, compartment=compartment)
    if first is not None:
        return first
    said = {name: value for name, value in values.items() if value not in (None, "")}
    _judge(said, confirmed)
    when = taken_at or clock.now()
    if when > clock.now():
        raise Refused(_("This moment has not come yet."), "care.record_vitals")
    if compartment == VitalsCompartment.NURSING:
        follow(actor=actor, person=person, compartment=compartment)
    signs = VitalSigns(
        person=person, compartment=compartment, occasion=occasion, taken_at=when, remark=remark or None, by=actor.pk,
        recorded_at=clock.now(), confirmed=sorted(name for name in said if unusual(name, said[name])),
        client_uuid=client_uuid, **said,
    )
    with numbered("care.record_vitals"):
        signs.save(force_insert=True)
    record(Verb.RECORDED, subject=person, obj=signs, purpose=compartment)
    return signs


@transaction.atomic
def strike_vitals(*, actor: User, vitals: VitalSigns, because: str) -> VitalSigns:
    """Strike out what was wrong, with the reason; it stays in sight and counts no more. Raises Refused the second time."""
    rows = VitalSigns.objects.select_for_update(of=("self",), no_key=True)
    found = visible(actor, rows).get(pk=vitals.pk)
    policies.strike_vitals.check(actor, vitals=found)
    found.struck_at, found.struck_by, found.struck_because = clock.now(), actor.pk, because
    found.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(Verb.STRUCK, subject=found.person_id, obj=found, purpose=found.compartment)
    return found


def _judge(said: dict[str, Any], confirmed: Collection[str]) -> None:
    """Raises Implausible, first for what cannot be."""
    if not any(name in VALUES for name in said):
        raise Implausible({"": _("Fill in at least one value.")}, again=False)
    wrong = {name: _impossible(name, value) for name, value in said.items() if not possible(name, value)}
    upper, lower = said.get("systolic"), said.get("diastolic")
    if not wrong and upper is not None and lower is not None and upper <= lower:
        wrong["diastolic"] = _("The lower blood pressure is not under the upper one.")
    if wrong:
        raise Implausible(wrong, again=False)
    asked = {name: _unusual(name, value) for name, value in said.items() if unusual(name, value) and name not in confirmed}
    if asked:
        raise Implausible(asked, again=True)


def _impossible(name: str, value: Any) -> str:
    measure = MEASURES[name]
    return _("%(value)s cannot be. It lies between %(low)s and %(high)s %(unit)s.") % {
        "value": number_format(value), "low": measure.low, "high": measure.high, "unit": measure.unit,
    }


def _unusual(name: str, value: Any) -> str:
    measure = MEASURES[name]
    return _("%(value)s %(unit)s is unusual. Look again. If it is right, send it once more.") % {
        "value": number_format(value), "unit": measure.unit,
    }
