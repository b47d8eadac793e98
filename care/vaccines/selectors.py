"""Reading vaccinations, scoped to the actor; and what the signed schedules say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, same_person, whole_person

from .enums import Disease, Fate, Verb
from .models import Vaccination, VaccineProduct, VaccineSchedule

#: Days ahead that the list of those due looks.
AHEAD = timedelta(days=30)
MOST_DUE = 200
MOST = 200


@dataclass(frozen=True)
class Given:
    """A vaccination opened."""

    row: Vaccination
    remark: str
    by: str
    struck_because: str

    @property
    def expired(self) -> bool:
        """Whether what was given should not have been any more."""
        return self.row.fate == Fate.GIVEN and self.row.expires_on is not None and self.row.expires_on < self.row.on


def products() -> QuerySet[VaccineProduct]:
    """Every vaccine of the house, those in use first."""
    return VaccineProduct.objects.order_by("-active", "disease", "label")


def products_in_use() -> QuerySet[VaccineProduct]:
    return VaccineProduct.objects.filter(active=True).order_by("disease", "label")


def product_for(actor: User, pk: int) -> VaccineProduct:
    """One vaccine; 404 when there is none."""
    return get_object_or_404(VaccineProduct, pk=pk)


def schedules() -> list[tuple[VaccineSchedule, str]]:
    """Every schedule signed with the name under it, the newest first."""
    found = list(VaccineSchedule.objects.order_by("disease", "-valid_from"))
    names = dict(User.objects.filter(pk__in={one.signed_by for one in found}).values_list("pk", "display_name"))
    return [(one, names.get(one.signed_by, "")) for one in found]


def schedule_on(disease: str, day: date) -> VaccineSchedule | None:
    """The schedule in force on a day; None when nobody signed one: then no day is worked out."""
    return VaccineSchedule.objects.filter(disease=disease, valid_from__lte=day).order_by("-valid_from").first()


def unsigned() -> list[str]:
    """The diseases of vaccines in use for which no schedule is in force, in words."""
    used = set(products_in_use().values_list("disease", flat=True))
    signed = set(VaccineSchedule.objects.filter(valid_from__lte=clock.service_day()).values_list("disease", flat=True))
    return [str(Disease(code).label) for code in Disease.values if code in used - signed]


def next_due(disease: str, dose_number: int | None, on: date) -> date | None:
    """When the next dose is due by the schedule in force; None without a schedule, a number, or a next dose."""
    schedule = schedule_on(disease, on) if dose_number else None
    if schedule is None or not dose_number:
        return None
    if dose_number <= len(schedule.gaps):
        return on + timedelta(days=schedule.gaps[dose_number - 1])
    return on + timedelta(days=schedule.again) if schedule.again else None


def vaccinations_of(actor: User, person: Person) -> QuerySet[Vaccination]:
    """Every vaccination of a person and of the files joined to theirs."""
    return visible(actor, Vaccination.objects.filter(whole_person(person)).select_related("product"))


def doses_before(actor: User, person: Person, disease: str) -> int:
    """How many doses against a disease the person has had, as far as is known."""
    return vaccinations_of(actor, person).filter(disease=disease, struck_at=None).exclude(fate=Fate.REFUSED).count()


def same_day(actor: User, person: Person, disease: str, on: date) -> Vaccination | None:
    """What was given here against the disease on that day, or None."""
    found = vaccinations_of(actor, person).filter(disease=disease, on=on, fate=Fate.GIVEN, struck_at=None)
    return None if disease == Disease.OTHER else found.order_by("recorded_at", "pk").first()


def card_of(actor: User, person: Person) -> list[Given]:
    """The vaccinations of a person, opened, by disease, the newest first; the reading is recorded."""
    rows = list(vaccinations_of(actor, person).order_by("disease", "-on", "-recorded_at")[:MOST])
    viewed(Verb.READ, subject=person, count=len(rows))
    names = dict(User.objects.filter(pk__in={one.by for one in rows}).values_list("pk", "display_name"))
    return [Given(one, _clear(one.remark), names.get(one.by, ""), _clear(one.struck_because)) for one in rows]


def _clear(sealed: Any) -> str:
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def _last(found: QuerySet[Vaccination]) -> QuerySet[Vaccination]:
    """Those after which nothing else was written against the same disease for the same person."""
    mine = found.filter(struck_at=None).annotate(whole=same_person())
    later = Vaccination.objects.annotate(whole=same_person()).filter(
        whole=OuterRef("whole"), disease=OuterRef("disease"), struck_at=None, on__gt=OuterRef("on")
    )
    return mine.exclude(Exists(later))


def due_of(actor: User, person: Person) -> list[Vaccination]:
    """What is due for a person, now or later, the soonest first; the page that shows it has recorded the reading."""
    return list(_last(vaccinations_of(actor, person)).filter(next_due_on__isnull=False).order_by("next_due_on", "pk"))


def due(actor: User) -> list[Vaccination]:
    """Whoever is due within a month or should have come, the longest ago first; the reading is recorded."""
    found = visible(actor, Vaccination.objects.filter(person__isnull=False, next_due_on__lte=clock.service_day() + AHEAD))
    rows = list(_last(found).select_related("person").order_by("next_due_on", "pk")[:MOST_DUE])
    viewed(Verb.READ, count=len(rows), purpose="due")
    return rows


def vaccination_for(actor: User, pk: UUID) -> Vaccination:
    """One vaccination; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, Vaccination.objects.select_related("person")), pk=pk)


def vaccination_of_form(actor: User, client_uuid: UUID) -> Vaccination | None:
    """What a form has already written, or None."""
    return visible(actor, Vaccination.objects.filter(client_uuid=client_uuid)).first()


def schedule_taken(disease: str, valid_from: date) -> bool:
    """Whether a schedule for the disease begins on that day."""
    return VaccineSchedule.objects.filter(disease=disease, valid_from=valid_from).exists()
