"""Eight payments in the same second, on eight real connections: the balance adds up, no receipt number twice or missing."""

from __future__ import annotations

import threading
from datetime import date, time

import psycopg
from django.db import connection

from audit.rules import Refused
from centre.access.identity import acting
from employment.cash.actions import open_box, pay_out

AT_ONCE = 8


def _stage() -> tuple[int, int]:
    """A box with € 100 in it and a session to pay for."""
    from centre.staff.models import User
    from employment.projects.actions import open_project, plan_session

    colette = User.objects.get(username="colette")
    with acting(colette):
        box = open_box(actor=colette, label="Day labour", float_cents=10000)
        project = open_project(actor=colette, title="Gardening")
        session = plan_session(actor=colette, project=project, day=date(2099, 1, 5), starts=time(9), ends=time(13), places=8)
    return box.pk, session.pk


def _pay(box: int, session: int, start: threading.Barrier, said: list[str]) -> None:
    """Pay €20, at the same moment as the others."""
    from centre.staff.models import User
    from employment.cash.models import CashBox
    from employment.projects.models import Session

    try:
        user = User.objects.get(username="colette")
        with acting(user):
            found, planned = CashBox.objects.get(pk=box), Session.objects.get(pk=session)
            start.wait(20)
            said.append(pay_out(actor=user, box=found, amount_cents=2000, session=planned).receipt)
    except Refused as refused:
        said.append(refused.words)
    finally:
        connection.close()


def test_eight_payments_at_once_leave_a_book_that_adds_up(clone):
    box, session = _stage()
    said: list[str] = []
    start = threading.Barrier(AT_ONCE)
    threads = [threading.Thread(target=_pay, args=(box, session, start, said)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    paid = sorted(one for one in said if "€" not in one)
    assert [one[-4:] for one in paid] == ["0001", "0002", "0003", "0004", "0005"]
    assert len(said) - len(paid) == 3
    assert all(one.startswith("€20.00 is more than the €0.00 in Day labour") for one in said if "€" in one)
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname=clone, user="centre_owner") as owner:
        rows = owner.execute(
            "select number, amount_cents, balance_cents, receipt_no from employment_cashentry where box_id = %s order by number", [box]
        ).fetchall()
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row[2] for row in rows] == [10000, 8000, 6000, 4000, 2000, 0]
    assert [row[3] for row in rows] == [None, 1, 2, 3, 4, 5]
