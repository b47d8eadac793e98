"""A catalogue of its own for each test, and days on which quarters are over."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.utils import translation

from audit.release import calendar, catalogue
from audit.release.catalogue import CONTACTS, PERSONS, Dimension, Source, Table

PLACE = Dimension("place", "Place", {"north": "North", "south": "South"})
KIND = Dimension("kind", "Kind", {"a": "A", "b": "=1+1", "c": "C"})


def person(number: int) -> uuid.UUID:
    return uuid.UUID(int=number + 1)


@pytest.fixture(autouse=True)
def english():
    """The words of refusals, as the tests quote them."""
    with translation.override("en"):
        yield


@pytest.fixture
def crowd():
    """Rows by quarter, to be filled: {1: [(person, categories, count), …]}."""
    return {1: [], 2: [], 3: [], 4: []}


@pytest.fixture
def shelf(monkeypatch, crowd):
    """Two sources and three tables, and every quarter of 2025 over."""
    monkeypatch.setattr(catalogue, "_sources", {})
    monkeypatch.setattr(catalogue, "_tables", {})
    monkeypatch.setattr(calendar.timezone, "localdate", lambda: date(2026, 2, 1))
    since_january = lambda window: [row for number in range(1, window.quarter + 1) for row in crowd[number]]  # noqa: E731
    catalogue.register_source(Source("people", "People", PERSONS, 1, (PLACE, KIND), since_january))
    catalogue.register_source(Source("visits", "Visits", CONTACTS, 1, (PLACE, KIND), lambda window: crowd[window.quarter]))
    catalogue.register_table(Table("people-place-kind", "People", "people", "kind", "place", "Each once.", 1))
    catalogue.register_table(Table("people-kind", "People by kind", "people", "kind", "", "Each once.", 1))
    catalogue.register_table(Table("visits-place", "Visits", "visits", "place", "kind", "Each visit.", 2))
    return crowd


def fill(crowd, quarter, first, count):
    """`count` persons from number `first`, one visit each, spread over places and kinds."""
    for number in range(first, first + count):
        categories = {"place": ("north", "south")[number % 2], "kind": "abc"[number % 7 % 3]}
        crowd[quarter].append((person(number), categories, 1))
