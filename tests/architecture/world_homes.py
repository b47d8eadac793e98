"""One more of what the pages of homes list."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Homes:
    """Programmes, landlords, dwellings, searches; mixed into the world, whose `act` and `next` it uses."""

    act: Any
    next: Any
    person: Any
    fixture: Any

    def _written(self, action: Any, **facts: Any) -> Any:
        """Written by the coordinator; here a fact may be called `name`."""
        colette = self.fixture("colette")
        with self.fixture("as_")(colette):
            return action(actor=colette, **facts)

    def home_programme(self) -> Any:
        from housing.homes.actions import write_programme

        return self._written(write_programme, kind="housing_first", name=f"Programme {self.next()}")

    @cached_property
    def one_programme(self) -> Any:
        return self.home_programme()

    def landlord(self) -> Any:
        from housing.homes.actions import write_landlord

        return self._written(write_landlord, kind="private", name=f"Landlord {self.next()}")

    @cached_property
    def one_landlord(self) -> Any:
        return self.landlord()

    def dwelling(self) -> Any:
        from housing.homes.actions import write_dwelling

        facts = {"programme": self.one_programme, "landlord": self.one_landlord, "dogs": True}
        return self.act("colette", write_dwelling, label=f"Studio {self.next()}", kind="studio", area="Jette", **facts)

    @cached_property
    def one_dwelling(self) -> Any:
        return self.dwelling()

    def home_search(self) -> Any:
        from housing.homes.actions import open_search

        return self.act("colette", open_search, person=self.person(), wished=[self.one_programme.pk], animal=True, words="Un toit.")

    @cached_property
    def one_home_search(self) -> Any:
        return self.home_search()

    def home_step(self) -> None:
        from housing.homes.actions import propose_dwelling, refuse_by_person

        self.act("colette", propose_dwelling, candidature=self.one_home_search, dwelling=self.one_dwelling)
        self.act("colette", refuse_by_person, candidature=self.one_home_search, reason="place", words="Trop loin.")

    def landlord_contact(self) -> None:
        from housing.homes.actions import note_contact

        words = {"kind": "call", "on": clock.service_day(), "words": f"Call {self.next()}"}
        self.act("colette", note_contact, landlord=self.one_landlord, **words)

    def assessment(self) -> None:
        from housing.fidelity.actions import assess_fidelity
        from housing.fidelity.enums import Domain

        day = clock.service_day() - timedelta(days=self.next())
        scores = {str(domain): (Decimal(10), Decimal(20)) for domain in Domain}
        self.act("colette", assess_fidelity, programme=self.one_programme, on=day, instrument="Survey", scores=scores)

    def principles_review(self) -> None:
        from housing.fidelity.actions import review_principles
        from housing.fidelity.enums import Principle

        answers = {str(one): ("met", "") for one in Principle}
        self.act("colette", review_principles, programme=self.one_programme, on=clock.service_day(), answers=answers)
