"""A count that does not fit is a case that two persons close; an inventory is counted by one and signed by another."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from audit.rules import Refused
from care.register import actions as register
from care.register import selectors as book
from care.register.models import CaseStep, RegisterEntry
from care.stocktaking import actions, selectors
from centre.shifts import clock
from centre.staff.second_factor import PROVEN_AT
from centre.todo.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(as_, nadia, methadone):
    """Nadia found 5 mg too little."""
    with as_(nadia, fresh=True):
        return register.count_stock(actor=nadia, account=methadone, counted_ug=1_995_000, client_uuid=uuid4())


@pytest.fixture
def fresh(browse):
    """`fresh(nadia)`: a browser of hers, the second factor typed just before."""

    def enter(user):
        client = browse(user)
        session = client.session
        session[PROVEN_AT] = time.time()
        session.save()
        return client

    return enter


def test_a_difference_opens_a_case_and_tells_the_doctors(as_, nadia, amina, case):
    with as_(amina):
        task = Task.objects.get(client_uuid=book.task_of_case(case))
        assert (task.role, task.urgent, "line 2" in task.text) == ("doctor", True, True)
        assert [one.pk for one in book.open_cases(amina)] == [case.pk]
        assert book.last_entry(case.account).balance_ug == 2_000_000
        actions.follow_case(actor=amina, entry=case, kind="told", words="Dr Amina, at once")
        assert Task.objects.get(pk=task.pk).done_by_id == amina.pk
    with as_(nadia, fresh=True):
        assert register.count_stock(actor=nadia, account=case.account, counted_ug=1_995_000, client_uuid=case.client_uuid).pk == case.pk
        fits = register.count_stock(actor=nadia, account=case.account, counted_ug=2_000_000)
        assert [one.pk for one in book.open_cases(nadia)] == [case.pk]
        with pytest.raises(Refused, match="no discrepancy"):
            actions.follow_case(actor=nadia, entry=fits, kind="told", words="x")


def test_two_close_a_case_once_it_is_explained_and_a_doctor_knows(as_, nadia, noor, case, verbs_of):
    with as_(nadia, fresh=True):
        with pytest.raises(Refused, match="Tell the doctor first"):
            actions.close_case(actor=nadia, entry=case, words="Bottle was wet")
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseStep.objects.create(entry=case, kind="closed", words="x", by=nadia.pk, at=clock.now())
        form = uuid4()
        told = actions.follow_case(actor=nadia, entry=case, kind="told", words="Dr Amina", client_uuid=form)
        assert actions.follow_case(actor=nadia, entry=case, kind="told", words="Dr Amina", client_uuid=form).pk == told.pk
        with pytest.raises(Refused, match="already been told"):
            actions.follow_case(actor=nadia, entry=case, kind="told", words="Again")
        with pytest.raises(Refused, match="Write the explanation first"):
            actions.close_case(actor=nadia, entry=case, words="Bottle was wet")
        actions.follow_case(actor=nadia, entry=case, kind="explained", words="Spilled while measuring")
    with as_(nadia), pytest.raises(Refused, match="Type the code"):
        actions.close_case(actor=nadia, entry=case, words="Bottle was wet")
    with as_(noor, fresh=True), pytest.raises(Refused, match="A first person closes"):
        actions.confirm_case(actor=noor, entry=case)
    with as_(nadia, fresh=True):
        actions.close_case(actor=nadia, entry=case, words="Spilled while measuring")
        made = selectors.correction_of(case)
        assert (made.amount_ug, made.balance_ug) == (-5_000, 1_995_000)
        with pytest.raises(Refused, match="Another person confirms"):
            actions.confirm_case(actor=nadia, entry=case)
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseStep.objects.create(entry=case, kind="confirmed", by=nadia.pk, at=clock.now())
    with as_(noor), pytest.raises(ProgrammingError), transaction.atomic():
        CaseStep.objects.create(entry=case, kind="confirmed", by=noor.pk, at=clock.now())
    with as_(noor, fresh=True):
        actions.confirm_case(actor=noor, entry=case)
        assert book.signature_of(made).by == noor.pk
        assert list(book.open_cases(noor)) == []
        with pytest.raises(Refused, match="closed"):
            actions.follow_case(actor=noor, entry=case, kind="investigated", words="Late thought")
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseStep.objects.create(entry=case, kind="investigated", words="x", by=noor.pk, at=clock.now())
    assert verbs_of("care.stocktaking.") == ["care.stocktaking.followed", "care.stocktaking.followed", "care.stocktaking.closed", "care.stocktaking.confirmed"]


def test_a_case_is_followed_and_closed_on_screen(fresh, as_, nadia, noor, vera, case):
    nurse, page = fresh(nadia), reverse("drug_case", args=[case.pk])
    assert "Nothing yet." in nurse.get(page).content.decode()
    follow = reverse("drug_case_follow", args=[case.pk])
    assert nurse.post(follow, {"kind": "told", "words": ""}).status_code == 422
    early = nurse.post(reverse("drug_case_close", args=[case.pk]), {"words": "Wet", "adjust": "on"})
    assert (early.status_code, "Tell the doctor first" in early.content.decode()) == (409, True)
    for kind in ("investigated", "told", "explained"):
        assert nurse.post(follow, {"kind": kind, "words": f"About {kind}", "client_uuid": str(uuid4())}).status_code == 302
    assert nurse.post(follow, {"kind": "told", "words": "Again", "client_uuid": str(uuid4())}).status_code == 409
    assert nurse.post(reverse("drug_case_close", args=[case.pk]), {"words": "", "adjust": "on"}).status_code == 422
    assert nurse.post(reverse("drug_case_close", args=[case.pk]), {"words": "Wet", "adjust": "on"}).status_code == 302
    confirm = reverse("drug_case_confirm", args=[case.pk])
    assert nurse.post(confirm).status_code == 409
    assert fresh(noor).post(confirm).status_code == 302
    told = nurse.get(page).content.decode()
    assert "closed by two" in told
    assert "About explained" in told
    assert "line 2" in nurse.get(reverse("drug_inventories")).content.decode()
    assert fresh(vera).get(page).status_code == 403
    with as_(nadia):
        opening = RegisterEntry.objects.get(account=case.account, number=1)
    assert nurse.get(reverse("drug_case", args=[opening.pk])).status_code == 404


def test_an_inventory_counts_everything_and_another_signs(fresh, as_, nadia, noor, methadone):
    nurse, new = fresh(nadia), reverse("drug_inventory_new")
    assert "No inventory yet." in nurse.get(reverse("drug_inventories")).content.decode()
    assert nurse.post(new, {"reason": "change", "leaving": "Pharm. A"}).status_code == 422
    body = {"reason": "change", "leaving": "Pharm. A", "arriving": "Pharm. B", "client_uuid": str(uuid4())}
    first = nurse.post(new, body)
    assert (first.status_code, first.url) == (302, nurse.post(new, body).url)
    page = nurse.get(first.url).content.decode()
    assert "Pharm. B" in page
    assert "Not every account is counted yet" in fresh(noor).get(first.url).content.decode()
    with as_(nadia):
        (inventory,) = selectors.inventories(nadia)
        both = selectors.still_to_count(inventory)
    for account, units in zip(both, ("200", "0"), strict=True):
        url = reverse("register_count", args=[account.pk]) + f"?inventory={inventory.pk}"
        assert nurse.post(url, {"counted": units, "client_uuid": str(uuid4())}).status_code == 302
    sign = reverse("drug_inventory_sign", args=[inventory.pk])
    own = nurse.post(sign)
    assert (own.status_code, "You began this inventory" in own.content.decode()) == (409, True)
    assert "under way" in nurse.get(first.url).content.decode()
    assert fresh(noor).post(sign).status_code == 302
    assert "signed by two" in nurse.get(first.url).content.decode()
    assert "signed by two" in nurse.get(reverse("drug_inventories")).content.decode()
    with as_(nadia):
        assert [one.entry.difference_ug for one in selectors.counts_of(nadia, inventory)] == [0, 0]


@pytest.fixture
def verbs_of(as_, dora):
    """`verbs_of("care.")`: the verbs of the events written so far in this test that begin so, oldest first."""
    from audit.ledger.models import Event

    def read(start):
        with as_(dora):
            return list(Event.objects.filter(verb__startswith=start).order_by("id").values_list("verb", flat=True))

    return read
