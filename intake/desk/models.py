"""What the desk writes down: which services exist, and each presence at one of them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from audit.history import track
from audit.walls import OpenTable, Wall
from centre.access.enums import Compartment


class Service(models.Model):
    """A service of the house, in the words of the house; `order` 0 keeps it off the desk's tiles."""

    code = models.SlugField(max_length=40, unique=True)
    label_fr = models.CharField(max_length=80)
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    wall = OpenTable(add=("intake.edit_directory",), change=("intake.edit_directory",))
    classified = {
        "id": "none",
        "code": "none",
        "label_fr": "none",
        "label_nl": "none",
        "label_en": "none",
        "icon": "none",
        "order": "none",
        "active": "operational",
    }
    released = ("id", "code", "label_fr", "label_nl", "label_en")
    history = track()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; French when there is none in it."""
        return getattr(self, f"label_{(get_language() or 'fr')[:2]}", "") or self.label_fr


class PassageQuerySet(models.QuerySet["Passage"]):
    """Words for asking about passages."""

    def standing(self) -> "PassageQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def on(self, day: date) -> "PassageQuerySet":
        """Those of one service day."""
        return self.filter(service_day=day)

    def outside_spaces(self) -> "PassageQuerySet":
        """Those the whole desk may know of: a presence in a walled space is none of them. Source: PRIVACY 2."""
        return self.filter(compartment=Compartment.DESK)

    def inside(self) -> "PassageQuerySet":
        """Those whose person has not left again."""
        return self.standing().filter(left_at=None, person__isnull=False)


class Passage(models.Model):
    """One person's presence on one service day at one service; nobody's name when `person` is empty.

    The same person twice on the same service day is two passages and one person. `by`, `undone_by` are user ids.
    `client_uuid` is made by the page: the same one twice is one event. Source: DOMAIN 2 and 7, UX 1.2.
    """

    person = models.ForeignKey("intake.Person", models.PROTECT, null=True, blank=True, related_name="passages")
    service = models.ForeignKey(Service, models.PROTECT, related_name="passages")
    space = models.ForeignKey("intake.Space", models.PROTECT, null=True, blank=True, related_name="passages")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default=Compartment.DESK)
    service_day = models.DateField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_late = models.BooleanField(default=False)
    by = models.PositiveIntegerField()
    client_uuid = models.UUIDField(unique=True)
    left_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.PositiveIntegerField(null=True, blank=True)

    wall = Wall(person="person", compartment_field="compartment", anonymous=True)
    classified = {
        "id": "none",
        "person": "social",
        "service": "social",
        "space": "social",
        "compartment": "social",
        "service_day": "operational",
        "at": "operational",
        "recorded_at": "operational",
        "recorded_late": "operational",
        "by": "operational",
        "client_uuid": "none",
        "left_at": "operational",
        "undone_at": "operational",
        "undone_by": "operational",
    }
    released = ("id", "person", "service", "compartment", "service_day", "undone_at")
    history = track()
    objects = PassageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["service_day", "service"], name="passage_day_service"),
            models.Index(fields=["person", "-at"], name="passage_person_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="passage_undone_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(space=None, compartment=Compartment.DESK) | Q(space__isnull=False),
                name="passage_walled_only_in_a_space",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_day} {self.pk}"
