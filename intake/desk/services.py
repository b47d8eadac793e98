"""The services a centre gives, as it starts out; a centre may rename, reorder or close them afterwards.

Order is the order of the tiles at the desk and of the keys 1 to 9. Source: DOMAIN 3.3 (contact types), UX 7.1.
"""

from dataclasses import dataclass

from intake.desk.models import Service

RECEPTION = "reception"
WOMEN_SPACE = "women_space"
#: The beds of the house: no tile of the desk, but something a restriction may name.
BED = "bed"


@dataclass(frozen=True)
class Seed:
    """One service: code, words in three languages, icon, place in the order (0 = not a tile of the desk)."""

    code: str
    fr: str
    nl: str
    en: str
    icon: str
    order: int


SERVICES = (
    Seed(RECEPTION, "Accueil", "Onthaal", "Reception", "door-open", 10),
    Seed("coffee", "Café", "Koffie", "Coffee", "coffee", 20),
    Seed("meal", "Repas", "Maaltijd", "Meal", "soup", 30),
    Seed("shower", "Douche", "Douche", "Shower", "shower-head", 40),
    Seed("laundry", "Lessive", "Was", "Laundry", "washing-machine", 50),
    Seed("sterile_material", "Matériel stérile", "Steriel materiaal", "Sterile equipment", "syringe", 60),
    Seed("naloxone", "Naloxone", "Naloxone", "Naloxone", "heart-pulse", 70),
    Seed("care", "Soins", "Verzorging", "Nursing care", "stethoscope", 80),
    Seed("parcel", "Colis", "Pakket", "Parcel", "package", 90),
    Seed("social", "Entretien social", "Sociaal gesprek", "Social worker", "message-circle", 100),
    Seed("medical", "Médecin", "Arts", "Doctor", "pill", 110),
    Seed("psych", "Psychologue", "Psycholoog", "Psychologist", "speech", 120),
    Seed("phone", "Téléphone", "Telefoon", "Phone", "phone", 130),
    Seed("locker", "Consigne", "Bagagekluis", "Locker", "backpack", 140),
    Seed("clothes", "Vestiaire", "Kledij", "Clothes", "shirt", 150),
    Seed("collective", "Activité", "Activiteit", "Group activity", "users", 160),
    Seed("work", "Travail à la journée", "Dagwerk", "Day labour", "briefcase-business", 170),
    Seed("outreach", "Travail de rue", "Straathoekwerk", "Outreach", "footprints", 0),
    Seed(BED, "Lit de crise", "Crisisbed", "Crisis bed", "bed", 0),
    Seed(WOMEN_SPACE, "Espace femmes", "Vrouwenruimte", "Women's space", "venus", 0),
)


def ensure_services() -> int:
    """Put the services a centre starts with in place and return how many were new; what exists is left alone."""
    known = set(Service.objects.values_list("code", flat=True))
    new = [seed for seed in SERVICES if seed.code not in known]
    for seed in new:
        Service.objects.create(
            code=seed.code,
            label_fr=seed.fr,
            label_nl=seed.nl,
            label_en=seed.en,
            icon=seed.icon,
            order=seed.order,
        )
    return len(new)
