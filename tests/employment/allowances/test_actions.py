"""Allowances and ceilings: the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pytest

from audit.rules import Refused
from employment.allowances import actions
from employment.allowances.models import Allowance
from employment.allowances.selectors import ceiling_for
from employment.places.actions import draw_places, mark_present, sign_up
from employment.places.models import SignUp

pytestmark = pytest.mark.django_db
CASH = {"legal_form": "volunteer", "paid_by": "cash"}


def test_an_allowance_is_written_once(as_, colette, came):
    number = uuid4()
    with as_(colette):
        one = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, client_uuid=number, **CASH)
        again = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, client_uuid=number, **CASH)
        assert (one.pk, one.amount_cents, one.on_day) == (again.pk, 4000, date(2025, 11, 22))
        with pytest.raises(Refused, match="already written"):
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=100, **CASH)


def test_the_ceiling_of_a_day_is_said_in_words(as_, colette, came):
    with as_(colette):
        with pytest.raises(Refused) as refused:
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=4232, **CASH)
        assert refused.value.words.startswith("€42.32 is above the ceiling of €42.31 a day")
        assert Allowance.objects.count() == 0
        assert actions.write_allowance(actor=colette, sign_up=came, amount_cents=4231, **CASH).amount_cents == 4231


def test_the_ceiling_of_a_year_counts_what_was_written(as_, colette, came):
    with as_(colette):
        actions.set_cap(
            actor=colette,
            legal_form="volunteer",
            valid_from=date(2025, 1, 1),
            valid_until=date(2025, 12, 31),
            day_cents=4231,
            year_cents=4000,
            source="a test",
        )
        with pytest.raises(Refused, match="a year"):
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=4001, **CASH)
        actions.write_allowance(actor=colette, sign_up=came, amount_cents=3600, **CASH)
        assert ceiling_for(colette, came.person_id, "volunteer", came.session.day).near is True


def test_an_unknown_year_waits_for_the_coordinator(as_, vera, colette, momo, plan, at):
    at("2026-11-22 08:00")
    session = plan(in_days=0)
    with as_(vera):
        entry = sign_up(actor=vera, person=momo, session=session)
    with as_(colette):
        draw_places(actor=colette, session=session)
        entry = SignUp.objects.select_related("session", "person").get(pk=entry.pk)
        mark_present(actor=colette, sign_up=entry, present=True, came_at=time(9, 5))
        with pytest.raises(Refused, match="ceilings of 2026"):
            actions.write_allowance(actor=colette, sign_up=entry, amount_cents=100, **CASH)
        actions.set_cap(
            actor=colette,
            legal_form="volunteer",
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 12, 31),
            day_cents=4300,
            year_cents=172000,
            source="the law",
        )
        assert actions.write_allowance(actor=colette, sign_up=entry, amount_cents=100, **CASH).amount_cents == 100
