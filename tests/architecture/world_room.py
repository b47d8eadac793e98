"""One more of what the pages of the consumption room list, through the actions of the house; mixed into the world."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Room:
    """An open room of Rosa and Robin; who comes is enrolled first."""

    act: Any
    fixture: Any
    next: Any
    momo: Any
    found: Any

    @cached_property
    def open_room(self) -> Any:
        from care.room.ground import actions

        day = clock.service_day()
        basis = self.act(
            "colette", actions.enter_basis, reference="Text", given_by="Parliament", valid_from=day - timedelta(days=9),
            valid_until=day + timedelta(days=300),
        )
        self.act("colette", actions.sign_basis, fresh=True, basis=basis, role="coordinator")
        self.act("amina", actions.sign_basis, fresh=True, basis=basis, role="doctor")
        self.room_rules()
        self.act(
            "colette", actions.set_terms, valid_from=day - timedelta(days=9), injection_minutes=30, inhalation_minutes=30,
            watch_minutes=20, look_minutes=10, staff_least=1, because="test",
        )
        self.booth()
        return self.act("rosa", actions.open_room, staff=[self.fixture("rosa").pk])

    def room_rules(self) -> Any:
        from care.room.ground.actions import publish_rules

        return self.act("colette", publish_rules, text_fr=f"Calme {self.next()}", text_nl="Kalm")

    def room_terms(self) -> Any:
        from care.room.ground.actions import set_terms

        return self.act(
            "colette", set_terms, valid_from=clock.service_day() + timedelta(days=self.next()), injection_minutes=30,
            inhalation_minutes=30, watch_minutes=20, look_minutes=10, staff_least=1, because="test",
        )

    def booth(self) -> Any:
        from care.room.ground.actions import save_booth

        number = self.next()
        return self.act("colette", save_booth, label=f"I{number}", space="injection", order=number, active=True)

    def room_guest(self, person: Any = None) -> Any:
        """Somebody near the room's team, and enrolled."""
        from care.room.enrolment.actions import enrol
        from centre.access.grants import grant_team
        from centre.staff.models import Team
        from intake.person.actions import open_file

        assert self.open_room
        who = person or self.act("vera", open_file, alias=f"Guest {self.next()}", birth_year=1980)
        with self.fixture("as_")(self.fixture("vera")):
            grant_team(person=who, team=Team.objects.get(code="room"), compartment="desk", days=30, origin="contact")
        self.act("rosa", enrol, person=who, age_check="seen")
        return who

    def room_visit(self, person: Any = None) -> Any:
        """One more in the queue."""
        from care.room.visits.actions import arrive

        return self.act("rosa", arrive, person=person or self.room_guest(), space="injection")

    @cached_property
    def momo_enrolled(self) -> Any:
        return self.room_guest(self.momo)

    def past_room_visit(self) -> Any:
        """One more visit of Momo, who left before using."""
        from care.room.visits.actions import leave

        return self.act("rosa", leave, visit=self.room_visit(self.momo_enrolled))

    def room_decision(self) -> Any:
        from care.room.enrolment.actions import decide_clinically
        from care.room.enrolment.models import Enrolment

        assert self.momo_enrolled
        with self.fixture("as_")(self.fixture("rosa")):
            enrolment = Enrolment.objects.get(person=self.momo)
        return self.act("rosa", decide_clinically, enrolment=enrolment, ground="health", outcome="may", taken_with="nurse", words="Fine.")

    @cached_property
    def one_room_visit(self) -> Any:
        """Somebody in a booth."""
        from care.room.ground.selectors import every_booth
        from care.room.visits.actions import seat

        visit = self.room_visit()
        booth = self.found(lambda: every_booth()[0])
        return self.act("rosa", seat, visit=visit, booth=booth)

    def room_use(self) -> Any:
        from care.room.visits.actions import record_use

        return self.act("rosa", record_use, visit=self.one_room_visit, lines=[("11", "11", "iv")], advice=["slow"])

    def room_look(self) -> Any:
        from care.room.visits.actions import look_after

        return self.act("rosa", look_after, visit=self.one_room_visit, consciousness="A", spo2=96)

    def room_ban(self) -> Any:
        from care.room.bans.actions import propose_ban

        return self.act(
            "rosa", propose_ban, person=self.room_guest(), ground="other", reason="x", ends_at=clock.now() + timedelta(days=2),
            review_on=clock.service_day() + timedelta(days=1),
        )

    def sample(self) -> Any:
        from care.room.checking.actions import take_sample

        return self.act("rosa", take_sample, sold_as="11", form="powder")
