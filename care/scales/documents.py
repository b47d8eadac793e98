"""One result on paper, to give along or to put in a file of paper."""

from __future__ import annotations

from typing import Any

from intake.directory.documents import paper

from .enums import Verb
from .models import ScaleResult
from .selectors import opened


def result_sheet(actor: Any, result: ScaleResult, *, language: str) -> bytes:
    """The PDF of one result, with its items; its making is recorded."""
    found = opened(actor, result, Verb.PRINTED)
    return paper("scales/document.html", {"result": result, "opened": found, "person": result.person}, language=language)
