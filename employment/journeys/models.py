"""The journey of a person towards work: phases, steps, how they stand with work and school, what came of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from employment.journeys.enums import (
    OPEN_STEPS,
    ContractKind,
    Employed,
    Employment,
    JourneyState,
    OutcomeKind,
    Phase,
    School,
    Stage,
    StepKind,
    StepState,
    WithoutWork,
)
from intake.directory.models import Organization
from intake.person.models import Person

KEEP = ("employment.keep_journey",)
PLAN = ("employment.plan_step",)
FORM = {"written_by": "operational", "written_at": "operational", "client_uuid": "operational"}


class Journey(models.Model):
    """One journey, in one phase at a time; `referent` is the colleague who sees to it.

    One that came with a foreign file (`brought`) has no phase. `person` is empty only after erasure: moves and outcomes
    stay counted, of nobody.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="journeys", verbose_name=_("person"))
    phase = models.CharField(_("phase"), max_length=9, choices=Phase.choices, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=JourneyState.choices, default=JourneyState.RUNNING)
    opened_on = models.DateField(_("opened on"))
    opened_by = models.BigIntegerField(_("opened by"), null=True, blank=True)
    referent = models.BigIntegerField(_("who sees to it"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=OutcomeKind.choices, blank=True)
    brought = models.BooleanField(_("came with a foreign file"), default=False)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=KEEP, change=KEEP + PLAN, hands=("opened_by",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "brought": "none", "client_uuid": "operational"} | dict.fromkeys(
        ("person", "phase", "state", "opened_on", "ended_on", "outcome"), "social"
    ) | dict.fromkeys(("opened_by", "referent"), "operational")
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(state=JourneyState.ENDED) & Q(brought=False), name="one_open_journey_each"
            ),
            models.CheckConstraint(condition=Q(brought=True) | ~Q(phase=""), name="journey_in_a_phase"),
            models.CheckConstraint(
                condition=Q(state=JourneyState.ENDED, ended_on__gte=F("opened_on")) | ~Q(state=JourneyState.ENDED) & Q(ended_on=None),
                name="journey_ends_once_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["state", "phase"], name="journey_by_phase")]

    def __str__(self) -> str:
        return self.get_phase_display()


class PhaseMove(models.Model):
    """From one phase to another, forwards or back, and why in the person's words. Going back is never a sanction."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="moves", verbose_name=_("journey"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    from_phase = models.CharField(_("from"), max_length=9, choices=Phase.choices, blank=True)
    to_phase = models.CharField(_("to"), max_length=9, choices=Phase.choices)
    on_day = models.DateField(_("on"))
    why = SealedTextField(subject="person", null=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=KEEP + PLAN, parent="journey", hands=("written_by",), append_only=True)
    classified: ClassVar[dict[str, str]] = {"id": "none"} | FORM | dict.fromkeys(
        ("journey", "person", "from_phase", "to_phase", "on_day", "why"), "social"
    )
    history = track()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(from_phase=F("to_phase")), name="phase_move_moves")]
        indexes = [models.Index(fields=["on_day"], name="phase_move_by_day")]


class JourneyStep(models.Model):
    """A step towards somebody or something, agreed with the person: by when, who sees to it, with which partner."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="steps", verbose_name=_("journey"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("towards"), max_length=10, choices=StepKind.choices)
    partner = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner"))
    note = SealedTextField(subject="person", null=True)
    state = models.CharField(_("state"), max_length=8, choices=StepState.choices, default=StepState.AGREED)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    owner = models.BigIntegerField(_("who sees to it"))
    closed_on = models.DateField(_("done or dropped on"), null=True, blank=True)
    written_by = models.BigIntegerField(_("written by"))
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=PLAN, change=KEEP + PLAN, parent="journey", hands=("written_by",))
    classified: ClassVar[dict[str, str]] = {"id": "none", "owner": "operational", "due_on": "operational"} | FORM | dict.fromkeys(
        ("journey", "person", "kind", "partner", "note", "state", "closed_on"), "social"
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STEPS, closed_on=None) | ~Q(state__in=OPEN_STEPS) & Q(closed_on__isnull=False),
                name="journey_step_closed_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(state=StepState.PLANNED) | Q(due_on__isnull=False), name="journey_step_planned_for_a_day"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN_STEPS), name="journey_step_due"),
            models.Index(fields=["person"], name="journey_step_by_person"),
        ]


class JourneyOutcome(models.Model):
    """What came of a journey, at its end (0 months) or asked again some months after; nobody has to answer."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="outcomes", verbose_name=_("journey"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    months = models.PositiveSmallIntegerField(_("months after"), default=0)
    kind = models.CharField(_("what"), max_length=10, choices=OutcomeKind.choices)
    contract_kind = models.CharField(_("kind of contract"), max_length=10, choices=ContractKind.choices, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    partner = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner"))
    on_day = models.DateField(_("said on"))
    written_by = models.BigIntegerField(_("written by"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=KEEP + PLAN, parent="journey", hands=("written_by",), append_only=True)
    classified: ClassVar[dict[str, str]] = {"id": "none"} | FORM | dict.fromkeys(
        ("journey", "person", "months", "kind", "contract_kind", "starts_on", "ends_on", "partner", "on_day"), "social"
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")), name="journey_outcome_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["on_day"], name="journey_outcome_by_day")]


class WorkFact(models.Model):
    """How a person stood with work and school on a day, as they said; every part may stay unsaid, not all of them."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="facts", verbose_name=_("journey"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    stage = models.CharField(_("when"), max_length=6, choices=Stage.choices)
    on_day = models.DateField(_("said on"))
    employed = models.CharField(_("work"), max_length=3, choices=Employed.choices, blank=True)
    employment = models.CharField(_("how much"), max_length=8, choices=Employment.choices, blank=True)
    without = models.CharField(_("without work"), max_length=8, choices=WithoutWork.choices, blank=True)
    school = models.CharField(_("school"), max_length=10, choices=School.choices, blank=True)
    written_by = models.BigIntegerField(_("written by"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(person="person", compartment="employment", add=KEEP + PLAN, parent="journey", hands=("written_by",), append_only=True)
    classified: ClassVar[dict[str, str]] = {"id": "none"} | FORM | dict.fromkeys(
        ("journey", "person", "stage", "on_day", "employed", "employment", "without", "school"), "social"
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(employed="", employment="", without="", school=""), name="work_fact_says_something"),
        ]
        indexes = [models.Index(fields=["journey", "on_day"], name="work_fact_by_journey")]
