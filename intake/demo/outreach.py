"""Two months in the street, invented: zones, rounds by night, whom they met, somebody to go along with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant
from intake.outreach.actions import end_round, plan_accompaniment, record_contact, save_place, save_zone, start_round
from intake.outreach.enums import Ask
from intake.outreach.grid import square
from intake.outreach.models import OutreachRound, Place, Zone
from intake.person.selectors import find_card
from intake.supplies.actions import hand_out, take_back
from intake.supplies.enums import Method, Source
from intake.supplies.models import Item

#: Zone, municipality, and places with a rough point of the map. The squares are what is kept.
ZONES = (
    ("Yser – canal", "Bruxelles", (("Pont des Armateurs", 50.8640, 4.3500), ("Parvis de la station", 50.8600, 4.3520))),
    ("Gare du Midi", "Saint-Gilles", (("Esplanade", 50.8360, 4.3360), ("Tunnel", 50.8340, 4.3370))),
    ("Parc de la Rosée", "Anderlecht", (("Entrée du parc", 50.8410, 4.3330),)),
)


def draw_zones(story: Story) -> None:
    """Where the rounds go."""
    with clock.at(instant(story.days[0], 9, 0)), acting(story.staff["colette"], workstation="1", lifetime=LIFETIME) as actor:
        for name, municipality, places in ZONES:
            zone = save_zone(actor=actor, zone=Zone(name=name, municipality=municipality))
            for label, latitude, longitude in places:
                save_place(actor=actor, place=Place(zone=zone, label=label, square=square(latitude, longitude)))


def go_out(story: Story) -> None:
    """Two rounds a week from nine in the evening until after midnight."""
    zones = list(Zone.objects.order_by("pk"))
    kit = Item.objects.get(code="kit_two_syringes")
    for number, day in enumerate(story.days[::4]):
        started = instant(day, 21, 15)
        if started + timedelta(hours=4) > clock.now():
            continue
        with clock.at(started), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            round = start_round(actor=actor, zone=zones[number % len(zones)], team=[story.staff["salma"].pk], client_uuid=story.form_number())
        with clock.at(started + timedelta(hours=3, minutes=20)), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            _meet(story, actor, round, kit)
            end_round(actor=actor, round=round)


def _meet(story: Story, actor: Any, round: OutreachRound, kit: Item) -> None:
    """Some people met on a round, one of them known; kits given and syringes picked up."""
    places = list(Place.objects.filter(zone=round.zone).order_by("pk"))
    known = [person for since, person in story.kept["persons"] if since <= round.service_day]
    for turn in range(story.dice.randint(2, 4)):
        record_contact(
            actor=actor, round=round, place=story.dice.choice(places), men=story.dice.randint(1, 4), women=story.dice.randint(0, 2),
            person=story.dice.choice(known) if known and turn == 0 else None, asks=[story.dice.choice(Ask.values)],
            at=clock.now() - timedelta(minutes=30 * turn), client_uuid=story.form_number(),
        )  # fmt: skip
    hand_out(actor=actor, item=kit, packs=story.dice.choice((2, 5, 10)), round=round, client_uuid=story.form_number())
    take_back(actor=actor, method=Method.COUNTED, number=story.dice.randint(1, 25), source=Source.PICKED_UP, round=round, client_uuid=story.form_number())


def go_along(story: Story) -> None:
    """Tomorrow Ivan goes along with somebody he has met."""
    people = {person.alias: person for _, person in story.kept["persons"]}
    with acting(story.staff["ivan"], workstation="3", lifetime=LIFETIME) as actor:
        person = find_card(actor, story.kept["cards"][people["Mirela"].pk])
        plan_accompaniment(actor=actor, person=person, planned_at=clock.now() + timedelta(hours=20), whereto="CPAS, rue Haute, guichet 2", client_uuid=story.form_number())


add(115, "the zones of the rounds", draw_zones)
add(116, "rounds by night", go_out)
add(118, "somebody to go along with", go_along)
