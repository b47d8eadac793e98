"""Doses of the invented centre: a week of methadone, missed days, a release, bottles, and a programme of two mornings.

Every rule and limit here is invented and says so: the house has none until its own doctors sign some.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from audit.rules import Refused
from care.dispensing.actions import check_preparation, give_dose, hold_dose, prepare_dose, refuse_dose, tell_dose
from care.dispensing.enums import Choice
from care.medication.selectors import sedating_effects
from care.observing.actions import answer_event, leave, note_event, watch
from care.prescribing.actions import authorise, call_doctor, decide, sign_limits, sign_missed_rules, write_prescription
from care.prescribing.enums import PROGRAMME, AfterMissing
from care.prescribing.missed import Step
from care.takehome.actions import give_bottles
from centre.access.identity import acting
from centre.access.scope import holds
from centre.demo.registry import Story, add
from centre.shifts import clock
from centre.staff.models import Team
from intake.demo.door import LIFETIME, instant

REMARK = "Commencer doucement ; appeler si plus d'un jour est manqué."
SOURCE = "Démonstration : valeurs inventées"
ROWS = (
    Step(1, 1, AfterMissing.SAME), Step(2, 2, AfterMissing.SOBER), Step(3, 3, AfterMissing.PERCENT, 50),
    Step(4, 4, AfterMissing.SEE, 50, 40_000), Step(5, None, AfterMissing.INDUCTION),
)  # fmt: skip
DAYS = 7
WEEK, EVERY_DAY = [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]
#: From this number on they come every day, Sundays too: about them there is something to show today, whatever the day.
COME_DAILY = 4
#: Milligrams a day, and on which of the last seven days nobody came (0 is the first).
PLANS = (
    (60, ()), (80, (3,)), (45, (4, 5)), (100, (3, 4, 5)), (30, (2,)), (90, ()), (55, ()),
)


@contextmanager
def _as(story: Story, name: str, day: date, hour: int, minute: int = 0) -> Iterator[Any]:
    """Somebody at work with a second factor just typed."""
    until = time.time() + LIFETIME
    with clock.at(min(instant(day, hour, minute), clock.now())), acting(story.staff[name], workstation="4", lifetime=LIFETIME, fresh_until=until) as actor:
        yield actor


def sign(story: Story) -> None:
    """The doctor signs invented rules, limits and an invented authorisation."""
    with _as(story, "amina", story.days[-DAYS - 1], 9) as amina:
        first = clock.service_day()
        sign_missed_rules(actor=amina, substance="methadone", valid_from=first, source=SOURCE, steps=ROWS)
        sign_limits(
            actor=amina, substance=PROGRAMME, valid_from=first, source=SOURCE, single_ug=300_000, daily_ug=600_000, interval_minutes=180,
            observe_minutes=30, two_steps=True,
        )  # fmt: skip
        authorise(actor=amina, reference="DÉMO-001", authority="Démonstration", valid_from=first, valid_until=first + timedelta(days=180))


def treat(story: Story) -> None:
    """Seven people on methadone, day after day; one of them in the programme as well."""
    sign(story)
    nadia, first = story.staff["nadia"], story.days[-DAYS]
    with _as(story, "nadia", first, 9):
        people = [person for since, person in story.kept["persons"] if since < first and holds(nadia, person, "nursing")][: len(PLANS)]
    plans = [_prescribe(story, person, first, number) for number, person in enumerate(people)]
    for place, day in enumerate(story.days[-DAYS:]):
        for number, plan in enumerate(plans):
            if place not in PLANS[number][1] and not (day == story.days[-1] and number >= 3):
                _morning(story, day, number, plan)
    _today(story, plans)
    if people:
        _programme(story, people[0])


def _prescribe(story: Story, person: Any, first: date, number: int) -> Any:
    account, mg = story.kept["drug_accounts"][0], PLANS[number][0]
    week: dict[str, Any] = {"supervised_days": WEEK, "home_days": [7], "home_most": 2} if number < COME_DAILY else {"supervised_days": EVERY_DAY}
    with _as(story, "nadia", first, 9, 20) as nadia:
        return write_prescription(
            actor=nadia, person=person, account=account, dose_ug=mg * 1000, least_ug=mg * 500, most_ug=mg * 1250, starts_on=first,
            ends_on=first + timedelta(days=(8 if number == 1 else 27)), prescriber_name="Dr Démonstration", inami="0-00000-00-000",
            pharmacy="Pharmacie Démonstration", team=_team(nadia), words=REMARK if number == 3 else None, client_uuid=story.form_number(), **week,
        )  # fmt: skip


def _team(nadia: Any) -> Team:
    team: Team = next(team for team in nadia.teams() if "nursing" in team.compartments)
    return team


def _morning(story: Story, day: date, number: int, plan: Any) -> None:
    """One dose at the counter; on Saturday the bottle for Sunday; what the rules hold is held, what happened is told."""
    with _as(story, "nadia", day, 9, 30 + number * 3) as nadia:
        facts: dict[str, Any] = {"actor": nadia, "prescription": plan, "slot": "day", "client_uuid": story.form_number()}
        if day.isoweekday() not in plan.supervised_days:
            return
        try:
            dose = give_dose(amount_ug=plan.dose_ug, state="alert", identity=("card", "said"), **_settled(nadia, plan), **facts)
        except Refused as refused:
            hold_dose(reason=refused.words, state="alert", **facts)
            return
        if number == 1 and day == story.days[-3]:
            _came_up(story, nadia, dose)
        if day.isoweekday() == 6 and plan.home_days:
            give_bottles(actor=nadia, prescription=plan, first=day + timedelta(days=1), number=1, lock_box=number % 2 == 0, client_uuid=story.form_number())


def _settled(actor: Any, plan: Any) -> dict[str, Any]:
    """What the nurse decides where the list of medicines names a sedative; nothing to decide otherwise."""
    key = plan.about.pk
    if not sedating_effects(actor, [key]).get(key):
        return {}
    return {"choice": Choice.GIVE, "reason": "Traitement connu du médecin ; éveillé, parle clairement."}


def _came_up(story: Story, nadia: Any, dose: Any) -> None:
    event = note_event(actor=nadia, dose=dose, what="vomit", minutes=25, seen=False, words="Le dit lui-même.", client_uuid=story.form_number())
    answer_event(
        actor=nadia, event=event, again_ug=0, reason="Plus de vingt minutes : pas d'autre dose.", prescriber_name="Dr Démonstration",
        client_uuid=story.form_number(),
    )  # fmt: skip


def _today(story: Story, plans: list[Any]) -> None:
    """This morning: one refuses, one is held, one was given at the door and told afterwards; a release on the telephone."""
    day = story.days[-1]
    with _as(story, "nadia", day, 10, 20) as nadia:
        for number, plan in enumerate(plans[4:], start=4):
            facts: dict[str, Any] = {"actor": nadia, "prescription": plan, "slot": "day", "client_uuid": story.form_number()}
            if number == 4:
                refuse_dose(reason="Veut d'abord manger.", state="alert", **facts)
            if number == 5:
                hold_dose(reason="S'endort sur la chaise ; revoir à midi.", state="sedated", **facts)
            if number == 6:
                tell_dose(amount_ug=plan.dose_ug, taken_at=clock.now(), state="alert", identity=("said",), reason="Donnée à la porte, trop de monde.", **facts)
        if len(plans) > 3:
            decide(
                actor=nadia, prescription=plans[3], kind="release", day=clock.service_day(), amount_ug=50_000, prescriber_name="Dr Démonstration",
                reason="Vu au téléphone ensemble : la moitié aujourd'hui.", client_uuid=story.form_number(),
            )  # fmt: skip


def _programme(story: Story, person: Any) -> None:
    """Two mornings of the programme: prepared by the nurse, checked by the doctor, one who left too early."""
    first = story.days[-2]
    with _as(story, "nadia", first, 10, 40) as nadia:
        call_doctor(actor=nadia, person=person)
        team = _team(nadia)
    with _as(story, "amina", first, 10, 45) as amina:
        plan = write_prescription(
            actor=amina, person=person, account=story.kept["drug_accounts"][3], dose_ug=400_000, afternoon_ug=200_000, least_ug=100_000,
            most_ug=500_000, route="inhaled", starts_on=first, ends_on=first + timedelta(days=20), supervised_days=EVERY_DAY, team=team,
            client_uuid=story.form_number(),
        )  # fmt: skip
    for day in (first, story.days[-1]):
        with _as(story, "nadia", day, 10, 50) as nadia:
            ready = prepare_dose(actor=nadia, prescription=plan, slot="morning", amount_ug=200_000, client_uuid=story.form_number())
        with _as(story, "amina", day, 10, 52) as amina:
            ready = check_preparation(actor=amina, preparation=ready)
        with _as(story, "nadia", day, 10, 55) as nadia:
            dose = give_dose(
                actor=nadia, prescription=plan, slot="morning", amount_ug=200_000, state="alert", identity=("card", "said"), preparation=ready,
                client_uuid=story.form_number(), **_settled(nadia, plan),
            )  # fmt: skip
        with _as(story, "nadia", day, 11, 10) as nadia:
            watch(actor=nadia, dose=dose, awake="drowsy" if day == first else "alert", saturation=95, breaths=12, client_uuid=story.form_number())
            if day == first:
                leave(actor=nadia, dose=dose, words="Un rendez-vous au tribunal.")


add(340, "prescriptions and doses", treat)
