"""One more of what the pages of money, the cash box and journeys list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from centre.shifts import clock


class Work:
    """Made by the coordinator, the social worker and the desk, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any
    momo: Any

    @cached_property
    def one_box(self) -> Any:
        from employment.cash.actions import open_box

        return self.act("colette", open_box, label="Day labour", float_cents=10000)

    def cash_line(self) -> None:
        from employment.cash.actions import put_in

        self.act("colette", put_in, box=self.one_box, amount_cents=100)

    def journey(self) -> Any:
        from employment.journeys.actions import open_journey

        return self.act("ivan", open_journey, person=self.person())

    @cached_property
    def one_journey(self) -> Any:
        from employment.journeys.actions import open_journey

        return self.act("ivan", open_journey, person=self.momo)

    def journey_step(self) -> None:
        from employment.journeys.actions import agree_step, write_fact, write_outcome

        day = clock.local().date()
        self.act("ivan", agree_step, journey=self.one_journey, kind="papers", due_on=day, note=f"Step {self.next()}")
        self.act("ivan", write_outcome, journey=self.one_journey, kind="training")
        self.act("ivan", write_fact, journey=self.one_journey, stage="update", employed="no")

    def declared(self) -> None:
        from employment.allowances.actions import declare_elsewhere, write_contract

        assert self.one_journey  # the desk works with him by the day
        day = clock.local().date()
        self.act("vera", declare_elsewhere, person=self.momo, amount_cents=100, year=day.year, organisation=f"Friends {self.next()}")
        self.act("vera", write_contract, person=self.momo, legal_form="ale", starts_on=day, ends_on=day)
