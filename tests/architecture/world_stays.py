"""One more of what the pages of stays and nights list."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Stays:
    """Holds that are over, extensions, rules, rounds and what was seen; mixed into the world, whose `act` it uses."""

    act: Any
    bed: Any
    fixture: Any
    next: Any
    person: Any
    sleeper: Any
    stay: Any

    def hold_over(self) -> Any:
        from housing.stays.actions import hold_bed

        with clock.at(clock.now() - timedelta(hours=5)):
            return self.act("vera", hold_bed, person=self.person(), bed=self.bed())

    def extension(self) -> Any:
        from housing.stays.actions import extend_stay

        until = clock.service_day() + timedelta(days=20 + self.next())
        return self.act("vera", extend_stay, stay=self.stay, planned_end=until, reason="health", words="x")

    def house_rule(self) -> Any:
        from housing.houserules.actions import set_house_rules

        return self.act("colette", set_house_rules, from_on=clock.service_day(), hold_hours=1 + self.next() % 20)

    def couple_beds(self) -> Any:
        from housing.beds.models import Bed, Room

        number = self.next()
        with self.fixture("as_")(self.fixture("colette")):
            room = Room.objects.create(ward=self.ward, label=f"Room {number}", order=number, couples=True)  # type: ignore[attr-defined]
            return [Bed.objects.create(room=room, label=f"{number}{letter}", cleaned_at=clock.now()) for letter in "AB"]

    @cached_property
    def night_round(self) -> Any:
        from housing.nights.actions import open_night_round

        return self.act("vera", open_night_round)

    def old_round(self) -> Any:
        from housing.nights.actions import close_round, open_night_round

        with clock.at(clock.now() - timedelta(days=self.next() % 12 + 1)):
            found = self.act("vera", open_night_round)
            return self.act("vera", close_round, round=found)

    def looked_at(self) -> Any:
        from housing.nights.actions import look_at_bed

        stay = self.sleeper()
        return self.act("vera", look_at_bed, round=self.night_round, bed=stay.bed, seen="not_here")
