"""Choices and audit verbs of placements: a person housed, the leases, the rent, what happens in a home. Source: DOMAIN 5."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementState(models.TextChoices):
    """Where a placement stands. Planned: the programme took the person on, there is no key yet."""

    PLANNED = "planned", _("taken on, not moved in")
    HOUSED = "housed", _("housed")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


#: The states in which a placement runs.
RUNNING = (PlacementState.PLANNED, PlacementState.HOUSED)


class ExitReason(models.TextChoices):
    """Why a placement ended."""

    OTHER_HOME = "other_home", _("moves to another home")
    OWN_CHOICE = "own_choice", _("own choice")
    LEASE_OVER = "lease_over", _("the lease was over")
    LANDLORD = "landlord", _("the landlord took the home back")
    RENT = "rent", _("rent was not paid")
    NEIGHBOURS = "neighbours", _("conflict with neighbours or damage")
    UNFIT = "unfit", _("the home was not fit to live in")
    MORE_CARE = "more_care", _("needs a place with more care")
    PRISON = "prison", _("prison")
    LOST = "lost", _("no contact any more")
    DIED = "died", _("died")
    OTHER = "other", _("other reason")


class Holder(models.TextChoices):
    """In whose name a lease is."""

    PERSON = "person", _("the person")
    AGENCY = "agency", _("a social rental agency")
    CENTRE = "centre", _("the centre")
    PARTNER = "partner", _("a partner")


class RentSource(models.TextChoices):
    """What the rent is paid from."""

    INCOME = "income", _("own income")
    CPAS = "cpas", _("CPAS")
    BENEFIT = "benefit", _("a benefit")
    AGENCY = "agency", _("subsidy of an agency")
    FAMILY = "family", _("family")
    OTHER = "other", _("other")


class GuaranteeForm(models.TextChoices):
    """How the rental guarantee was given."""

    NONE = "none", _("none")
    BLOCKED = "blocked", _("blocked account")
    CPAS = "cpas", _("by the CPAS")
    LOAN = "loan", _("a loan")


class NoticeBy(models.TextChoices):
    """Who gave notice of a lease."""

    PERSON = "person", _("the person")
    LANDLORD = "landlord", _("the landlord")
    BOTH = "both", _("both together")


class ArrearsState(models.TextChoices):
    """What became of the rent of a month that was not paid."""

    OPEN = "open", _("not paid, nothing agreed")
    PLAN = "plan", _("a plan is agreed")
    PAID = "paid", _("paid")


class EventKind(models.TextChoices):
    """What happens in a home and is worth a date."""

    ABSENCE = "absence", _("absence")
    CRISIS = "crisis", _("crisis")
    CONFLICT = "conflict", _("conflict with neighbours")
    DAMAGE = "damage", _("damage")
    REPAIR = "repair", _("repair")
    WARNING = "warning", _("warning of the landlord")
    EVICTION = "eviction", _("step of an eviction")


class AwayAt(models.TextChoices):
    """Where somebody is who is away from home for a while."""

    HOSPITAL = "hospital", _("hospital")
    PRISON = "prison", _("prison")
    TREATMENT = "treatment", _("treatment")
    FAMILY = "family", _("with family or friends")
    ELSEWHERE = "elsewhere", _("elsewhere")
    UNKNOWN = "unknown", _("not known where")


class Verb(models.TextChoices):
    """What the ledger says about placements."""

    LISTED = "housing.placement.listed", _("placements listed")
    VIEWED = "housing.placement.viewed", _("placement read")
    PRINTED = "housing.placement.printed", _("placement printed")
    PLANNED = "housing.placement.planned", _("taken on by a programme")
    REHOUSED = "housing.placement.rehoused", _("second home")
    MOVED_IN = "housing.placement.moved_in", _("moving in")
    MOVE_TAKEN_BACK = "housing.placement.move_taken_back", _("moving in taken back")
    ASSIGNED = "housing.placement.assigned", _("workers of a placement changed")
    ENDED = "housing.placement.ended", _("placement ended")
    REOPENED = "housing.placement.reopened", _("end of a placement taken back")
    CANCELLED = "housing.placement.cancelled", _("placement cancelled")
    LEASE_ADDED = "housing.lease.added", _("lease written down")
    LEASE_CHANGED = "housing.lease.changed", _("lease changed")
    ARREARS_KEPT = "housing.arrears.kept", _("rent of a month written down")
    EVENT_ADDED = "housing.tenancy.added", _("written down about a home")
    ABSENCE_ENDED = "housing.tenancy.back", _("back home")
