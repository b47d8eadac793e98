"""Activities around the house, counted for reports. Source: DOMAIN 1."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from audit.history import track
from audit.walls import OpenTable
from intake.neighbourhood.enums import Audience, Kind

LONGEST = 24 * 60


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Words for asking about activities."""

    def standing(self) -> "ActivityQuerySet":
        """Those that were not struck."""
        return self.filter(struck_at=None)

    def within(self, first: date, last: date) -> "ActivityQuerySet":
        """Those held from `first` to `last`, both counted."""
        return self.filter(held_on__gte=first, held_on__lte=last)


class Activity(models.Model):
    """One activity. `people` took part, for `minutes`; `handed_out` leaflets or posters went out. Nobody is named."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    title = models.CharField(max_length=160)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(LONGEST)])
    people = models.PositiveIntegerField(default=0, validators=[MinValueValidator(0), MaxValueValidator(100_000)])
    handed_out = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(1_000_000)])
    place = models.CharField(max_length=120, blank=True, default="")
    results = models.TextField(blank=True, default="")
    by = models.PositiveIntegerField()
    struck_at = models.DateTimeField(null=True, blank=True)

    wall = OpenTable(add=("intake.keep_activity",), change=("intake.keep_activity",))
    classified = {
        "kind": "none", "audience": "none", "title": "operational", "held_on": "none", "minutes": "none",
        "people": "none", "handed_out": "none", "place": "operational", "results": "operational", "by": "operational",
        "struck_at": "operational",
    }  # fmt: skip
    history = track()
    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-held_on"], name="activity_by_day")]

    def __str__(self) -> str:
        return self.title
