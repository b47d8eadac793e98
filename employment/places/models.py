"""Who signs up for a session, how places were drawn, who came."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from employment.projects.models import Session
from intake.person.models import Person


class SignUp(models.Model):
    """A person wants a place in a session. After the draw `placed` says whether they have one, `rank` their number."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sign_ups", verbose_name=_("person"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="sign_ups", verbose_name=_("session"))
    signed_up_at = models.DateTimeField(_("signed up at"))
    signed_up_by = models.BigIntegerField(_("signed up by"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("number in the draw"), null=True, blank=True)
    placed = models.BooleanField(_("has a place"), default=False)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment")
    classified = {
        "id": "none",
        "person": "social",
        "session": "social",
        "signed_up_at": "operational",
        "signed_up_by": "operational",
        "withdrawn_at": "operational",
        "rank": "social",
        "placed": "social",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "session"], name="sign_up_once")]
        indexes = [models.Index(fields=["session"], name="sign_up_by_session")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.pk}"


class Draw(models.Model):
    """One draw of one session: seed, weights by number of sign-up, outcome. Never changed, never deleted."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="draw", verbose_name=_("session"))
    seed = models.CharField(_("seed"), max_length=64)
    rule = models.CharField(_("version of the rule"), max_length=8)
    candidates = models.JSONField(_("candidates and weights"))
    outcome = models.JSONField(_("outcome"))
    drawn_by = models.BigIntegerField(_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn at"))

    wall = OpenTable(add=("employment.draw_places",), append_only=True)
    classified = {
        "id": "none",
        "session": "none",
        "seed": "none",
        "rule": "none",
        "candidates": "operational",
        "outcome": "operational",
        "drawn_by": "operational",
        "drawn_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return self.seed


class Attendance(models.Model):
    """Whether somebody with a place came, from when to when. Not coming is never held against anybody."""

    sign_up = models.OneToOneField(SignUp, models.PROTECT, related_name="attendance", verbose_name=_("sign-up"))
    present = models.BooleanField(_("present"))
    came_at = models.TimeField(_("from"), null=True, blank=True)
    left_at = models.TimeField(_("until"), null=True, blank=True)
    left_early = models.BooleanField(_("left early"), default=False)
    recorded_by = models.BigIntegerField(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    wall = Wall(through="sign_up")
    classified = {
        "id": "none",
        "sign_up": "social",
        "present": "social",
        "came_at": "social",
        "left_at": "social",
        "left_early": "social",
        "recorded_by": "operational",
        "recorded_at": "operational",
    }
    history = track()

    def __str__(self) -> str:
        return str(_("present")) if self.present else str(_("did not come"))
