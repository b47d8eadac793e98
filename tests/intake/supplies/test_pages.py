"""The counter and the store room on the screen."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.desk.models import Passage
from intake.supplies import actions, selectors
from intake.supplies.models import Handout, SharpsReturn


@pytest.fixture
def counter(browse, vera):
    return browse(vera)


def test_a_tap_on_sterile_material_is_recorded_and_goes_on_to_the_counter(counter, as_, vera, momo):
    data = {"service": "sterile_material", "person": momo.pk, "client_uuid": uuid4()}
    response = counter.post(reverse("passage_record"), data)
    assert response["Location"] == reverse("supplies_person", args=[momo.pk])
    with as_(vera):
        assert Passage.objects.filter(service__code="sterile_material", person=momo).count() == 1
    room = counter.post(reverse("passage_record"), {"service": "naloxone", "client_uuid": uuid4()})
    assert room["Location"] == reverse("supplies")


def test_a_chip_gives_at_once_and_can_be_undone(counter, as_, vera, momo):
    data = {"take": "syringe_1ml:10", "person": momo.pk, "others": 2, "client_uuid": uuid4()}
    response = counter.post(reverse("equipment_give"), data, follow=True)
    assert "Equipment for Momo" in response.content.decode()
    assert "10 × 1 ml insulin syringe given" in response.content.decode()
    with as_(vera):
        entry = Handout.objects.get()
        assert (entry.units, entry.others, entry.person) == (10, 2, momo)
    counter.post(reverse("equipment_undo", args=["out", entry.pk]))
    with as_(vera):
        assert Handout.objects.standing().count() == 0


def test_a_chip_answers_with_the_counter_alone_when_it_is_swapped(counter):
    data = {"take": "kit_two_syringes:2", "client_uuid": uuid4()}
    page = counter.post(reverse("equipment_give"), data, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div class="stack stack--loose" id="counter">')
    assert "today 4" in page


@pytest.mark.parametrize("typed", ["syringe_1ml:-3", "syringe_1ml:0", "syringe_1ml:", ":4", "", "syringe_1ml:100000"])
def test_a_chip_that_says_nothing_gives_nothing(counter, as_, vera, typed):
    response = counter.post(reverse("equipment_give"), {"take": typed})
    assert response.status_code == 422
    assert b"Nothing was recorded" in response.content
    with as_(vera):
        assert Handout.objects.count() == 0


def test_minus_three_syringes_are_refused_in_words_and_what_was_typed_stays(counter, as_, vera):
    response = counter.post(reverse("equipment_back"), {"method": "counted", "number": -3, "source": "brought"})
    assert response.status_code == 422
    assert b"one or more. Nothing was recorded." in response.content
    assert b'value="-3"' in response.content
    with as_(vera):
        assert SharpsReturn.objects.count() == 0


def test_by_container_asks_which_one(counter, as_, colette):
    from intake.supplies.models import Box

    with as_(colette):
        box = actions.save_box(actor=colette, box=Box(label_fr="Grand", label_en="Large", syringes=100))
    data = {"method": "container", "number": 2, "source": "brought"}
    assert b"Which container was it?" in counter.post(reverse("equipment_back"), data).content
    page = counter.post(reverse("equipment_back"), data | {"box": box.pk}, follow=True).content
    assert b"200 syringes" in page


def test_the_counter_costs_the_same_for_one_item_and_for_many(counter, as_, vera, momo):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            counter.get(reverse("supplies_person", args=[momo.pk]))
        return len(seen)

    cost()
    few = cost()
    with as_(vera):
        for item in selectors.counter(vera)[0][1]:
            actions.hand_out(actor=vera, item=item.item, packs=1, person=momo, client_uuid=uuid4())
    assert cost() == few <= 16


def test_the_store_is_kept_by_nurses_and_coordinators(browse, vera, nadia, as_):
    nurse = browse(nadia)
    item = "syringe_1ml"
    with as_(nadia):
        pk = selectors.item_for(item).pk
    data = {"item": pk, "units": 200, "number": "L1", "expires_on": "2027-05-01", "client_uuid": uuid4()}
    page = nurse.post(reverse("stock_receive"), data, follow=True).content.decode()
    assert "L1" in page
    with as_(nadia):
        lot = selectors.item_for(item).lots.get()
    page = nurse.post(reverse("stock_count", args=[item, lot.pk]), {"counted": 190}, follow=True).content.decode()
    assert "Difference to the paper: -10." in page
    page = nurse.post(reverse("stock_discard", args=[item, lot.pk]), {"units": 500, "reason": "damaged"})
    assert (page.status_code, "holds 190 on paper" in page.content.decode()) == (422, True)
    page = nurse.post(reverse("stock_discard", args=[item, lot.pk]), {"units": 90, "reason": "damaged"}, follow=True)
    assert "damaged" in page.content.decode()
    assert browse(vera).get(reverse("stock_receive")).status_code == 403
    assert browse(vera).get(reverse("stock")).status_code == 200


def test_the_store_room_offers_its_acts_only_to_those_who_keep_it(browse, vera, colette):
    for worker, offered in ((vera, False), (colette, True)):
        page = browse(worker).get(reverse("stock")).content.decode()
        assert (reverse("stock_receive") in page, reverse("item_add") in page) == (offered, offered)
        assert (reverse("box_add") in browse(worker).get(reverse("boxes")).content.decode()) is offered


def test_a_coordinator_keeps_the_catalogue_and_reads_the_figures(browse, colette, as_):
    client = browse(colette)
    data = {
        "label_fr": "Seringue 20 ml", "label_nl": "Spuit 20 ml", "label_en": "20 ml syringe", "group": "syringes",
        "pack_size": 1, "presets": "1, 3", "minimum": 5, "order": 70, "active": "on",
    }  # fmt: skip
    assert client.post(reverse("item_add"), data | {"presets": "one"}).status_code == 422
    assert "20 ml syringe" in client.post(reverse("item_add"), data, follow=True).content.decode()
    assert "low" in client.get(reverse("stock")).content.decode()
    assert client.get(reverse("equipment_figures")).status_code == 200
    wrong = client.get(reverse("equipment_figures"), {"first": "2026-05-02", "last": "2026-05-01"})
    assert (wrong.status_code, b"The end is before the start." in wrong.content) == (422, True)
    assert client.post(reverse("box_add"), {"label_fr": "Fût", "label_nl": "Vat", "label_en": "Drum", "active": "on"}, follow=True).status_code == 200


def test_erasing_a_person_leaves_the_count_and_takes_the_name(as_worker, as_, vera, momo):
    from intake.supplies import panels

    with as_(vera):
        item = selectors.item_for("syringe_1ml")
        actions.hand_out(actor=vera, item=item, packs=2, person=momo, client_uuid=uuid4())
    assert panels.forget(momo.pk) == {"handouts": 1, "returns": 0}
    given = Handout.objects.get()
    assert (given.person, given.units) == (None, 2)
    assert Handout.history.filter(person=momo).count() == 0
