"""A person, and ways to ask the database as an attacker would."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def wanted() -> dict[str, Any]:
    """What a nurse writes to open a file in an emergency."""
    return {"reason": "overdose", "words": "Found in the yard, breathing badly.", "minutes": 60}


@pytest.fixture
def ask(db: None) -> Callable[..., Any]:
    """`ask(sql, *values)`: the first column of the first row, past every filter of the application."""

    def run(sql: str, *values: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    return run


@pytest.fixture
def bearing(db: None) -> Any:
    """`with bearing(token): …` puts a token of one's own making into the transaction, as injected SQL would."""
    from django.db import transaction

    @contextmanager
    def put(token: str) -> Any:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.token', %s, true)", [token])
            yield
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.token', '', true)")

    return put
