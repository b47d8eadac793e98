"""The first week on methadone: prescribed on Monday, a bottle that was not given, a missed Sunday, and a Monday that waits."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from care.dispensing.models import Dose
from care.dispensing.tasks import mark_missed
from care.prescribing.models import Prescription
from care.register.selectors import last_entry
from centre.access.grants import grant_team
from centre.staff.models import Team
from tests.care.register.conftest import methadone  # noqa: F401  # the account of the register

pytestmark = pytest.mark.usefixtures("as_worker", "db")


@pytest.fixture(autouse=True)
def monday(at: Any) -> Any:
    at("2026-03-02 09:00")
    with translation.override("en"):
        yield


def given(**facts: Any) -> dict[str, Any]:
    return {
        "client_uuid": str(uuid4()), "identity": ["said"], "state": "alert", "last_use": "unknown", "supervised": "on", "amount": "30",
    } | facts  # fmt: skip


def test_a_first_methadone_week(browse: Any, as_: Any, at: Any, vera: Any, nadia: Any, amina: Any, momo: Any, methadone: Any) -> None:  # noqa: F811
    # Given Momo comes to the nurses, and has a card from the desk.
    from intake.person.actions import issue_card

    with as_(vera):
        card = issue_card(actor=vera, person=momo)
        for team in ("nurses", "doctors"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=60, origin="contact")
    nurse, doctor = browse(nadia), browse(amina)

    # When Amina prescribes 30 mg, at the counter on six days and at home on Sunday, and the nurses give.
    plan = {
        "account": methadone.pk, "dose": "30", "least": "20", "most": "40", "route": "oral", "starts_on": "2026-03-02", "ends_on": "2026-03-29",
        "supervised_days": ["1", "2", "3", "4", "5", "6"], "home_days": ["7"], "home_most": "1", "anew": "on",
        "team": Team.objects.get(code="nurses").pk, "client_uuid": str(uuid4()),
    }  # fmt: skip
    assert doctor.post(reverse("prescription_new", args=[momo.pk]), plan).status_code == 302
    with as_(nadia):
        prescription = Prescription.objects.get()
    counter = reverse("dose", args=[prescription.pk, "day"])

    # Then Momo stands on the list of the day as due, and is given a dose each day from Monday to Saturday.
    assert "due" in nurse.get(reverse("doses")).content.decode()
    for day in range(2, 8):
        at(f"2026-03-{day:02} 09:30")
        assert nurse.post(counter, given(card=card)).status_code == 302, day
    with as_(nadia):
        assert last_entry(methadone).balance_ug == 2_000_000 - 6 * 30_000

    # When nobody gave him the bottle for Sunday, that day is marked as missed on Monday morning.
    at("2026-03-09 07:00")
    assert mark_missed() == 1
    assert "missed" in nurse.get(reverse("doses"), {"day": "2026-03-08"}).content.decode()

    # Then the next dose waits by itself, for no rule is signed: the nurse reads why, and what she typed stays.
    at("2026-03-09 09:30")
    page = nurse.get(reverse("doses")).content.decode()
    assert "waits for the prescriber" in page
    assert "1 day missed, and no rule is signed" in page
    refused = nurse.post(counter, given(card=card, reason="He says he was ill."))
    assert refused.status_code == 409
    assert "He says he was ill." in refused.content.decode()

    # When she calls the doctor and writes down what Amina's colleague says on the telephone, Momo has 25 mg.
    released = {
        "kind": "release", "day": "2026-03-09", "amount": "25", "reason": "One day missed, was ill, clear today.", "prescriber_name": "Dr Claes",
        "client_uuid": str(uuid4()),
    }  # fmt: skip
    assert nurse.post(reverse("prescription_decide", args=[prescription.pk]), released).status_code == 302
    assert nurse.post(counter, given(card=card)).status_code == 409
    assert nurse.post(counter, given(card=card, amount="25")).status_code == 302

    # Then from Tuesday on it is 30 again, the bottle of Saturday covers the next Sunday, and nothing is missed.
    for day in range(10, 15):
        at(f"2026-03-{day} 09:30")
        assert nurse.post(counter, given(card=card)).status_code == 302, day
    bottle = {"first": "2026-03-15", "number": "1", "lock_box": "on", "client_uuid": str(uuid4())}
    assert nurse.post(reverse("bottles", args=[prescription.pk]), bottle).status_code == 302
    at("2026-03-16 07:00")
    assert mark_missed() == 0
    at("2026-03-16 09:30")
    assert nurse.post(counter, given(card=card)).status_code == 302
    with as_(nadia):
        assert Dose.objects.filter(outcome="given").count() == 13
        assert last_entry(methadone).balance_ug == 2_000_000 - (12 * 30_000 + 25_000 + 30_000)
    assert "a dose" not in browse(vera).get(reverse("person", args=[momo.pk])).content.decode()
