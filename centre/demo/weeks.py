"""Who works when in the invented centre, what waits to be done, and what the last shift handed over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from centre.access.identity import acting
from centre.rota.actions import ask_swap, note_absence, plan_duty, set_least
from centre.shifts import clock, hours
from centre.shifts.actions import (
    acknowledge_handover,
    add_line,
    add_remark,
    close_handover,
    fill_handover,
    open_handover,
    sign_handover,
)
from centre.shifts.hours import Shift
from centre.todo.actions import add_task, finish_task

from .registry import Story

#: Shift -> who works it by turns, as (user name, role, post).
TURNS = {
    "early": ((("vera", "desk", "Accueil"), ("nadia", "nurse", "Soins"), ("ivan", "social", "Social")), (("walid", "desk", "Accueil"), ("nadia", "nurse", "Soins"), ("colette", "coordinator", ""))),
    "late": ((("salma", "desk", "Accueil"), ("noor", "nurse", "Soins")), (("vera", "desk", "Accueil"), ("ivan", "social", "Social"))),
    "night": ((("walid", "desk", "Nuit"), ("noor", "nurse", "Nuit")), (("salma", "desk", "Nuit"), ("vera", "desk", "Nuit"))),
}
LEAST = (("early", "desk", 1), ("early", "nurse", 1), ("late", "desk", 1), ("late", "nurse", 1), ("night", "desk", 2))
BACK, AHEAD = 14, 14
LIFETIME = 3600


def live(story: Story) -> None:
    """Four weeks of rota, tasks of every kind, the handover of the shift before closed and read."""
    _plan(story, clock.service_day())
    _tasks(story)
    _hand_over(story)


def _as(story: Story, name: str) -> Any:
    return acting(story.staff[name], workstation="1", lifetime=LIFETIME)


def _plan(story: Story, today: date) -> None:
    with _as(story, "colette") as actor:
        for code, role, number in LEAST:
            set_least(actor=actor, code=code, role=role, number=number)
        for number in range(-BACK, AHEAD):
            for code, turns in TURNS.items():
                day = today + timedelta(days=number)
                for name, role, post in turns[day.toordinal() % 2]:
                    plan_duty(actor=actor, user=story.staff[name], role=role, shift=Shift(day, code), post=post)
        note_absence(actor=actor, user=story.staff["noor"], from_on=today + timedelta(days=3), until_on=today + timedelta(days=5))
    with _as(story, "walid") as actor:
        mine = actor.duties.filter(starts_at__gt=clock.now() + timedelta(hours=24)).order_by("starts_at").first()
        if mine is not None:
            ask_swap(actor=actor, duty=mine)


def _tasks(story: Story) -> None:
    now = clock.now()
    known = {person.alias: person for _, person in story.kept["persons"]}
    with _as(story, "vera") as actor:
        add_task(actor=actor, text="Appeler le plombier pour la douche 2", role="coordinator", due_at=now - timedelta(hours=3), client_uuid=story.form_number())
        add_task(actor=actor, text="Commander du café", due_at=now + timedelta(hours=20), client_uuid=story.form_number())
        add_task(actor=actor, text="Essuies à plier", client_uuid=story.form_number())
        done = add_task(actor=actor, text="Tester le défibrillateur", urgent=True, client_uuid=story.form_number())
        finish_task(actor=actor, task=done)
        for alias, text, hours_ahead in (("Momo", "Garder son sac jusqu'à lundi", 60), ("Wim", "Bedlamp vervangen", 5), ("Pavel", "Rappeler l'interprète", -2)):
            add_task(
                actor=actor, text=text, person=known[alias].pk, compartment="desk", due_at=now + timedelta(hours=hours_ahead),
                client_uuid=story.form_number(),
            )


def _hand_over(story: Story) -> None:
    current = hours.shift_now()
    last = hours.before(current)
    pavel = next(person for _, person in story.kept["persons"] if person.alias == "Pavel")
    with clock.at(last.end - timedelta(minutes=25)):
        with _as(story, "nadia") as actor:
            book = open_handover(actor=actor, shift=last)
            fill_handover(actor=actor, book=book)
        with _as(story, "vera") as actor:
            add_line(
                actor=actor, book=book, person=pavel.pk, text="Reviendra chercher ses papiers vers midi.", for_whom="Ivan",
                client_uuid=story.form_number(),
            )
            add_remark(actor=actor, book=book, text="Ambiance calme. Lave-linge en panne.", client_uuid=story.form_number())
            book = close_handover(actor=actor, book=book)
    with clock.at(min(last.end + timedelta(minutes=5), clock.now())):
        with _as(story, "walid") as actor:
            sign_handover(actor=actor, book=book)
        with _as(story, "ivan") as actor:
            acknowledge_handover(actor=actor, book=book)
