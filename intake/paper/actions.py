"""Printing a blank sheet, and entering what was written on one."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.shifts.clock import now
from intake.desk.actions import record_anonymous, record_passage
from intake.desk.models import Service
from intake.paper import policies, selectors, serials
from intake.paper.enums import Verb
from intake.paper.models import Sheet

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@dataclass(frozen=True)
class Written:
    """One line of a sheet: its number, when it was, at which service, who (or nobody) and how many."""

    line: int
    at: datetime
    service: Service
    person: "Person | None"
    n: int


@transaction.atomic
def print_sheet(*, actor: "User", kind: str) -> Sheet:
    """Give a number to a blank sheet and return it."""
    policies.print_sheet.check(actor)
    sheet = Sheet.objects.create(serial=serials.new(), kind=kind, printed_at=now(), by=actor.pk)
    record(Verb.PRINTED, obj=sheet)
    return sheet


@transaction.atomic
def enter_sheet(*, actor: "User", sheet: Sheet, written: list[Written]) -> int:
    """Make passages of the lines of a sheet, each once however many devices enter it; how many lines were new."""
    policies.enter_sheet.check(actor)
    before = selectors.entered_before(sheet.serial, [one.line for one in written])
    new = sum(_enter(actor, sheet, one) for one in written if one.line not in before)
    record(Verb.ENTERED, obj=sheet, data={"lines": new, "known": len(written) - new})
    return new


def _enter(actor: "User", sheet: Sheet, one: Written) -> bool:
    """Make passages of one line; False when a colleague entered it for somebody whom this worker does not reach."""
    uuid = selectors.uuid_of(sheet.serial, one.line)
    try:
        with transaction.atomic():
            if one.person is None:
                record_anonymous(actor=actor, service=one.service, n=one.n, client_uuid=uuid, at=one.at)
            else:
                record_passage(actor=actor, service=one.service, person=one.person, client_uuid=uuid, at=one.at)
    except IntegrityError:
        return False
    return True
