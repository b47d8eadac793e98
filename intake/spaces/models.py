"""The spaces of the house and who they are for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from audit.history import track
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment


class Space(models.Model):
    """A space people come into: for everybody, for women (trans women included), for young people.

    A space with a `compartment` is walled: who is in it shows nowhere outside that compartment, in no list, count or
    search. Source: PRIVACY 2, DOMAIN 8.6.
    """

    code = models.SlugField(max_length=40, unique=True)
    label_fr = models.CharField(max_length=80)
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    women_only = models.BooleanField(default=False)
    youth = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, blank=True, default="")
    rules_fr = models.TextField(blank=True, default="")
    rules_nl = models.TextField(blank=True, default="")
    rules_en = models.TextField(blank=True, default="")
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_space",), change=("intake.edit_space",))
    classified = {
        "id": "none",
        "code": "none",
        "label_fr": "none",
        "label_nl": "none",
        "label_en": "none",
        "women_only": "none",
        "youth": "none",
        "capacity": "operational",
        "compartment": "none",
        "rules_fr": "none",
        "rules_nl": "none",
        "rules_en": "none",
        "active": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; French when there is none in it."""
        return getattr(self, f"label_{(get_language() or 'fr')[:2]}", "") or self.label_fr

    @property
    def rules(self) -> str:
        """What is agreed in this space, in the language of the page; French when there is none in it."""
        return getattr(self, f"rules_{(get_language() or 'fr')[:2]}", "") or self.rules_fr


class SpaceHours(models.Model):
    """When a space is open on one day of the week (0 Monday to 6 Sunday), by the clock on the wall.

    `closes` at or before `opens` is on the next morning. A day without a row is a day on which it stays closed.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    wall = OpenTable(add=("intake.edit_space",), change=("intake.edit_space",), deletable=True)
    classified = {"space": "none", "weekday": "none", "opens": "none", "closes": "none"}
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "weekday"], name="space_hours_once_a_day"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="space_hours_of_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class ChildrenWith(models.Model):
    """How many children came along with somebody into a space. They have no file. Source: DOMAIN 5."""

    passage = models.OneToOneField("intake.Passage", models.CASCADE, related_name="children")
    number = models.PositiveSmallIntegerField()

    wall = Wall(through="passage", append_only=True)
    classified = {"passage": "social", "number": "social"}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1, number__lte=20), name="children_one_to_twenty")]

    def __str__(self) -> str:
        return str(self.number)
