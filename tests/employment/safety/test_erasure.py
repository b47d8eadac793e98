"""Erasure takes accidents with their words away; sessions, draws and tools stay, of nobody."""

from __future__ import annotations

from datetime import time

from centre.access.identity import acting
from centre.shifts import clock
from employment.places import panels as places
from employment.places.actions import draw_places, sign_up
from employment.places.models import SignUp
from employment.places.selectors import persons_reached, worked_sessions
from employment.projects.actions import open_project, plan_session
from employment.safety import panels as safety
from employment.safety.actions import lend_tool, report_accident
from employment.safety.models import Accident, ToolLoan


def test_the_worker_forgets_and_the_session_stays_counted(clone: str) -> None:
    from centre.staff.models import User
    from intake.person.actions import open_file
    from tests.conftest import become

    vera, colette = User.objects.get(username="vera"), User.objects.get(username="colette")
    with clock.at("2026-11-02 08:00"), acting(colette):
        project = open_project(actor=colette, title="Gardening")
        day = clock.local().date()
        session = plan_session(actor=colette, project=project, day=day, starts=time(9), ends=time(13), places=1)
    with clock.at("2026-11-02 08:10"), acting(vera):
        momo = open_file(actor=vera, alias="Momo")
        entry = sign_up(actor=vera, person=momo, session=session)
    with clock.at("2026-11-02 08:20"), acting(colette):
        draw_places(actor=colette, session=session)
    with clock.at("2026-11-02 11:00"), acting(vera):
        entry = SignUp.objects.select_related("session__project").get(pk=entry.pk)
        lend_tool(actor=vera, sign_up=entry, what="gloves")
        report_accident(actor=vera, sign_up=entry, happened_at=clock.now(), words="Fell from the ladder")
    become("worker")
    assert safety.held_here(momo.pk) == {"briefings": 0, "tools": 1, "work_accidents": 1}
    assert places.forget(momo.pk) == {"sign_ups": 1, "attendances": 0, "calls": 0}
    assert safety.forget(momo.pk) == {"work_accidents": 1}
    assert (Accident.objects.count(), Accident.history.count(), ToolLoan.objects.count()) == (0, 0, 1)
    assert SignUp.history.filter(person_id=momo.pk).count() == 0
    become("web")
    with clock.at("2026-11-03 08:00"), acting(vera):
        (told,) = worked_sessions(vera, day, day)
        assert (told.signed, told.given) == (1, 1)
        assert persons_reached(vera, day, day) == (0, 0, 0)
        assert SignUp.objects.count() == 0
