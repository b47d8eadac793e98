"""An erasure asked for and approved, and a registry of its own for each test that wants one."""

import pytest

from audit.rights import registry


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
