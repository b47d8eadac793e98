"""The cast and the stage: a throw-away PostgreSQL, every test as the web role, and the people of the house.

Vera at the desk by night, Ivan the social worker, Nadia the nurse, Colette the coordinator, Dora the data protection
officer, Ada who keeps the accounts, and Olga the stranger.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from .architecture import shuffling
from .architecture.listening import listening, taken
from .cloning import clone

__all__ = ["clone"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure() -> None:
    """The guards that stand beside every test."""
    shuffling.install()


def pytest_runtest_setup(item: pytest.Item) -> None:
    shuffling.start(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What a test makes the code log as an error, and does not ask for (fixture `logged`), fails it."""
    with listening() as said:
        result = yield
    if said:
        pytest.fail("logged: " + "; ".join(sorted(set(said))), pytrace=False)
    return result


@pytest.fixture
def logged() -> Callable[[], list[str]]:
    """`logged()`: what the code has logged as errors since the last time; what is asked for is expected."""
    return taken


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    if exitstatus:
        terminalreporter.line(f"Rows without an order were shuffled: CENTRE_SHUFFLE={shuffling.SEED} repeats it.")


def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Side by side, what needs the running demonstration stays together: it is started once, and first."""
    from .architecture.scheduling import ByHouse

    return ByHouse(config, log)


def become(role: str) -> None:
    """Reconnect to the test database as one of the house's roles."""
    connection.close()
    connection.settings_dict["USER"] = f"centre_{role}"
    connection.connect()


@pytest.fixture(scope="session")
def django_db_setup(request: Any, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database is made by its owner; every test then runs as the web role, never as a superuser."""
    from django.test.utils import setup_databases, teardown_databases
    from pytest_django.fixtures import _disable_migrations

    if request.config.getvalue("nomigrations"):
        _disable_migrations()
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "")
    if suffix:
        for alias in connections.databases.values():
            alias.setdefault("TEST", {})["NAME"] = f"test_{alias['NAME']}_{suffix}"
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        people()
        connection.close()
        spare = spare_copy()
        become("web")
    yield
    with django_db_blocker.unblock():
        become("owner")
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{spare}" WITH (FORCE)')
        teardown_databases(made, verbosity=0)


def spare_copy() -> str:
    """A copy of the fresh database that nobody ever enters, so that it can be copied again at any time; its name."""
    import psycopg

    name = connection.settings_dict["NAME"]
    host = connection.settings_dict["HOST"]
    with psycopg.connect(host=host, dbname="postgres", user="centre_owner", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}_spare" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}_spare" TEMPLATE "{name}"')
    return f"{name}_spare"


def people() -> None:
    """The teams and the cast, once for the session; each test sees them and leaves them as they were."""
    from centre.staff.models import Membership, Team, User

    teams = {
        "reception": ("desk", ["desk", "housing", "employment"]),
        "nurses": ("nurse", ["desk", "nursing"]),
        "mobile": ("nurse", ["desk", "nursing"]),
        "social": ("social", ["desk", "social", "employment"]),
        "coordination": ("coordinator", ["desk", "housing", "employment"]),
        "women": ("desk", ["desk", "women_space"]),
        "psych": ("social", ["desk", "psych"]),
        "homes": ("social", ["desk", "social", "housing"]),
        "doctors": ("doctor", ["desk", "nursing", "psych"]),
        "room": ("room", ["desk", "room"]),
        "dpo": ("dpo", []),
        "data": ("data", []),
        "accounts": ("admin", []),
        "peers": ("peer", []),
    }
    made = {
        code: Team.objects.create(name=code, code=code, role=role, compartments=held)
        for code, (role, held) in teams.items()
    }
    cast = {
        "vera": ["reception"], "ivan": ["social"], "nadia": ["nurses"], "colette": ["coordination"],
        "dora": ["dpo"], "ada": ["accounts"], "olga": [], "walid": ["reception"], "noor": ["mobile"],
        "women_worker": ["reception", "women"], "felix": ["data"], "corentin": ["coordination"], "peer": ["peers"],
        "dirk": ["dpo"], "psy": ["psych"], "hugo": ["homes"],
        "amina": ["doctors"], "rosa": ["room"], "robin": ["room"],
    }
    for name, codes in cast.items():
        user = User.objects.create_user(name, f"{name}-password-1", display_name=name.title(), language="en")
        for code in codes:
            Membership.objects.create(user=user, team=made[code])


def _member(name: str) -> Callable[[Any], Any]:
    @pytest.fixture(name=name)
    def member(db: None) -> Any:
        from centre.staff.models import User

        return User.objects.get(username=name)

    return member


for _name in ("vera", "ivan", "nadia", "colette", "dora", "ada", "olga", "walid", "noor", "women_worker", "felix", "corentin", "peer", "dirk", "psy", "hugo", "amina", "rosa", "robin"):
    globals()[_name] = _member(_name)


@pytest.fixture
def as_(db: None) -> Callable[[Any], AbstractContextManager[Any]]:
    """`with as_(vera): …` does everything inside as Vera, like a request of hers; `fresh`: just after a second factor."""
    from centre.access.identity import acting

    @contextmanager
    def enter(user: Any, *, fresh: bool = False) -> Iterator[Any]:
        until = time.time() + 300 if fresh else 0
        with acting(user, workstation="test", lifetime=3600, fresh_until=until) as actor:
            yield actor

    return enter


@pytest.fixture
def browse(db: None) -> Callable[[Any], Client]:
    """A signed-in browser of somebody, second factor passed."""
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from centre.access.identity import acting
    from centre.staff import authenticator

    def enter(user: Any, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user, backend="centre.access.backend.AccessBackend")
        with acting(user):
            device = TOTPDevice.objects.filter(user=user, confirmed=True).first() or authenticator.make(user, confirmed=True)
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session["workstation"] = "test"
        session["last_seen"] = timezone.now().timestamp()
        session.save()
        return client

    return enter


@pytest.fixture
def momo(as_: Any, vera: Any) -> Any:
    """Somebody the reception knows as Momo."""
    from intake.person.actions import open_file

    with as_(vera):
        return open_file(actor=vera, alias="Momo", gender="M", birth_year=1990, languages=["fr", "ar"])


@pytest.fixture
def at() -> Iterator[Callable[[str], datetime]]:
    """Hold the clock of the house: `at("2026-03-29 02:10")`, Brussels time."""
    from contextlib import ExitStack

    from centre.shifts import clock

    with ExitStack() as held:
        yield lambda text: held.enter_context(clock.at(text))


@pytest.fixture
def as_worker(django_db_blocker: Any, django_db_setup: None) -> Iterator[None]:
    """The test's connection is the queue's, not a request's. Name it before `db`."""
    with django_db_blocker.unblock():
        become("worker")
    yield
    with django_db_blocker.unblock():
        become("web")


@contextmanager
def owner_connection() -> Iterator[Any]:
    """A second connection to the test database as its owner (sees committed rows only)."""
    import psycopg

    settings = connection.settings_dict
    with psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user="centre_owner", autocommit=True) as second:
        yield second
