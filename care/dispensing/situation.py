"""One dose before it is given: what is known, and every rule it would not keep to, in words. Nothing is read here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from care.prescribing.enums import Decided, Slot
from care.prescribing.missed import Verdict, judge
from care.prescribing.policies import closed_words, day_words, verdict_words
from care.register.models import milligrams
from centre.shifts import clock

from .enums import Choice, Outside, State


@dataclass(frozen=True)
class Taken:
    """A dose given today or lately: which, how much, when, by whom, until when the person stays."""

    slot: str
    day: date
    ug: int
    at: datetime
    by: str = ""
    stay_until: datetime | None = None
    left_at: datetime | None = None
    form: UUID | None = None
    pk: UUID | None = None


@dataclass(frozen=True)
class Situation:
    """What is known of one dose. `given`: what was given lately, the newest first; `decisions`: of prescribers, for the day.

    `home_ug`: what went home for the day and did not come back full.
    """

    prescription: Any
    slot: str
    day: date
    verdict: Verdict
    given: tuple[Taken, ...] = ()
    decisions: tuple[Any, ...] = ()
    limits: Any = None
    open: bool = True
    preparation: Any = None
    used: frozenset[Any] = frozenset()
    home_ug: int = 0

    @property
    def slot_label(self) -> str:
        """Which dose of the day, in words."""
        return str(Slot(self.slot).label)

    @property
    def today(self) -> list[Taken]:
        """What was given on the day."""
        return [one for one in self.given if one.day == self.day]

    @property
    def given_ug(self) -> int:
        """How much was given on the day."""
        return sum(one.ug for one in self.today)

    @property
    def planned_ug(self) -> int:
        """What is prescribed for this dose; once more, what the prescriber decided."""
        if self.slot == Slot.EXTRA:
            again = self.decided(Decided.AGAIN)
            return int(again.amount_ug) if again else 0
        return int(self.prescription.planned(self.slot))

    @property
    def proposed_ug(self) -> int:
        """What stands in the form: what was released, else what is prescribed."""
        released = self.decided(Decided.RELEASE)
        if released is None or self.slot == Slot.EXTRA:
            return self.planned_ug
        return max(0, min(self.planned_ug, int(released.amount_ug) - self.given_ug))

    @property
    def two_steps(self) -> bool:
        """Whether one prepares and another checks."""
        return bool(self.limits and self.limits.two_steps)

    @property
    def same_dose(self) -> Taken | None:
        """This very dose, when it was given already."""
        return next((one for one in self.today if one.slot == self.slot and one.slot != Slot.EXTRA), None)

    def written_by(self, form: UUID) -> bool:
        """Whether a form has already written a dose here."""
        return any(one.form == form for one in self.given)

    def decided(self, kind: str) -> Any:
        """The newest decision of a kind for the day that no dose has used up, or None."""
        found = [one for one in self.decisions if one.kind == kind and (kind != Decided.AGAIN or one.pk not in self.used)]
        return found[-1] if found else None

    @property
    def later_ug(self) -> int:
        """What is still prescribed for later this day."""
        slots = list(self.prescription.slots)
        if self.slot not in slots:
            return 0
        later = slots[slots.index(Slot(self.slot)) + 1:]
        return sum(self.prescription.planned(slot) for slot in later)


def judged(prescription: Any, slot: str, missed: int, steps: list[Any]) -> Verdict:
    """What the rules say of this dose after so many missed days."""
    return judge(missed, prescription.planned(slot) or prescription.dose_ug, steps)


@dataclass(frozen=True)
class Offer:
    """What one is about to give: how much, when, to somebody in which state."""

    ug: int
    at: datetime
    state: str = State.ALERT
    breath: int | None = None
    choice: str = ""
    reason: str = ""
    identity: frozenset[str] = field(default_factory=frozenset)
    checked: bool = False

    @property
    def risky(self) -> bool:
        """Whether alcohol or sedation makes the dose dangerous."""
        return self.state in (State.SEDATED, State.INTOXICATED) or bool(self.breath)


def objections(situation: Situation, offer: Offer) -> list[tuple[Outside, str]]:
    """Every rule that this dose would not keep to, with words for whoever stands there; the gravest first."""
    asked = (_standing, _clock, _already, _home, _missed, _interval, _watch, _amount, _limit, _steps)
    return [found for ask in asked for found in ask(situation, offer)]


def _time(moment: datetime) -> str:
    return str(date_format(clock.local(moment), "H:i"))


def _standing(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    plan = now.prescription
    if now.day > plan.last_on:
        yield Outside.OVER, _("The prescription ended on %(day)s. Ask the prescriber.") % {"day": day_words(plan.last_on)}
    if now.day < plan.starts_on:
        yield Outside.OVER, _("The prescription begins on %(day)s.") % {"day": day_words(plan.starts_on)}
    if not now.open:
        yield Outside.PROGRAMME, closed_words()


def _clock(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    latest = max((one.at for one in now.given), default=None)
    if latest is not None and latest > offer.at:
        words = _("A dose of this person is written at %(time)s on %(day)s, which is later than now. Look at the clock of this machine.")
        yield Outside.CLOCK, words % {"time": _time(latest), "day": day_words(clock.local(latest).date())}


def _already(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    same = now.same_dose
    if same is not None:
        words = {"mg": milligrams(same.ug), "time": _time(same.at), "who": same.by or _("a colleague")}
        yield Outside.TWICE, _("This dose was already given: %(mg)s mg at %(time)s by %(who)s.") % words
    if now.slot == Slot.EXTRA and now.decided(Decided.AGAIN) is None:
        yield Outside.TWICE, _("Another dose after one came up is decided by the prescriber; nothing is decided yet.")


def _home(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    if now.home_ug and now.slot != Slot.EXTRA and now.decided(Decided.RELEASE) is None:
        words = _("%(mg)s mg for this day went home in a bottle. Take the bottle back full first, or ask the prescriber.")
        yield Outside.TWICE, words % {"mg": milligrams(now.home_ug)}


def _missed(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    verdict = now.verdict
    if now.slot == Slot.EXTRA or now.today or now.decided(Decided.RELEASE) is not None:
        return
    if verdict.held or (verdict.sober and (offer.risky or offer.state == State.UNSEEN)):
        yield Outside.RULE, verdict_words(verdict)


def _interval(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    minutes = now.limits.interval_minutes if now.limits else None
    last = max((one.at for one in now.given if one.at <= offer.at), default=None)
    if not minutes or last is None or now.slot == Slot.EXTRA:
        return
    first = last + timedelta(minutes=minutes)
    if offer.at < first:
        words = {"last": _time(last), "first": _time(first), "minutes": minutes}
        yield Outside.INTERVAL, _("Too soon: the last dose was at %(last)s. The next one may be given from %(first)s (%(minutes)s minutes).") % words


def _watch(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    for one in now.given:
        if one.stay_until and one.left_at is None and one.at <= offer.at < one.stay_until:
            yield Outside.WATCH, _("The person is still being observed until %(time)s.") % {"time": _time(one.stay_until)}
            return


def _amount(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    plan, released, whole = now.prescription, now.decided(Decided.RELEASE), now.given_ug + offer.ug
    if now.slot == Slot.EXTRA:
        if offer.ug > now.planned_ug and now.planned_ug:
            yield Outside.RANGE, _("The prescriber decided on %(mg)s mg.") % {"mg": milligrams(now.planned_ug)}
        return
    if released is not None:
        if whole > released.amount_ug:
            yield Outside.RANGE, _("The prescriber released %(mg)s mg for this day.") % {"mg": milligrams(released.amount_ug)}
        return
    allowed = now.decided(Decided.ABOVE)
    most = max(plan.most_ug, allowed.amount_ug if allowed else 0)
    if whole > most or whole + now.later_ug < plan.least_ug:
        words = {"least": milligrams(plan.least_ug), "most": milligrams(most), "mg": milligrams(whole)}
        one = _("Prescribed: %(most)s mg a day. With this dose it would be %(mg)s mg.")
        yield Outside.RANGE, (one if plan.least_ug == most else _("Prescribed: %(least)s to %(most)s mg a day. With this dose it would be %(mg)s mg.")) % words


def _limit(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    single, daily = (now.limits.single_ug, now.limits.daily_ug) if now.limits else (None, None)
    allowed = now.decided(Decided.ABOVE)
    if allowed is not None and now.given_ug + offer.ug <= allowed.amount_ug:
        return
    if single and offer.ug > single:
        yield Outside.ABOVE, _("Above the limit of %(mg)s mg at once. Only a doctor may allow more, with a reason.") % {"mg": milligrams(single)}
    if daily and now.given_ug + offer.ug > daily:
        yield Outside.ABOVE, _("Above the limit of %(mg)s mg a day. Only a doctor may allow more, with a reason.") % {"mg": milligrams(daily)}


def _steps(now: Situation, offer: Offer) -> Iterator[tuple[Outside, str]]:
    if now.two_steps and not offer.checked:
        yield Outside.STEPS, _("This dose is prepared by one worker and checked by another, each with their own code. It is not checked yet.")


def undecided(offer: Offer, sedatives: list[str], proposed_ug: int) -> str | None:
    """What the nurse still has to decide: alcohol or sedation asks for a choice, a reason, and a dose that fits the choice."""
    if offer.state == State.UNSEEN:
        return _("Look at the person first: awake, sleepy or under the influence?")
    if (offer.risky or sedatives) and offer.choice not in Choice.values:
        return _("Alcohol or sedation: decide whether the whole dose, less or none is given, and say why.")
    if (offer.risky or sedatives) and not offer.reason.strip():
        return _("Say why you decide so.")
    if offer.choice == Choice.HOLD:
        return _("You decided to hold this dose: write it under “Hold”, or decide otherwise.")
    if offer.choice == Choice.REDUCE and offer.ug >= proposed_ug:
        return _("You decided to give less: write a smaller dose, or decide otherwise.")
    return None
