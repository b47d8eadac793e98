"""People to reach beside their path, on the timeline, in the navigation; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from audit.rights import registry as rights
from care.paths.lines import PARTS, lines, opener
from care.paths.models import CarePath
from care.paths.registry import Card, Line, Source, closing, timeline
from care.paths.registry import beside as cards
from centre.shell.registry import Item, navigation
from intake.person.models import Person

from .actions import plan_after_care
from .models import AfterCareContact, LostContact, PrisonStay
from .selectors import beside


def card(actor: Any, person: Person, paths: Sequence[CarePath]) -> dict[str, Any] | None:
    """What stands beside the paths shown, and the acts on those that run."""
    found, running = beside(actor, person, paths), [path for path in paths if path.closed_at is None]
    if not (running or found.losses or found.stays or found.contacts):
        return None
    lost = {one.loss.path_id for one in found.losses if one.sought}
    inside = {one.stay.path_id for one in found.stays if one.stay.released_on is None}
    return {
        "found": found, "acts": [(path, path.pk not in lost, path.pk not in inside) for path in running], "several": len(running) > 1,
    }


def after_closing(actor: Any, path: CarePath, after_care: bool) -> None:
    """A path was closed: with the person's agreement its after-care is planned."""
    if after_care:
        plan_after_care(actor=actor, path=path)


def _day(day: Any) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _to_path(row: Any) -> str:
    return reverse("path", args=[row.person_id])


def _loss(one: LostContact) -> Line:
    words = _("%(state)s, last seen %(day)s") % {"state": one.get_state_display(), "day": _day(one.last_seen_on)}
    return Line(one.noted_at, one.compartment, pgettext_lazy("this person", "Lost from sight"), words, _to_path(one), str(one.pk))


def _stay(one: PrisonStay) -> Line:
    if one.released_on:
        words = _("from %(start)s to %(end)s") % {"start": _day(one.entered_on), "end": _day(one.released_on)}
    else:
        words = _("since %(day)s") % {"day": _day(one.entered_on)}
    return Line(one.noted_at, one.compartment, gettext_lazy("In prison"), words, _to_path(one), str(one.pk))


def _contact(one: AfterCareContact) -> Line:
    return Line(one.planned_at, one.compartment, gettext_lazy("After-care"), _contact_words(one), _to_path(one), str(one.pk))


def _contact_words(one: AfterCareContact) -> str:
    return _("%(state)s, due %(day)s") % {"state": one.get_state_display(), "day": _day(one.due_on)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "losses": LostContact.objects.filter(person_id=person_id).count(),
        "prison_stays": PrisonStay.objects.filter(person_id=person_id).count(),
        "after_care": AfterCareContact.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Take all of it away, with its history. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in (LostContact, PrisonStay, AfterCareContact):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


for _source in (
    Source("lost", pgettext_lazy("this person", "Lost from sight"), PARTS, lines(LostContact, "noted_at", _loss, "where"), opener(LostContact, "where"), "care.view_path", "search"),
    Source("prison", gettext_lazy("Prison"), PARTS, lines(PrisonStay, "noted_at", _stay, "place", "handed_to"), None, "care.view_path", "lock"),
    Source("after-care", gettext_lazy("After-care"), PARTS, lines(AfterCareContact, "planned_at", _contact, "words"), opener(AfterCareContact, "words"), "care.view_path", "calendar-clock"),
):
    timeline.add(_source)
cards.add(Card("reach", 10, "continuity/_card.html", card))
closing.add(after_closing)
navigation.add(
    Item(
        gettext_lazy("To reach"), "reach", "user-search", "care.view_path", 51,
        ("lost_add", "lost_move", "prison_add", "prison_edit", "prison_release", "after_care"),
    )
)
rights.register(gettext_lazy("People to reach"), collect=held_here, erase=forget)
