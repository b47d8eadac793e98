"""What erasure finds here, and what it leaves: sums of nobody."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from centre.access.identity import acting
from centre.shifts import clock
from employment.allowances import actions
from employment.allowances.models import C45B, Allowance, AllowanceReversal, DeclaredElsewhere, WorkContract
from employment.allowances.panels import forget, held_here
from employment.places.actions import draw_places, mark_present, sign_up
from employment.places.models import SignUp
from employment.projects.actions import open_project, plan_session
from tests.conftest import become

FOUND = {"allowances": 1, "declarations": 1, "c45b": 1, "work_contracts": 1}


def _paid_and_reversed(colette: Any, vera: Any) -> tuple[Any, Any]:
    from intake.person.actions import open_file

    with acting(vera):
        momo = open_file(actor=vera, alias="Momo")
    with acting(colette):
        project = open_project(actor=colette, title="Gardening")
        session = plan_session(actor=colette, project=project, day=date(2025, 11, 22), starts=time(9), ends=time(13), places=2)
    with acting(vera):
        entry = sign_up(actor=vera, person=momo, session=session)
    with acting(colette):
        draw_places(actor=colette, session=session)
        entry = SignUp.objects.select_related("session", "person").get(pk=entry.pk)
        mark_present(actor=colette, sign_up=entry, present=True)
        actions.declare_elsewhere(actor=colette, person=momo, amount_cents=500, year=2025, organisation="Somewhere")
        actions.note_c45b(actor=colette, person=momo, state="filed", on_day=date(2025, 11, 3))
        actions.write_contract(actor=colette, person=momo, legal_form="day_contract", starts_on=date(2025, 11, 22), reference="D-1")
        paid = actions.write_allowance(actor=colette, sign_up=entry, amount_cents=900, legal_form="day_contract", paid_by="transfer")
        actions.reverse_allowance(actor=colette, allowance=paid, reason="The partner pays it")
        assert held_here(momo.pk) == FOUND
    return momo, paid


def test_papers_go_and_sums_stay_of_nobody(clone):
    from centre.staff.models import User

    with clock.at("2025-11-22 08:00"):
        momo, paid = _paid_and_reversed(User.objects.get(username="colette"), User.objects.get(username="vera"))
    become("worker")
    assert forget(momo.pk) == FOUND
    assert held_here(momo.pk) == dict.fromkeys(FOUND, 0)
    kept = Allowance.objects.get(pk=paid.pk)
    assert (kept.person_id, kept.contract_id, kept.amount_cents) == (None, None, 900)
    reversal = AllowanceReversal.objects.get(allowance=kept)
    assert (reversal.person_id, reversal.reason) == (None, None)
    for model in (Allowance, AllowanceReversal, DeclaredElsewhere, C45B, WorkContract):
        assert not model.history.filter(person_id=momo.pk).exists()
