"""The pages of doses as a nurse and a doctor go through them."""

from __future__ import annotations

import uuid

import pytest

from care.dispensing.models import Dose
from care.prescribing.models import Decision, Prescription
from tests.care.prescribing.conftest import MONDAY

pytestmark = pytest.mark.django_db


def filled(**facts):
    return {"client_uuid": uuid.uuid4(), "identity": ["said"], "state": "alert", "last_use": "unknown", "amount": "60", "supervised": "on"} | facts


@pytest.fixture
def card(as_, vera, momo):
    from intake.person.actions import issue_card

    with as_(vera):
        return issue_card(actor=vera, person=momo)


def test_every_page_about_a_person_on_methadone(browse, nadia, amina, momo, plan, give, tell):
    dose = give()
    tell(amount_ug=20_000)
    client = browse(nadia)
    for url in (
        "/doses/", "/doses/?sort=state&show=given", "/doses/?day=2026-03-01", "/doses/?day=nonsense", f"/doses/person/{momo.pk}/", f"/dose/{plan.pk}/day/give/",
        f"/dose/{plan.pk}/day/told/", f"/dose/{dose.pk}/", f"/dose/{dose.pk}/after/", "/doses/staying/", f"/person/{momo.pk}/prescriptions/",
        f"/person/{momo.pk}/prescription/", f"/prescription/{plan.pk}/", f"/prescription/{plan.pk}/change/", f"/prescription/{plan.pk}/bottles/",
        "/dose-rules/", "/", f"/person/{momo.pk}/",
    ):  # fmt: skip
        answer = client.get(url)
        assert answer.status_code == 200, url
    assert "Momo" in client.get("/doses/").content.decode()
    assert client.get(f"/dose/{plan.pk}/nonsense/give/").status_code == 404
    assert browse(amina).get("/dose-rules/").status_code == 200


def test_a_dose_at_the_counter_with_a_scanned_card(browse, nadia, plan, card, as_):
    client = browse(nadia)
    address = f"/dose/{plan.pk}/day/give/"
    assert client.post(address, filled(card=card)).status_code == 302
    with as_(nadia):
        assert Dose.objects.get().identity == ["card", "said"]
    again = client.post(address, filled(card=card))
    assert again.status_code == 409
    assert "already given: 60 mg at 09:00 by Nadia" in again.content.decode()
    assert "given" in client.get("/doses/").content.decode()


def test_the_card_of_somebody_else_stops_the_hand(browse, nadia, vera, plan, as_):
    from intake.person.actions import issue_card, open_file

    with as_(vera):
        other = issue_card(actor=vera, person=open_file(actor=vera, alias="Zed"))
    answer = browse(nadia).post(f"/dose/{plan.pk}/day/give/", filled(card=other))
    assert answer.status_code == 422
    assert "somebody else" in answer.content.decode()
    with as_(nadia):
        assert Dose.objects.count() == 0


def test_what_is_typed_stays_when_it_is_refused(browse, nadia, plan):
    answer = browse(nadia).post(f"/dose/{plan.pk}/day/give/", filled(state="sedated", reason="Sleepy but answers", amount="40"))
    assert answer.status_code == 409
    assert "Sleepy but answers" in answer.content.decode()


