"""The register on paper: one account, one period, numbered lines. It names no person who is cared for."""

from __future__ import annotations

from typing import Any

from audit.ledger.actions import viewed
from centre.figures.periods import Period
from intake.directory.documents import paper

from .enums import KEPT_YEARS, Verb
from .models import DrugAccount
from .pages import book_of


def register_pages(actor: Any, account: DrugAccount, period: Period, *, language: str) -> bytes:
    """The book of an account for a period as a PDF; its making is recorded."""
    viewed(Verb.PRINTED, obj=account)
    context = {"account": account, "book": book_of(actor, account, period), "years": KEPT_YEARS}
    return paper("care/register/paper.html", context, language=language)
