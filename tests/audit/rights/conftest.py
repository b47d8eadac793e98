"""Erasures happen as the worker, never as the web role; a room of tests registers what it would forget."""

import pytest

from audit.rights import registry
from tests.conftest import become


@pytest.fixture
def as_worker(django_db_setup, django_db_blocker):
    """The whole test runs as the worker's database role. Ask for it before anything that touches the database."""
    with django_db_blocker.unblock():
        become("worker")
    yield
    with django_db_blocker.unblock():
        become("web")


@pytest.fixture
def rooms(monkeypatch):
    """An empty registry; returns it, so that a test can register its own collectors and finders."""
    monkeypatch.setattr(registry, "_collectors", {})
    monkeypatch.setattr(registry, "_finders", [])
    return registry


@pytest.fixture
def erasure(as_, dora, momo):
    """Dora asked for Momo's file to be erased."""
    from audit.rights.actions import request_erasure

    with as_(dora):
        return request_erasure(actor=dora, subject=momo.pk)


@pytest.fixture
def approved(as_, dirk, erasure):
    """Dirk agreed."""
    from audit.rights.actions import approve_erasure

    with as_(dirk):
        return approve_erasure(actor=dirk, request=erasure)
