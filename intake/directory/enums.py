"""Codes of the directory. Source: DOMAIN 11 (HSDS 3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceStatus(models.TextChoices):
    """HSDS service.status."""

    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("inactive")
    DEFUNCT = "defunct", _("ended")
    CLOSED = "temporarily closed", _("closed for now")


class Need(models.TextChoices):
    """What a service answers, in the words of the desk."""

    SHELTER = "shelter", _("a place to sleep")
    HOUSING = "housing", _("housing")
    HEALTH = "health", _("care")
    SUBSTITUTION = "substitution", _("substitution treatment")
    HARM_REDUCTION = "harm_reduction", _("harm reduction")
    MENTAL = "mental", _("mental health")
    RIGHTS = "rights", _("rights and income")
    PAPERS = "papers", _("papers")
    HYGIENE = "hygiene", _("washing and clothes")
    WORK = "work", _("work")
    YOUTH = "youth", _("young people")
    EMERGENCY = "emergency", _("emergency")


class OrganizationKind(models.TextChoices):
    """Who a partner is towards the centre. Police and justice send people; they never receive anything about anybody."""

    PARTNER = "partner", _("a partner")
    JUSTICE = "justice", _("police or justice: sends people, is told nothing")


class Weekday(models.IntegerChoices):
    """The days of the week as ISO counts them."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class Verb(models.TextChoices):
    VERIFIED = "intake.partner.verified", _("partner verified")
    WRITTEN = "intake.partner.written", _("partner written down or corrected")
    PLACES_TOLD = "intake.partner.places_told", _("free places of a partner told")
    SENT = "intake.directory.sent", _("directory sent out")
