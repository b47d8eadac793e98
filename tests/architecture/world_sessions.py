"""One more of what the pages of day labour list: projects, sessions, sign-ups, days without work, accidents."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cached_property
from typing import Any

from centre.shifts import clock


class Sessions:
    """Made by the coordinator and the desk, through the actions of the house; mixed into the world."""

    act: Any
    person: Any
    next: Any
    found: Any

    @cached_property
    def project(self) -> Any:
        from employment.projects.actions import open_project

        return self.act("colette", open_project, title="Gardening", partner="Parks", place="Parc Maximilien")

    def session(self) -> Any:
        from employment.projects.actions import plan_session

        day = clock.service_day() + timedelta(days=self.next())
        return self.act("colette", plan_session, project=self.project, day=day, starts=time(9), ends=time(13), places=5)

    @cached_property
    def first_session(self) -> Any:
        return self.session()

    @cached_property
    def drawn(self) -> list[Any]:
        """Three who have a place in the first session."""
        from employment.places.actions import draw_places

        signed = [self.sign_up() for _ in range(3)]
        self.act("colette", draw_places, session=self.first_session)
        for one in signed:
            self.found(one.refresh_from_db)
        return signed

    def sign_up(self) -> Any:
        from employment.places.actions import sign_up

        return self.act("vera", sign_up, person=self.person(), session=self.first_session)

    def session_today(self) -> Any:
        from employment.projects.actions import plan_session

        hours = {"day": clock.local().date(), "starts": time(0, self.next() % 60), "ends": time(23, 59)}
        return self.act("colette", plan_session, project=self.another_project(), places=5, **hours)

    def another_project(self) -> Any:
        from employment.projects.actions import open_project

        return self.act("colette", open_project, title=f"Project {self.next()}", place="Quai")

    def placed(self) -> Any:
        """Somebody with a place in the first session, where places go in the order of signing up."""
        from employment.projects.actions import change_session

        if self.first_session.filling != "first_come":
            self.first_session = self.act("colette", change_session, session=self.first_session, filling="first_come")
        return self.sign_up()

    def untold(self) -> None:
        from employment.places.actions import sign_up
        from employment.projects.actions import cancel_session

        session = self.session()
        self.act("vera", sign_up, person=self.person(), session=session)
        self.act("colette", cancel_session, session=session, reason="Storm")

    def work_rule(self) -> None:
        from employment.places.actions import set_rule

        self.act("colette", set_rule, valid_from=date(2030, 1, 1) + timedelta(days=self.next()), weekly_cap=3, reason="Fair")

    def holiday(self) -> None:
        from employment.projects.actions import mark_holiday

        self.act("colette", mark_holiday, day=clock.local().date() + timedelta(days=3 + self.next()), label="House closed")

    def feed(self) -> None:
        from employment.projects.actions import make_feed

        self.act("vera", make_feed, project=self.another_project())

    def work_accident(self) -> None:
        from employment.places.actions import sign_up
        from employment.safety.actions import report_accident

        entry = self.act("vera", sign_up, person=self.person(), session=self.session_today())
        self.act("vera", report_accident, sign_up=entry, happened_at=clock.now(), words="Cut")

    def worked(self) -> None:
        from employment.places.actions import mark_present

        self.act("colette", mark_present, sign_up=self.drawn.pop(), present=True)

    def cap(self) -> None:
        from employment.allowances.actions import set_cap

        year = 2030 + self.next()
        self.act(
            "colette", set_cap, legal_form="volunteer", valid_from=date(year, 1, 1), valid_until=date(year, 12, 31),
            day_cents=4000, year_cents=160000, source="Royal decree",
        )
