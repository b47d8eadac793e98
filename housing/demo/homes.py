"""The invented centre's homes: programmes, landlords, dwellings, and people who look for a home."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.fidelity.actions import assess_fidelity, review_principles
from housing.fidelity.enums import Domain, Met, Principle
from housing.homes import actions
from housing.homes.enums import (
    ContactKind,
    DwellingKind,
    HomeNeed,
    LandlordKind,
    LandlordReason,
    PersonReason,
    ProgrammeKind,
)
from intake.demo.door import LIFETIME, instant
from intake.directory.models import Organization
from intake.person.selectors import find_card

#: Kind, name, partner who provides it, and for whom.
PROGRAMMES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (ProgrammeKind.HOUSING_FIRST, "Un toit d'abord", "SMES", {"places": 12, "needs": [HomeNeed.LONG_STREET, HomeNeed.MENTAL], "for_whom": "Longtemps à la rue ; un bail à son nom, sans condition de traitement."}),
    (ProgrammeKind.MEDIUM_TERM, "Maison des aînés", "", {"places": 8, "age_from": 45, "most_days": 730, "needs": [HomeNeed.OLDER, HomeNeed.ACTIVE_USE], "for_whom": "Usage actif, sans abstinence demandée."}),
    (ProgrammeKind.SUPERVISED, "Studios du Canal", "", {"places": 6, "most_days": 365}),
    (ProgrammeKind.SOCIAL_AGENCY, "Agence immobilière sociale", "", {"couples": True}),
    (ProgrammeKind.FAMILY, "Accueil en famille", "Fami-Home", {"animals": False, "couples": False, "places": 2}),
    (ProgrammeKind.HOTEL, "Chambres d'hôtel", "", {"most_days": 90, "places": 4}),
)
LANDLORDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (LandlordKind.SOCIAL_AGENCY, "AIS du Quai", {"contact": "Mme Lambrechts", "phone": "02 555 01 20", "email": "location@ais-du-quai.example"}),
    (LandlordKind.PRIVATE, "M. Verhulst", {"contact": "M. Verhulst", "phone": "0470 55 01 21", "warning": "Appeler après 18 h ; confirmer par écrit."}),
    (LandlordKind.PUBLIC, "Foyer communal", {"contact": "Service locatif", "phone": "02 555 01 22"}),
    (LandlordKind.OTHER, "Hôtel de la Gare", {"contact": "Réception", "phone": "02 555 01 23"}),
)
#: Label, kind, municipality, programme, landlord, facts, address.
DWELLINGS: tuple[tuple[str, str, str, int, int, dict[str, Any], str], ...] = (
    ("Studio 1, Anderlecht", DwellingKind.STUDIO, "Anderlecht", 0, 0, {"rent": 465, "charges": 55, "floor": 2}, "Quai inventé 4, 1070 Anderlecht"),
    ("Studio 2, Anderlecht", DwellingKind.STUDIO, "Anderlecht", 0, 0, {"rent": 465, "charges": 55, "floor": 0, "wheelchair": True}, "Quai inventé 4, 1070 Anderlecht"),
    ("Studio 3, Molenbeek", DwellingKind.STUDIO, "Molenbeek-Saint-Jean", 0, 1, {"rent": 520, "charges": 70, "floor": 1, "dogs": True}, "Rue imaginaire 12, 1080 Molenbeek"),
    ("Appartement 1, Forest", DwellingKind.FLAT, "Forest", 3, 0, {"rent": 610, "charges": 80, "rooms": 2, "couples": True, "dogs": True, "floor": 0}, "Avenue fictive 31, 1190 Forest"),
    ("Appartement 2, Schaerbeek", DwellingKind.FLAT, "Schaerbeek", 0, 2, {"rent": 540, "rooms": 2, "couples": True, "floor": 3, "lift": True}, "Rue imaginaire 88, 1030 Schaerbeek"),
    ("Chambre 1, Maison des aînés", DwellingKind.ROOM, "Bruxelles", 1, 2, {"shared": True, "rent": 390, "floor": 0, "wheelchair": True, "dogs": True}, "Impasse inventée 2, 1000 Bruxelles"),
    ("Chambre 2, Maison des aînés", DwellingKind.ROOM, "Bruxelles", 1, 2, {"shared": True, "rent": 390, "floor": 1}, "Impasse inventée 2, 1000 Bruxelles"),
    ("Studio supervisé A", DwellingKind.STUDIO, "Bruxelles", 2, 2, {"rent": 430, "floor": 1, "lift": True}, "Quai inventé 19, 1000 Bruxelles"),
    ("Studio supervisé B", DwellingKind.STUDIO, "Bruxelles", 2, 2, {"rent": 430, "floor": 2, "lift": True, "out_reason": "Chaudière en panne, réparation demandée."}, "Quai inventé 19, 1000 Bruxelles"),
    ("Chambre 14, hôtel", DwellingKind.HOTEL_ROOM, "Bruxelles", 5, 3, {"rent": 900, "floor": 1, "couples": True}, "Place fictive 1, 1000 Bruxelles"),
)
#: Alias, programmes in the order of the choice, wishes, words.
LOOKING: tuple[tuple[str, tuple[int, ...], dict[str, Any], str], ...] = (
    ("Tante Rose", (1, 0), {"ground_floor": True, "needs": [HomeNeed.OLDER]}, "Une porte qui ferme, et le marché à côté."),
    ("J.-P.", (1,), {"needs": [HomeNeed.OLDER, HomeNeed.ACTIVE_USE]}, "Ne plus changer de lit."),
    ("Dragan", (0, 3), {"individual": True, "areas": ["Anderlecht"]}, "Seul. J'ai trop dormi à plusieurs."),
    ("Kenza", (0,), {"individual": True, "areas": ["Schaerbeek", "Forest"], "needs": [HomeNeed.LONG_STREET]}, "Près de ma sœur."),
    ("Momčilo", (0, 2), {"animal": True, "individual": True}, "Avec Bella, sinon rien."),
    ("Ana Maria", (3, 0), {"with_partner": True, "most_rent": Decimal(650)}, "À deux, avec une cuisine."),
    ("Wim", (2, 0), {"individual": True}, "Rustig."),
    ("Sky", (0,), {"individual": True, "areas": ["Forest"], "needs": [HomeNeed.VIOLENCE]}, "Un endroit où personne ne me suit."),
    ("Rachid", (0, 1), {"ground_floor": True}, ""),
    ("Toto", (), {}, "Peu importe, mais vite."),
)


def _as(story: Story, name: str) -> Any:
    return acting(story.staff[name], workstation="3", lifetime=LIFETIME)


def build(story: Story) -> None:
    """Six programmes, four landlords, ten dwellings; two assessments and a checklist of the first programme."""
    with clock.at(instant(story.days[0], 10, 0)), _as(story, "colette") as actor:
        partners = {one.name: one for one in Organization.objects.order_by("pk")}
        programmes = [
            actions.write_programme(actor=actor, kind=kind, name=name, provider=partners.get(partner), **facts)
            for kind, name, partner, facts in PROGRAMMES
        ]
        landlords = [actions.write_landlord(actor=actor, kind=kind, name=name, **facts) for kind, name, facts in LANDLORDS]
        story.kept["dwellings"] = [
            actions.write_dwelling(
                actor=actor, label=label, kind=kind, area=area, programme=programmes[programme], landlord=landlords[landlord],
                address=address, **facts,
            )
            for label, kind, area, programme, landlord, facts, address in DWELLINGS
        ]
        story.kept["programmes"], story.kept["landlords"] = programmes, landlords
        _assess(story, actor, story.days[0] - timedelta(days=365), (13, 15, 14, 9, 8))
        _assess(story, actor, story.days[0], (15, 17, 16, 11, 9))
    _talk(story)


def _assess(story: Story, actor: Any, day: date, points: tuple[int, ...]) -> None:
    """Five scores out of twenty, with an invented instrument; the principles on the later day."""
    scores = {str(domain): (Decimal(score), Decimal(20)) for domain, score in zip(Domain, points, strict=True)}
    programme = story.kept["programmes"][0]
    assess_fidelity(
        actor=actor, programme=programme, on=day, instrument="Auto-évaluation de la maison, version 1", scores=scores,
        client_uuid=story.form_number(), note="Plus de choix entre plusieurs logements.",
    )
    if day == story.days[0]:
        answers = {str(one): (str(Met.MET), "") for one in Principle}
        answers[Principle.CHOICE] = (str(Met.PARTLY), "Rarement plus d'un logement à proposer.")
        answers[Principle.FLEXIBLE] = (str(Met.PARTLY), "L'équipe ne travaille pas encore la nuit.")
        review_principles(actor=actor, programme=programme, on=day, answers=answers, client_uuid=story.form_number())


def _talk(story: Story) -> None:
    """What was said with the landlords."""
    said = (
        (0, ContactKind.AGREEMENT, "Deux studios par an pour nos personnes, bail glissant possible."),
        (1, ContactKind.CALL, "Accepte les chiens, demande une garantie de deux mois."),
        (1, ContactKind.DISPUTE, "Humidité au premier étage : réparation promise pour la fin du mois."),
        (3, ContactKind.VISIT, "Chambre vue avec l'équipe : propre, fenêtre sur cour."),
    )
    for place, (landlord, kind, words) in enumerate(said):
        day = story.days[min(6 + place * 9, len(story.days) - 1)]
        with clock.at(instant(day, 14, 10)), _as(story, "hugo") as actor:
            actions.note_contact(
                actor=actor, landlord=story.kept["landlords"][landlord], kind=kind, on=clock.service_day(), words=words,
                client_uuid=story.form_number(),
            )


def look(story: Story) -> None:
    """Ten people look for a home; some were proposed one, some said no, one was refused, one said yes."""
    known = {person.alias: (day, person) for day, person in story.kept["persons"]}
    searches: dict[str, Any] = {}
    programmes = [one.pk for one in story.kept["programmes"]]
    for place, (alias, wished, wishes, words) in enumerate(LOOKING):
        if alias not in known:
            continue
        since, person = known[alias]
        day = min(since + timedelta(days=1 + place), story.days[-2])
        with clock.at(instant(day, 11, 5 + place)), _as(story, "hugo") as actor:
            find_card(actor, story.kept["cards"][person.pk])
            searches[alias] = actions.open_search(
                actor=actor, person=person, words=words, wished=[programmes[one] for one in wished], client_uuid=story.form_number(), **wishes
            )
    story.kept["searches"] = searches
    _answers(story, searches)


def _answers(story: Story, searches: dict[str, Any]) -> None:
    """Yes, no, and a landlord's no, in the last two weeks."""
    homes = story.kept["dwellings"]
    steps: tuple[tuple[int, str, Any, dict[str, Any]], ...] = (
        (-12, "Dragan", actions.propose_dwelling, {"dwelling": homes[6]}),
        (-11, "Dragan", actions.refuse_by_person, {"reason": PersonReason.SHARED, "words": "À plusieurs, non merci."}),
        (-10, "Kenza", actions.propose_dwelling, {"dwelling": homes[4]}),
        (-9, "Kenza", actions.note_visit, {"words": "La cuisine lui plaît."}),
        (-8, "Kenza", actions.refuse_by_landlord, {"reason": LandlordReason.INCOME}),
        (-7, "J.-P.", actions.propose_dwelling, {"dwelling": homes[5]}),
        (-5, "J.-P.", actions.note_visit, {}),
        (-4, "J.-P.", actions.accept_dwelling, {"words": "Quand est-ce que je viens ?"}),
        (-3, "Momčilo", actions.propose_dwelling, {"dwelling": homes[2]}),
        (-3, "Wim", actions.propose_dwelling, {"dwelling": homes[7]}),
        (-2, "Wim", actions.note_visit, {}),
        (-2, "Toto", actions.close_search, {"words": "Part chez un ami à Charleroi."}),
    )
    for back, alias, act, facts in steps:
        search = searches.get(alias)
        day = story.days[back] if len(story.days) >= -back else story.days[0]
        if search is None or day < search.asked_on:
            continue
        with clock.at(instant(day, 15, 30)), _as(story, "hugo") as actor:
            searches[alias] = act(actor=actor, candidature=search, on=clock.service_day(), client_uuid=story.form_number(), **facts)


add(230, "programmes, landlords and dwellings", build)
add(231, "who looks for a home", look)
