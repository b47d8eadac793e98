"""The beds of the invented centre: two floors, twenty beds, and the stays of two months."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.beds.actions import close_bed, mark_cleaned
from housing.beds.enums import ClosureReason
from housing.beds.models import Bed, Room, Ward
from housing.stays.actions import admit_to_bed, end_stay, hold_bed
from housing.stays.enums import Destination, ExitReason
from housing.stays.policies import room_rule
from intake.demo import LIFETIME, instant

#: Label, rules, letters of the beds. Source: two emergency beds beside twenty, as DOMAIN 5 tells of such houses.
ROOMS: tuple[tuple[int, str, dict[str, object], str], ...] = (
    (0, "Chambre 1", {"calm": True}, "ABC"), (0, "Chambre 2", {}, "ABC"), (0, "Chambre 3", {"dogs": True}, "ABC"),
    (0, "Chambre 4", {"women_only": True}, "ABC"), (1, "Chambre 5", {"couples": True}, "AB"),
    (1, "Chambre 6", {"wheelchair": True}, "AB"), (1, "Chambre 7", {}, "AB"), (1, "Urgence", {}, "AB"),
    (1, "Espace femmes", {"women_only": True, "compartment": "women_space"}, "AB"),
)
NIGHTS = (2, 3, 5, 8, 13)
ENDS = ((ExitReason.PLANNED, Destination.FRIENDS_SHORT), (ExitReason.OWN_CHOICE, Destination.STREET), (ExitReason.OTHER_PLACE, Destination.TRANSITIONAL))


def furnish(story: Story) -> None:
    """Wards, rooms and beds."""
    wards = [Ward.objects.create(label=label, order=order) for order, label in enumerate(("Rez-de-chaussée", "Premier étage"))]
    first = instant(story.days[0], 8, 0).date()
    for order, (floor, label, rules, letters) in enumerate(ROOMS):
        room = Room.objects.create(ward=wards[floor], label=label, order=order, **rules)
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
            end_stay(actor=actor, stay=stay, reason=reason, destination=destination)
            mark_cleaned(actor=actor, bed=bed)


def _tonight(story: Story, beds: list[Bed], housed: set[object]) -> None:
    """A bed closed by the coordinator and one held at the desk."""
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        close_bed(actor=actor, bed=beds[-3], reason=ClosureReason.values[0], until=clock.now() + timedelta(days=3))
    person = next(person for _, person in story.kept["persons"] if person.pk not in housed)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        hold_bed(actor=actor, person=person, bed=beds[-4])


add(200, "rooms and beds", furnish)
add(210, "two months of nights", sleep)
