"""Who stays after a dose, and what came after one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from care.dispensing.enums import Outcome
from care.dispensing.enums import Verb as Dispensed
from care.dispensing.models import Dose
from care.dispensing.selectors import doses_for
from care.paths.shown import text_of
from care.register.selectors import names_of
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User

from .models import DoseEvent, Watch

#: Whoever was not written as left after so many hours is no longer shown as staying.
FORGOTTEN = timedelta(hours=12)


@dataclass(frozen=True)
class Stay:
    """Somebody who stays after a dose: until when, and the last look at them."""

    dose: Dose
    until: datetime
    over: bool
    last: Watch | None

    @property
    def minutes(self) -> int:
        """Whole minutes that are left; none when it is over."""
        return max(0, -int((clock.now() - self.until).total_seconds() // 60))

    @property
    def who(self) -> str:
        return str(self.dose.person)


def staying(actor: User) -> list[Stay]:
    """Everybody under observation, and those whose time is over and who were not written as left; the first to end first."""
    now = clock.now()
    found = doses_for(actor).filter(
        outcome=Outcome.GIVEN, struck_at=None, left_at=None, stay_until__isnull=False, taken_at__gt=now - FORGOTTEN, person__isnull=False
    )
    doses = list(found.select_related("person", "prescription__account").order_by("stay_until", "pk"))
    last: dict[Any, Watch] = {}
    for one in visible(actor, Watch.objects.filter(dose__in=doses)).order_by("at", "pk"):
        last[one.dose_id] = one
    return [Stay(dose, dose.stay_until, dose.stay_until <= now, last.get(dose.pk)) for dose in doses if dose.stay_until]


def events_of(actor: User, dose: Dose) -> list[tuple[DoseEvent, str, str]]:
    """(event, by whom, words) of a dose, oldest first; `dose_for` has recorded the reading."""
    found = list(visible(actor, DoseEvent.objects.filter(dose=dose).select_related("decision")).order_by("at", "pk"))
    names = names_of(one.by for one in found)
    return [(one, names.get(one.by, ""), text_of(one.words)) for one in found]


def undecided(actor: User, day: date) -> list[DoseEvent]:
    """What came up of the doses of a day and was not decided about yet, the oldest first; the reading is recorded."""
    waits = DoseEvent.objects.filter(dose__day=day, dose__struck_at=None, decision=None, person__isnull=False)
    found = list(visible(actor, waits.select_related("person")).order_by("at", "pk"))
    viewed(Dispensed.READ, count=len(found), purpose=Compartment.NURSING)
    return found


def watches_of(actor: User, dose: Dose) -> list[tuple[Watch, str]]:
    """(look, by whom) of a dose, newest first."""
    found = list(visible(actor, Watch.objects.filter(dose=dose)).order_by("-at", "-pk"))
    names = names_of(one.by for one in found)
    return [(one, names.get(one.by, "")) for one in found]


def event_for(actor: User, pk: int) -> DoseEvent:
    """One event; 404 outside what the actor may know."""
    return get_object_or_404(visible(actor, DoseEvent.objects.filter(person__isnull=False).select_related("dose__prescription")), pk=pk)


def event_of_form(actor: User, client_uuid: Any) -> DoseEvent | None:
    """The event that a form has already written, or None."""
    return visible(actor, DoseEvent.objects.filter(client_uuid=client_uuid)).first()


def watch_of_form(actor: User, client_uuid: Any) -> Watch | None:
    """The look that a form has already written, or None."""
    return visible(actor, Watch.objects.filter(client_uuid=client_uuid)).first()
