"""Before the two months begin: the quarter that is just over, invented, so that its figures can be closed and leave."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

from audit.release.calendar import bounds, last_over
from centre.access.identity import acting
from centre.demo.registry import SEED, Story, add
from centre.shifts import clock
from intake.demo.door import DESK, LIFETIME, instant
from intake.desk.actions import record_passage
from intake.desk.models import Service
from intake.person.actions import open_file
from intake.person.enums import Gender

#: More than the 150 a quarter needs for numbers rounded to five. Source: PRIVACY 6.
PERSONS = 190
GENDERS = ((Gender.MAN, 62), (Gender.WOMAN, 26), (Gender.TRANS_WOMAN, 3), (Gender.OTHER, 3), (Gender.NOT_SAID, 3), ("", 3))
TAKEN = ("reception", "reception", "coffee", "meal", "shower", "sterile_material", "clothes", "laundry")


def pass_through(story: Story) -> None:
    """People who came a few times in the quarter and went on; none of them left a name to be called by."""
    dice = Random(SEED + 1)
    start, end = bounds(*last_over())
    days = [start + timedelta(days=back) for back in range((end - start).days + 1)]
    services = {one.code: one for one in Service.objects.filter(active=True)}
    taken = [services[code] for code in TAKEN if code in services]
    for number in range(PERSONS):
        if number % 50 == 0:
            story.say(f"people of {start:%Y-%m} to {end:%Y-%m}", number + 1, PERSONS)
        first = dice.choice(days[:-7])
        _person(story, dice, taken, [day for day in days if day >= first])


def _person(story: Story, dice: Random, taken: list[Service], days: list[date]) -> None:
    """One file and one to four visits, at the hours of one shift."""
    visits = sorted(instant(day, dice.randint(9, 21), dice.randint(0, 59)) for day in [days[0], *dice.sample(days, dice.randint(0, 3))])
    gender = dice.choices([code for code, _share in GENDERS], [share for _code, share in GENDERS])[0]
    born = visits[0].year - dice.choice((22, 24, 28, 31, 33, 36, 39, 42, 44, 47, 51, 58)) if dice.random() < 0.9 else None
    with clock.at(visits[0]), acting(story.staff[dice.choice(DESK)], workstation="1", lifetime=LIFETIME) as actor:
        person = open_file(actor=actor, gender=gender, birth_year=born, languages=(dice.choice(("fr", "nl", "ar", "en", "pl")),))
        for at in visits:
            with clock.at(at):
                uuid = UUID(int=dice.getrandbits(128), version=4)
                record_passage(actor=actor, service=dice.choice(taken), client_uuid=uuid, person=person)


add(95, "the quarter before", pass_through)
