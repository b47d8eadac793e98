"""A copy of the test database for what needs real commits: hands on several connections, rows put in as a superuser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, connections


def _server(name: str) -> Any:
    """The owner's connection to a database of the test server."""
    host = connection.settings_dict["HOST"]
    return psycopg.connect(host=host, dbname=name, user="centre_owner", autocommit=True)


@pytest.fixture
def clone(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the test database in which transactions really commit; dropped afterwards."""
    with django_db_blocker.unblock():
        kept = connection.settings_dict["NAME"]
        name = f"{kept}_clone"
        connection.close()
        with _server("postgres") as server:
            server.execute(f'drop database if exists "{name}"')
            server.execute(f'create database "{name}" template "{kept}_spare"')
        connection.settings_dict["NAME"] = name
        connections.databases["default"]["NAME"] = name
        yield name
        connections.close_all()
        connection.settings_dict["NAME"] = kept
        connections.databases["default"]["NAME"] = kept
        connection.settings_dict["USER"] = "centre_web"
        _drop(name)


def _drop(name: str) -> None:
    """Drop a database; the server's own cleaner, which only it may end, is waited for."""
    with _server("postgres") as server:
        for left in range(60, -1, -1):
            try:
                server.execute(f'drop database "{name}" with (force)')
                return
            except psycopg.errors.InsufficientPrivilege:
                if left == 0:
                    raise
                time.sleep(0.5)
