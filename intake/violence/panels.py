"""What violence shows elsewhere: one act on the page of somebody known from the women's space; erasure."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from intake.person import casefile
from intake.violence.models import Apart, SafeContact, Screening


def held_here(person_id: UUID) -> dict[str, int]:
    """What stands here about this person."""
    return {
        "screenings": Screening.objects.filter(person_id=person_id).count(),
        "safe_contacts": SafeContact.objects.filter(person_id=person_id).count(),
        "kept_apart": Apart.objects.filter(Q(person_id=person_id) | Q(other_id=person_id)).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Everything goes, with its history. Source: PRIVACY 5."""
    found = held_here(person_id)
    Screening.objects.filter(person_id=person_id).delete()
    pair = Q(person_id=person_id) | Q(other_id=person_id)
    for history in (SafeContact.history.filter(person_id=person_id), Apart.history.filter(pair)):
        history.delete()
    SafeContact.objects.filter(person_id=person_id).delete()
    Apart.objects.filter(pair).delete()
    return found


casefile.register_act(
    casefile.Act("violence", _("Safety"), "violence", "shield", "intake.screen_violence", 60, Compartment.WOMEN_SPACE)
)
rights.register(_("Violence"), collect=held_here, erase=forget)
