"""Codes of referrals. Source: DOMAIN 3.3 (FHIR Task codes, outcomes, refusal reasons) and 3.1 (TDI referral source)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


#: The person arrived there: what a referral was for.
ARRIVED = (Outcome.ATTENDED, Outcome.FOLLOWED)


class RefusalReason(models.TextChoices):
    """Why a service said no. Source: DOMAIN 3.3 (refusal_reason), and what partners answer to people without papers."""

    FULL = "full", _("full")
    BANNED = "banned", _("the person is barred there")
    MINOR = "minor", _("minor")
    CARE = "care", _("needs medical care")
    COUPLE_ANIMAL = "couple_animal", _("couple or animal not possible")
    PAPERS = "papers", _("papers or insurance asked for")
    AREA = "area", _("other commune or area")
    OTHER = "other", _("other")


class Direction(models.TextChoices):
    """Who refers to whom."""

    OUT = "out", _("to a partner")
    IN = "in", _("to us")


class ReferralSource(models.TextChoices):
    """Where somebody was sent from. Source: DOMAIN 3.1, TDI referral source, by its codes."""

    JUSTICE = "1", _("court, probation, police")
    DOCTOR = "2", _("general practitioner")
    DRUG_CENTRE = "3", _("other drug centre")
    SERVICE = "4", _("other health or social service")
    SCHOOL = "5", _("school or training")
    SELF = "6", _("self, family, friends")
    OTHER = "7", _("other")
    UNKNOWN = "99", _("not known")


class Aftermath(models.TextChoices):
    """What was found when somebody asked again after 7 or 30 days."""

    THERE = "there", _("is followed there")
    WAITS = "waits", _("still waits")
    GONE = "gone", _("is not there any more")
    UNREACHED = "unreached", _("nobody could say")


class ReferralCompartment(models.TextChoices):
    """The part of the file in which the referral stands."""

    NURSING = "nursing", _("Nursing")
    SOCIAL = "social", _("Social")
    PSYCH = "psych", _("Mental health")


class Verb(models.TextChoices):
    DRAFTED = "intake.referral.drafted", _("referral written")
    CORRECTED = "intake.referral.corrected", _("referral changed before sending")
    REFERRED = "intake.referral.made", _("referral made")
    RECEIVED = "intake.referral.received", _("referral received")
    VIEWED = "intake.referral.viewed", _("referral read")
    MOVED = "intake.referral.moved", _("referral moved")
    FOLLOWED_UP = "intake.referral.followed_up", _("asked what became of a referral")
    LETTER_MADE = "intake.referral.letter_made", _("letter of a referral made")
    LINK_MADE = "intake.link.made", _("link for a partner made")
    LINK_REVOKED = "intake.link.revoked", _("link for a partner revoked")
    LINK_OPENED = "intake.link.opened", _("partner opened a link")
    LINK_REFUSED = "intake.link.refused", _("a link did not open")
    LINK_ANSWERED = "intake.link.answered", _("partner answered through a link")
    ANSWERS_VIEWED = "intake.partner.answers_viewed", _("how partners answer was read")
