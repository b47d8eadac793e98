"""Partners in Brussels, as a directory starts out with them: facts to check before publishing. Source: DOMAIN 11."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import NamedTuple

from .enums import Need, OrganizationKind
from .models import Organization, PartnerService
from .vocabularies import SPACE
from .weeks import keep_week


class Partner(NamedTuple):
    """One service: organisation, name, what it is, needs answered, and what is known of its conditions."""

    organization: str
    name: str
    description: str
    needs: tuple[str, ...]
    known: dict[str, object]


PARTNERS: tuple[Partner, ...] = (
    Partner("Transit asbl", "Centre de crise", "Accueil et hébergement de crise 24 h sur 24, treize jours au plus.", (Need.SHELTER, Need.HARM_REDUCTION), {"no_identity": True, "hours": "24/7"}),
    Partner("Transit asbl", "Comptoir LAIRR", "Matériel stérile, récupération, conseils ; anonyme.", (Need.HARM_REDUCTION,), {"no_identity": True, "free": True, "hours": "24/7"}),
    Partner("GATE", "Salle de consommation à moindre risque", "Consommation supervisée, à partir de 18 ans, après inclusion.", (Need.HARM_REDUCTION, Need.HEALTH), {"minors": False, "free": True}),
    Partner("MASS de Bruxelles", "Maison d'accueil socio-sanitaire", "Suivi médical, psychologique et social à bas seuil ; substitution, dépistage.", (Need.HEALTH, Need.SUBSTITUTION, Need.MENTAL), {"no_insurance": True}),
    Partner("Projet Lama", "Antennes", "Suivi médico-psycho-social, traitement par agonistes opioïdes, dépistage.", (Need.HEALTH, Need.SUBSTITUTION, Need.MENTAL), {}),
    Partner("DUNE", "Équipe de rue et comptoir", "Équipe de rue en soirée en semaine ; comptoir d'échange.", (Need.HARM_REDUCTION,), {"no_identity": True, "free": True, "hours": "Mo-Fr 19:00-22:30"}),
    Partner("Médecins du Monde", "Médibus", "Consultations mobiles trois fois par semaine.", (Need.HEALTH,), {"undocumented": True, "no_insurance": True, "free": True}),
    Partner("Modus Vivendi", "Modus Fiesta", "Réduction des risques, matériel, analyse de produits.", (Need.HARM_REDUCTION,), {"no_identity": True, "free": True}),
    Partner("CPAS de la Ville de Bruxelles", "Antenne sociale", "Aide médicale urgente, revenu, adresse de référence, mise au travail.", (Need.RIGHTS, Need.PAPERS, Need.WORK), {"free": True}),
    Partner("Infirmiers de rue", "Soins et logement", "Soins en rue et Housing First.", (Need.HEALTH, Need.HOUSING), {"undocumented": True, "free": True}),
    Partner("New Samusocial", "Hébergement d'urgence", "Hébergement d'urgence et équipes mobiles.", (Need.SHELTER,), {"free": True}),
    Partner("Bruss'help", "Coordination", "Coordination de l'aide aux personnes sans abri.", (Need.SHELTER, Need.HOUSING), {}),
    Partner("SMES", "Housing First", "Pont entre sans-abrisme, santé mentale et assuétudes.", (Need.MENTAL, Need.HOUSING), {}),
    Partner("DoucheFLUX", "Centre de jour", "Douches, consignes, lessive.", (Need.HYGIENE,), {"no_identity": True}),
    Partner("Hobo", "Dagcentrum", "Centre de jour, activités et travail.", (Need.WORK, Need.HYGIENE), {}),
    Partner("L'Ilot", "Maison d'accueil", "Accueil et accompagnement vers le logement.", (Need.SHELTER, Need.HOUSING), {}),
    Partner("Enaden", "Unités de crise", "Soins ambulatoires et résidentiels des assuétudes.", (Need.SUBSTITUTION, Need.MENTAL), {}),
    Partner("Infor-Drogues", "Ligne d'aide", "Information, écoute, orientation.", (Need.HEALTH,), {"no_identity": True, "free": True}),
    Partner("Medimmigrant", "Permanence", "Aide juridique sur l'accès aux soins des personnes sans papiers.", (Need.RIGHTS,), {"undocumented": True, "free": True}),
    Partner("Service des Tutelles", "Permanence", "Mineurs étrangers non accompagnés.", (Need.YOUTH,), {"minors": True, "phone": "078 15 43 24"}),
    Partner("Centre Antipoisons", "Urgences", "Conseil toxicologique.", (Need.EMERGENCY,), {"phone": "070 245 245", "hours": "24/7", "free": True}),
    Partner("Secours", "Urgences 112", "Ambulance et pompiers.", (Need.EMERGENCY,), {"phone": "112", "hours": "24/7", "free": True}),
    Partner("Service mobile psychiatrique", "Équipe mobile", "Soins psychiatriques là où est la personne.", (Need.MENTAL,), {}),
    Partner("L'Ambulatoire-Forest", "Consultations", "Soins ambulatoires des assuétudes.", (Need.SUBSTITUTION, Need.MENTAL), {}),
    Partner("Le Pélican", "Consultations", "Aide et soins en assuétudes.", (Need.MENTAL,), {}),
    Partner("CAPITI", "Aide aux personnes détenues", "Assuétudes et détention : pendant et après la prison.", (Need.HEALTH, Need.RIGHTS), {}),
    Partner("CHU Saint-Pierre", "Interstices", "Équipe de liaison en assuétudes à l'hôpital.", (Need.HEALTH, Need.SUBSTITUTION), {}),
    Partner("Fami-Home", "Logement de familles", "Logement pour familles.", (Need.HOUSING,), {}),
    Partner("Mission locale", "Guichet", "Emploi et formation dans la commune.", (Need.WORK,), {"free": True}),
    Partner("Actiris", "Antennes", "Emploi et formation.", (Need.WORK,), {"free": True}),
)


#: Who sends people to the centre and is told nothing about anybody.
SENDERS = ("Police de Bruxelles", "Parquet de Bruxelles")


def ensure_partners(today: date) -> int:
    """Write the partners that are missing; the last five stand as never verified. Returns how many are new."""
    made = 0
    for name in SENDERS:
        Organization.objects.get_or_create(id=uuid.uuid5(SPACE, name), defaults={"name": name, "kind": OrganizationKind.JUSTICE})
    for number, one in enumerate(PARTNERS):
        organization, _ = Organization.objects.get_or_create(
            id=uuid.uuid5(SPACE, one.organization), defaults={"name": one.organization}
        )
        verified = today - timedelta(days=20 + number * 9) if number < len(PARTNERS) - 5 else None
        service, new = PartnerService.objects.get_or_create(
            id=uuid.uuid5(SPACE, f"{one.organization}/{one.name}"),
            defaults={
                "organization": organization, "name": one.name, "description": one.description, "needs": list(one.needs),
                "languages": ["fr", "nl"], "verified_on": verified, **one.known,
            },
        )
        if new:
            keep_week(service)
        made += new
    return made
