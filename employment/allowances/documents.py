"""The receipt on paper: a number instead of a name."""

from __future__ import annotations

from typing import Any

from audit.ledger.actions import viewed
from employment.allowances.enums import Verb
from employment.allowances.models import Allowance
from employment.cash.enums import SignedBy
from employment.cash.selectors import lines, signature_of
from intake.directory.documents import paper


def receipt(actor: Any, allowance: Allowance, *, language: str) -> bytes:
    """The receipt of an allowance; its making is recorded. It says what was paid, for which day and where, and to nobody."""
    viewed(Verb.PRINTED, subject=allowance.person_id, obj=allowance)
    entry = allowance.entry
    signature = signature_of(actor, entry) if entry else None
    writer = lines(actor, [entry])[0].writer if entry else ""
    context = {
        "allowance": allowance, "session": allowance.sign_up.session, "project": allowance.sign_up.session.project,
        "number": allowance.receipt or f"{allowance.on_day:%Y}-{allowance.pk}", "writer": writer,
        "by_card": bool(signature and signature.how == SignedBy.CARD), "cancelled": getattr(allowance, "reversal", None) is not None,
    }
    return paper("employment/money/receipt.html", context, language=language, size="A5")
