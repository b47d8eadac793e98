"""An evening in the women's space: she comes with a child, is told whom to be careful of, and nobody outside knows."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.release.catalogue import sources
from intake.desk.models import Passage
from intake.person.actions import issue_card, open_file
from intake.person.selectors import find_card
from intake.supplies.models import Handout


@pytest.fixture
def kenza(as_: Any, women_worker: Any) -> tuple[Any, str]:
    """Given: Kenza with her card, and Bruno whom the desk knows."""
    with as_(women_worker):
        kenza = open_file(actor=women_worker, alias="Kenza", gender="F")
        return kenza, issue_card(actor=women_worker, person=kenza)


def test_an_evening_inside(
    browse: Any, as_: Any, women_worker: Any, vera: Any, ivan: Any, nadia: Any, colette: Any, kenza: Any
) -> None:
    person, card = kenza
    inside, desk = browse(women_worker), browse(vera)
    space = reverse("space", args=["women_space"])

    # When she scans her card at the door of the space, with a child, the page finds her and counts both.
    found = inside.post(reverse("space_find", args=["women_space"]), {"q": card}).content.decode()
    assert "Kenza" in found
    came = {"person": person.pk, "children": 1, "client_uuid": uuid4()}
    page = inside.post(reverse("space_enter", args=["women_space"]), came, follow=True).content.decode()
    assert "with 1 child" in page
    assert "2 of 12 places" in page

    # She tells how she may be reached, whom she must not meet, and what happened: sealed, inside.
    with as_(vera):
        bruno = open_file(actor=vera, alias="Bruno")
        his = issue_card(actor=vera, person=bruno)
    inside.post(reverse("violence_contact", args=[person.pk]), {"words": "Never by phone. Ask at the laundry."})
    with as_(women_worker):
        find_card(women_worker, his)
    inside.post(reverse("violence_apart", args=[person.pk]), {"other": bruno.pk})
    talk = {"danger": "yes", "words": "He found the flat.", "wants": "A bed elsewhere.", "client_uuid": uuid4()}
    assert "He found the flat." in inside.post(reverse("violence_screen", args=[person.pk]), talk, follow=True).content.decode()

    # When Bruno comes in at the desk, the space is warned and never told of whom; the desk learns nothing at all.
    desk.post(reverse("passage_record"), {"person": bruno.pk, "client_uuid": uuid4()})
    warned = inside.get(space).content.decode()
    assert "careful" in warned
    assert "Bruno" not in warned
    for address in (reverse("desk"), reverse("desk_inside"), reverse("desk_person", args=[bruno.pk]), reverse("home"), reverse("beds")):
        shown = desk.get(address).content.decode()
        assert "Kenza" not in shown, address
        assert "must not meet" not in shown

    # Equipment given inside is counted inside alone; somebody else comes without a name.
    inside.post(reverse("equipment_give"), {"take": "condom:5", "space": "women_space", "client_uuid": uuid4()})
    inside.post(reverse("space_enter", args=["women_space"]), {"client_uuid": uuid4()})
    assert "3 of 12 places" in inside.get(space).content.decode()

    # Then nobody outside knows: no page, no count, no history, no search, no release names the space.
    for outsider in (vera, ivan, nadia, colette):
        client = browse(outsider)
        assert client.get(space).status_code == 404
        assert client.get(reverse("violence", args=[person.pk])).status_code == 404
        with as_(outsider):
            assert Passage.objects.filter(compartment="women_space").count() == 0
            assert Passage.history.filter(compartment="women_space").count() == 0
            assert Handout.objects.filter(compartment="women_space").count() == 0
    assert not any("women_space" in str(source) for source in sources())

    # And when she goes, her presence is over and her file at the desk is as it was.
    page = inside.post(reverse("space_leave", args=["women_space"]), {"person": person.pk}, follow=True).content.decode()
    assert "1 of 12 places" in page
    file = desk.get(reverse("person", args=[person.pk]))
    assert file.status_code == 404 or "women" not in file.content.decode().lower()
