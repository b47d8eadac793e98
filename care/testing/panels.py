"""Tests on a person's page and in their timeline, never their results; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shell.registry import Item, navigation
from intake.person import casefile
from intake.person.models import Person

from .models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink
from .selectors import tests_of

LATEST = 4


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The last tests of a person that stand."""
    done = [one for one in tests_of(actor, person) if one.test.struck_at is None]
    return {"person": person, "done": done[:LATEST], "waits": any(one.waits for one in done)}


def none_of(person: Person) -> dict[str, Any]:
    """A person of whom no test is known."""
    return {"person": person, "done": [], "waits": False}


def rows() -> QuerySet[InfectionTest]:
    """What the panel tells of."""
    return InfectionTest.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")), struck_at=None)


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Tests written, in the timeline of a person: for what, never what came out."""
    found = visible(actor, InfectionTest.objects.filter(person__in=persons, struck_at=None)).defer("remark", "struck_because")
    return [
        Line(
            one.recorded_at, Compartment.NURSING.value, gettext("Test"),
            gettext("Tested: %(infection)s.") % {"infection": one.get_infection_display()}
            if one.taken_on else gettext("%(infection)s: %(ago)s.") % {"infection": one.get_infection_display(), "ago": one.get_recency_display()},
            reverse("infection_test", args=[one.pk]), str(one.pk),
        )
        for one in newest(found, before, limit, at="recorded_at")
    ]  # fmt: skip


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room; nobody learns of what kind the tests were."""
    tests = (InfectionTest.objects.filter(person_id=person_id).count(), PregnancyTest.objects.filter(person_id=person_id).count())
    return {
        "tests": sum(tests),
        "test_results": InfectionResult.objects.filter(person_id=person_id).count(),
        "treatment_links": TreatmentLink.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove tests, results and steps with their history. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in (InfectionResult, TreatmentLink, PregnancyTest, InfectionTest):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "tests", _("Tests"), 39, Compartment.NURSING.value, "care.view_tests", "testing/_person.html", of_person, rows=rows, bare=none_of
    )
)
navigation.add(
    Item(
        _("Results to tell"), "results_to_tell", "flask-conical", "care.view_tests", 55,
        (
            "tests", "test_add", "infection_test", "test_result", "test_result_write", "test_strike", "treatment_link_add",
            "pregnancy_tests", "pregnancy_test_add", "pregnancy_test",
        ),
    )
)
timeline.add(
    Source("tests", _("Tests"), (Compartment.NURSING.value,), rows=lines, permission="care.view_tests", icon="flask-conical")
)
rights.register(_("Tests"), collect=held_here, erase=forget)
