"""One more of what the pages of asking for a bed list: requests, nights turned away, orders of the list."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Requests:
    """Made by the desk and the coordinator, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any

    def bed_request(self) -> Any:
        from housing.requests.actions import ask_for_bed

        return self.act("vera", ask_for_bed, person=self.person(), how_long="notice", needs=["calm"], animal="dog")

    @cached_property
    def one_request(self) -> Any:
        return self.bed_request()

    def turned_away(self) -> Any:
        from housing.requests.actions import turn_away

        return self.act("vera", turn_away, request=self.bed_request(), reason="full", keep_waiting=True)

    def night_turned_away(self) -> None:
        from housing.requests.actions import turn_away

        request = self.one_request
        with clock.at(clock.now() - timedelta(days=self.next())):
            self.act("vera", turn_away, request=request, reason="full", keep_waiting=True)

    def order_of_list(self) -> None:
        from housing.requests.actions import set_priorities

        day = clock.service_day()
        self.act("colette", set_priorities, criteria=["outside", "longest"], valid_from=day, because=f"Frost {self.next()}")
