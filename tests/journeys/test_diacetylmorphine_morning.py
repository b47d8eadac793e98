"""A morning of the diacetylmorphine programme: authorised, prepared by one and checked by another, a count that does not fit."""

from __future__ import annotations

import time
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from care.dispensing.models import Dose, Preparation
from care.prescribing.models import Prescription
from care.register.actions import open_account, sign_entry
from care.register.selectors import last_entry, open_cases
from centre.access.grants import grant_team
from centre.staff.models import Team
from intake.person.actions import issue_card

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(at: Any) -> Any:
    at("2026-03-02 08:00")
    with translation.override("en"):
        yield


def proven(client: Any) -> Any:
    """A browser in which the second factor was typed just now."""
    session = client.session
    session["second_factor_at"] = time.time()
    session.save()
    return client


def test_a_morning_with_a_discrepancy(browse: Any, as_: Any, at: Any, vera: Any, nadia: Any, amina: Any, momo: Any) -> None:
    # Given ampoules in the drug register, and Momo, whom nurses and doctors meet.
    with as_(amina, fresh=True):
        account = open_account(
            actor=amina, substance="diacetylmorphine", form="ampoule", strength_ug=100_000, premises="Care room", amount_ug=10_000_000,
            batch="D1", expires_on=date(2027, 1, 1),
        )
    with as_(nadia, fresh=True):
        sign_entry(actor=nadia, entry=last_entry(account))
    with as_(vera):
        card = issue_card(actor=vera, person=momo)
        for team in ("nurses", "doctors"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=60, origin="contact")
    nurse, doctor = browse(nadia), proven(browse(amina))
    plan = {
        "account": account.pk, "dose": "400", "afternoon": "200", "least": "100", "most": "500", "route": "injected", "starts_on": "2026-03-02",
        "ends_on": "2026-03-29", "supervised_days": [str(day) for day in range(1, 8)], "home_most": "0",
        "team": Team.objects.get(code="nurses").pk, "client_uuid": str(uuid4()),
    }  # fmt: skip

    # When nothing is authorised yet, nothing of it is prescribed.
    closed = doctor.post(reverse("prescription_new", args=[momo.pk]), plan)
    assert closed.status_code == 409
    assert "programme is not open" in closed.content.decode()

    # When Amina signs the authorisation and the limits of the house, she may.
    granted = {"reference": "X/2026/1", "authority": "Invented", "valid_from": "2026-03-01", "valid_until": "2026-12-31"}
    assert doctor.post(reverse("programme_authorise"), granted).status_code == 302
    limits = {
        "substance": "diacetylmorphine", "valid_from": "2026-03-01", "source": "Invented", "single": "300", "daily": "500",
        "interval_minutes": "180", "observe_minutes": "30", "two_steps": "on",
    }  # fmt: skip
    assert doctor.post(reverse("dose_limits_sign"), limits).status_code == 302
    assert doctor.post(reverse("prescription_new", args=[momo.pk]), plan).status_code == 302
    with as_(nadia):
        prescription = Prescription.objects.get()

    # When Nadia prepares 200 mg, she cannot check it herself; Amina does, with her own code.
    at("2026-03-02 08:30")
    slot = [prescription.pk, "morning"]
    prepared = {"amount": "200", "batch": "D1", "client_uuid": str(uuid4())}
    above = nurse.post(reverse("dose_prepare", args=slot), prepared | {"amount": "350"})
    assert "limit of 300 mg at once" in above.content.decode()
    assert nurse.post(reverse("dose_prepare", args=slot), prepared).status_code == 302
    with as_(nadia):
        ready = Preparation.objects.get()
    form = {"client_uuid": str(uuid4()), "identity": ["said"], "card": card, "state": "alert", "last_use": "under_24", "supervised": "on"}
    proven(nurse)
    assert "You prepared this dose" in nurse.post(reverse("dose_check", args=[ready.pk])).content.decode()
    assert nurse.post(reverse("dose", args=slot), form).status_code == 409
    assert doctor.post(reverse("dose_check", args=[ready.pk])).status_code == 302

    # Then it is given, and Momo stays for half an hour; ten minutes later he leaves, and both facts are kept.
    at("2026-03-02 08:35")
    assert nurse.post(reverse("dose", args=slot), form).status_code == 302
    with as_(nadia):
        dose = Dose.objects.get()
        assert (dose.amount_ug, last_entry(account).balance_ug) == (200_000, 9_800_000)
    at("2026-03-02 08:45")
    assert "20 minutes left" in nurse.get(reverse("staying")).content.decode()
    refused = nurse.post(reverse("dose_leave", args=[dose.pk]), {"words": ""})
    assert "lasts until 09:05" in refused.content.decode()
    assert nurse.post(reverse("dose_leave", args=[dose.pk]), {"words": "His dog is outside."}).status_code == 302
    assert "left before the end of the observation" in nurse.get(reverse("doses")).content.decode()

    # When the afternoon comes too early, the page says from when.
    at("2026-03-02 11:00")
    early = nurse.get(reverse("dose", args=[prescription.pk, "afternoon"])).content.decode()
    assert "The next one may be given from 11:35 (180 minutes)" in early

    # When the ampoules are counted at noon, one is missing: the book says so, and a case is opened for two to close.
    at("2026-03-02 12:00")
    count = {"counted": "97", "client_uuid": str(uuid4())}
    assert nurse.post(reverse("register_count", args=[account.pk]), count).status_code == 302
    with as_(nadia):
        (case,) = open_cases(nadia, account)
        assert case.difference_ug == -100_000
        line = dose.entry.number

    # Then the dose points to its line of the register, in which nobody's name stands.
    assert f"<dd>{line}</dd>" in nurse.get(reverse("dose_shown", args=[dose.pk])).content.decode()
    assert "Momo" not in nurse.get(reverse("register_book", args=[account.pk])).content.decode()
