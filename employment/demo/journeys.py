"""Money and journeys in the invented centre: the cash box behind the sessions, papers, nine people on their way to work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from employment.allowances.actions import declare_elsewhere, note_c45b, reverse_allowance, write_contract
from employment.allowances.models import Allowance
from employment.cash.actions import correct_entry, count_box, open_box, put_in, sign_entry
from employment.cash.models import CashBox
from employment.cash.selectors import balance_of, last_entry
from employment.journeys.actions import (
    agree_step,
    end_journey,
    move_phase,
    move_step,
    open_journey,
    pause_journey,
    write_fact,
    write_outcome,
)
from employment.places.models import SignUp
from intake.demo.door import LIFETIME, instant
from intake.person.models import Person

FLOAT, LOW, FILL = 30000, 20000, 40000
WANTS = ("Gagner de quoi manger", "Sortir de la rue la journée", "Payer une chambre", "Retrouver un métier", "Avoir des horaires", "Revoir mes enfants")
WHYS = ("Je viens chaque semaine, je veux plus", "J'ai mes papiers maintenant", "Trop vite pour moi, je reviens au début", "Je me sens prêt")
STEPS = (
    ("papers", "Carte d'identité à la commune"), ("actiris", "Inscription chez Actiris"), ("health", "Voir le médecin"),
    ("mission", "Rendez-vous à la mission locale"), ("housing", "Chercher une chambre"), ("training", "Cours de jardinage"),
)


def _as(story: Story, name: str, day: date | None = None, hour: int = 11) -> Any:
    """The clock held at an hour of the story, and somebody of the cast at work."""
    from contextlib import ExitStack

    stack = ExitStack()
    if day is not None:
        stack.enter_context(clock.at(min(instant(day, hour, 0), clock.now())))
    stack.enter_context(acting(story.staff[name], workstation="3", lifetime=LIFETIME))
    return stack


def cash_for(story: Story, day: date) -> CashBox:
    """The cash box with enough in it for a session of that day; opened with its float the first time, signed by a second."""
    colette, box = story.staff["colette"], story.kept.get("cash_box")
    if box is None:
        with _as(story, "colette", day, 12):
            box = story.kept["cash_box"] = open_box(actor=colette, label="Emploi à la journée", float_cents=FLOAT, place="Bureau de coordination")
        _second(story, box, day)
    elif balance_of(box) < LOW:
        with _as(story, "colette", day, 12):
            put_in(actor=colette, box=box, amount_cents=FILL, reason="Retrait à la banque")
        _second(story, box, day)
    return box


def _second(story: Story, box: CashBox, day: date) -> None:
    """A second worker signs the last line."""
    with _as(story, "walid", day, 12):
        entry = last_entry(box)
        if entry is not None:
            sign_entry(actor=story.staff["walid"], entry=entry)


def count(story: Story) -> None:
    """The box is counted: once it fits, once five euro are missing and explained, once a difference still waits."""
    box, walid, colette = cash_for(story, story.days[-1]), story.staff["walid"], story.staff["colette"]
    with _as(story, "walid", story.days[-1], 18):
        fits = count_box(actor=walid, box=box, counted_cents=balance_of(box))
        short = count_box(actor=walid, box=box, counted_cents=balance_of(box) - 500, reason="Un billet de cinq euros manque")
    with _as(story, "colette", story.days[-1], 18):
        sign_entry(actor=colette, entry=fits)
        sign_entry(actor=colette, entry=short)
        correct_entry(actor=colette, entry=short, reason="Rendu deux fois sur un ticket de bus")
    with _as(story, "walid", story.days[-1], 19):
        count_box(actor=walid, box=box, counted_cents=balance_of(box) + 200, reason="Deux euros de trop, à revoir")


def papers(story: Story) -> None:
    """What people declare, form C45B in each state, an article 60 file; one allowance reversed."""
    people = _workers(story, 8)
    ivan, today = story.staff["ivan"], clock.local().date()
    with _as(story, "ivan"):
        for person, state in zip(people, ("filed", "filed", "to_file", "not_needed", "agreed"), strict=False):
            note_c45b(actor=ivan, person=person, state=state, on_day=today - timedelta(days=story.dice.randint(3, 30)))
        declare_elsewhere(actor=ivan, person=people[0], amount_cents=128000, year=today.year, organisation="Restaurant social")
        declare_elsewhere(actor=ivan, person=people[1], amount_cents=4231, year=today.year, on_day=today - timedelta(days=2))
        write_contract(actor=ivan, person=people[2], legal_form="article_60", starts_on=today - timedelta(days=20), reference="A60/1187")
        write_contract(actor=ivan, person=people[3], legal_form="day_contract", starts_on=today - timedelta(days=5), ends_on=today - timedelta(days=5), reference="INT-20431")
    with _as(story, "colette"):
        paid = Allowance.objects.filter(entry__isnull=False).select_related("entry__box").order_by("-pk").first()
        if paid is not None:
            reverse_allowance(actor=story.staff["colette"], allowance=paid, reason="Montant donné à une autre personne du groupe")


def _workers(story: Story, number: int) -> list[Person]:
    """People who have worked, those who came first in front."""
    with _as(story, "ivan"):
        came = SignUp.objects.filter(attendance__present=True, person__isnull=False).select_related("person").order_by("pk")
        return list(dict.fromkeys(one.person for one in came if one.person))[:number]


def journeys(story: Story) -> None:
    """Nine journeys: in each phase, one gone back, one paused, two ended, with steps of which some are late."""
    ivan = story.staff["ivan"]
    for place, person in enumerate(_workers(story, 9)):
        began = story.days[22 + place]
        with _as(story, "ivan", began):
            journey = open_journey(actor=ivan, person=person, why=story.dice.choice(WANTS))
            write_fact(actor=ivan, journey=journey, stage="entry", employed="no", without=story.dice.choice(("looking", "not", "unable")))
        for later, phase in ((12, "care"), (22, "accompany"))[: place % 3]:
            with _as(story, "ivan", began + timedelta(days=later)):
                move_phase(actor=ivan, journey=journey, to_phase=phase, why=story.dice.choice(WHYS[:2]))
        _steps(story, journey, began)
        if place == 5:
            with _as(story, "ivan", story.days[-2]):
                move_phase(actor=ivan, journey=journey, to_phase="care", why=WHYS[2])
        elif place == 3:
            with _as(story, "ivan", story.days[-3]):
                pause_journey(actor=ivan, journey=journey)
        elif place in (7, 8):
            _end(story, journey, "contract" if place == 8 else "choice")


def _steps(story: Story, journey: Any, began: date) -> None:
    """Three steps: one done, one planned around today, one agreed without a day."""
    ivan, today = story.staff["ivan"], clock.local().date()
    (done, first), (planned, second), (agreed, third) = story.dice.sample(STEPS, 3)
    with _as(story, "ivan", began, 12):
        step = agree_step(actor=ivan, journey=journey, kind=done, note=first)
    with _as(story, "ivan"):
        move_step(actor=ivan, step=step, state="done")
        agree_step(actor=ivan, journey=journey, kind=planned, note=second, due_on=today + timedelta(days=story.dice.randint(-3, 6)))
        agree_step(actor=ivan, journey=journey, kind=agreed, note=third)


def _end(story: Story, journey: Any, outcome: str) -> None:
    ivan, today = story.staff["ivan"], clock.local().date()
    with _as(story, "ivan"):
        if outcome == "contract":
            write_outcome(actor=ivan, journey=journey, kind="training", starts_on=today - timedelta(days=6))
            end_journey(actor=ivan, journey=journey, outcome="contract", contract_kind="insertion", starts_on=today)
        else:
            end_journey(actor=ivan, journey=journey, outcome=outcome)


add(405, "papers of work", papers)
add(406, "journeys towards work", journeys)
add(407, "the cash box counted", count)
