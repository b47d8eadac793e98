"""One more of what the pages of prescriptions and doses list."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Doses:
    """Made by the nurse, who copies what was prescribed outside, and by the doctor; mixed into the world."""

    act: Any
    next: Any
    person: Any
    momo: Any
    one_account: Any

    def prescribed(self, person: Any = None, later: int = 0) -> Any:
        """A prescription of somebody, at home every day; `later`: in how many days it begins."""
        from care.prescribing.actions import write_prescription

        first = clock.service_day() + timedelta(days=later)
        return self.act(
            "nadia", write_prescription, person=person or self.person(), account=self.one_account, dose_ug=1_000, starts_on=first,
            ends_on=first + timedelta(days=30), supervised_days=[], home_days=list(range(1, 8)), home_most=31, prescriber_name="Dr Example",
            inami="1-23456-78-901",
        )  # fmt: skip

    @cached_property
    def one_prescription(self) -> Any:
        return self.prescribed(self.momo)

    def prescribed_later(self) -> None:
        """One more prescription of Momo, after the others."""
        self.prescribed(self.momo, later=40 * (self.next() + 1))

    def dose_told(self, prescription: Any = None) -> Any:
        from care.dispensing.actions import tell_dose

        plan = prescription or self.one_prescription
        return self.act("nadia", tell_dose, prescription=plan, slot="day", amount_ug=1_000, taken_at=clock.now(), reason=f"Told {self.next()}")

    @cached_property
    def one_dose(self) -> Any:
        assert self.limited_doses
        return self.dose_told()

    @cached_property
    def limited_doses(self) -> Any:
        """Half an hour to stay after methadone, invented."""
        return self.signed_limits()

    def dose_held(self) -> None:
        """One more person whose dose is held."""
        from care.dispensing.actions import hold_dose

        self.act("nadia", hold_dose, prescription=self.prescribed(), slot="day", reason=f"Held {self.next()}")

    def dose_staying(self) -> None:
        assert self.limited_doses
        self.dose_told(self.prescribed())

    def home_bottle(self) -> None:
        from care.takehome.actions import give_bottles

        self.act("nadia", give_bottles, prescription=self.one_prescription, first=clock.service_day() + timedelta(days=1 + self.next() % 25), number=1)

    def dose_decision(self) -> None:
        from care.prescribing.actions import decide

        self.act(
            "nadia", decide, prescription=self.one_prescription, kind="release", day=clock.service_day(), amount_ug=1_000, reason="Seen",
            prescriber_name="Dr Example",
        )  # fmt: skip

    def dose_event(self) -> None:
        from care.observing.actions import note_event

        self.act("nadia", note_event, dose=self.one_dose, what="spit", minutes=1)

    def dose_look(self) -> None:
        from care.observing.actions import watch

        self.act("nadia", watch, dose=self.one_dose, awake="alert")

    def signed_limits(self) -> Any:
        from care.prescribing.actions import sign_limits

        return self.act("amina", sign_limits, fresh=True, substance="methadone", valid_from=clock.service_day(), source="Example", observe_minutes=30)

    def signed_rules(self) -> None:
        from care.prescribing.actions import authorise, sign_missed_rules
        from care.prescribing.missed import Step

        today = clock.service_day()
        self.signed_limits()
        self.act("amina", sign_missed_rules, fresh=True, substance="methadone", valid_from=today, source="Example", steps=[Step(1, None, "see")])
        self.act("amina", authorise, fresh=True, reference=f"X/{self.next()}", authority="Example", valid_from=today, valid_until=today)
