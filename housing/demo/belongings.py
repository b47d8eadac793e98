"""Lockers of the invented centre, and what is kept in them: some overdue, one warned of, one that waits for a second colleague."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.belongings import actions
from housing.belongings.enums import DisposalReason, Receiver, Size
from intake.demo.door import LIFETIME, instant

THINGS = ("un sac à dos gris", "une valise à roulettes bleue", "deux sacs de supermarché", "une tente et un sac de couchage", "une enveloppe de papiers", "une guitare dans sa housse")
LOCKERS = 16
KEPT_DAYS = 30


def equip(story: Story) -> None:
    """Sixteen lockers in the hall and the cellar, one out of service."""
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        for number in range(1, LOCKERS + 1):
            size = Size.SMALL if number <= 6 else Size.MEDIUM if number <= 12 else Size.LARGE
            facts: dict[str, Any] = {"number": str(number), "size": size, "place": "Hall" if number <= 12 else "Cave", "space": "", "order": number}
            story.kept[f"locker {number}"] = actions.write_locker(actor=actor, in_service=number != 12, **facts)


def keep(story: Story) -> None:
    """A dozen people bring things; some fetch them, some do not."""
    people = [person for since, person in story.kept["persons"] if since <= story.days[4]][:12]
    for number, person in enumerate(people, start=1):
        day = story.days[4 + 4 * number % (len(story.days) - 6)]
        locker = story.kept[f"locker {number}"] if number not in (5, 12) else None
        with clock.at(instant(day, 14, story.dice.randint(0, 59))), acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
            kept = actions.keep_belongings(
                actor=actor, person=person, what=story.dice.choice(THINGS), locker=locker, bag="" if locker else f"cave, étagère {number}",
                promised_until=day + timedelta(days=KEPT_DAYS),
            )
            if number % 4 == 0:
                actions.give_back(actor=actor, keeping=kept, receiver=Receiver.KNOWN)
            elif number == 1:
                actions.warn_owner(actor=actor, keeping=kept)
            elif number == 3:
                actions.propose_disposal(actor=actor, keeping=kept, reason=DisposalReason.SPOILED)


add(205, "lockers", equip)
add(215, "what people leave in them", keep)
