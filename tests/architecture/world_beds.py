"""One more of what the pages of beds list: closures with their changes, beds to clean, the past of a bed."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Beds:
    """Made by the coordinator and the desk, through the actions of the house; mixed into the world."""

    act: Any
    bed: Any
    free_bed: Any

    def closed_bed(self) -> Any:
        from housing.beds.actions import close_bed

        return self.act("colette", close_bed, bed=self.bed(), reason="repair", start=clock.now() + timedelta(days=3))

    @cached_property
    def one_closure(self) -> Any:
        return self.closed_bed()

    def revision(self) -> None:
        from housing.closures.actions import revise_closure

        closure = self.one_closure
        until = clock.now() + timedelta(days=9)
        self.act("colette", revise_closure, closure=closure, start=closure.period.lower, until=until, reason="repair", why="later")

    def soiled_bed(self) -> None:
        from housing.beds.actions import ask_cleaning

        self.act("vera", ask_cleaning, bed=self.bed(), reason="soiled")

    def cleaning_of_bed(self) -> None:
        from housing.beds.actions import mark_cleaned

        self.act("vera", mark_cleaned, bed=self.free_bed)

    def building(self) -> None:
        from housing.building.actions import keep_building

        self.act("colette", keep_building, label=f"Building {self.next()}")

    next: Any
