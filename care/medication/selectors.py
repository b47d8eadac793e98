"""Reading the medication list, scoped to the actor; the reading is recorded before a line is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, same_person, whole_person

from .enums import SEDATING, CautionKind, Effect, Moment, Verb
from .models import Caution, MedicationCheck, Medicine

#: Stopped lines shown at most.
MOST_STOPPED = 30


@dataclass(frozen=True)
class Line:
    """A medicine opened."""

    medicine: Medicine
    substance: str
    dose: str
    schedule: str
    prescriber: str
    stopped_because: str
    by: str

    @property
    def moments(self) -> str:
        """When in the day, in words."""
        return ", ".join(str(Moment(code).label) for code in Moment.values if code in self.medicine.moments)

    @property
    def sedating(self) -> bool:
        return self.medicine.effect in SEDATING


@dataclass(frozen=True)
class Warned:
    """An allergy or interaction opened."""

    caution: Caution
    words: str
    by: str


@dataclass(frozen=True)
class Sedative:
    """A medicine on the list that makes drowsy: what a warning beside a dose says."""

    effect: str
    label: str
    substance: str
    dose: str
    source: str
    since: date | None


@dataclass(frozen=True)
class Sheet:
    """The whole list: what is taken, what was stopped, what to watch for, and when it was last gone through."""

    taken: tuple[Line, ...]
    stopped: tuple[Line, ...]
    cautions: tuple[Warned, ...]
    checked: MedicationCheck | None
    checked_by: str

    @property
    def no_allergy(self) -> bool:
        """Whether it was asked and none is known."""
        kinds = {one.caution.kind for one in self.cautions}
        return CautionKind.NO_ALLERGY in kinds and CautionKind.ALLERGY not in kinds

    @property
    def never_asked(self) -> bool:
        """Whether nobody ever wrote about allergies."""
        return not {CautionKind.NO_ALLERGY, CautionKind.ALLERGY} & {one.caution.kind for one in self.cautions}


def _clear(sealed: Any) -> str:
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def medicines_of(actor: User, person: Person) -> QuerySet[Medicine]:
    """Every line of a person and of the files joined to theirs."""
    return visible(actor, Medicine.objects.filter(whole_person(person)))


def taken_now(found: QuerySet[Medicine]) -> QuerySet[Medicine]:
    """Those that are taken today: begun, and not stopped before today."""
    return found.filter(Q(stopped_on=None) | Q(stopped_on__gt=clock.service_day()))


def sheet_of(actor: User, person: Person, verb: str = Verb.READ) -> Sheet:
    """The list of a person, opened; the reading is recorded first, as what it is for (`verb`)."""
    rows = list(medicines_of(actor, person).order_by("listed_at", "pk"))
    now, gone = [one for one in rows if one.stopped_on is None], [one for one in rows if one.stopped_on is not None]
    cautions = list(visible(actor, Caution.objects.filter(whole_person(person), ended_at=None)).order_by("kind", "at", "pk"))
    checked = visible(actor, MedicationCheck.objects.filter(whole_person(person))).order_by("-at", "-pk").first()
    viewed(verb, subject=person, count=len(rows) + len(cautions))
    names = _names([*(one.listed_by for one in rows), *(one.by for one in cautions), *([checked.by] if checked else [])])
    gone.sort(key=lambda one: (one.stopped_on or date.min, one.listed_at), reverse=True)
    return Sheet(
        tuple(_line(one, names) for one in now), tuple(_line(one, names) for one in gone[:MOST_STOPPED]),
        tuple(Warned(one, _clear(one.words), names.get(one.by, "")) for one in cautions),
        checked, names.get(checked.by, "") if checked else "",
    )  # fmt: skip


def _names(numbers: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(numbers)).values_list("pk", "display_name"))


def _line(one: Medicine, names: dict[int, str]) -> Line:
    return Line(
        one, _clear(one.substance), _clear(one.dose), _clear(one.schedule), _clear(one.prescriber),
        _clear(one.stopped_because), names.get(one.listed_by, ""),
    )


def sedatives(actor: User, person: Person) -> list[Sedative]:
    """What the person takes now that makes drowsy or stops the breath, opened; the reading is recorded.

    Empty also when nobody asked: an empty list is no proof.
    """
    rows = list(taken_now(medicines_of(actor, person)).filter(effect__in=SEDATING).order_by("effect", "listed_at", "pk"))
    if rows:
        viewed(Verb.READ, subject=person, count=len(rows), purpose="sedatives")
    return [
        Sedative(one.effect, str(Effect(one.effect).label), _clear(one.substance), _clear(one.dose), one.get_source_display(), one.started_on)
        for one in rows
    ]


def sedating_effects(actor: User, persons: Iterable[UUID]) -> dict[UUID, set[str]]:
    """For a list of people: the effects of what each takes now that makes drowsy; one query, nothing is opened.

    The keys are the files that stand for the persons (joined files count for the one they were joined to).
    """
    ids = list(persons)
    found = taken_now(visible(actor, Medicine.objects.filter(Q(person__in=ids) | Q(person__merged_into__in=ids), effect__in=SEDATING)))
    effects: dict[UUID, set[str]] = {}
    for whole, effect in found.annotate(whole=same_person()).order_by("pk").values_list("whole", "effect"):
        effects.setdefault(whole, set()).add(effect)
    return effects


def medicine_for(actor: User, pk: UUID) -> Medicine:
    """One line; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, Medicine.objects.select_related("person")), pk=pk)


def opened(actor: User, medicine: Medicine) -> dict[str, Any]:
    """A line in clear, as the form of its change begins with it; the reading is recorded."""
    viewed(Verb.READ, subject=medicine.person_id, obj=medicine)
    sealed = {name: _clear(getattr(medicine, name)) for name in ("substance", "dose", "schedule", "prescriber")}
    return sealed | {"effect": medicine.effect, "moments": medicine.moments, "source": medicine.source}


def caution_for(actor: User, pk: UUID) -> Caution:
    """One allergy or interaction; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, Caution.objects.select_related("person")), pk=pk)


def medicine_of_form(actor: User, client_uuid: UUID) -> Medicine | None:
    """The line a form has already written, or None."""
    return visible(actor, Medicine.objects.filter(client_uuid=client_uuid)).first()


def caution_of_form(actor: User, client_uuid: UUID) -> Caution | None:
    """The allergy a form has already written, or None."""
    return visible(actor, Caution.objects.filter(client_uuid=client_uuid)).first()
