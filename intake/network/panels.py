"""The network in the navigation, on the home board and on a person's page; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from intake.person import casefile

from .enums import ReferralCompartment
from .models import FollowUp, PartnerLink, Referral
from .selectors import figures, referrals_of

TITLES = {
    ReferralCompartment.NURSING: _("Referrals by the nurses"), ReferralCompartment.SOCIAL: _("Referrals by the social team"),
    ReferralCompartment.PSYCH: _("Referrals for mental health"),
}


def waiting(actor: Any) -> dict[str, Any]:
    """How many referrals wait for something."""
    return figures(actor, clock.service_day())


def of_shift(actor: Any, shift: Shift) -> dict[str, Any]:
    """The same figures for the handover."""
    return figures(actor, shift.service_day)


def _of(compartment: str) -> Callable[[Any, Any], dict[str, Any]]:
    def load(actor: Any, person: Any) -> dict[str, Any]:
        return {"referrals": referrals_of(actor, person, compartment), "person": person}

    return load


def held_here(person_id: UUID) -> dict[str, int]:
    """How many referrals and links stand about this person."""
    return {
        "referrals": Referral.objects.filter(person_id=person_id).count(),
        "links": PartnerLink.objects.filter(referral__person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person off their referrals, which stay counted of nobody; links go, texts are sealed and their key destroyed."""
    found, mine = held_here(person_id), Referral.objects.filter(person_id=person_id)
    links = list(PartnerLink.objects.filter(referral__in=mine).values_list("pk", flat=True))
    PartnerLink.objects.filter(pk__in=links).delete()
    PartnerLink.history.filter(id__in=links).delete()
    FollowUp.history.filter(referral_id__in=list(mine.values_list("pk", flat=True))).delete()
    mine.update(person=None, sharing=None)
    Referral.history.filter(person_id=person_id).delete()
    return found


navigation.add(
    Item(_("Referrals"), "referrals", "forward", "intake.view_referrals", 55, ("referral", "referral_letter", "follow_ups", "partner_answers"))
)
casefile.register_act(casefile.Act("referred-here", _("Sent to us"), "referral_receive", "log-in", "intake.refer", 61))
home.add(Tile("referrals", 50, "intake.view_referrals", "network/_home.html", waiting))
handover.add(Section("referrals", _("Referrals"), 60, "intake.view_referrals", "network/_handover.html", of_shift))
for order, part in enumerate(ReferralCompartment):
    casefile.register(
        casefile.Panel(
            f"referrals-{part}", TITLES[part], 50 + order, part.value, "intake.view_referrals", "network/_panel.html", _of(part.value)
        )
    )
rights.register(_("Referrals"), collect=held_here, erase=forget, keeps=_("The referral stays counted, of nobody."))
