"""The first wall: querysets narrowed to what the actor may see, by one EXISTS on the flat access table."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Access, Denial

Rows = TypeVar("Rows", bound=QuerySet[Any])


def visible(actor: Any, queryset: Rows, *, compartment: str | None = None, person: str = "") -> Rows:
    """Rows of `queryset` about persons on whom the actor holds the compartment now. Source: PRIVACY 2.

    compartment: fixed; without it, that of the model's wall. person: the field with the person's uuid; without it,
    that of the wall ("id" on the person's own table).
    """
    wall = getattr(queryset.model, "wall", None)
    key = person or getattr(wall, "person", "person")
    if compartment is None:
        field = getattr(wall, "compartment_field", "")
        held: Any = OuterRef(field) if field else wall.compartment  # type: ignore[union-attr]  # a walled model
    else:
        held = compartment
    reference = OuterRef(_column(queryset, key))
    principals = actor.principals()
    granted = Access.objects.filter(
        person=reference, compartment=held, principal__in=principals, valid_until__gt=timezone.now()
    )
    denied = Denial.objects.filter(person=reference, principal__in=principals)
    inside = Q(Exists(granted))
    if getattr(wall, "anonymous", False):
        inside |= _nobody(actor, wall, key, compartment)
    return queryset.filter(inside & ~Q(Exists(denied)))


def _nobody(actor: Any, wall: Any, key: str, compartment: str | None) -> Q:
    """Rows that name nobody: for those whose teams may hold their compartment."""
    empty = Q(**{f"{key}__isnull": True})
    if compartment is None and wall.compartment_field:
        return empty & Q(**{f"{wall.compartment_field}__in": sorted(actor.compartments())})
    return empty if (compartment or wall.compartment) in actor.compartments() else Q(pk__in=[])


def holds(actor: Any, person: Any, compartment: str) -> bool:
    """Whether the actor holds this compartment of this person at this instant."""
    return compartment in compartments_of(actor, person)


def compartments_of(actor: Any, person: Any) -> set[str]:
    """The compartments of one person that the actor holds now: one query."""
    key = getattr(person, "pk", person)
    principals = actor.principals()
    denied = Denial.objects.filter(person=OuterRef("person"), principal__in=principals)
    held = Access.objects.filter(~Exists(denied), person=key, principal__in=principals, valid_until__gt=timezone.now())
    return set(held.values_list("compartment", flat=True))


def _column(queryset: QuerySet[Any], key: str) -> str:
    """The attribute to compare: `person_id` for a foreign key, the field itself for a uuid."""
    field = queryset.model._meta.get_field(key) if "__" not in key else None
    return f"{key}_id" if field is not None and field.is_relation else key
