"""The people of the large database: files, the grants of the reception, cards, and two years of passages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count

from audit.ledger.actions import record
from audit.vault.keys import card_hmac
from centre.measure.bulk import copy
from centre.measure.registry import Deed, Page, Scale, add_deed, add_page, add_part
from centre.shifts.clock import now, service_day
from intake.desk.enums import Verb
from intake.desk.models import Passage, Service
from intake.desk.services import ensure_services
from intake.person.cards import new_code
from intake.person.enums import Gender, Language
from intake.person.models import Person

SYLLABLES = ["ba", "be", "bi", "bo", "da", "de", "di", "do", "ka", "ke", "ki", "ko", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "ra", "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to"]
VISITS_EACH = 5


def fill_persons(scale: Scale) -> int:
    """Persons with an alias of syllables, and the reception's grants on the desk compartment."""
    dice = scale.dice
    ids = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in range(scale.persons)]
    languages, genders = Language.values[:12], Gender.values
    start = scale.until - timedelta(days=30 * scale.months)

    def rows() -> Iterator[list[Any]]:
        for done, key in enumerate(ids, start=1):
            opened = start + (scale.until - start) * dice.random()
            alias = "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4))).title()
            yield [key, alias, dice.choice(genders), dice.randint(1950, 2007), [dice.choice(languages)], 1, opened, service_day(opened)]
            if done % 5000 == 0:
                scale.say("persons", done, scale.persons)

    columns = ["id", "alias", "gender", "birth_year", "languages", "version", "created_at", "created_service_day"]
    copy("intake_person", columns, rows())
    scale.kept["persons"] = ids
    _grants(scale, ids)
    return scale.persons


def _grants(scale: Scale, ids: list[uuid.UUID]) -> None:
    held = {"reception": ["desk", "housing"], "nurses": ["desk", "nursing"], "social": ["desk", "social"]}
    permissions = dict(Permission.objects.filter(codename__startswith="hold_").values_list("codename", "pk"))
    until, at = scale.until + timedelta(days=90), scale.until

    def rows() -> Iterator[list[Any]]:
        for number, key in enumerate(ids):
            for code, compartments in held.items():
                if code == "reception" or number % 3 == ("nurses", "social").index(code):
                    for one in compartments:
                        yield [key, scale.kept["teams"][code].pk, permissions[f"hold_{one}"], until, "contact", "", at]

    columns = ["content_object_id", "group_id", "permission_id", "valid_until", "origin", "reason", "granted_at"]
    copy("intake_personteamgrant", columns, rows())


def fill_cards(scale: Scale) -> int:
    """A card for each person; the codes are not kept."""
    rows = ([key, card_hmac(new_code()), scale.until] for key in scale.kept["persons"])
    return copy("intake_card", ["person_id", "mac", "issued_at"], rows)


def fill_passages(scale: Scale) -> int:
    """Five passages a person, more for some: anonymous ones beside them."""
    dice, ids = scale.dice, scale.kept["persons"]
    ensure_services()
    services = list(Service.objects.filter(order__gt=0).order_by("order").values_list("pk", flat=True))
    total = scale.persons * VISITS_EACH
    span = timedelta(days=30 * scale.months)

    def rows() -> Iterator[list[Any]]:
        for done in range(1, total + 1):
            at = scale.until - span * dice.random()
            who = None if done % 11 == 0 else ids[int(len(ids) * dice.random() ** 2)]
            yield [who, dice.choice(services), "desk", service_day(at), at, at, False, 1, uuid.UUID(int=dice.getrandbits(128))]
            if done % 20000 == 0:
                scale.say("passages", done, total)

    columns = ["person_id", "service_id", "compartment", "service_day", "at", "recorded_at", "recorded_late", "by", "client_uuid"]
    return copy("intake_passage", columns, rows())


def somebody() -> uuid.UUID:
    """The person measured: a heavy one, with more passages than most."""
    return Passage.objects.filter(person__isnull=False).values_list("person_id", flat=True).annotate(n=Count("pk")).order_by("-n", "person_id")[0]


def _passage(person: uuid.UUID) -> tuple[str, str, dict[str, Any]]:
    return "post", "/desk/passage/", {"person": str(person), "service": "reception", "client_uuid": str(uuid.uuid4())}


def passers() -> list[tuple[uuid.UUID, int]]:
    """Four hundred persons, and the service at which their passage is recorded."""
    service = Service.objects.order_by("pk")[0].pk
    return [(person, service) for person in Person.objects.order_by("pk").values_list("pk", flat=True)[:400]]


def pass_by(actor: Any, subject: tuple[uuid.UUID, int]) -> None:
    """A passage with its history and its event."""
    person, service = subject
    passage = Passage(
        person_id=person, service_id=service, compartment="desk", service_day=service_day(), at=now(), recorded_at=now(),
        recorded_late=False, by=actor.pk, client_uuid=uuid.uuid4(),
    )
    passage.save(force_insert=True)
    record(Verb.RECORDED, subject=person, obj=passage, data={"service": "reception"})


add_deed(Deed("passage", "a passage", "bench-0", (Passage,), passers, pass_by))
add_part(10, "persons, with the grants of three teams", fill_persons)
add_part(20, "cards", fill_cards)
add_part(30, "passages", fill_passages)

_PERSON_SQL = "SELECT id, alias, gender, birth_year, languages FROM intake_person WHERE id = %s"
_SEARCH_SQL = "SELECT id, alias FROM intake_person WHERE app.fold(alias) %% app.fold(%s) ORDER BY alias LIMIT 7"
_PASSAGE_SQL = (
    "INSERT INTO intake_passage (person_id, service_id, compartment, service_day, at, recorded_at, recorded_late, by, client_uuid)"
    " VALUES (%s, (SELECT min(id) FROM intake_service), 'desk', current_date, now(), now(), false, 1, gen_random_uuid()) RETURNING id"
)
_WORD = "mokari"

add_page(
    Page("person", "person page", "bench-0", lambda who: ("get", f"/person/{who}/", {}), somebody, lambda who: (_PERSON_SQL, [who]))
)
add_page(
    Page(
        "search", "desk search by alias", "bench-0", lambda _: ("post", "/people/", {"q": _WORD}),
        floor=lambda _: (_SEARCH_SQL, [_WORD]),
    )
)
add_page(
    Page("desk", "desk page of a person", "bench-0", lambda who: ("get", f"/desk/{who}/", {}), somebody, lambda who: (_PERSON_SQL, [who]))
)
add_page(Page("passage", "recording a passage", "bench-0", _passage, somebody, lambda who: (_PASSAGE_SQL, [who])))
