"""Who tests, writes results and tells them: nurses and doctors, of the people they follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock

from .enums import Telling


def _outside(actor: Any, person: Any) -> str | None:
    return None if holds(actor, person, Compartment.NURSING) else _("Your team does not follow this person here.")


def _elsewhere(actor: Any, on: date | None) -> str | None:
    if Compartment.NURSING not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    return _("This day has not come yet.") if on is not None and on > clock.service_day() else None


@rule("care.view_tests")
def view_tests(actor: Any, *, person: Any) -> str | None:
    """In the nursing part of the file alone."""
    return _outside(actor, person)


@rule("care.record_test")
def record_test(actor: Any, *, on: date | None) -> str | None:
    """By a team of the nursing part of the file, which then follows the person; not in the future."""
    return _elsewhere(actor, on)


@rule("care.record_test")
def write_result(actor: Any, *, test: Any, expected: int, number: int) -> str | None:
    """Of a test that stands and has a day; nobody wrote another since `expected` was read."""
    if test.struck_at is not None:
        return _("This is struck out already.")
    if test.taken_on is None:
        return _("No day is known for this test: write the test with its day first.")
    if number != expected:
        return _("A colleague wrote a result meanwhile: open it first.")
    return _outside(actor, test.person_id)


@rule("care.record_test")
def note_telling(actor: Any, *, test: Any, telling: str, on: date, results: int) -> str | None:
    """A result is told once there is one; not before the test, not in the future."""
    if test.struck_at is not None:
        return _("This is struck out already.")
    if telling == Telling.TOLD and not results:
        return _("There is no result to tell yet.")
    return _day_of_telling(actor, test, on)


def _day_of_telling(actor: Any, test: Any, on: date) -> str | None:
    if on > clock.service_day():
        return _("This day has not come yet.")
    if test.taken_on is not None and on < test.taken_on:
        return _("This lies before the test.")
    return _outside(actor, test.person_id)


@rule("care.record_test")
def strike_test(actor: Any, *, test: Any) -> str | None:
    """Once, by whoever follows the person."""
    if test.struck_at is not None:
        return _("This is struck out already.")
    return _outside(actor, test.person_id)


@rule("care.record_pregnancy_test")
def view_pregnancy(actor: Any, *, person: Any) -> str | None:
    """By nurses and doctors who follow the person; nobody else learns that there was a test."""
    return _outside(actor, person)


@rule("care.record_pregnancy_test")
def record_pregnancy_test(actor: Any, *, on: date) -> str | None:
    """As any test."""
    return _elsewhere(actor, on)


@rule("care.record_pregnancy_test")
def tell_pregnancy_test(actor: Any, *, test: Any, telling: str, on: date) -> str | None:
    """A result is told once there is one."""
    if telling == Telling.TOLD and test.outcome is None:
        return _("There is no result to tell yet.")
    return _day_of_telling(actor, test, on)
