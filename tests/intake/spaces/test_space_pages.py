"""The page of a space: hours, places, children, people without a name."""

from uuid import uuid4

import pytest
from django.urls import reverse

from intake.desk.models import Passage
from intake.person.actions import open_file
from intake.spaces.models import ChildrenWith, Space
from intake.supplies.models import Handout


@pytest.fixture
def inside(browse, women_worker):
    return browse(women_worker)


@pytest.fixture
def lou(as_, women_worker):
    with as_(women_worker):
        return open_file(actor=women_worker, alias="Lou")


def test_children_are_counted_with_whom_they_came(inside, as_, women_worker, vera, lou):
    data = {"person": lou.pk, "children": 2, "client_uuid": uuid4()}
    page = inside.post(reverse("space_enter", args=["women_space"]), data, follow=True).content.decode()
    assert "with 2 children" in page
    assert "3 of 12 places" in page
    with as_(vera):
        assert ChildrenWith.objects.count() == 0


def test_a_number_that_cannot_be_writes_nobody(inside, as_, women_worker, lou):
    response = inside.post(reverse("space_enter", args=["women_space"]), {"person": lou.pk, "children": -1})
    assert (response.status_code, b"Nothing was recorded." in response.content) == (422, True)
    with as_(women_worker):
        assert Passage.objects.filter(space__code="women_space").count() == 0


def test_somebody_without_a_name_comes_in_and_leaves_behind_the_wall(inside, as_, women_worker, vera):
    page = inside.post(reverse("space_enter", args=["women_space"]), {"client_uuid": uuid4()}, follow=True)
    assert b"without a name" in page.content
    with as_(vera):
        assert Passage.objects.filter(space__code="women_space").count() == 0
    with as_(women_worker):
        pk = Passage.objects.get(space__code="women_space").pk
    page = inside.post(reverse("space_leave_unnamed", args=["women_space", pk]), follow=True).content.decode()
    assert "Nobody is written down here now." in page


def test_a_full_or_closed_space_says_so_and_refuses_nobody(inside, browse, colette, as_):
    hours = {"label_fr": "Espace femmes", "label_nl": "Vrouwenruimte", "label_en": "Women's space", "capacity": 1, "rules_en": "No phones.", "active": "on"}
    keeper = browse(colette)
    half = keeper.post(reverse("space_edit", args=["women_space"]), hours | {"opens_0": "20:00"})
    assert (half.status_code, b"Give both times of this day, or neither." in half.content) == (422, True)
    same = keeper.post(reverse("space_edit", args=["women_space"]), hours | {"opens_0": "20:00", "closes_0": "20:00"})
    assert b"the same time" in same.content
    week = {f"{part}_{day}": value for day in range(7) for part, value in (("opens", "00:00"), ("closes", "00:01"))}
    keeper.post(reverse("space_edit", args=["women_space"]), hours | week)
    for _ in range(2):
        page = inside.post(reverse("space_enter", args=["women_space"]), {"client_uuid": uuid4()}, follow=True).content.decode()
    assert "2 of 1 places" in page
    assert "All places are taken." in page
    assert "Closed at this hour." in page
    assert "No phones." in page
    keeper.post(reverse("space_edit", args=["women_space"]), hours)
    assert "Closed at this hour." not in inside.get(reverse("space", args=["women_space"])).content.decode()


def test_the_desk_does_not_change_a_space(browse, vera):
    assert browse(vera).post(reverse("space_edit", args=["day_room"]), {}).status_code == 403


def test_equipment_in_a_walled_space_stays_behind_its_wall(inside, as_, women_worker, vera, browse):
    data = {"take": "condom:5", "space": "women_space", "client_uuid": uuid4()}
    response = inside.post(reverse("equipment_give"), data)
    assert response["Location"] == reverse("supplies_space", args=["women_space"])
    with as_(women_worker):
        assert Handout.objects.get().compartment == "women_space"
    with as_(vera):
        assert Handout.objects.count() == 0
    assert browse(vera).post(reverse("equipment_give"), data).status_code == 404
    assert browse(vera).get(reverse("supplies_space", args=["women_space"])).status_code == 404
    with as_(vera):
        assert Space.objects.filter(code="women_space").exists()
