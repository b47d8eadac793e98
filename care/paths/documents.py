"""The summary of a path on one page, for the person and for whom they agreed to."""

from __future__ import annotations

from intake.directory.documents import paper as printed

from .selectors import Paper


def summary(paper: Paper, *, language: str) -> bytes:
    """The PDF, in the language of its reader."""
    return printed("care/documents/summary.html", {"paper": paper}, language=language)
