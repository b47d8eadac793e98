"""Who may know who somebody is in law: a team that keeps envelopes, for a purpose, for a time. Source: PRIVACY 1."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.grants import followed
from centre.access.scope import holds
from centre.shifts.clock import service_day

from .enums import Purpose

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.identity.models import Envelope
    from intake.person.models import Person

LONGEST = timedelta(days=366)


def purpose_words(purpose: str, words: str, until: date) -> str | None:
    """Why this purpose or this end will not do, or None."""
    if purpose not in Purpose.values:
        return _("Say what it is for.")
    if purpose == Purpose.OTHER and not words.strip():
        return _("Say in words what it is for.")
    today = service_day()
    if until < today or until - today > LONGEST:
        return _("An envelope lasts from today to a year.")
    return None


@rule("intake.make_envelope")
def make_envelope(
    actor: "User", *, person: "Person", purpose: str | None = None, words: str = "", until: date | None = None
) -> str | None:
    """When the person wants something that needs a name; a team that may keep envelopes, and no other keeps one."""
    if Compartment.IDENTITY not in actor.compartments():
        return _("Your team keeps no identity envelopes.")
    if followed(person, Compartment.IDENTITY) and not holds(actor, person, Compartment.IDENTITY):
        return _("Another team keeps this person's identity. Ask them.")
    if purpose is None or until is None:
        return None
    return purpose_words(purpose, words, until)


@rule("intake.open_envelope")
def open_envelope(actor: "User", *, envelope: "Envelope", purpose: str = Purpose.AMU, words: str = "") -> str | None:
    """For a purpose said each time, until the envelope's day."""
    if envelope.expires_on < service_day():
        return _("Its purpose ended on %(day)s. Renew it with the person, or remove it.") % {
            "day": date_format(envelope.expires_on, "SHORT_DATE_FORMAT")
        }
    return purpose_words(purpose, words, envelope.expires_on)


@rule("intake.correct_envelope")
def correct_envelope(actor: "User", *, envelope: "Envelope") -> str | None:
    """While its purpose lasts."""
    return open_envelope.why_not(actor, envelope=envelope)


@rule("intake.renew_envelope")
def renew_envelope(actor: "User", *, envelope: "Envelope", purpose: str, words: str, until: date) -> str | None:
    """At any time, with the person."""
    return purpose_words(purpose, words, until)


@rule("intake.remove_envelope")
def remove_envelope(actor: "User", *, envelope: "Envelope") -> str | None:
    """At any time, by whoever keeps it: nobody has to stay named."""
    return None
