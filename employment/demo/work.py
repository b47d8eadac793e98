"""Work by the day in the invented centre: two projects, sessions drawn and worked, a row ahead, calls and an accident."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from employment.allowances.actions import set_cap, write_allowance
from employment.allowances.enums import LegalForm, PaidBy
from employment.places.actions import answer_call, draw_places, mark_present, set_rule, sign_up, tell
from employment.places.enums import Answer, Way
from employment.places.models import Call, SignUp
from employment.projects.actions import (
    cancel_session,
    close_session,
    mark_holiday,
    open_project,
    plan_series,
    plan_session,
    write_briefing,
)
from employment.projects.models import Project, Session
from employment.safety.actions import brief_several, lend_tool, report_accident, take_tool_back
from intake.demo.door import LIFETIME, instant

from .journeys import cash_for

#: An invented ceiling for the year under way: the real one is entered by the coordinator. Source: DOMAIN 8.4 [U].
CENTS = 3500
BRIEFING = {
    "fr": "Gants et chaussures fermées, toujours.\nOn ne ramasse pas une seringue à la main : la pince et la boîte jaune.\nOn boit de l'eau. On dit quand on est fatigué. On peut arrêter.",
    "nl": "Handschoenen en gesloten schoenen, altijd.\nEen spuit raap je niet op met de hand: de grijper en de gele doos.\nDrink water. Zeg het als je moe bent. Je mag stoppen.",
    "en": "Gloves and closed shoes, always.\nNever pick up a syringe by hand: the grabber and the yellow box.\nDrink water. Say when you are tired. You may stop.",
}
GREEN_TASKS = [
    {"icon": "trash-2", "fr": "ramasser les déchets", "nl": "afval oprapen", "en": "pick up litter"},
    {"icon": "brush", "fr": "balayer", "nl": "vegen", "en": "sweep"},
    {"icon": "droplets", "fr": "arroser", "nl": "water geven", "en": "water the plants"},
]
WOOD_TASKS = [
    {"icon": "ruler", "fr": "mesurer", "nl": "meten", "en": "measure"},
    {"icon": "hammer", "fr": "assembler", "nl": "in elkaar zetten", "en": "put together"},
    {"icon": "brush", "fr": "peindre", "nl": "schilderen", "en": "paint"},
]


def work(story: Story) -> None:
    """A session each Tuesday and Friday of the last weeks, the next ones in a row, one cancelled, one in order of signing up."""
    green, wood = _projects(story)
    for day in story.days[20:-1]:
        if day.weekday() in {1, 4}:
            _session(story, green if day.weekday() == 1 else wood, day)
    _tomorrow(story, green)
    _ahead(story, green, wood)


def _as(story: Story, name: str, day: date | None = None, hour: int = 10, minute: int = 0) -> Any:
    """The clock held at an hour of the story, and somebody of the cast at work."""
    from contextlib import ExitStack

    stack = ExitStack()
    if day is not None:
        stack.enter_context(clock.at(min(instant(day, hour, minute), clock.now())))
    stack.enter_context(acting(story.staff[name], workstation="3", lifetime=LIFETIME))
    return stack


def _projects(story: Story) -> tuple[Project, Project]:
    """Two projects with partner, drawings, insurance and briefing; the ceilings of the years; a limit over all projects."""
    colette, until = story.staff["colette"], story.days[-1]
    with _as(story, "colette", story.days[0]):
        green = open_project(
            actor=colette, title="Parc Maximilien : propreté", partner="Bruxelles-Propreté", place="Parc Maximilien", hours="09:00–13:00",
            tools="Gants, pinces, gilets", tasks=GREEN_TASKS, contact="Chef d'équipe, 02 555 01 23", insurance="Police 45.678 (fictive)",
            insured_until=date(until.year + 1, 12, 31),
        )
        wood = open_project(
            actor=colette, title="Atelier bois", partner="Atelier du Quai", place="Quai des Usines", hours="10:00–14:00",
            tools="Lunettes, gants", tasks=WOOD_TASKS, insurance="Police 45.679 (fictive)", insured_until=until + timedelta(days=20),
        )
        for project in (green, wood):
            write_briefing(actor=colette, project=project, **BRIEFING)
        set_rule(actor=colette, valid_from=story.days[0], weekly_cap=3, reason="Plus de candidats que de places")
        for year in sorted({day.year for day in story.days} | {until.year + 1}):
            set_cap(
                actor=colette, legal_form=LegalForm.VOLUNTEER, valid_from=date(year, 1, 1), valid_until=date(year, 12, 31),
                day_cents=4231, year_cents=169251, source="Demonstration : montants 2025",
            )
    return green, wood


def _enlist(story: Story, session: Session, number: int, at_day: date) -> None:
    """People sign up at the desk with their card the evening before."""
    known = [person for since, person in story.kept["persons"] if since <= at_day]
    walid = story.staff["walid"]
    with _as(story, "walid", at_day, 19, 30):
        for person in story.dice.sample(known, min(number, len(known))):
            way = story.dice.choice((Way.DESK, Way.DESK, Way.OUTREACH))
            sign_up(actor=walid, person=person, session=session, way=way)


def _session(story: Story, project: Project, day: date) -> None:
    colette = story.staff["colette"]
    with _as(story, "colette", day - timedelta(days=6)):
        session = plan_session(
            actor=colette, project=project, day=day, starts=time(9), ends=time(13), places=5, first_timer_places=1,
            staff=[story.staff["ivan"].pk],
        )
    _enlist(story, session, story.dice.randint(6, 10), day - timedelta(days=1))
    with _as(story, "colette", day, 8, 0):
        draw_places(actor=colette, session=session, seed=f"demonstration-{day}")
        for entry in SignUp.objects.filter(session=session).select_related("session__project").order_by("pk"):
            tell(actor=colette, sign_up=entry)
    _morning(story, session, day)
    with _as(story, "colette", day, 13, 30):
        session.refresh_from_db()
        close_session(actor=colette, session=session)


def _morning(story: Story, session: Session, day: date) -> None:
    """Who comes, who is called, what is lent, how long they stay, what they receive."""
    ivan, colette = story.staff["ivan"], story.staff["colette"]
    with _as(story, "ivan", day, 8, 50):
        for entry in SignUp.objects.filter(session=session, placed=True).select_related("session__project").order_by("pk"):
            if story.dice.random() > 0.85:
                mark_present(actor=ivan, sign_up=entry, present=False, not_today=story.dice.random() > 0.6)
        for call in Call.objects.filter(sign_up__session=session).select_related("sign_up__session").order_by("pk"):
            answer_call(actor=ivan, call=call, answer=Answer.YES, way=Way.PHONE)
        there = list(SignUp.objects.filter(session=session, seat__isnull=False).select_related("session__project").order_by("pk"))
        brief_several(actor=ivan, sign_ups=there, language="fr")
        loans = [lend_tool(actor=ivan, sign_up=entry, what="Gants") for entry in there[:3]]
    box = cash_for(story, day)
    with _as(story, "colette", day, 13, 10):
        for loan in loans[:2]:
            take_tool_back(actor=colette, loan=loan)
        for entry in there:
            left = time(11, 30) if story.dice.random() > 0.85 else None
            mark_present(actor=colette, sign_up=entry, present=True, left_at=left, break_minutes=15)
            write_allowance(
                actor=colette, sign_up=entry, amount_cents=CENTS, legal_form=LegalForm.VOLUNTEER, paid_by=PaidBy.CASH, box=box,
                received="paper",
            )
        if there and "accident" not in story.kept:
            story.kept["accident"] = report_accident(
                actor=colette, sign_up=there[0], happened_at=instant(day, 11, 15), where="Près de la fontaine",
                words="S'est coupé à la main avec du verre en ramassant. Plaie lavée, pansement. Vu par l'éducateur.",
            )


def _tomorrow(story: Story, project: Project) -> None:
    """Tomorrow's session, with more people than places: still to be drawn."""
    colette = story.staff["colette"]
    day = clock.local().date() + timedelta(days=1)
    with _as(story, "colette"):
        session = plan_session(
            actor=colette, project=project, day=day, starts=time(9), ends=time(13), places=4, first_timer_places=1,
            staff=[story.staff["ivan"].pk],
        )
    _enlist(story, session, 6, story.days[-1])


def _ahead(story: Story, green: Project, wood: Project) -> None:
    """A row of Thursdays with Christmas left out, a session in the order of signing up, one cancelled with people to tell."""
    colette, today = story.staff["colette"], clock.local().date()
    with _as(story, "colette"):
        mark_holiday(actor=colette, day=date(today.year, 12, 24), label="Veille de Noël")
        plan_series(
            actor=colette, project=wood, weekdays=[3], from_on=today + timedelta(days=2), until_on=today + timedelta(days=60),
            starts=time(10), ends=time(14), places=5, first_timer_places=1, staff=[story.staff["ivan"].pk],
        )
        first = plan_session(
            actor=colette, project=green, day=today + timedelta(days=3), starts=time(14), ends=time(17), places=3, filling="first_come",
        )
        stormy = plan_session(actor=colette, project=green, day=today + timedelta(days=4), starts=time(9), ends=time(13), places=5)
    for session, number in ((first, 5), (stormy, 3)):
        _enlist(story, session, number, story.days[-1])
    with _as(story, "colette"):
        cancel_session(actor=colette, session=stormy, reason="Tempête annoncée : le parc est fermé.")


add(400, "work by the day", work)
