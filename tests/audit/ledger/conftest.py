"""A database of its own for each test that seals, tampers and verifies: what is committed there disturbs nobody."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from audit.ledger.walls import SQL_FILES

NAME = f"ledger_apart_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
#: The identity functions of the access room, reduced to a setting: these tests are about the ledger alone.
IDENTITY = """
create schema app; grant usage on schema app to centre_web, centre_worker, centre_erase;
create function app.actor() returns int language sql stable return nullif(current_setting('app.who', true), '')::int;
create function app.claims() returns text[] language sql stable return array[app.actor()::text, 'desk', null];
create function app.has_role(wanted text) returns boolean language sql stable return true;
create table watched (id bigint generated always as identity primary key, person uuid, words text, secret text);
create table parts (id bigint generated always as identity primary key, watched_id bigint, words text);
"""


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """The default connection turned to an empty ledger, as its owner. `apart(role)` opens one more connection."""
    opened: list[Any] = []

    def connect(role: str = "owner", name: str = NAME, **options: Any) -> Any:
        host = connection.settings_dict["HOST"]
        opened.append(psycopg.connect(host=host, dbname=name, user=f"centre_{role}", **options))
        return opened[-1]

    with django_db_blocker.unblock():
        connection.ensure_connection()
        usual = {key: connection.settings_dict[key] for key in ("NAME", "USER")}
        with connect(name=usual["NAME"], autocommit=True) as keeper:
            keeper.execute(f"DROP DATABASE IF EXISTS {NAME}")
            keeper.execute(f"CREATE DATABASE {NAME} TEMPLATE template0")
        connection.close()
        connection.settings_dict.update(NAME=NAME, USER="centre_owner")
        with connection.cursor() as cursor:
            for script in (IDENTITY, *(path.read_text() for path in SQL_FILES)):
                cursor.execute(script)
        yield connect
        connection.close()
        connection.settings_dict.update(usual)
        for one in opened:
            one.close()
        with connect(name=usual["NAME"], autocommit=True) as keeper:
            keeper.execute(f"DROP DATABASE {NAME}")
            keeper.close()
