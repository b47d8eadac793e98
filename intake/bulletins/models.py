"""Product alerts: a suspicious batch or a cluster, told to everybody, with nobody in it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable

from .enums import Advice, Level, State, Zone


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Words for asking about product alerts."""

    def standing(self, moment: datetime) -> BulletinQuerySet:
        """Those that everybody must know at an instant."""
        return self.filter(state=State.PUBLISHED, ends_at__gt=moment)


class Bulletin(models.Model):
    """What is sold under a name and is not what it seems. `drafted_by`, `published_by`, `ended_by` are user ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    level = models.CharField(_("how grave"), max_length=10, choices=Level.choices, default=Level.WATCH)
    sold_as = models.CharField(_("sold as"), max_length=80)
    looks = models.CharField(_("what it looks like"), max_length=200, blank=True)
    effect = models.CharField(_("what it does"), max_length=200, blank=True)
    zone = models.CharField(_("where"), max_length=10, choices=Zone.choices, default=Zone.UNKNOWN)
    advice = ArrayField(models.CharField(max_length=12, choices=Advice.choices), default=list, blank=True, verbose_name=_("what to do"))
    words_fr = models.CharField(max_length=400, blank=True)
    words_nl = models.CharField(max_length=400, blank=True)
    words_en = models.CharField(max_length=400, blank=True)
    ends_at = models.DateTimeField(_("until"))
    drafted_at = models.DateTimeField()
    drafted_by = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.PositiveIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.PositiveIntegerField(null=True, blank=True)
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = OpenTable(add=("intake.draft_bulletin",), change=("intake.publish_bulletin", "intake.end_bulletin"), own="drafted_by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "state": "operational", "level": "none", "sold_as": "none", "looks": "none", "effect": "none",
        "zone": "none", "advice": "none", "words_fr": "none", "words_nl": "none", "words_en": "none",
        "ends_at": "operational", "drafted_at": "operational", "drafted_by": "operational",
        "published_at": "operational", "published_by": "operational", "ended_at": "operational",
        "ended_by": "operational", "client_uuid": "none",
    }
    objects = BulletinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("drafted_at")), name="bulletin_has_an_end"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_by__isnull=False), name="bulletin_published_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return self.sold_as

    @property
    def words(self) -> str:
        """The centre's own words in the language of the page; French when there are none in it."""
        return getattr(self, f"words_{(get_language() or 'fr')[:2]}", "") or self.words_fr

    @property
    def advices(self) -> list[str]:
        """What to do, in the language of the page."""
        known = dict(Advice.choices)
        return [str(known[code]) for code in self.advice if code in known]
