"""Health in the invented centre: vital signs, what people take, vaccinations and tests. Every value is invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from care.medication.actions import check_medication, list_medicine, stop_medicine, write_caution
from care.testing.actions import link_treatment, note_telling, record_pregnancy_test, record_test
from care.vaccines.actions import record_vaccination, sign_schedule, write_product
from care.vitals.actions import record_vitals
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant

#: How many of those the nurses follow.
MOST = 15
#: Substance, effect, dose, when, source.
MEDICINES: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("Méthadone sirop", "opioid", "60 mg", ("morning",), "doctor"), ("Diazépam 10 mg", "benzodiazepine", "1", ("morning", "bedtime"), "said"),
    ("Amlodipine 5 mg", "other", "1", ("morning",), "paper"), ("Prégabaline 150 mg", "sedative", "1", ("morning", "evening"), "pharmacy"),
    ("Paracétamol 1 g", "other", "1, max. 3 par jour", ("as_needed",), "house"), ("Trazodone 100 mg", "sedative", "1", ("bedtime",), "paper"),
)  # fmt: skip
CAUTIONS = ("Pénicilline : éruption.", "Ne pas donner d'aspirine avec l'anticoagulant.", "Ibuprofène : mal d'estomac.")
KINDS = ("allergy", "interaction", "intolerance")
VACCINES: tuple[tuple[str, str, list[int]], ...] = (("Démonstration hépatite A+B", "hep_ab", [28, 152]), ("Démonstration grippe", "influenza", []), ("Démonstration tétanos", "tetanus", []))
TESTS = (("hcv", "negative"), ("hiv", "negative"), ("hcv_rna", "positive"), ("syphilis", "negative"), ("hbv", "unclear"), ("tb", "negative"))


def fill_in(story: Story) -> None:
    """The first people whom the nurses follow; the doctor signs invented schedules."""
    first, last, nadia = story.days[0], story.days[-1], story.staff["nadia"]
    with clock.at(instant(first, 10, 5)), acting(nadia, workstation="4", lifetime=LIFETIME) as actor:
        vaccines = [write_product(actor=actor, label=label, disease=disease) for label, disease, _gaps in VACCINES]
    with clock.at(instant(first, 10, 30)), acting(story.staff["amina"], workstation="4", lifetime=LIFETIME) as actor:
        for _label, disease, gaps in VACCINES[:2]:
            sign_schedule(actor=actor, disease=disease, gaps=gaps, again=None if gaps else 365, valid_from=first, source="Démonstration : valeurs inventées")
    followed = [one for number, one in enumerate(story.kept["persons"]) if number % 3 == 0][:MOST]
    for place, (since, person) in enumerate(followed):
        day = min(since + timedelta(days=13), last - timedelta(days=1))
        with clock.at(instant(day, 14, 10)), acting(nadia, workstation="4", lifetime=LIFETIME) as actor:
            _medicines(story, actor, person, place, day)
            _vaccination(story, actor, person, place, day, vaccines)
            _tests(story, actor, person, place, day)
        _signs(story, person, place, day, last)


def _medicines(story: Story, actor: Any, person: Any, place: int, day: date) -> None:
    for turn in range(1 + place % 3):
        substance, effect, dose, moments, source = MEDICINES[(place + turn * 2) % len(MEDICINES)]
        line = list_medicine(
            actor=actor, person=person, substance=substance, effect=effect, dose=dose, moments=moments, source=source,
            started_on=day - timedelta(days=40 + turn * 90), prescriber="Dr Exemple" if turn else "", client_uuid=story.form_number(),
        )
        if turn == 2:
            stop_medicine(actor=actor, medicine=line, on=day, because="Ne le prend plus.")
    if place % 4 == 0:
        write_caution(actor=actor, person=person, kind=KINDS[place % 3], words=CAUTIONS[place % 3], client_uuid=story.form_number())
    elif place % 4 == 1:
        write_caution(actor=actor, person=person, kind="no_allergy", words="", client_uuid=story.form_number())
    if place % 2:
        check_medication(actor=actor, person=person)


def _vaccination(story: Story, actor: Any, person: Any, place: int, day: date, vaccines: list[Any]) -> None:
    if place % 5 == 4:
        record_vaccination(
            actor=actor, person=person, disease="influenza", fate="refused", on=day, next_due_on=day + timedelta(days=60), client_uuid=story.form_number()
        )
        return
    vaccine = vaccines[place % len(vaccines)]
    record_vaccination(
        actor=actor, person=person, disease=vaccine.disease, fate="given", product=vaccine, lot=f"DEMO{place:02}", site="left_arm",
        expires_on=day + timedelta(days=200), on=day, dose_number=1, client_uuid=story.form_number(),
    )


def _tests(story: Story, actor: Any, person: Any, place: int, day: date) -> None:
    infection, outcome = TESTS[place % len(TESTS)]
    test = record_test(
        actor=actor, person=person, infection=infection, taken_on=day, method="blood" if place % 2 else "rapid", outcome=outcome, client_uuid=story.form_number()
    )
    record_test(actor=actor, person=person, infection="hiv", known="said", recency=("1", "2.1", "2")[place % 3], client_uuid=story.form_number())
    if place % 3:
        note_telling(actor=actor, test=test, telling="unwanted" if place % 5 == 0 else "told", on=day)
    if infection == "hcv_rna":
        for step, days in (("offered", 0), ("referred", 0)):
            link_treatment(actor=actor, person=person, infection=infection, step=step, on=day - timedelta(days=days), client_uuid=story.form_number())
    if person.gender == "F" and place % 2:
        record_pregnancy_test(actor=actor, person=person, taken_on=day, outcome="negative", client_uuid=story.form_number())


def _signs(story: Story, person: Any, place: int, day: date, last: date) -> None:
    """Some takings over the weeks; two people not well in the last night."""
    days = [one for one in (day, day + timedelta(days=4), day + timedelta(days=11)) if one < last] + [last] * (place < 6)
    for turn, one in enumerate(days):
        with clock.at(min(instant(one, 3 if one == last else 16, 20 + turn), clock.now())), acting(story.staff["nadia"], workstation="4", lifetime=LIFETIME) as actor:
            record_vitals(actor=actor, person=person, compartment="nursing", client_uuid=story.form_number(), **_values(story, place, one == last))


def _values(story: Story, place: int, night: bool) -> dict[str, Any]:
    dice, ill = story.dice, night and place < 2
    values: dict[str, Any] = {
        "consciousness": "V" if ill and place == 0 else "A", "respiration": 9 if ill else dice.randint(13, 20), "spo2": (91 if place == 0 else 94) if ill else dice.randint(95, 99),
        "air": "air", "systolic": dice.randint(105, 145), "diastolic": dice.randint(62, 90), "pulse": 118 if ill else dice.randint(58, 96),
        "temperature": Decimal(dice.randint(384, 391) if ill else dice.randint(362, 374)) / 10, "weight": Decimal(dice.randint(520, 820)) / 10,
    }
    return {name: value for name, value in values.items() if not (place % 5 == 3 and name in ("temperature", "air"))} | {"pain": dice.randint(0, 6)}


add(315, "vital signs, medicines, vaccinations and tests", fill_in)
