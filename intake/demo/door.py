"""Two months at the door, invented: who came, what they took, who slipped by without a name."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.desk.actions import record_anonymous, record_leaving, record_passage
from intake.desk.models import Service
from intake.directory.partners import ensure_partners
from intake.person.actions import issue_card, open_file, raise_alert
from intake.person.enums import Gender
from intake.spaces.actions import enter_space
from intake.spaces.models import Space

#: Alias, gender, year of birth, languages: nobody real. Some say little, some nothing.
PEOPLE: tuple[tuple[str, str, int | None, tuple[str, ...]], ...] = (
    ("Momo", Gender.MAN, 1991, ("fr", "ar")), ("Kenza", Gender.WOMAN, 1988, ("fr", "ar")), ("Anna", Gender.WOMAN, 1979, ("pl",)),
    ("Pavel", Gender.MAN, 1984, ("ru", "en")), ("J.-P.", Gender.MAN, 1968, ("fr",)), ("Momčilo", Gender.MAN, 1975, ("sr",)),
    ("Sky", Gender.TRANS_WOMAN, 1996, ("pt", "fr")), ("Abdi", Gender.MAN, 2001, ("so", "en")), ("", "", None, ()),
    ("Tante Rose", Gender.WOMAN, 1961, ("fr", "ln")), ("Wim", Gender.MAN, 1972, ("nl",)), ("Lotte", Gender.WOMAN, 1994, ("nl", "en")),
    ("Zaza", Gender.MAN, 1986, ("ru",)), ("Yonas", Gender.MAN, 1999, ("ti", "en")), ("Mirela", Gender.WOMAN, 1990, ("ro",)),
    ("Le Chat", Gender.MAN, 1980, ("fr",)), ("Farid", Gender.MAN, 1993, ("fa", "fr")), ("Nour", Gender.NOT_SAID, 1997, ("ar",)),
    ("Bart", Gender.MAN, 1977, ("nl", "fr")), ("Inès", Gender.WOMAN, 2003, ("fr",)), ("Dragan", Gender.MAN, 1970, ("sr", "fr")),
    ("Lou", Gender.OTHER, 1998, ("fr", "en")), ("Mamadou", Gender.MAN, 1989, ("ff", "fr")), ("Stef", Gender.MAN, 1983, ("nl",)),
    ("Ewa", Gender.WOMAN, 1985, ("pl", "en")), ("", Gender.MAN, None, ("ar",)), ("Costel", Gender.MAN, 1978, ("ro", "it")),
    ("Mo", Gender.MAN, 1989, ("fr", "ar")), ("Sanne", Gender.WOMAN, 1992, ("nl",)), ("Ibra", Gender.MAN, 1995, ("ff", "fr")),
    ("Olek", Gender.MAN, 1981, ("uk", "pl")), ("Djamila", Gender.WOMAN, 1974, ("fr", "ber")), ("Toto", Gender.MAN, 1966, ("fr",)),
    ("Ana Maria", Gender.WOMAN, 1987, ("pt",)), ("Rachid", Gender.MAN, 1976, ("ar", "fr")), ("Kiki", Gender.WOMAN, 2000, ("fr", "en")),
)
DESK = ("vera", "walid", "salma")
VISITS = range(9, 17)
LIFETIME = 3600


def instant(day: date, hour: int, minute: int) -> datetime:
    """An hour of a service day, on the clock of the house: hours after midnight belong to the night before."""
    moment = datetime.combine(day, time(hour % 24, minute), clock.ZONE)
    return moment if hour >= clock.cutover_hour() else moment + timedelta(days=1)


def open_files(story: Story) -> None:
    """Everybody comes a first time, most of them in the first weeks, and takes a card."""
    story.kept["persons"], story.kept["cards"] = [], {}
    for number, (alias, gender, year, languages) in enumerate(PEOPLE):
        day = story.days[min(number * 2 // 3, len(story.days) - 3)]
        with clock.at(instant(day, 9 + number % 14, number % 60)), acting(story.staff[DESK[number % 3]], workstation="1", lifetime=LIFETIME) as actor:
            person = open_file(actor=actor, alias=alias, gender=gender, birth_year=year, languages=languages)
            story.kept["cards"][person.pk] = issue_card(actor=actor, person=person)
        story.kept["persons"].append((day, person))


def live(story: Story) -> None:
    """Each day its passages, with names and without; the last service day is still going on."""
    services = {one.code: one for one in Service.objects.filter(active=True, order__gt=0)}
    tiles = [one for one in services.values() if one.order and one.code != "reception"]
    present = clock.now()
    for number, day in enumerate(story.days):
        if number % 10 == 0:
            story.say(f"the door, {day}", number + 1, len(story.days))
        known = [person for since, person in story.kept["persons"] if since <= day]
        for _ in range(min(len(known), story.dice.choice(VISITS))):
            at = instant(day, story.dice.randint(6, 28) % 24, story.dice.randint(0, 59))
            if at <= present:
                _visit(story, services, tiles, story.dice.choice(known), at)
        with clock.at(min(instant(day, 12, 0), present)), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            record_anonymous(actor=actor, service=services["reception"], client_uuid=story.form_number(), n=story.dice.randint(2, 9))
            record_anonymous(actor=actor, service=services["sterile_material"], client_uuid=story.form_number(), n=story.dice.randint(1, 5))


def _visit(story: Story, services: dict[str, Service], tiles: list[Service], person: Any, at: datetime) -> None:
    """Somebody comes in, takes a thing or two, and leaves after some hours unless it is still going on."""
    with clock.at(at), acting(story.staff[story.dice.choice(DESK)], workstation="1", lifetime=LIFETIME) as actor:
        record_passage(actor=actor, service=services["reception"], client_uuid=story.form_number(), person=person)
        for service in story.dice.sample(tiles, story.dice.choice((1, 1, 2))):
            record_passage(actor=actor, service=service, client_uuid=story.form_number(), person=person)
    left = at + timedelta(minutes=story.dice.randint(20, 300))
    if left < clock.now():
        with clock.at(left), acting(story.staff["walid"], workstation="1", lifetime=LIFETIME) as actor:
            record_leaving(actor=actor, person=person)


def warn_and_shelter(story: Story) -> None:
    """Two alerts for tonight, and the women's space in use behind its wall."""
    people = {person.alias: person for _, person in story.kept["persons"]}
    tonight = clock.now() + timedelta(hours=20)
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        raise_alert(actor=actor, person=people["Pavel"], text="Prévenir l'infirmière quand il arrive.", until=tonight)
        raise_alert(actor=actor, person=people["Wim"], text="Slecht ter been: bed beneden geven.", until=tonight)
    space = Space.objects.filter(women_only=True).first()
    if space is not None:
        for alias in ("Kenza", "Mirela", "Sky"):
            with acting(story.staff["salma"], workstation="2", lifetime=LIFETIME) as actor:
                enter_space(actor=actor, space=space, person=people[alias], client_uuid=story.form_number())


def know_partners(story: Story) -> None:
    """The directory of partners as a centre starts out."""
    ensure_partners(clock.service_day())


add(90, "partners in the city", know_partners)
add(100, "the people and their cards", open_files)
add(110, "two months at the door", live)
add(120, "alerts and the women's space", warn_and_shelter)
