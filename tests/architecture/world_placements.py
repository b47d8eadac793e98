"""One more of what the pages of placements and of visits list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Placements:
    """Persons housed, what happened in their homes, visits; mixed into the world, whose `act` and `next` it uses."""

    act: Callable[..., Any]
    next: Callable[[], int]
    person: Callable[..., Any]
    one_programme: Any

    @property
    def housed_since(self) -> date:
        return clock.service_day() - timedelta(days=200)

    def housed(self) -> Any:
        from housing.placements.actions import move_in, plan_placement

        placement = self.act("colette", plan_placement, person=self.person(), programme=self.one_programme, enrolled_on=self.housed_since)
        return self.act("colette", move_in, placement=placement, moved_in_on=self.housed_since)

    @cached_property
    def one_placement(self) -> Any:
        return self.housed()

    def tenancy_line(self) -> None:
        from housing.placements.actions import add_event, add_lease, keep_arrears
        from housing.support.actions import record_visit

        number = self.next()
        on = self.housed_since + timedelta(days=4 * number)
        about = {"placement": self.one_placement}
        self.act("colette", add_event, **about, kind="crisis", on=on, text=f"Crisis {number}")
        self.act("colette", add_lease, **about, starts_on=on, ends_on=on, holder="person", rent_cents=100, note=f"Lease {number}")
        month = (self.housed_since + timedelta(days=31 * (number % 6))).replace(day=1)
        self.act("colette", keep_arrears, **about, month=month, owed_cents=100, state="plan", plan=f"Plan {number}")
        self.act("colette", record_visit, **about, at=clock.now(), where="home", part="housing", text=f"Visit {number}")

    @cached_property
    def one_visit(self) -> Any:
        from housing.support.actions import record_visit

        return self.act("colette", record_visit, placement=self.one_placement, at=clock.now(), where="home", part="housing", text="First")

    def visit_addition(self) -> None:
        from housing.support.actions import add_to_visit

        self.act("colette", add_to_visit, visit=self.one_visit, part="housing", text=f"Addition {self.next()}")