def test_holding_refusing_telling_and_striking_out(browse, nadia, plan, as_):
    client = browse(nadia)
    form = {"client_uuid": uuid.uuid4(), "reason": "Asleep at the table.", "state": "sedated"}
    assert client.post(f"/dose/{plan.pk}/day/hold/", form).status_code == 302
    assert client.post(f"/dose/{plan.pk}/day/hold/", form | {"reason": ""}).status_code == 422
    again = client.get(f"/dose/{plan.pk}/day/give/").content.decode()
    assert "Earlier today" in again
    assert "Asleep at the table." in again
    assert client.post(f"/dose/{plan.pk}/day/refuse/", form | {"client_uuid": uuid.uuid4()}).status_code == 302
    told = {"client_uuid": uuid.uuid4(), "taken_at": "2026-03-02T08:10", "amount": "60", "state": "alert", "reason": "Given at the door."}
    assert client.post(f"/dose/{plan.pk}/day/told/", told).status_code == 302
    with as_(nadia):
        dose = Dose.objects.get(outcome="given")
        assert (dose.taken_at.hour, dose.outside) == (7, ["identity"])
    assert client.post(f"/dose/{dose.pk}/strike/", {"reason": ""}).status_code == 422
    assert client.post(f"/dose/{dose.pk}/strike/", {"reason": "Another person."}).status_code == 302
    assert "Another person." in client.get(f"/dose/{dose.pk}/").content.decode()


def prescribed(methadone, **facts):
    from centre.staff.models import Team

    return {
        "account": methadone.pk, "dose": "60", "least": "40", "most": "80", "route": "oral", "starts_on": "2026-03-02", "ends_on": "2026-03-29",
        "supervised_days": ["1", "2", "3", "4", "5", "6"], "home_days": ["7"], "home_most": "1", "team": Team.objects.get(code="nurses").pk,
        "client_uuid": uuid.uuid4(),
    } | facts  # fmt: skip


def test_a_doctor_prescribes_and_a_nurse_copies(browse, amina, nadia, momo, methadone, near, as_):
    near("nurses")
    address = f"/person/{momo.pk}/prescription/"
    refused = browse(nadia).post(address, prescribed(methadone))
    assert refused.status_code == 409
    assert "does not include" in refused.content.decode()
    copied = prescribed(methadone, prescriber_name="Dr Peeters", inami="1-23456-78-901")
    assert browse(nadia).post(address, copied).status_code == 302
    with as_(nadia):
        plan = Prescription.objects.get()
        assert (plan.prescriber, plan.prescriber_name, plan.dose_ug, plan.written_by) == (None, "Dr Peeters", 60_000, nadia.pk)
    doctor = browse(amina)
    assert "change that prescription" in doctor.post(address, prescribed(methadone)).content.decode()
    changed = prescribed(methadone, dose="70", starts_on="2026-03-05")
    assert doctor.post(f"/prescription/{plan.pk}/change/", changed).status_code == 302
    with as_(nadia):
        old, new = Prescription.objects.order_by("starts_on")
        assert (str(old.last_on), old.ended_because, new.replaces_id, new.prescriber) == ("2026-03-04", "changed", old.pk, amina.pk)
    assert doctor.post(f"/prescription/{new.pk}/end/", {"on": "2026-03-10", "because": "wish"}).status_code == 302
    assert doctor.post(f"/prescription/{new.pk}/end/", {"on": "2026-03-09", "because": "wish"}).status_code == 409


def test_a_doctor_decides_about_a_day(browse, amina, nadia, plan, as_):
    form = {"kind": "release", "day": "2026-03-02", "amount": "50", "reason": "Seen.", "client_uuid": uuid.uuid4()}
    assert browse(amina).post(f"/prescription/{plan.pk}/decide/", form).status_code == 302
    assert browse(nadia).post(f"/prescription/{plan.pk}/decide/", form | {"client_uuid": uuid.uuid4()}).status_code == 422
    above = form | {"kind": "above", "client_uuid": uuid.uuid4()}
    assert "code of your authenticator" in browse(amina).post(f"/prescription/{plan.pk}/decide/", above).content.decode()
    with as_(amina):
        assert [(one.kind, one.amount_ug, one.day) for one in Decision.objects.all()] == [("release", 50_000, MONDAY)]


