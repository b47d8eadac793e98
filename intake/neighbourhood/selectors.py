"""The log of activities and its sums; nobody is in it."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from intake.neighbourhood.enums import Audience, Kind
from intake.neighbourhood.models import Activity

SHOWN = 200


def activities(first: date, last: date, kind: str = "") -> "QuerySet[Activity]":
    """Standing activities of a period, newest first, at most two hundred; of one kind when it is named."""
    found = Activity.objects.standing().within(first, last)
    return (found.filter(kind=kind) if kind else found).order_by("-held_on", "-pk")[:SHOWN]


def activity_for(pk: int) -> Activity:
    """One standing activity. Raises Http404."""
    return get_object_or_404(Activity.objects.standing(), pk=pk)


def sums(first: date, last: date) -> list[dict[str, Any]]:
    """By kind and audience, in the order of the lists: `kind`, `audience`, `n`, `people`, `hours`, `handed_out`."""
    rows = {
        (row["kind"], row["audience"]): row
        for row in Activity.objects.standing().within(first, last).order_by().values("kind", "audience").annotate(
            n=Count("pk"), total=Sum("people"), spent=Sum("minutes"), given=Sum("handed_out")
        )
    }  # fmt: skip
    return [
        {
            "kind": kind.label, "audience": audience.label, "n": row["n"], "people": row["total"],
            "hours": round(row["spent"] / 60, 1), "handed_out": row["given"],
        }
        for kind in Kind for audience in Audience if (row := rows.get((kind.value, audience.value)))
    ]  # fmt: skip
