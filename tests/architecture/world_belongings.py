"""One more of what the pages of lockers and belongings list."""

from __future__ import annotations

from typing import Any


class Belongings:
    """Made by the coordinator and the desk, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any
    momo: Any

    def locker(self) -> Any:
        from housing.belongings.actions import write_locker

        facts = {"size": "medium", "place": "hall", "space": "", "in_service": True, "order": 0}
        return self.act("colette", write_locker, number=str(self.next()), **facts)

    def keeping(self) -> Any:
        from housing.belongings.actions import keep_belongings

        return self.act("vera", keep_belongings, person=self.person(), what="a bag", locker=self.locker())

    def disposal(self) -> None:
        from housing.belongings.actions import propose_disposal

        self.act("walid", propose_disposal, keeping=self.keeping(), reason="spoiled")

    def kept_for_momo(self) -> None:
        from housing.belongings.actions import keep_belongings

        self.act("vera", keep_belongings, person=self.momo, what="a bag", bag=f"shelf {self.next()}")
