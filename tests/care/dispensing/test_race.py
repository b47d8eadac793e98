"""Eight dispensers in the same second on eight real connections; and ten thousand doses in small."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from audit.rules import Refused
from care.dispensing.actions import give_dose
from care.dispensing.daylist import day_list
from care.dispensing.models import Dose
from care.measure.doses import DAYS, MG, fill_doses
from care.prescribing.actions import write_prescription
from care.prescribing.models import Prescription
from care.register.actions import open_account, sign_entry
from care.register.models import DrugAccount
from care.register.selectors import last_entry
from care.register.verification import check
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.measure.registry import PAGES, PARTS, Scale
from centre.shifts import clock
from centre.staff.models import Team, User
from intake.person.actions import open_file

AT_ONCE, PEOPLE = 8, 7
SOON = 600


@pytest.fixture(autouse=True)
def monday() -> None:
    """The present hour: grants of the large database end by the clock of the database."""


def _user(name: str) -> Any:
    return User.objects.get(username=name)


def _stage() -> list[Any]:
    """Seven people on 60 mg from one account, and what the first of them is to be given by two nurses."""
    amina, nadia, vera = _user("amina"), _user("nadia"), _user("vera")
    until = 4_000_000_000.0
    with acting(amina, fresh_until=until):
        account = open_account(
            actor=amina, substance="methadone", form="solution", strength_ug=10_000, premises="Care room", amount_ug=1_000_000, batch="M1",
            expires_on=clock.local().date() + timedelta(days=90),
        )  # fmt: skip
    with acting(nadia, fresh_until=until):
        sign_entry(actor=nadia, entry=last_entry(account))
    plans = []
    for number in range(PEOPLE):
        with acting(vera):
            person = open_file(actor=vera, alias=f"Person {number}")
            grant_team(person=person, team=Team.objects.get(code="doctors"), compartment="desk", days=30, origin="contact")
        with acting(amina):
            today = clock.service_day()
            plan = write_prescription(
                actor=amina, person=person, account=account, dose_ug=60_000, starts_on=today, ends_on=today + timedelta(days=5),
                supervised_days=list(range(1, 8)), team=Team.objects.get(code="nurses"), client_uuid=uuid.uuid4(),
            )  # fmt: skip
        plans.append(plan.pk)
    return [*plans, plans[0]]


def _give(name: str, plan: Any, start: threading.Barrier, said: list[str]) -> None:
    try:
        actor = _user(name)
        with translation.override("en"), acting(actor):
            found = Prescription.objects.select_related("person", "account").get(pk=plan)
            start.wait(20)
            give_dose(actor=actor, prescription=found, slot="day", amount_ug=60_000, state="alert", identity=("card", "said"), client_uuid=uuid.uuid4())
            said.append("given")
    except Refused as refused:
        said.append(refused.words)
    finally:
        connection.close()


def test_eight_dispensers_at_once_leave_a_book_that_adds_up_and_one_dose_each(clone):
    plans = _stage()
    said: list[str] = []
    start = threading.Barrier(AT_ONCE)
    names = ["nadia"] * PEOPLE + ["amina"]
    threads = [threading.Thread(target=_give, args=(name, plan, start, said)) for name, plan in zip(names, plans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert said.count("given") == PEOPLE
    (loser,) = [one for one in said if one != "given"]
    assert loser.startswith("This dose was already given: 60 mg at ")
    with acting(_user("nadia")):
        assert Dose.objects.count() == PEOPLE
        assert last_entry(DrugAccount.objects.get(destruction=False)).balance_ug == 1_000_000 - PEOPLE * 60_000


@pytest.mark.slow
def test_the_simulated_doses_stand_in_a_whole_register(clone):
    def become(role: str) -> None:
        connection.close()
        connection.settings_dict["USER"] = f"centre_{role}"

    become("owner")
    scale = Scale(60, 2, clock.now())
    for part in sorted(PARTS, key=lambda one: one.order):
        if part.order <= 10 or part.fill is fill_doses:
            part.fill(scale)
    become("worker")
    report = check()
    assert (report.faults, report.lines) == ([], 20 * DAYS + 1)
    become("web")
    page = next(one for one in PAGES if one.code == "doses")
    with acting(_user("bench-1"), lifetime=SOON) as actor:
        found = day_list(actor, clock.service_day())
        assert [(line.status.value, line.planned_ug) for line in found.lines] == [("due", MG * 1000)] * 20
        sql, given = page.floor(None)
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            assert len(cursor.fetchall()) in (0, 20 * DAYS)