def test_rules_are_signed_with_a_code_and_shown(browse, amina, nadia, as_):
    form = {"substance": "diacetylmorphine", "valid_from": "2026-03-01", "source": "Example", "first_1": "1", "last_1": "1", "after_1": "same", "first_2": "2", "after_2": "see"}
    assert browse(nadia).post("/dose-rules/missed/", form).status_code == 403
    client = browse(amina)
    answer = client.post("/dose-rules/missed/", form)
    assert answer.status_code == 409
    assert "code of your authenticator" in answer.content.decode()
    session = client.session
    import time

    session["second_factor_at"] = time.time()
    session.save()
    assert client.post("/dose-rules/missed/", form).status_code == 302
    assert client.post("/dose-rules/limits/", {"substance": "diacetylmorphine", "valid_from": "2026-03-01", "source": "Example", "single": "200", "two_steps": "on"}).status_code == 302
    granted = {"reference": "X/1", "authority": "Example", "valid_from": "2026-03-01", "valid_until": "2026-12-31"}
    assert client.post("/dose-rules/programme/", granted).status_code == 302
    page = client.get("/dose-rules/").content.decode()
    assert "2 missed days or more: see the prescriber first" in page
    assert "at most 200 mg at once" in page
    assert "The programme is open." in page


@pytest.mark.parametrize("who", ["vera", "ivan", "rosa", "colette", "peer", "olga", "dora"])
def test_nobody_else_comes_to_these_pages(browse, request, plan, who, momo):
    client = browse(request.getfixturevalue(who))
    for url in ("/doses/", "/dose-rules/", "/doses/staying/", f"/prescription/{plan.pk}/", f"/dose/{plan.pk}/day/give/"):
        assert client.get(url).status_code in (302, 403, 404), url


def test_after_a_dose_on_its_pages(browse, nadia, amina, plan, give, tell, as_, momo):
    dose, told = give(), tell(batch="Z9")
    nurse, doctor = browse(nadia), browse(amina)
    came = {"what": "vomit", "minutes": "12", "seen": "on", "words": "In the yard.", "client_uuid": uuid.uuid4()}
    assert nurse.post(f"/dose/{dose.pk}/came-up/", came | {"minutes": ""}).status_code == 422
    assert nurse.post(f"/dose/{dose.pk}/came-up/", came).status_code == 302
    page = nurse.get(f"/dose/{dose.pk}/after/")
    assert "In the yard." in page.content.decode()
    event = page.context["open_event"]
    answer = {"again": "30", "reason": "Half of it.", "client_uuid": uuid.uuid4()}
    alone = nurse.post(f"/came-up/{event.pk}/answer/", answer)
    assert (alone.status_code, "whose decision you note down" in alone.content.decode()) == (422, True)
    assert doctor.post(f"/came-up/{event.pk}/answer/", answer).status_code == 302
    assert "Dose once more" in nurse.get(f"/dose/{dose.pk}/after/").content.decode()
    assert nurse.get(f"/dose/{plan.pk}/extra/give/").status_code == 200
    assert nurse.post(f"/dose/{dose.pk}/watch/", {"awake": "drowsy", "saturation": "93", "client_uuid": uuid.uuid4()}).status_code == 302
    assert "93 %" in nurse.get(f"/dose/{dose.pk}/after/").content.decode()
    assert nurse.post(f"/dose/{told.pk}/register/", {"batch": "Z9"}).status_code == 409
    assert nurse.post(f"/dose/{told.pk}/register/", {"batch": "M1"}).status_code == 302
    assert nurse.post(f"/person/{momo.pk}/prescription/ask/").status_code == 302


