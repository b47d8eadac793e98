"""Reads of discrepancies and inventories. They name no person who is cared for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from care.register.enums import LineKind, StepKind
from care.register.models import CaseStep, DrugAccount, Inventory, RegisterEntry
from care.register.selectors import BookLine, entry_for, lines, names_of
from centre.staff.models import User

LISTED = 60


@dataclass(frozen=True)
class Case:
    """A count that did not fit, with its pages in their order and who wrote each."""

    line: BookLine
    steps: list[tuple[CaseStep, str]]

    @property
    def kinds(self) -> set[str]:
        """What has been done so far."""
        return {step.kind for step, _ in self.steps}

    @property
    def first_by(self) -> int | None:
        """The number of who closed it first; None as long as nobody did."""
        return next((step.by for step, _ in self.steps if step.kind == StepKind.CLOSED), None)

    @property
    def closed(self) -> bool:
        """Whether two persons closed it."""
        return StepKind.CONFIRMED in self.kinds


def case_for(actor: User, pk: int) -> Case:
    """A discrepancy by the number of its count; 404 when there is none."""
    entry = entry_for(actor, pk)
    if not entry.difference_ug:
        raise Http404
    return case_of(actor, entry)


def case_of(actor: User, entry: RegisterEntry) -> Case:
    """A count that does not fit, with its pages."""
    steps = list(CaseStep.objects.filter(entry=entry).order_by("at", "pk"))
    names = names_of(one.by for one in steps)
    return Case(lines(actor, [entry])[0], [(one, names.get(one.by, "")) for one in steps])


def step_of_form(actor: User, client_uuid: UUID | None) -> CaseStep | None:
    """The page of a case that a form has already written, or None."""
    return CaseStep.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def closed_cases(actor: User) -> list[BookLine]:
    """Counts that did not fit and were closed by two, the last first."""
    found = RegisterEntry.objects.filter(steps__kind=StepKind.CONFIRMED).select_related("account", "batch", "about")
    return lines(actor, found.order_by("-at", "-pk")[:LISTED])


def inventories(actor: User) -> QuerySet[Inventory]:
    """Inventories, the last first, with how many accounts each counted."""
    return Inventory.objects.annotate(counted=Count("lines")).order_by("-begun_at", "-pk")


def listed(actor: User) -> list[tuple[Inventory, bool]]:
    """The last inventories, each with whether everything in it is counted and signed."""
    waits = RegisterEntry.objects.filter(inventory=OuterRef("pk"), signature=None)
    others = DrugAccount.objects.filter(active=True, opened_at__lte=OuterRef("begun_at"))
    left = others.exclude(entries__inventory=OuterRef("pk"))
    found = inventories(actor).annotate(open=Exists(waits) | Exists(left))
    return [(one, bool(one.counted) and not one.open) for one in found[:LISTED]]  # type: ignore[attr-defined]  # annotated


def inventory_for(actor: User, pk: int) -> Inventory:
    """One inventory; 404 when there is none."""
    return get_object_or_404(inventories(actor), pk=pk)


def inventory_of_form(actor: User, client_uuid: UUID | None) -> Inventory | None:
    """The inventory that a form has already begun, or None."""
    return Inventory.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def counts_of(actor: User, inventory: Inventory) -> list[BookLine]:
    """The counts of an inventory, by account."""
    return lines(actor, book_of(inventory))


def book_of(inventory: Inventory) -> QuerySet[RegisterEntry]:
    """The lines of an inventory, by account."""
    found = RegisterEntry.objects.filter(inventory=inventory).select_related("account", "batch", "about")
    return found.order_by("account__destruction", "account__premises", "account__substance", "pk")


def still_to_count(inventory: Inventory) -> list[DrugAccount]:
    """Accounts that stood when the inventory began, are in use and are not counted in it yet."""
    counted = RegisterEntry.objects.filter(inventory=inventory).values("account")
    found = DrugAccount.objects.filter(active=True, opened_at__lte=inventory.begun_at).exclude(pk__in=counted)
    return list(found.order_by("destruction", "premises", "substance", "form", "strength_ug", "pk"))


def is_signed(counts: list[BookLine]) -> bool:
    """Whether a second person signed every count of an inventory."""
    return bool(counts) and all(not one.waits for one in counts)


def accounts_in_use() -> int:
    """How many accounts an inventory counts."""
    return DrugAccount.objects.filter(active=True).count()


def correction_of(entry: RegisterEntry) -> RegisterEntry | None:
    """The correction that brought the book to what was counted, or None."""
    return RegisterEntry.objects.filter(about=entry, kind=LineKind.CORRECTION).select_related("account").first()
