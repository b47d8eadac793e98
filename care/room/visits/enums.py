"""Words of a visit: how it ended, what was advised, how somebody is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from care.vitals.enums import Consciousness

#: Answers that ask for help at once.
POORLY = (Consciousness.VOICE, Consciousness.PAIN, Consciousness.UNRESPONSIVE)


class VisitStage(models.TextChoices):
    """Where somebody is."""

    WAITING = "waiting", _("waiting")
    CALLED = "called", _("called")
    IN_BOOTH = "in_booth", _("in a booth")
    WATCHED = "watched", _("under observation")
    GONE = "gone", _("gone")


class Ending(models.TextChoices):
    """How a visit ended."""

    DONE = "done", _("left after the observation")
    EARLY = "early", _("left before the end of the observation")
    BEFORE_USE = "before_use", _("left before using")
    NO_ANSWER = "no_answer", _("called and not there")
    EMERGENCY = "emergency", _("taken to hospital, or to the nurses")
    CLOSED = "closed", _("the room closed")


class EarlyReason(models.TextChoices):
    """Why somebody left before the end of the observation, as they said it or as it was seen."""

    HURRY = "hurry", _("in a hurry")
    UNWELL_HERE = "unwell_here", _("did not feel at ease here")
    CONFLICT = "conflict", _("a conflict")
    UNSEEN = "unseen", _("went out unseen")
    UNSAID = "unsaid", _("did not say")


class Advice(models.TextChoices):
    """What a colleague said or showed. Help with the gesture itself is never given. Source: DOMAIN 8.2."""

    HANDS = "hands", _("washing hands and skin")
    VEIN = "vein", _("choosing the place, changing sides")
    SLOW = "slow", _("taking less first, going slowly")
    MIX = "mix", _("not mixing")
    OTHER_ROUTE = "other_route", _("another way of taking it")
    EQUIPMENT = "equipment", _("the right equipment")
    WOUND = "wound", _("showing a wound to a nurse")
