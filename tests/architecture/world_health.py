"""One more of what the pages of health list: vital signs, medicines, vaccinations, tests."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Health:
    """Made by the nurse and the doctor, through the actions of the house; mixed into the world."""

    act: Any
    next: Any
    momo: Any
    person: Any

    def vital_signs(self, person: Any = None) -> None:
        from care.vitals.actions import record_vitals

        at = clock.now() - timedelta(minutes=self.next())
        self.act("nadia", record_vitals, person=person or self.momo, compartment="nursing", pulse=80, spo2=97, taken_at=at)

    def vital_signs_of_another(self) -> None:
        self.vital_signs(self.person())

    def medicine(self) -> None:
        from care.medication.actions import list_medicine, stop_medicine

        about = {"person": self.momo, "effect": "opioid"}
        self.act("nadia", list_medicine, substance=f"Medicine {self.next()}", **about)
        gone = self.act("nadia", list_medicine, substance=f"Medicine {self.next()}", **about)
        self.act("nadia", stop_medicine, medicine=gone, on=clock.service_day(), because="Over")

    def caution(self) -> None:
        from care.medication.actions import write_caution

        self.act("nadia", write_caution, person=self.momo, kind="allergy", words=f"Thing {self.next()}")

    def vaccine(self) -> Any:
        from care.vaccines.actions import write_product

        return self.act("nadia", write_product, label=f"Vaccine {self.next()}", disease="other")

    def vaccine_schedule(self) -> None:
        from care.vaccines.actions import sign_schedule

        day = clock.service_day() + timedelta(days=self.next())
        self.act("amina", sign_schedule, disease="other", gaps=[30], again=None, valid_from=day, source="Invented")

    @cached_property
    def one_vaccine(self) -> Any:
        return self.vaccine()

    def vaccination(self, person: Any = None) -> None:
        from care.vaccines.actions import record_vaccination

        self.act(
            "nadia", record_vaccination, person=person or self.momo, disease="other", fate="given", product=self.one_vaccine,
            lot=f"L{self.next()}", site="left_arm", on=clock.service_day(), next_due_on=clock.service_day() + timedelta(days=9),
        )

    def vaccination_of_another(self) -> None:
        self.vaccination(self.person())

    def infection_test(self, person: Any = None) -> Any:
        from care.testing.actions import record_test

        return self.act(
            "nadia", record_test, person=person or self.momo, infection="hcv", taken_on=clock.service_day(), outcome="negative",
            lot=f"T{self.next()}",
        )

    def infection_test_of_another(self) -> None:
        self.infection_test(self.person())

    @cached_property
    def one_infection_test(self) -> Any:
        return self.infection_test()

    def result_of_test(self) -> None:
        from care.testing.actions import write_result
        from care.testing.models import InfectionResult

        with self.fixture("as_")(self.fixture("nadia")):  # type: ignore[attr-defined]  # of the world
            written = InfectionResult.objects.filter(test=self.one_infection_test).count()
        self.act("nadia", write_result, test=self.one_infection_test, outcome="negative", words="", expected=written)

    def treatment_link(self) -> None:
        from care.testing.actions import link_treatment

        self.act("nadia", link_treatment, person=self.momo, infection="hcv_rna", step="offered", on=clock.service_day())

    def pregnancy_test(self) -> None:
        from care.testing.actions import record_pregnancy_test

        self.act("nadia", record_pregnancy_test, person=self.momo, taken_on=clock.service_day() - timedelta(days=self.next()), outcome="negative")
