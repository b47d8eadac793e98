"""What the log keeps of a request that broke: its number, its page by name, what kind of error, and where in the code.

Never the message of the error, a value, an address or a path: any of them may name a person. Source: PRIVACY 7.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)
PACKAGES = "site-packages/"


def write_down(request: Any, number: str, error: BaseException | None) -> None:
    """One entry for the error under way; nothing when there is none."""
    if error is None:
        return
    match = getattr(request, "resolver_match", None)
    logger.error(
        "request=%s method=%s page=%s error=%s\n%s",
        number, request.method if request.method in METHODS else "?", match.url_name if match else "-",
        " from ".join(_kinds(error)), "\n".join(_places(error)),
    )


METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def _kinds(error: BaseException) -> list[str]:
    """The class of the error, then of the error it came from, and so on."""
    found: list[str] = []
    at: BaseException | None = error
    while at is not None and len(found) < 5:
        found.append(f"{type(at).__module__}.{type(at).__qualname__}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return found


def _places(error: BaseException) -> list[str]:
    """Where it was: file, line and function of each step, the innermost last."""
    return [f"  {_short(step.filename)}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)]


def _short(name: str) -> str:
    if PACKAGES in name:
        return name.split(PACKAGES, 1)[1]
    path, home = Path(name), Path(settings.BASE_DIR)
    return str(path.relative_to(home)) if path.is_relative_to(home) else path.name
