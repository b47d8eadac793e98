"""The letter of a referral: one page, only what is agreed, in the language of its reader."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from intake.directory.documents import paper

from .models import Referral
from .selectors import letter_lines


def letter(actor: Any, referral: Referral, *, language: str) -> bytes:
    """The PDF; the caller has recorded that it is made."""
    with translation.override(language):
        context = {"referral": referral, "lines": letter_lines(actor, referral), "author": str(actor)}
    return paper("network/documents/letter.html", context, language=language)
