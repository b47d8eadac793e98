"""Doses of the large database: three hundred people on methadone, ten thousand doses, each with its line of the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from care.prescribing.enums import DoseRoute, Slot
from care.prescribing.models import Prescription
from care.register.enums import DrugForm, LineKind, SignedBy, Substance
from care.register.models import DrugAccount, EntrySignature, RegisterEntry
from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts.clock import bounds, local, service_day

PEOPLE, DAYS, MG = 300, 34, 60


def fill_doses(scale: Scale) -> int:
    """A dose a day until yesterday for each of them, in the order of the clock, with the balance kept by the database."""
    persons = scale.kept["persons"][::3][:PEOPLE]
    begins = service_day(scale.until) - timedelta(days=DAYS)
    account = _account(bounds(begins)[0], len(persons) * DAYS)
    plans = [_plan(person, account, begins, bounds(begins)[0]) for person in persons]
    lines: list[tuple[uuid.UUID, datetime, Prescription]] = []
    for place in range(DAYS):
        begun = bounds(begins + timedelta(days=place))[0] + timedelta(hours=2)
        for number, plan in enumerate(plans):
            lines.append((uuid.UUID(int=scale.dice.getrandbits(128), version=4), begun + timedelta(seconds=70 * number), plan))
    amount = MG * 1000
    supplies = ([account.pk, LineKind.SUPPLY, -amount, local(at).date(), at, 1, form] for form, at, _plan in lines)
    copy("care_registerentry", ["account_id", "kind", "amount_ug", "day", "at", "by", "client_uuid"], supplies)
    entries = dict(RegisterEntry.objects.filter(account=account, kind=LineKind.SUPPLY).values_list("client_uuid", "pk"))
    return copy("care_dose", FIELDS, _doses(lines, entries, amount))


FIELDS = [
    "id", "person_id", "prescription_id", "substance", "day", "slot", "outcome", "planned_ug", "amount_ug", "route", "supervised", "identity", "state",
    "outside", "entry_id", "taken_at", "written_at", "by", "client_uuid",
]  # fmt: skip


def _doses(lines: list[tuple[uuid.UUID, datetime, Prescription]], entries: dict[uuid.UUID, int], amount: int) -> Iterator[list[Any]]:
    for form, at, plan in lines:
        yield [
            form, plan.person_id, plan.pk, plan.substance, service_day(at), Slot.DAY, "given", amount, amount, DoseRoute.ORAL, True, "{card,said}", "alert",
            "{}", entries[form], at, at, 1, form,
        ]  # fmt: skip


def _account(at: datetime, doses: int) -> DrugAccount:
    """An account with enough in it, opened by one and signed by another."""
    account = DrugAccount.objects.create(
        substance=Substance.METHADONE, form=DrugForm.SOLUTION, strength_ug=10_000, premises="Bench", opened_by=1, opened_at=at
    )
    opening = RegisterEntry.objects.create(
        account=account, kind=LineKind.OPENING, amount_ug=(doses + 1000) * MG * 1000, day=local(at).date(), by=1, at=at
    )
    EntrySignature.objects.create(entry=opening, how=SignedBy.SESSION, by=2, at=at)
    return account


def _plan(person: Any, account: DrugAccount, first: Any, at: datetime) -> Prescription:
    return Prescription.objects.create(
        person_id=person, account=account, substance=account.substance, prescriber_name="Dr Bench", inami="0", dose_ug=MG * 1000,
        least_ug=MG * 500, most_ug=MG * 1500, starts_on=first, ends_on=first + timedelta(days=365), last_on=first + timedelta(days=365),
        supervised_days=list(range(1, 8)), written_at=at, written_by=1,
    )  # fmt: skip


_SQL = (
    "SELECT p.id, p.person_id, p.dose_ug, d.outcome, d.taken_at FROM care_prescription p LEFT JOIN care_dose d ON d.prescription_id = p.id"
    " AND d.day >= p.starts_on ORDER BY p.person_id"
)

add_part(47, "ten thousand doses", fill_doses)
add_page(Page("doses", "the doses of today, three hundred people", "bench-1", lambda _who: ("get", "/doses/", {}), lambda: None, lambda _who: (_SQL, [])))
