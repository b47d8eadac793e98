"""Choices and audit verbs of doses. Source: DOMAIN 10."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """What became of a dose of a day."""

    GIVEN = "given", _("given")
    HELD = "held", _("held back")
    REFUSED = "refused", pgettext_lazy("dose", "refused")
    MISSED = "missed", _("missed")


class Element(models.TextChoices):
    """How one made sure who it is; two of these, and never a copy of a photo."""

    CARD = "card", _("card scanned")
    SAID = "said", _("name used here and year of birth said")
    STAFF = "staff", _("recognised by two workers")


class State(models.TextChoices):
    """How the person is before the dose."""

    ALERT = "alert", _("awake and clear")
    SEDATED = "sedated", _("sleepy or slow")
    INTOXICATED = "intoxicated", _("under the influence")
    UNSEEN = "unseen", _("not looked at")


class LastUse(models.TextChoices):
    """When the person last used something else, as they say."""

    UNKNOWN = "unknown", _("not said")
    HOURS_6 = "under_6", _("less than 6 hours ago")
    HOURS_24 = "under_24", _("6 to 24 hours ago")
    LONGER = "longer", _("longer ago")


class Choice(models.TextChoices):
    """What the nurse decides when alcohol or sedation makes the dose dangerous."""

    GIVE = "give", _("give the whole dose")
    REDUCE = "reduce", _("give less, within the range")
    HOLD = "hold", _("hold the dose")


class Outside(models.TextChoices):
    """What a dose did not keep to, written beside it: the dose and the rule are both kept."""

    OVER = "over", _("prescription not in force")
    RULE = "rule", _("held after missed days")
    INTERVAL = "interval", _("too soon after the last dose")
    RANGE = "range", _("outside the prescribed range")
    ABOVE = "above", _("above the limit")
    TWICE = "twice", _("second dose for the same time")
    PROGRAMME = "programme", _("programme not open")
    STEPS = "steps", _("without the second check")
    BATCH = "batch", _("batch out of date or set apart")
    REGISTER = "register", _("not yet in the drug register")
    IDENTITY = "identity", _("not sure who it was")
    CLOCK = "clock", _("before what was already written")
    WATCH = "watch", _("still being observed after another dose")


class BroughtBack(models.TextChoices):
    """How a bottle came back."""

    EMPTY = "empty", _("empty")
    FULL = "full", pgettext_lazy("bottle", "still full")
    PART = "part", _("partly full")
    LOST = "lost", _("lost or stolen, as they say")


class Status(models.TextChoices):
    """How a dose stands in the list of a day."""

    DUE = "due", _("to give")
    WAITS = "waits", _("waits for the prescriber")
    PREPARED = "prepared", _("prepared, to be checked")
    CHECKED = "checked", _("checked, to be given")
    GIVEN = "given", _("given")
    HELD = "held", _("held back")
    REFUSED = "refused", pgettext_lazy("dose", "refused")
    MISSED = "missed", _("missed")
    HOME = "home", _("taken home")


class SecondHand(models.TextChoices):
    """How the second worker gave their own factor."""

    SESSION = "session", _("own sign-in and code")
    PIN = "pin", _("PIN and code")


class Verb(models.TextChoices):
    """What the ledger says about doses."""

    LISTED = "care.dose.listed", _("list of doses read")
    READ = "care.dose.read", _("doses of a person read")
    GIVEN = "care.dose.given", _("dose given")
    TOLD = "care.dose.told", _("dose outside the rules written down")
    HELD = "care.dose.held", _("dose held")
    REFUSED = "care.dose.refused", _("dose refused")
    MISSED = "care.dose.missed", _("dose missed")
    STRUCK = "care.dose.struck", _("dose struck out")
    ENTERED = "care.dose.entered", _("dose written in the drug register later")
    PREPARED = "care.dose.prepared", _("dose prepared")
    CHECKED = "care.dose.checked", _("prepared dose checked by a second worker")
    DROPPED = "care.dose.dropped", _("prepared dose not used")
