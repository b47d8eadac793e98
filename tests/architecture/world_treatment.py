"""One more of what the pages of treatment list: people who entered, corrections, programmes."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from centre.shifts import clock


class Treatment:
    """Made by the nurse and the coordinator, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any

    def care_programme(self) -> Any:
        from care.episodes.actions import write_programme

        return self.act("colette", write_programme, label=f"Programme {self.next()}", compartment="nursing", centre="gp", counts=True)

    @cached_property
    def one_care_programme(self) -> Any:
        return self.care_programme()

    def episode(self) -> Any:
        from care.episodes.actions import open_episode

        return self.act(
            "nadia", open_episode, person=self.person(), programme=self.one_care_programme, started_on=clock.service_day(), answers={"primary": "11"}
        )

    @cached_property
    def one_episode(self) -> Any:
        return self.episode()

    def entry_correction(self) -> None:
        from care.episodes.actions import correct_snapshot

        self.act("nadia", correct_snapshot, episode=self.one_episode, answers={"primary": "12"}, because="Misheard")
