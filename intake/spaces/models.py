"""The spaces of the house and who they are for."""

from django.db import models
from django.utils.translation import get_language

from audit.history import track
from audit.walls import OpenTable
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
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",))
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
        "active": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; French when there is none in it."""
        return getattr(self, f"label_{(get_language() or 'fr')[:2]}", "") or self.label_fr
