"""Two files were one person, and then were not: joined, counted once, and taken apart again by a colleague."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from audit.ledger import verification
from audit.release.catalogue import Window, sources
from audit.release.counting import count_persons
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.merging.models import Merge
from intake.person.actions import issue_card, open_file
from intake.person.models import Person

pytestmark = pytest.mark.usefixtures("as_worker", "db")
SECRET = "Wound of the left foot."


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def persons_counted() -> int:
    """How many persons the closing of this year would count now."""
    today = clock.service_day()
    window = Window(today.year, 1, today.replace(month=1, day=1), today, today.replace(month=1, day=1))
    source = next(one for one in sources() if one.code == "persons")
    return count_persons(source, source.rows(window), known=set(), token=lambda person: person.bytes).persons


def test_a_merge_undone(browse: Any, as_: Any, vera: Any, walid: Any, nadia: Any, momo: Any) -> None:
    # Given Momo has a file and a card; one night without it he received a second file, and the nurse wrote in that one.
    desk = browse(vera)
    with as_(vera):
        first_card = issue_card(actor=vera, person=momo)
        second = open_file(actor=vera, alias="Mo", gender="M", birth_year=1990)
        second_card = issue_card(actor=vera, person=second)
        grant_team(person=second, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        write_note(actor=nadia, person=second, compartment="nursing", text=SECRET, client_uuid=uuid4())
    for person in (momo, second):
        desk.post(reverse("passage_record"), {"person": person.pk, "service": "reception", "client_uuid": uuid4()})
    assert persons_counted() == 2

    # When he shows both cards, Vera sees both files side by side, chooses field by field, and joins them.
    found = desk.post(reverse("merge_other", args=[momo.pk]), {"q": second_card}).content.decode()
    assert str(second.pk) in found
    place = desk.post(reverse("merge_propose", args=[momo.pk]), {"other": second.pk, "ground": "cards"})["Location"]
    assert 'value="absorbed"' in desk.get(place).content.decode()
    desk.post(f"{place}do/", {"alias": "kept", "swap": ""})

    # Then he is one person: counted once, inside once, and both cards lead to him.
    assert persons_counted() == 1
    assert "Joined file: Mo" in desk.get(reverse("person", args=[second.pk])).content.decode()
    for card in (first_card, second_card):
        assert desk.post(reverse("desk_find"), {"q": card})["Location"] == reverse("desk_person", args=[momo.pk])
    assert desk.get(reverse("desk_inside")).content.decode().count("Momo") == 1

    # Then the nurse reads her note where she wrote it; Vera, who could not before, cannot now.
    nurse = browse(nadia)
    assert SECRET in nurse.get(reverse("notes", args=[second.pk, "nursing"])).content.decode()
    assert nurse.get(reverse("person", args=[momo.pk])).status_code == 404
    assert desk.get(reverse("notes", args=[second.pk, "nursing"])).status_code in {403, 404}
    assert SECRET not in desk.get(reverse("person", args=[momo.pk])).content.decode()

    # When it turns out that they were two brothers, Walid takes the files apart again.
    undone = browse(walid).post(f"{place}undo/", follow=True).content.decode()
    assert "Each file is what it was" in undone

    # Then they are two persons again: counted twice, each with his card, his name and his note.
    assert persons_counted() == 2
    for card, person in ((first_card, momo), (second_card, second)):
        assert desk.post(reverse("desk_find"), {"q": card})["Location"] == reverse("desk_person", args=[person.pk])
    assert "Joined file" not in desk.get(reverse("person", args=[momo.pk])).content.decode()
    assert SECRET in nurse.get(reverse("notes", args=[second.pk, "nursing"])).content.decode()
    with as_(vera):
        assert sorted(Person.objects.values_list("alias", flat=True)) == ["Mo", "Momo"]
        assert Merge.objects.get().undone_by == walid.pk
    assert verification.verify().whole
