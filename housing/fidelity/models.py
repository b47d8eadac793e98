"""How well a programme keeps to housing first: scores by domain, and the eight principles, each with its day.

The text of an instrument's items is nowhere in the house: its name, version and the most of each domain are typed by
the coordinator. Source: DOMAIN 14.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from housing.fidelity.enums import Domain, Met, Principle
from housing.homes.models import EDIT, Programme, plain


class FidelityAssessment(models.Model):
    """How faithful a programme is to housing first, as its own team sees it on a day. Source: DOMAIN 14."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="assessments")
    assessed_on = models.DateField(_("day"))
    instrument = models.CharField(_("instrument and version"), max_length=120)
    note = models.CharField(_("what the team will work on"), max_length=500, blank=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    struck_by = models.PositiveIntegerField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    wall = OpenTable(add=EDIT, change=EDIT, only_columns=("struck_by", "struck_at"), own="by", hands=("struck_by",))
    classified: ClassVar[dict[str, str]] = plain("id", "programme", "assessed_on", "instrument", "note", "client_uuid") | {
        "by": "operational", "at": "operational", "struck_by": "operational", "struck_at": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "assessed_on", "instrument"], condition=Q(struck_at=None), name="fidelity_once_a_day"
            ),
        ]


class FidelityScore(models.Model):
    """The score of one domain, with the most that the instrument gives for it."""

    assessment = models.ForeignKey(FidelityAssessment, models.PROTECT, related_name="scores")
    domain = models.CharField(max_length=12, choices=Domain.choices)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    maximum = models.DecimalField(max_digits=6, decimal_places=2)

    wall = OpenTable(add=EDIT, change=(), append_only=True)
    classified: ClassVar[dict[str, str]] = plain("id", "assessment", "domain", "score", "maximum")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "domain"], name="fidelity_score_once"),
            models.CheckConstraint(
                condition=Q(score__gte=0, maximum__gt=0, score__lte=F("maximum")), name="fidelity_score_within_its_maximum"
            ),
        ]


class PrinciplesReview(models.Model):
    """The eight principles looked at on a day."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField(_("day"))
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    wall = OpenTable(add=EDIT, change=(), own="by", append_only=True)
    classified: ClassVar[dict[str, str]] = plain("id", "programme", "reviewed_on", "client_uuid") | {
        "by": "operational", "at": "operational",
    }


class PrincipleAnswer(models.Model):
    """One principle: met, partly or not, and why."""

    review = models.ForeignKey(PrinciplesReview, models.PROTECT, related_name="answers")
    principle = models.CharField(max_length=16, choices=Principle.choices)
    met = models.CharField(max_length=8, choices=Met.choices)
    comment = models.CharField(max_length=500, blank=True)

    wall = OpenTable(add=EDIT, change=(), append_only=True)
    classified: ClassVar[dict[str, str]] = plain("id", "review", "principle", "met", "comment")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "principle"], name="principle_answered_once")]
