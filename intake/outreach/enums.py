"""Words of outreach. Source: DOMAIN 3.3 (outcomes), 5 and 8.5."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ask(models.TextChoices):
    """What was talked about or asked in the street."""

    TALK = "talk", _("a talk")
    EQUIPMENT = "equipment", _("equipment")
    CARE = "care", _("a wound or care")
    SHELTER = "shelter", _("a place to sleep")
    FOOD = "food", _("food or warmth")
    PAPERS = "papers", _("papers and rights")
    TREATMENT = "treatment", _("treatment")
    WORK = "work", _("work")
    OTHER = "other", _("something else")


class Result(models.TextChoices):
    """How going along with somebody ended. Source: DOMAIN 3.3, `outcome`."""

    ATTENDED = "attended", _("went")
    FOLLOWED = "followed", _("went and is followed there")
    REFUSED_BY_SERVICE = "refused_service", _("refused by the service")
    REFUSED_BY_PERSON = "refused_person", _("the person did not want it")
    NO_SHOW = "no_show", _("did not come")
    WAITING = "waiting", _("on a waiting list")
    OTHER = "other", _("something else")


class Way(models.TextChoices):
    """How somebody lost from sight was looked for. No message is ever left with others."""

    STREET = "street", _("in the street")
    PARTNER = "partner", _("asked a partner, with consent")
    CALLED = "called", _("called, as agreed with the person")
    PLACE = "place", _("at a place the person named")


class Verb(models.TextChoices):
    """What the ledger says happened in the street."""

    STARTED = "intake.round.started", _("Round started")
    ENDED = "intake.round.ended", _("Round ended")
    VIEWED = "intake.round.viewed", _("Round read")
    MET = "intake.contact.met", _("Contact recorded")
    UNDONE = "intake.contact.undone", _("Contact struck")
    ZONE_SAVED = "intake.zone.saved", _("Zone changed")
    PLACE_SAVED = "intake.place.saved", _("Place changed")
    PLANNED = "intake.accompaniment.planned", _("Accompaniment planned")
    CLOSED = "intake.accompaniment.closed", _("Accompaniment closed")
    LISTED = "intake.recontact.listed", _("Re-contact list read")
    LOOKED = "intake.recontact.looked", _("Looked for somebody")
