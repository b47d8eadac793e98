"""Rows that nobody put in order come in any order: code that leans on chance fails here and not in the house.

One seed for the whole run, told when a test fails; each test starts from it and from its own name, so that it fails
alone as it failed among the others: `CENTRE_SHUFFLE=<seed> python3 manage.py test <test>`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random, SystemRandom
from typing import Any
from unittest import mock

from django.db.models import QuerySet

SEED = os.environ.setdefault("CENTRE_SHUFFLE", str(SystemRandom().randrange(10**6)))
_dice = Random(SEED)


def start(test: str) -> None:
    """Before each test: the dice depend on the seed and on the name of the test alone."""
    _dice.seed(f"{SEED}:{test}")


def _shuffled(queryset: Any) -> list[Any]:
    rows = list(queryset._iterable_class(queryset))
    if not queryset.ordered:
        _dice.shuffle(rows)
    return rows


_fetch_all, _iterator, _getitem = QuerySet._fetch_all, QuerySet._iterator, QuerySet.__getitem__


def fetch_all(self: Any) -> None:
    if self._result_cache is None:
        self._result_cache = _shuffled(self)
    _fetch_all(self)


def iterator(self: Any, use_chunked_fetch: bool, chunk_size: int | None) -> Iterator[Any]:
    rows = list(_iterator(self, use_chunked_fetch, chunk_size))
    if not self.ordered:
        _dice.shuffle(rows)
    yield from rows


def getitem(self: Any, key: Any) -> Any:
    """Some of the rows, when nobody said which come first, are a choice by accident."""
    if self._result_cache is None and not self.ordered:
        raise AssertionError(f"a slice of rows without an order: {self.model._meta.label}")
    return _getitem(self, key)


def install() -> None:
    """For the rest of the process: nothing that is tested may see the order of the table."""
    for name, instead in (("_fetch_all", fetch_all), ("_iterator", iterator), ("__getitem__", getitem)):
        mock.patch.object(QuerySet, name, instead).start()
