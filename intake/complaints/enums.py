"""Words of complaints and near-misses: who speaks, about what, how far it is. Source: DOMAIN 3.3, 8.8."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What it is."""

    COMPLAINT = "complaint", _("Complaint")
    NEAR_MISS = "near_miss", _("Near miss: it almost went wrong")
    IDEA = "idea", _("Idea")
    THANKS = "thanks", _("Thanks")


class Source(models.TextChoices):
    """Who speaks."""

    PERSON = "person", _("Somebody who comes here")
    ANONYMOUS = "anonymous", _("Without a name")
    NEIGHBOUR = "neighbour", _("A neighbour")
    PARTNER = "partner", _("A partner")
    STAFF = "staff", _("Somebody of the team")


class About(models.TextChoices):
    """What it is about."""

    WELCOME = "welcome", _("Welcome")
    CARE = "care", _("Care")
    BEDS = "beds", _("Beds and housing")
    WORK = "work", _("Work")
    DISCRETION = "discretion", _("Discretion, privacy")
    DISCRIMINATION = "discrimination", _("Discrimination")
    SAFETY = "safety", _("Safety")
    NOISE = "noise", _("Noise, dirt, the street")
    EQUIPMENT = "equipment", _("Equipment, building")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """How far it is."""

    RECEIVED = "received", _("received")
    LOOKED_INTO = "looked_into", _("looked into")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    LISTED = "intake.complaint.listed", _("Complaints listed")
    VIEWED = "intake.complaint.viewed", _("Complaint read")
    RECORDED = "intake.complaint.recorded", _("Complaint written down")
    MOVED = "intake.complaint.moved", _("Complaint moved along")
    COUNTED = "intake.complaint.counted", _("Complaints counted")
