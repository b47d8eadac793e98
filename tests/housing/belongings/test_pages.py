"""The pages of lockers and belongings: a thing taken in at the desk, found by its label, given back, let go by two."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from centre.shifts import clock
from housing.belongings import actions, selectors
from housing.belongings.models import Keeping, Locker
from intake.person.actions import issue_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def locker(as_, colette):
    with as_(colette):
        return actions.write_locker(actor=colette, number="12", size="large", place="cellar", space="", in_service=True, order=0)


@pytest.fixture
def kept(as_, vera, momo, locker):
    with as_(vera):
        return actions.keep_belongings(actor=vera, person=momo, what="a grey rucksack", locker=locker, may_collect="Aïcha")


def later():
    return (clock.service_day() + timedelta(days=60)).isoformat()


def text(answer):
    return answer.content.decode()


def test_things_are_taken_in_from_the_file(browse, as_, vera, momo, locker):
    client, url = browse(vera), reverse("belonging_add", args=[momo.pk])
    assert "12 · large: a suitcase, a tent · cellar" in text(client.get(url))
    sent = {"what": "a grey rucksack", "locker": locker.pk, "promised_until": later(), "client_uuid": uuid4()}
    wrong = client.post(url, sent | {"locker": ""})
    assert wrong.status_code == 422
    assert "Choose a locker" in text(wrong)
    for day, said in (("2020-01-01", "This day is over."), ("2099-01-01", "more than a year at once")):
        late = client.post(url, {"what": "a bag", "bag": "cellar", "promised_until": day})
        assert (late.status_code, set(late.context["form"].errors), said in text(late)) == (422, {"promised_until"}, True)
    assert "a grey rucksack" in text(wrong)
    answer = client.post(url, sent)
    with as_(vera):
        made = Keeping.objects.get()
    assert answer.headers["Location"] == reverse("belonging", args=[made.pk])
    assert client.post(url, sent).headers["Location"] == answer.headers["Location"]
    page = text(client.get(answer.headers["Location"]))
    assert "a grey rucksack" in page
    file = text(client.get(reverse("person", args=[momo.pk])))
    assert "Belongings kept" in file
    assert f"Locker 12 · {made.code}" in file
    assert "rucksack" not in file


def test_a_locker_taken_meanwhile_says_by_whom_and_loses_nothing(browse, walid, vera, momo, kept, locker):
    url = reverse("belonging_add", args=[momo.pk])
    sent = {"what": "a tent", "locker": locker.pk, "promised_until": later(), "client_uuid": uuid4()}
    answer = browse(walid).post(url, sent)
    assert answer.status_code == 422
    assert "Vera was first: locker 12 is taken since" in text(answer)
    assert "a tent" in text(answer)


def test_the_label_has_a_number_and_no_name(browse, vera, kept):
    page = text(browse(vera).get(reverse("belonging_label", args=[kept.pk])))
    assert kept.code in page
    assert "Locker 12" in page
    assert "Momo" not in page
    assert "rucksack" not in page


def test_a_label_opens_its_page_and_an_unknown_one_says_so(browse, vera, kept):
    client = browse(vera)
    found = client.post(reverse("belonging_find"), {"code": kept.code})
    assert found.headers["Location"] == reverse("belonging", args=[kept.pk])
    lost = client.post(reverse("belonging_find"), {"code": "ZZZZZ"})
    assert lost.status_code == 422
    assert "Nothing within your reach has this number." in text(lost)


def test_by_card_it_is_the_card_of_the_person(browse, as_, vera, momo, kept, somebody):
    with as_(vera):
        theirs, other = issue_card(actor=vera, person=momo), issue_card(actor=vera, person=somebody("Kenza"))
    client, url = browse(vera), reverse("belonging_back", args=[kept.pk])
    for card, words in (("", "Scan the card"), ("12345", "misread or mistyped"), (other, "not the card")):
        answer = client.post(url, {"receiver": "card", "card": card})
        assert answer.status_code == 422
        assert words in text(answer)
    assert client.post(url, {"receiver": "card", "card": theirs}).status_code == 302
    with as_(vera):
        assert Keeping.objects.get().ending == "given_back"
        assert [one.number for one in selectors.free_lockers(vera)] == ["12"]


def test_warned_kept_longer_and_let_go_by_two(browse, as_, vera, walid, kept):
    first, second = browse(vera), browse(walid)
    page = reverse("belonging", args=[kept.pk])
    refused = first.post(reverse("belonging_dispose", args=[kept.pk]), {"reason": "not_fetched"})
    assert refused.status_code == 422
    assert "Warn the person first." in text(refused)
    first.post(reverse("belonging_warned", args=[kept.pk]))
    assert "nothing goes before" in text(first.get(page))
    assert first.post(reverse("belonging_longer", args=[kept.pk]), {"promised_until": "2001-01-01"}).status_code == 422
    first.post(reverse("belonging_longer", args=[kept.pk]), {"promised_until": later()})
    assert "nothing goes before" not in text(first.get(page))
    assert first.post(reverse("belonging_dispose", args=[kept.pk]), {"reason": "spoiled"}).status_code == 302
    assert "You proposed it. Somebody else confirms." in text(first.get(page))
    assert "Waiting for a second colleague" in text(second.get(reverse("belongings")))
    second.post(reverse("belonging_confirm", args=[kept.pk]))
    with as_(vera):
        assert Keeping.objects.get().ending == "disposed"


def test_an_entry_is_taken_back_from_the_bar(browse, as_, vera, kept):
    client = browse(vera)
    client.post(reverse("belonging_undo", args=[kept.pk]))
    with as_(vera):
        assert Keeping.objects.get().ending == "undone"
    assert client.get(reverse("belonging", args=[kept.pk])).status_code == 200


def test_lockers_are_written_by_the_coordination_alone(browse, as_, vera, colette, locker, kept):
    assert "New locker" not in text(browse(vera).get(reverse("lockers")))
    assert browse(vera).get(reverse("locker_add")).status_code == 403
    client = browse(colette)
    facts = {"number": "12", "size": "large", "place": "cellar", "space": "", "order": "0"}
    twice = client.post(reverse("locker_add"), facts | {"in_service": "on"})
    assert twice.status_code == 422
    closed = client.post(reverse("locker_edit", args=[locker.pk]), facts)
    assert closed.status_code == 422
    assert "Empty it first" in text(closed)
    assert client.post(reverse("locker_add"), facts | {"number": "13", "in_service": "on"}).status_code == 302
    with as_(colette):
        assert sorted(Locker.objects.values_list("number", flat=True)) == ["12", "13"]
    assert kept.code in text(client.get(reverse("lockers")))


def test_out_of_reach_and_not_there_look_alike(browse, noor, kept):
    client = browse(noor)
    assert client.get(reverse("belonging", args=[kept.pk])).status_code == 404
    assert client.get(reverse("belonging", args=[uuid4()])).status_code == 404
    assert kept.code not in text(client.get(reverse("belongings")))
