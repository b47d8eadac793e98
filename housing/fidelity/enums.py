"""Words of fidelity: the domains of the survey, the European principles, how far each is met. Source: DOMAIN 14."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Domain(models.TextChoices):
    """The five domains of the housing first fidelity survey; the text of its items is nowhere here. Source: DOMAIN 14."""

    PROCESS = "process", _("housing process and structure")
    SEPARATION = "separation", _("separation of housing and services")
    PHILOSOPHY = "philosophy", _("service philosophy")
    ARRAY = "array", _("service array")
    TEAM = "team", _("team structure")


class Principle(models.TextChoices):
    """The eight European principles of housing first. Source: DOMAIN 14."""

    RIGHT = "right", _("housing is a human right")
    CHOICE = "choice", _("choice and control")
    SEPARATION = "separation", _("separation of housing and treatment")
    RECOVERY = "recovery", _("recovery orientation")
    HARM_REDUCTION = "harm_reduction", _("harm reduction")
    ENGAGEMENT = "engagement", _("active engagement without coercion")
    PLANNING = "planning", _("person-centred planning")
    FLEXIBLE = "flexible", _("flexible support for as long as needed")


class Met(models.TextChoices):
    """How far a principle is met."""

    MET = "met", pgettext_lazy("principle", "met")
    PARTLY = "partly", pgettext_lazy("principle", "partly met")
    NOT = "not", pgettext_lazy("principle", "not met")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    ASSESSED = "housing.fidelity.assessed", _("Fidelity assessed")
    STRUCK = "housing.fidelity.struck", _("Assessment of fidelity struck out")
    REVIEWED = "housing.principles.reviewed", _("Principles of housing first reviewed")
