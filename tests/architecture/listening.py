"""Nobody reads a log in a test, so what is written there fails it: an error, or a variable that no template knows.

Django tells of the second as a whisper, and goes on as if the variable were empty: in `{% if %}` and `{% for %}` too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def listening() -> Iterator[list[str]]:
    """Hear what the code inside says, in words that a test may ask for (fixture `logged`) and so expect."""
    root, templates = logging.getLogger(), logging.getLogger(TEMPLATES)
    before = templates.level
    _ear.heard = []
    root.addHandler(_ear)
    templates.setLevel(logging.DEBUG)
    try:
        yield _ear.heard
    finally:
        templates.setLevel(before)
        root.removeHandler(_ear)


def taken() -> list[str]:
    """What the running test has made the code say until now; it is forgotten, so that it fails nothing."""
    said = list(_ear.heard)
    _ear.heard.clear()
    return said
