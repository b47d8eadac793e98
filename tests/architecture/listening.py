"""Nobody reads a log in a test, so what is written there fails it: an error, or a variable that no template knows.

Django tells of the second as a whisper, and goes on as if the variable were empty: in `{% if %}` and `{% for %}` too.
Of a function that a template cannot call, because it needs arguments, Django says nothing at all: here it is an error.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.template import base

TEMPLATES = "django.template"


class Ear(logging.Handler):
    """Keeps what it hears of errors, and of variables that could not be found."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == TEMPLATES and record.levelno < logging.ERROR:
            variable, template = record.args or ("", "")
            self.heard.append(f"undefined in {template}: {variable}")
        elif record.levelno >= logging.ERROR:
            self.heard.append(f"{record.name}: {record.getMessage()}")


_ear = Ear()


def _signature(called: Callable[..., Any]) -> inspect.Signature:
    """What Django asks of a function that a template called in vain; told when it was in vain for want of arguments."""
    found = inspect.signature(called)
    try:
        found.bind()
    except TypeError:
        logging.getLogger(TEMPLATES).error("a template calls what needs arguments: %s", getattr(called, "__qualname__", called))
    return found


@contextmanager
def listening() -> Iterator[list[str]]:
    """Hear what the code inside says, in words that a test may ask for (fixture `logged`) and so expect."""
    root, templates = logging.getLogger(), logging.getLogger(TEMPLATES)
    before = templates.level
    _ear.heard = []
    root.addHandler(_ear)
    templates.setLevel(logging.DEBUG)
    base.signature = _signature  # type: ignore[attr-defined]  # brought into that module by name
    try:
        yield _ear.heard
    finally:
        base.signature = inspect.signature  # type: ignore[attr-defined]
        templates.setLevel(before)
        root.removeHandler(_ear)


def taken() -> list[str]:
    """What the running test has made the code say until now; it is forgotten, so that it fails nothing."""
    said = list(_ear.heard)
    _ear.heard.clear()
    return said
