"""Work by the day in the invented centre: two projects, sessions drawn and worked, one open for tomorrow."""

from __future__ import annotations

from datetime import date, time, timedelta

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from employment.allowances.actions import set_cap, write_allowance
from employment.allowances.enums import LegalForm, PaidBy
from employment.places.actions import draw_places, mark_present, sign_up
from employment.places.models import SignUp
from employment.projects.actions import close_session, open_project, plan_session
from employment.projects.models import Session
from intake.demo import LIFETIME, instant

#: An invented ceiling for the year under way: the real one is entered by the coordinator. Source: DOMAIN 8.4 [U].
CENTS = 3500


def work(story: Story) -> None:
    """A session each Tuesday and Friday of the last weeks, and the next one open for signing up."""
    colette = story.staff["colette"]
    with clock.at(instant(story.days[0], 10, 0)), acting(colette, workstation="3", lifetime=LIFETIME):
        green = open_project(actor=colette, title="Parc Maximilien : propreté", partner="Bruxelles-Propreté", place="Parc Maximilien", hours="09:00–13:00", tools="Gants, pinces, gilets")
        wood = open_project(actor=colette, title="Atelier bois", partner="Atelier du Quai", place="Quai des Usines", hours="10:00–14:00", tools="Fourni sur place")
        for year in sorted({day.year for day in story.days} | {story.days[-1].year + 1}):
            set_cap(
                actor=colette, legal_form=LegalForm.VOLUNTEER, valid_from=date(year, 1, 1), valid_until=date(year, 12, 31),
                day_cents=4231, year_cents=169251, source="Demonstration : montants 2025",
            )
    for day in story.days[20:-1]:
        if day.weekday() in {1, 4}:
            _session(story, green if day.weekday() == 1 else wood, day)
    _tomorrow(story, green)


def _enlist(story: Story, session: Session, number: int, at_day: date) -> None:
    """People sign up at the desk with their card the evening before."""
    known = [person for since, person in story.kept["persons"] if since <= at_day]
    walid = story.staff["walid"]
    with clock.at(min(instant(at_day, 19, 30), clock.now())), acting(walid, workstation="1", lifetime=LIFETIME):
        for person in story.dice.sample(known, min(number, len(known))):
            sign_up(actor=walid, person=person, session=session)


def _session(story: Story, project: object, day: date) -> None:
    colette = story.staff["colette"]
    with clock.at(instant(day - timedelta(days=6), 10, 0)), acting(colette, workstation="3", lifetime=LIFETIME):
        session = plan_session(actor=colette, project=project, day=day, starts=time(9), ends=time(13), places=5, first_timer_places=1)  # type: ignore[arg-type]
    _enlist(story, session, story.dice.randint(6, 10), day - timedelta(days=1))
    with clock.at(instant(day, 8, 0)), acting(colette, workstation="3", lifetime=LIFETIME):
        draw_places(actor=colette, session=session, seed=f"demonstration-{day}")
    with clock.at(instant(day, 13, 30)), acting(colette, workstation="3", lifetime=LIFETIME):
        for entry in SignUp.objects.filter(session=session, placed=True).select_related("session").order_by("pk"):
            came = story.dice.random() < 0.85
            mark_present(actor=colette, sign_up=entry, present=came)
            if came:
                write_allowance(actor=colette, sign_up=entry, amount_cents=CENTS, legal_form=LegalForm.VOLUNTEER, paid_by=PaidBy.CASH)
        session.refresh_from_db()
        close_session(actor=colette, session=session)


def _tomorrow(story: Story, project: object) -> None:
    colette = story.staff["colette"]
    day = clock.local().date() + timedelta(days=1)
    with acting(colette, workstation="3", lifetime=LIFETIME):
        session = plan_session(actor=colette, project=project, day=day, starts=time(9), ends=time(13), places=4, first_timer_places=1)  # type: ignore[arg-type]
    _enlist(story, session, 6, story.days[-1])


add(400, "work by the day", work)
