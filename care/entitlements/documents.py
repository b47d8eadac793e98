"""A letter on paper: the words that are kept, in the language of its reader."""

from __future__ import annotations

from intake.directory.documents import paper

from .enums import LetterKind
from .letters import Letter
from .models import EntitlementLetter


def sheet(kept: EntitlementLetter, letter: Letter, *, author: str) -> bytes:
    """The PDF; the caller has recorded that it is opened."""
    context = {"letter": letter, "made_at": kept.made_at, "author": author, "signed": kept.letter == LetterKind.MANDATE}
    return paper("entitlements/documents/letter.html", context, language=kept.language)
