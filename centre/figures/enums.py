"""Choices and audit verbs of the coordination's figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Chart(models.TextChoices):
    """How a figure is drawn beside its table."""

    BARS = "bars", _("bar chart")
    LINES = "lines", _("line chart")
    STEPS = "steps", _("a stepped curve")
    HEAT = "heat", _("a heat map")


class Unit(models.TextChoices):
    """What a number of a column is, and so how it is written."""

    COUNT = "count", _("number")
    RATE = "rate", _("per cent")
    DAYS = "days", _("days")
    HOURS = "hours", _("hours")
    CENTS = "cents", _("euros")
    WORDS = "words", _("words")


class Format(models.TextChoices):
    """The files of a month."""

    XLSX = "xlsx", _("spreadsheet")
    PDF = "pdf", _("printed pages")


class Verb(models.TextChoices):
    """What the ledger says about figures."""

    VIEWED = "centre.figure.viewed", _("figure read")
    ROWS_VIEWED = "centre.figure.rows_viewed", _("rows behind a figure read")
    TAKEN = "centre.figure.taken", _("file of figures taken")
