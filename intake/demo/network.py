"""The network in the demonstration: a silence, a refusal, a draft, somebody sent to us, an agreement that ends soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.access.scope import holds
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.consent.actions import give_consent
from intake.consent.enums import Condition, Manner, SharedItem
from intake.demo.door import LIFETIME, instant
from intake.directory.actions import tell_places, write_partner
from intake.directory.models import PartnerService
from intake.network.actions import draft_referral, follow_up, make_link, move_referral, receive_referral, refer
from intake.network.enums import Aftermath, Outcome, ReferralSource, ReferralState, RefusalReason

SOCIAL = "social"
ASKED = [SharedItem.ALIAS, SharedItem.LANGUAGES, SharedItem.REASON]


def answer(story: Story) -> None:
    """Ivan's correspondence of the last weeks with the partners in the city."""
    ivan = story.staff["ivan"]
    with acting(ivan, workstation="4", lifetime=LIFETIME) as actor:
        followed = [person for _, person in story.kept["persons"] if holds(actor, person, SOCIAL)][-5:]
        services = {one.organization.name: one for one in PartnerService.objects.select_related("organization").order_by("name")}
    if len(followed) < 5:
        return
    silent, refused, waiting, arriving, ending = followed
    with clock.at(instant(story.days[-12], 10, 30)), acting(ivan, workstation="4", lifetime=LIFETIME) as actor:
        made = _refer(story, actor, silent, services["Projet Lama"], "Demande un traitement de substitution.")
        make_link(actor=actor, referral=made, hours=72)
        sent = _refer(story, actor, refused, services["New Samusocial"], "Cherche une place pour la nuit, avec son chien.")
        give_consent(
            actor=actor, person=ending, compartment=SOCIAL, recipient=services["CPAS de la Ville de Bruxelles"].organization_id,
            recipient_name="CPAS de la Ville de Bruxelles", items=[SharedItem.ALIAS, SharedItem.REASON], purpose="Adresse de référence",
            valid_until=story.days[-1] + timedelta(days=6), manner=Manner.PICTURES,
        )
    with clock.at(instant(story.days[-11], 9, 40)), acting(ivan, workstation="4", lifetime=LIFETIME) as actor:
        move_referral(
            actor=actor, referral=sent, state=ReferralState.REJECTED, outcome=Outcome.REFUSED_BY_SERVICE, refusal=RefusalReason.COUPLE_ANIMAL
        )
    with clock.at(min(instant(story.days[-2], 15, 5), clock.now())), acting(ivan, workstation="4", lifetime=LIFETIME) as actor:
        draft_referral(
            actor=actor, person=waiting, compartment=SOCIAL, service=services["Medimmigrant"], items=[SharedItem.REASON],
            reason="Demande de l'aide pour l'accès aux soins.", client_uuid=story.form_number(), warm=True,
        )
        receive_referral(
            actor=actor, person=arriving, compartment=SOCIAL, source=ReferralSource.SERVICE, partner=services["Infirmiers de rue"].organization,
            reason="Vu en rue, veut se poser quelques jours.", client_uuid=story.form_number(),
        )
        follow_up(actor=actor, referral=made, days=7, found=Aftermath.UNREACHED)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        tell_places(actor=actor, service=services["New Samusocial"], places=4)
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        lama = services["Projet Lama"]
        write_partner(
            actor=actor, organization=lama.organization, service=lama,
            values={"staff_note": "Appeler avant midi ; demander l'accueil.", "application": "Téléphoner d'abord."},
        )


def _refer(story: Story, actor: Any, person: Any, service: PartnerService, reason: str) -> Any:
    return refer(
        actor=actor, person=person, compartment=SOCIAL, service=service, items=ASKED, reason=reason, client_uuid=story.form_number(),
        conditions=Condition.values, agreed_until=clock.service_day() + timedelta(days=90),
    )


add(320, "the network answers, or does not", answer)
