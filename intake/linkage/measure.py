"""The eight questions at size: tags of everybody in the large database, and the search measured among them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection

from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part

from .tags import TAG_BYTES, Answers, fresh_tags, roots_of, wanted_tags

SAID = {"mother": "FATIMA", "own": "MOHAMMED", "father": "AHMED", "town": "TANGER", "day": "14", "month": "3", "year": "1990", "sex": "M"}
ANSWERS = Answers("FA", "MO", "AH", "TA", 14, 3, 1990, "M")
_SQL = "SELECT t.person_id, t.tags[1] = ANY(%s) FROM intake_tagset t WHERE t.tags && %s"


def fill_tags(scale: Scale) -> int:
    """Nine tags for each person: real ones for one of them, and dice of the same shape for all others."""
    version, real = fresh_tags(roots_of(ANSWERS))

    def rows() -> Iterator[list[Any]]:
        for done, key in enumerate(scale.kept["persons"], start=1):
            tags = real if done == 1 else [secrets.token_bytes(TAG_BYTES) for _ in real]
            yield [key, tags, version, version, scale.until]
            if done % 5000 == 0:
                scale.say("seals of the eight answers", done, scale.persons)

    return copy("intake_tagset", ["person_id", "tags", "base", "version", "set_at"], rows())


@lru_cache(maxsize=1)
def _owner() -> psycopg.Connection[Any]:
    """A connection beside the one measured, that takes the limits away between two searches."""
    settings = connection.settings_dict
    return psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user="centre_owner", autocommit=True)


def _ask(_: Any) -> tuple[str, str, dict[str, Any]]:
    """The page, with the searches before it forgotten: twenty an hour would be too few to measure."""
    _owner().execute("TRUNCATE intake_asking, intake_pause")
    return "post", "/people/questions/", SAID


def _floor(_: Any) -> tuple[str, list[Any]]:
    wanted = wanted_tags(roots_of(ANSWERS))
    return _SQL, [wanted.whole, wanted.whole + wanted.near]


add_part(25, "seals of the eight answers", fill_tags)
add_page(Page("questions", "eight questions, card lost", "bench-0", _ask, floor=_floor))
