"""Choices and audit verbs of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody signed up, or was called."""

    DESK = "desk", _("at the desk")
    OUTREACH = "outreach", _("in the street")
    PHONE = "phone", _("by phone")


class Answer(models.TextChoices):
    """What became of a call from the waiting list."""

    OPEN = "open", _("not told yet")
    YES = "yes", _("comes")
    NO = "no", _("does not come")
    UNREACHED = "unreached", _("not reached")


class News(models.TextChoices):
    """What somebody who signed up is still to be told."""

    CANCELLED = "cancelled", _("the session is cancelled")
    MOVED = "moved", _("the session was moved")
    CALLED = "called", _("has a place from the waiting list")
    DRAWN = "drawn", _("how the draw went")


class Verb(models.TextChoices):
    """What the ledger says about places."""

    SIGNED_UP = "employment.place.signed_up", _("signed up")
    WITHDRAWN = "employment.place.withdrawn", _("sign-up withdrawn")
    DRAWN = "employment.place.drawn", _("places drawn")
    PRESENT = "employment.place.present", _("present")
    ABSENT = "employment.place.absent", _("did not come")
    HOURS = "employment.place.hours", _("hours put right")
    CALLED = "employment.place.called", _("called from the waiting list")
    ANSWERED = "employment.place.answered", _("answer to a call")
    TOLD = "employment.place.told", _("told")
    PRINTED = "employment.place.printed", _("words about the draw printed")
    READ = "employment.place.read", _("work read")
    RULE_SET = "employment.rule.set", _("places a week entered")
