"""What a tired hand does: a dose beside a bottle at home, a decision not followed, a form that comes back for something else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.rules import Refused
from care.dispensing.actions import hold_dose, refuse_dose
from care.dispensing.models import Bottle, Dose
from care.observing.actions import note_event, watch
from care.prescribing.actions import decide
from care.register.actions import count_stock, waste
from care.register.models import RegisterEntry
from care.takehome.actions import give_bottles, take_back_bottle
from centre.shifts import clock
from tests.care.prescribing.conftest import MONDAY

pytestmark = pytest.mark.django_db

SATURDAY, SUNDAY = "2026-03-07 09:00", "2026-03-08 09:00"


@pytest.fixture
def zed(as_, vera, near, prescribe):
    """Zed, on methadone as Momo is."""
    from centre.access.grants import grant_team
    from centre.staff.models import Team
    from intake.person.actions import open_file

    with as_(vera):
        other = open_file(actor=vera, alias="Zed")
        grant_team(person=other, team=Team.objects.get(code="doctors"), compartment="desk", days=30, origin="contact")
    return prescribe(person=other)


@pytest.fixture
def sunday(give, plan, as_, nadia, at):
    """Momo took the bottle for Sunday home on Saturday; it is Sunday."""
    for day in range(5):
        at(f"2026-03-0{2 + day} 09:00")
        give()
    at(SATURDAY)
    give()
    with as_(nadia):
        (bottle,) = give_bottles(actor=nadia, prescription=plan, first=clock.service_day() + timedelta(days=1), number=1, client_uuid=uuid.uuid4())
    at(SUNDAY)
    return bottle


def test_what_went_home_for_a_day_is_not_given_here_as_well(sunday, give, as_, nadia):
    with pytest.raises(Refused, match="60 mg for this day went home in a bottle"):
        give()
    with as_(nadia):
        assert not Dose.objects.filter(day=sunday.for_day).exists()
        take_back_bottle(actor=nadia, bottle=sunday, back_as="full")
    assert give().outside == []


@pytest.mark.parametrize("back", ["empty", "part", "lost"])
def test_a_bottle_that_did_not_come_back_full_needs_the_prescriber(sunday, give, as_, nadia, amina, plan, back):
    with as_(nadia):
        take_back_bottle(actor=nadia, bottle=sunday, back_as=back)
    with pytest.raises(Refused, match="went home in a bottle"):
        give()
    with as_(amina):
        decide(
            actor=amina, prescription=plan, kind="release", day=clock.service_day(), amount_ug=30_000, reason="Half of it was poured away.",
            client_uuid=uuid.uuid4(),
        )  # fmt: skip
    assert give(amount_ug=30_000).amount_ug == 30_000


def test_a_dose_given_beside_a_bottle_is_told_as_it_happened(sunday, tell):
    assert tell().outside == ["twice"]


def test_the_database_refuses_a_dose_beside_a_bottle(sunday, give, as_, nadia, monkeypatch):
    monkeypatch.setattr("care.dispensing.situation._home", lambda now, offer: iter(()))
    with pytest.raises(IntegrityError, match="a bottle for this day went home"), transaction.atomic():
        give()


def test_no_bottle_for_a_day_whose_dose_was_given(sunday, give, as_, nadia, plan):
    with as_(nadia):
        take_back_bottle(actor=nadia, bottle=sunday, back_as="full")
    give()
    with as_(nadia), pytest.raises(Refused, match="A dose was already given today"):
        give_bottles(actor=nadia, prescription=plan, first=clock.service_day(), number=1, client_uuid=uuid.uuid4())


def test_whoever_decided_to_hold_or_to_give_less_does_so(give):
    with pytest.raises(Refused, match="You decided to hold this dose"):
        give(state="intoxicated", choice="hold", reason="Too much.")
    with pytest.raises(Refused, match="write a smaller dose"):
        give(state="intoxicated", choice="reduce", reason="A bit.")
    assert give(state="intoxicated", choice="reduce", reason="A bit.", amount_ug=40_000).choice == "reduce"


def test_the_form_of_one_person_gives_nothing_to_another(give, tell, zed, as_, nadia):
    first = give()
    for again in (lambda: give(zed, form=first.client_uuid), lambda: tell(zed, form=first.client_uuid)):
        with pytest.raises(Refused, match="already used for something else"):
            again()
    with as_(nadia):
        assert list(Dose.objects.values_list("pk", flat=True)) == [first.pk]
        assert RegisterEntry.objects.filter(kind="supply").count() == 1
    assert give(form=first.client_uuid) == first


def test_the_form_of_a_line_of_the_register_gives_no_dose(give, as_, nadia, methadone):
    with as_(nadia, fresh=True):
        line = waste(actor=nadia, account=methadone, amount_ug=10_000, why="spilled", client_uuid=uuid.uuid4())
    with pytest.raises(Refused, match="already used for something else"):
        give(form=line.client_uuid)
    with as_(nadia, fresh=True), pytest.raises(Refused, match="already used for something else"):
        count_stock(actor=nadia, account=methadone, counted_ug=1, client_uuid=line.client_uuid)


def test_what_stands_beside_a_dose_keeps_to_its_own_form(give, plan, zed, as_, nadia):
    given = give()
    with as_(nadia):
        facts = {"actor": nadia, "slot": "day", "reason": "Asleep.", "client_uuid": uuid.uuid4()}
        held = hold_dose(prescription=zed, **facts)
        assert hold_dose(prescription=zed, **facts) == held
        for other in (
            lambda: refuse_dose(prescription=zed, **facts), lambda: hold_dose(prescription=plan, **facts),
            lambda: hold_dose(prescription=zed, **facts | {"client_uuid": given.client_uuid}),
        ):  # fmt: skip
            with pytest.raises(Refused, match="already used for something else"):
                other()
        event = note_event(actor=nadia, dose=given, what="vomit", minutes=3, client_uuid=facts["client_uuid"])
        look = watch(actor=nadia, dose=given, awake="alert", client_uuid=facts["client_uuid"])
    second = give(zed)
    with as_(nadia):
        with pytest.raises(Refused, match="already used for something else"):
            note_event(actor=nadia, dose=second, what="vomit", minutes=3, client_uuid=event.client_uuid)
        with pytest.raises(Refused, match="already used for something else"):
            watch(actor=nadia, dose=second, awake="alert", client_uuid=look.client_uuid)


def test_the_page_says_so_in_words_and_keeps_what_was_typed(browse, nadia, give, zed):
    from .test_pages import filled

    form = give().client_uuid
    said = browse(nadia).post(f"/dose/{zed.pk}/day/give/", filled(client_uuid=form, identity=["said", "staff"], recognised_by=str(zed.prescriber), reason="Typed"))
    assert said.status_code == 409
    assert "already used for something else" in said.content.decode()
    assert "Typed" in said.content.decode()


def test_bottles_keep_to_their_own_form(give, plan, zed, as_, nadia):
    form = uuid.uuid4()
    with as_(nadia):
        (first,) = give_bottles(actor=nadia, prescription=plan, first=MONDAY + timedelta(days=1), number=1, client_uuid=form)
        assert give_bottles(actor=nadia, prescription=plan, first=MONDAY + timedelta(days=1), number=1, client_uuid=form) == [first]
        with pytest.raises(Refused, match="already used for something else"):
            give_bottles(actor=nadia, prescription=zed, first=MONDAY + timedelta(days=1), number=1, client_uuid=form)
        assert Bottle.objects.count() == 1
