"""One more of what the pages of paths list: needs, reviews, people lost from sight."""

from __future__ import annotations

from typing import Any

from centre.shifts import clock

AREAS = ("housing", "papers", "income", "health", "mental", "use", "justice", "family")


class Paths:
    """Made by the social worker, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any
    path: Any
    areas = AREAS

    def need_of_path(self) -> None:
        from care.paths.actions import add_goal, name_need

        area, self.areas = self.areas[0], self.areas[1:]
        need = self.act("ivan", name_need, path=self.path, area=area, words="A sentence")
        self.act("ivan", add_goal, path=self.path, words="For that need", need_id=need.pk)

    def review_of_path(self) -> None:
        from care.paths.actions import review_path

        self.act("ivan", review_path, path=self.path, on=clock.service_day(), changed=f"Change {self.next()}")

    def loss_of_path(self) -> None:
        from care.continuity.actions import lose_contact, move_search

        today = clock.service_day()
        lost = self.act("ivan", lose_contact, path=self.path, last_seen_on=today, where=f"Square {self.next()}")
        self.act("ivan", move_search, lost=lost, state="found", found_on=today)

    def lost_person(self) -> None:
        from care.continuity.actions import lose_contact
        from care.paths.actions import open_path

        path = self.act("ivan", open_path, person=self.person(), compartment="social")
        self.act("ivan", lose_contact, path=path, last_seen_on=clock.service_day(), look_until=clock.service_day())
