"""Giving a kept file back: it runs nothing, is guessed to be nothing else, and stays in no browser."""

from __future__ import annotations

from django.http import HttpResponse

TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


def file_answer(data: bytes, form: str, name: str, *, shown: bool = False) -> HttpResponse:
    """The file to be saved under `name` (plain letters, no person); a picture may be `shown` within a page."""
    answer = HttpResponse(data, content_type=TYPES[form])
    manner = "inline" if shown and form != "pdf" else "attachment"
    answer["Content-Disposition"] = f'{manner}; filename="{name}.{"jpg" if form == "jpeg" else form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer
