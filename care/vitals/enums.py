"""Choices of one taking of vital signs, and what they write in the ledger. Source: DOMAIN 8.2, 10 and 14."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VitalsCompartment(models.TextChoices):
    """The part of the file in which a taking stands; what the consumption room takes stays there. Source: DOMAIN 6."""

    NURSING = "nursing", _("Nursing")
    ROOM = "room", _("Consumption room")


class Occasion(models.TextChoices):
    """Why vital signs were taken."""

    ROUTINE = "routine", _("to know how it goes")
    BEFORE_DOSE = "before_dose", _("before a dose")
    AFTER_DOSE = "after_dose", _("after a dose")
    AFTER_USE = "after_use", _("after use")
    EMERGENCY = "emergency", _("emergency")
    WOUND = "wound", _("fever, wound or illness")


class Scale(models.TextChoices):
    """The oxygen scale of NEWS2; the second one is a doctor's choice for one person."""

    ONE = "1", _("scale 1: everybody")
    TWO = "2", _("scale 2: a doctor set the aim at 88–92 %")


class Air(models.TextChoices):
    """What the person breathes."""

    ROOM_AIR = "air", _("air")
    OXYGEN = "oxygen", _("oxygen")


class Consciousness(models.TextChoices):
    """How awake the person is: ACVPU, as NEWS2 asks it."""

    ALERT = "A", pgettext_lazy("consciousness", "A · alert")
    CONFUSED = "C", pgettext_lazy("consciousness", "C · confused, and was not before")
    VOICE = "V", pgettext_lazy("consciousness", "V · answers to voice")
    PAIN = "P", pgettext_lazy("consciousness", "P · answers to pain only")
    UNRESPONSIVE = "U", pgettext_lazy("consciousness", "U · no answer")


class Rass(models.IntegerChoices):
    """Agitation and sedation, from the scale of Richmond."""

    COMBATIVE = 4, _("+4 · violent, a danger to others")
    VERY_AGITATED = 3, _("+3 · pulls, aggressive")
    AGITATED = 2, _("+2 · moves a lot, without aim")
    RESTLESS = 1, _("+1 · restless, anxious")
    CALM = 0, _("0 · alert and calm")
    DROWSY = -1, _("−1 · drowsy, eyes open longer than 10 seconds to voice")
    LIGHT = -2, _("−2 · eyes open shorter than 10 seconds to voice")
    MODERATE = -3, _("−3 · moves to voice, no eye contact")
    DEEP = -4, _("−4 · moves to touch only")
    UNROUSABLE = -5, _("−5 · no answer to voice or touch")


class Pupils(models.TextChoices):
    """The pupils, both looked at."""

    PINPOINT = "pinpoint", pgettext_lazy("pupils", "pinpoint")
    NORMAL = "normal", pgettext_lazy("pupils", "normal")
    WIDE = "wide", pgettext_lazy("pupils", "wide")
    UNEQUAL = "unequal", pgettext_lazy("pupils", "unequal")
    FIXED = "fixed", pgettext_lazy("pupils", "do not react to light")


class Band(models.TextChoices):
    """What a NEWS2 score asks for: the four answers of the published chart, and none for a score of nought."""

    ZERO = "zero", pgettext_lazy("warning score", "nothing")
    LOW = "low", pgettext_lazy("warning score", "low")
    RED = "red", pgettext_lazy("warning score", "3 in one value")
    MEDIUM = "medium", pgettext_lazy("warning score", "medium")
    HIGH = "high", pgettext_lazy("warning score", "high")


class Verb(models.TextChoices):
    """What the ledger says about vital signs."""

    RECORDED = "care.vitals.recorded", _("vital signs taken")
    STRUCK = "care.vitals.struck", _("vital signs struck out")
    READ = "care.vitals.read", _("vital signs read")
