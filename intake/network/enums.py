"""Codes of the directory and of referrals. Source: DOMAIN 3.3 (FHIR Task codes) and 11 (HSDS 3)."""

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


class ReferralState(models.TextChoices):
    """FHIR Task status codes. Source: DOMAIN 3.3."""

    DRAFT = "draft", _("being written")
    REQUESTED = "requested", _("sent")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("refused by the partner")
    CANCELLED = "cancelled", _("cancelled")
    IN_PROGRESS = "in-progress", _("under way")
    ON_HOLD = "on-hold", _("waiting")
    FAILED = "failed", _("did not work out")
    COMPLETED = "completed", _("done")
    ERROR = "entered-in-error", _("entered by mistake")


#: States that end a referral: what came of it is written down with them.
ENDED_NEEDS_OUTCOME = (ReferralState.COMPLETED, ReferralState.FAILED, ReferralState.REJECTED)


class Outcome(models.TextChoices):
    """What came of it. Source: DOMAIN 3.3."""

    ATTENDED = "attended", _("went")
    FOLLOWED = "followed", _("went and is followed there")
    REFUSED_BY_SERVICE = "refused_service", _("refused by the service")
    REFUSED_BY_PERSON = "refused_person", _("the person did not want it")
    NO_SHOW = "no_show", _("did not go")
    WAITING = "waiting", _("on a waiting list")
    LOST = "lost", _("lost from sight")


class ReferralCompartment(models.TextChoices):
    """The part of the file in which the referral stands."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class Verb(models.TextChoices):
    REFERRED = "intake.referral.made", _("referral made")
    VIEWED = "intake.referral.viewed", _("referral read")
    MOVED = "intake.referral.moved", _("referral moved")
    VERIFIED = "intake.partner.verified", _("partner verified")
