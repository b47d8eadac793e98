"""The beds of the invented centre: two floors, twenty beds, and the stays of two months."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.beds.actions import close_bed, mark_cleaned
from housing.beds.enums import ClosureReason
from housing.beds.models import Bed, Building, Room, Ward
from housing.beds.selectors import board_beds
from housing.houserules.actions import set_house_rules
from housing.nights.actions import close_round, look_at_bed, open_night_round
from housing.nights.enums import Seen
from housing.stays.actions import admit_to_bed, end_stay, extend_stay, hold_bed, mark_absent, mark_returned
from housing.stays.enums import Destination, EthosLight, ExitReason, ExtensionReason
from housing.stays.models import Stay
from housing.stays.policies import room_rule
from housing.stays.selectors import live, stays_for
from intake.demo.door import LIFETIME, instant

#: Label, rules, letters of the beds. Source: two emergency beds beside twenty, as DOMAIN 5 tells of such houses.
ROOMS: tuple[tuple[int, str, dict[str, object], str], ...] = (
    (0, "Chambre 1", {"calm": True}, "ABC"), (0, "Chambre 2", {}, "ABC"), (0, "Chambre 3", {"dogs": True}, "ABC"),
    (0, "Chambre 4", {"women_only": True}, "ABC"), (1, "Chambre 5", {"couples": True, "dogs": True}, "AB"),
    (1, "Chambre 6", {"wheelchair": True}, "AB"), (1, "Chambre 7", {}, "AB"), (1, "Urgence", {}, "AB"),
    (1, "Espace femmes", {"women_only": True, "compartment": "women_space"}, "AB"),
)
NIGHTS = (2, 3, 5, 8, 13)
ENDS = ((ExitReason.PLANNED, Destination.FRIENDS_SHORT), (ExitReason.OWN_CHOICE, Destination.STREET), (ExitReason.OTHER_PLACE, Destination.TRANSITIONAL))
#: Where people slept before, and what each destination is in the words of ETHOS Light.
SITUATIONS = (EthosLight.PUBLIC_SPACE, EthosLight.PUBLIC_SPACE, EthosLight.OVERNIGHT_SHELTER, EthosLight.NON_CONVENTIONAL)
AFTER = {
    Destination.FRIENDS_SHORT: EthosLight.FAMILY_FRIENDS, Destination.STREET: EthosLight.PUBLIC_SPACE,
    Destination.TRANSITIONAL: EthosLight.TRANSITIONAL,
}  # fmt: skip
EXTENSIONS = ((ExtensionReason.STEPS, 3), (ExtensionReason.HEALTH, 14))


def furnish(story: Story) -> None:
    """Wards, rooms and beds."""
    house = Building.objects.create(label="Maison du canal", address="Quai au Foin 12, 1000 Bruxelles", order=0)
    wards = [Ward.objects.create(building=house, label=label, order=order) for order, label in enumerate(("Rez-de-chaussée", "Premier étage"))]
    first = instant(story.days[0], 8, 0).date()
    for order, (floor, label, rules, letters) in enumerate(ROOMS):
        room = Room.objects.create(ward=wards[floor], label=label, order=order, ground_floor=floor == 0, **rules)
        for place, letter in enumerate(letters):
            Bed.objects.create(
                room=room, label=f"{order + 1}{letter}", order=place, emergency=label == "Urgence", open_from=first,
                cleaned_at=instant(story.days[0], 8, 0),
            )


def sleep(story: Story) -> None:
    """Stays of the two months, bed after bed, the last ones still going on; one bed held, one closed, one to clean."""
    beds = list(Bed.objects.filter(room__compartment="").select_related("room").order_by("room__order", "order"))
    free = {bed.pk: 0 for bed in beds}
    until = {person.pk: 0 for _, person in story.kept["persons"]}
    for number, day in enumerate(story.days[:-1]):
        if number % 10 == 0:
            story.say(f"the beds, night of {day}", number + 1, len(story.days))
        for since, person in story.dice.sample(story.kept["persons"], 5):
            open_beds = [bed for bed in beds[:-4] if free[bed.pk] <= number and room_rule(bed, person) is None]
            if since <= day and until[person.pk] <= number and open_beds:
                nights = story.dice.choice(NIGHTS)
                bed = story.dice.choice(open_beds)
                _stay(story, number, nights, person, bed)
                free[bed.pk] = until[person.pk] = number + nights + 1
    _tonight(story, beds, {key for key, night in until.items() if night >= len(story.days) - 1})


def _stay(story: Story, number: int, nights: int, person: Any, bed: Bed) -> None:
    """One stay: a bed given in the evening, left in the morning when its nights are over."""
    day = story.days[number]
    with clock.at(instant(day, 21, story.dice.randint(0, 59))), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
        stay = admit_to_bed(actor=actor, person=person, bed=bed, planned_end=day + timedelta(days=nights))
    if number + nights < len(story.days) - 1:
        reason, destination = story.dice.choice(ENDS)
        with clock.at(instant(story.days[number + nights], 9, story.dice.randint(0, 59))), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            before, after = story.dice.choice(SITUATIONS), AFTER.get(destination, "")
            end_stay(actor=actor, stay=stay, reason=reason, destination=destination, ethos=after, ethos_before=before)
            mark_cleaned(actor=actor, bed=bed)


def _tonight(story: Story, beds: list[Bed], housed: set[object]) -> None:
    """A bed closed by the coordinator and one held at the desk."""
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        close_bed(actor=actor, bed=beds[-3], reason=ClosureReason.values[0], until=clock.now() + timedelta(days=3))
    person = next(person for _, person in story.kept["persons"] if person.pk not in housed)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        hold_bed(actor=actor, person=person, bed=beds[-4])


def walk(story: Story) -> None:
    """The last night and tonight: extensions, somebody out, the rounds, a hold nobody came to, a rule for one room."""
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        urgent = Room.objects.get(label="Urgence")
        set_house_rules(actor=actor, from_on=clock.service_day(), room=urgent, longest_days=3)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        under_way = list(live(stays_for(actor)).filter(state="in").order_by("bed__room__order", "bed__order"))
        for stay, (reason, days) in zip(under_way, EXTENSIONS, strict=False):
            until = (stay.planned_end or clock.service_day()) + timedelta(days=days)
            extend_stay(actor=actor, stay=stay, planned_end=until, reason=reason)
    _rounds(story)
    _out_tonight(story, under_way[2:4])


def _rounds(story: Story) -> None:
    """Two rounds of the night before: at 23:30 and at 03:10; a bed was not looked at, one sleeper was not there."""
    for hour, minute in ((23, 30), (3, 10)):
        with clock.at(instant(story.days[-2], hour, minute)), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            round = open_night_round(actor=actor)
            for number, row in enumerate(row for row in board_beds(actor) if row.stay is not None and row.state == "occupied"):
                seen = Seen.NOT_LOOKED if number == 4 else Seen.NOT_HERE if number == 6 and hour == 3 else Seen.HERE
                look_at_bed(actor=actor, round=round, bed=Bed.objects.get(pk=row.id), seen=seen)
            close_round(actor=actor, round=round)


def _out_tonight(story: Story, stays: list[Stay]) -> None:
    """Somebody was out a night and came back, somebody is out tonight; a hold of this afternoon is over."""
    for place, stay in enumerate(stays):
        with clock.at(clock.now() - timedelta(hours=30 if place == 0 else 3)), acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
            if stay.period.lower < clock.now():
                mark_absent(actor=actor, stay=stay)
        if place == 0 and stay.state == "absent":
            with clock.at(clock.now() - timedelta(hours=20)), acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
                mark_returned(actor=actor, stay=stay)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        housed = set(live(stays_for(actor)).values_list("person_id", flat=True))
        free = [row.id for row in board_beds(actor) if row.state == "free" and not row.women_only]
    person = next((one for _, one in story.kept["persons"] if one.pk not in housed), None)
    if free and person is not None:
        bed = Bed.objects.select_related("room").get(pk=free[-1])
        with clock.at(clock.now() - timedelta(hours=4)), acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
            hold_bed(actor=actor, person=person, bed=bed)


add(200, "rooms and beds", furnish)
add(210, "two months of nights", sleep)
add(211, "last night and tonight", walk)
