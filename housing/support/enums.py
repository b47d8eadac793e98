"""Choices and audit verbs of support visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.access.enums import Compartment


class Outcome(models.TextChoices):
    """Whether an agreed visit took place. Nobody loses anything by not opening the door."""

    KEPT = "kept", _("took place")
    NOT_HOME = "not_home", _("nobody opened")
    PUT_OFF = "put_off", _("the person put it off")
    BY_US = "by_us", _("we could not come")


class Where(models.TextChoices):
    """Where worker and person met."""

    HOME = "home", _("at home")
    CENTRE = "centre", _("at the centre")
    OUTSIDE = "outside", _("outside")
    PHONE = "phone", _("by phone")


class VisitKind(models.TextChoices):
    """What a visit was about, in words that give nothing of its content away."""

    TALK = "talk", _("talk")
    HOUSEHOLD = "household", _("the home and the household")
    MONEY = "money", _("rent and money")
    PAPERS = "papers", _("papers and rights")
    GOING_ALONG = "going_along", _("going along somewhere")
    LANDLORD = "landlord", _("landlord or agency")
    NEIGHBOURS = "neighbours", _("neighbours")
    FURNISHING = "furnishing", _("furniture and moving")
    NETWORK = "network", _("family and friends")
    DAYTIME = "daytime", _("work and how the day is spent")
    CRISIS = "crisis", _("crisis")


#: The parts of a file in which the content of a visit may be written; each writer uses those of their own teams.
CONTENT = (Compartment.HOUSING, Compartment.SOCIAL, Compartment.NURSING, Compartment.PSYCH)
ContentPart = [(one.value, one.label) for one in CONTENT]


class Need(models.TextChoices):
    """Why a home needs attention."""

    ARREARS = "arrears", _("rent not paid")
    VISIT = "visit", _("no visit for long")
    LEASE = "lease", _("lease ends soon")
    GUARANTEE = "guarantee", _("guarantee not returned")


class Verb(models.TextChoices):
    """What the ledger says about visits."""

    LISTED = "housing.visit.listed", _("visits due listed")
    VIEWED = "housing.visit.viewed", _("visit read")
    RECORDED = "housing.visit.recorded", _("visit written down")
    ADDED = "housing.visit.added_to", _("added to a visit")
    AGREED = "housing.visit.agreed", _("how often to visit agreed")
    ATTENTION = "housing.attention.listed", _("homes that need attention listed")
