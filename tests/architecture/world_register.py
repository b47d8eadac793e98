"""One more of what the pages of the controlled-drug register list."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Register:
    """Made by the doctor and the nurse, each with a second factor, through the actions of the house; mixed into the world."""

    act: Any
    next: Any

    def drug_account(self) -> Any:
        """One more account, with a delivery that nobody signed."""
        from care.register.actions import open_account

        return self.act(
            "amina", open_account, fresh=True, substance="methadone", form="solution", strength_ug=10_000, premises=f"Room {self.next()}",
            amount_ug=2_000_000, batch="M1", expires_on=clock.local().date() + timedelta(days=20),
        )

    @cached_property
    def one_account(self) -> Any:
        return self.drug_account()

    def drug_line(self) -> Any:
        from care.register.actions import waste

        return self.act("nadia", waste, fresh=True, account=self.one_account, amount_ug=1_000, why="spilled")

    def drug_batch(self) -> None:
        from care.register.actions import receive

        self.act(
            "nadia", receive, fresh=True, account=self.one_account, amount_ug=1_000, source="Pharmacy", document="BL-1", batch=f"B{self.next()}",
            expires_on=clock.local().date() + timedelta(days=20),
        )

    def drug_count(self) -> Any:
        """A count that does not fit."""
        from care.register.actions import count_stock

        return self.act("nadia", count_stock, fresh=True, account=self.one_account, counted_ug=1_000)

    @cached_property
    def one_drug_case(self) -> Any:
        return self.drug_count()

    def drug_case_step(self) -> None:
        from care.stocktaking.actions import follow_case

        self.act("nadia", follow_case, entry=self.one_drug_case, kind="investigated", words=f"Looked {self.next()}")

    def drug_inventory_begun(self) -> Any:
        from care.stocktaking.actions import begin_inventory

        assert self.one_account
        return self.act("nadia", begin_inventory, reason="yearly")

    @cached_property
    def one_drug_inventory(self) -> Any:
        for _ in range(4):
            self.drug_account()
        return self.drug_inventory_begun()

    def drug_inventory_line(self) -> None:
        """The next account counted in the inventory."""
        from care.register.actions import count_stock
        from care.stocktaking.selectors import still_to_count

        inventory = self.one_drug_inventory
        account = self.act("nadia", lambda *, actor: still_to_count(inventory)[0])
        self.act("nadia", count_stock, fresh=True, account=account, counted_ug=0, inventory=inventory)