def test_a_colleague_checks_at_the_same_screen_with_pin_and_code(browse, nadia, amina, plan, as_, monkeypatch):
    from care.dispensing.models import Preparation
    from care.prescribing.actions import sign_limits
    from care.register import hands
    from centre.workstations.models import Presence

    with as_(amina, fresh=True):
        sign_limits(actor=amina, substance="methadone", valid_from=MONDAY, source="Example", two_steps=True)
    client = browse(nadia)
    prepared = {"amount": "60", "batch": "M1", "client_uuid": uuid.uuid4()}
    assert client.post(f"/dose/{plan.pk}/day/prepare/", prepared).status_code == 302
    with as_(nadia):
        ready = Preparation.objects.get()
    monkeypatch.setattr(hands, "presences_at", lambda place: [Presence(user=amina, workstation=place)])
    monkeypatch.setattr(hands, "give_pin", lambda *, actor, workstation, pin: pin == "271828")
    monkeypatch.setattr(hands, "verify", lambda *, user, code: "yes" if code == "123456" else None)
    page = client.get(f"/dose/{plan.pk}/day/give/").content.decode()
    assert "A colleague checks at this screen" in page
    assert "You prepared this dose: another worker checks it." in page
    form = {"who": amina.pk, "pin": "271828", "own_code": "123456"}
    for wrong in ({"pin": "111111"}, {"own_code": "654321"}):
        refused = client.post(f"/prepared/{ready.pk}/second/", form | wrong)
        assert (refused.status_code, "not right" in refused.content.decode()) == (422, True)
    assert client.post(f"/prepared/{ready.pk}/second/", form).status_code == 302
    with as_(nadia):
        assert Preparation.objects.values_list("checked_by", "checked_how").get() == (amina.pk, "pin")
    assert client.post(f"/prepared/{ready.pk}/drop/").status_code == 302


def test_what_the_prescriber_wrote_is_read_where_the_dose_is_given(browse, amina, nadia, prescribe, as_):
    from care.prescribing.actions import decide

    plan = prescribe(words="Begin slowly.")
    with as_(amina):
        decide(actor=amina, prescription=plan, kind="release", day=MONDAY, amount_ug=50_000, reason="Seen this morning.", client_uuid=uuid.uuid4())
    nurse = browse(nadia)
    assert "Begin slowly." in nurse.get(f"/dose/{plan.pk}/day/give/").content.decode()
    page = nurse.get(f"/prescription/{plan.pk}/").content.decode()
    assert ("Begin slowly." in page, "Seen this morning." in page, "Prescription for Momo" in page) == (True, True, True)
    assert "Begin slowly." in browse(amina).get(f"/prescription/{plan.pk}/change/").content.decode()


def test_a_dose_that_was_given_is_shown_instead_of_the_forms(browse, nadia, plan, give):
    dose = give()
    page = browse(nadia).get(f"/dose/{plan.pk}/day/give/").content.decode()
    assert f"/dose/{dose.pk}/" in page
    assert 'name="identity"' not in page
    assert page.count("already given") == 1


def test_a_prescription_changed_on_its_first_day_never_stood(browse, amina, plan, methadone):
    doctor = browse(amina)
    assert doctor.post(f"/prescription/{plan.pk}/change/", prescribed(methadone, dose="70")).status_code == 302
    assert "written for 2/3/2026, never in force" in doctor.get(f"/person/{plan.person_id}/prescriptions/").content.decode()
    assert "never in force" in doctor.get(f"/prescription/{plan.pk}/").content.decode()


def test_somebody_hard_to_wake_after_a_dose_rings_on_the_page(browse, nadia, give):
    dose, nurse = give(), browse(nadia)
    assert "call 112" not in nurse.get(f"/dose/{dose.pk}/after/").content.decode()
    assert nurse.post(f"/dose/{dose.pk}/watch/", {"awake": "hard", "client_uuid": uuid.uuid4()}).status_code == 302
    page = nurse.get(f"/dose/{dose.pk}/after/").content.decode()
    assert ("call 112" in page, f"/person/{dose.person_id}/incident/" in page) == (True, True)


def test_after_missed_days_the_last_dose_given_is_still_told(browse, nadia, give, plan, at):
    give()
    at("2026-03-06 09:00")
    page = browse(nadia).get(f"/dose/{plan.pk}/day/give/").content.decode()
    assert "2/3 09:00 · 60 mg" in page
    assert "nothing in the last days" not in page
