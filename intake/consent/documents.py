"""The sheet of pictures: what may be shared, shown rather than written, to point at and to sign."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from audit.release.documents import STATIC
from intake.directory.documents import paper

from .enums import SharedItem

#: What is pointed at -> the drawing that stands for it.
PICTURES: dict[str, str] = {
    SharedItem.ALIAS: "user-round", SharedItem.LANGUAGES: "languages", SharedItem.BIRTH_YEAR: "cake",
    SharedItem.REASON: "message-circle", SharedItem.HEALTH: "heart-pulse", SharedItem.SOCIAL: "house",
}


@lru_cache(maxsize=32)
def picture(name: str) -> SafeString:
    """A drawing of the sprite, inside the page: nothing is fetched."""
    sprite = (STATIC / "centre" / "sprite.svg").read_text(encoding="utf-8")
    found = re.search(rf'<symbol[^>]*id="{re.escape(name)}"[^>]*>(.*?)</symbol>', sprite, re.DOTALL)
    return format_html(
        '<svg width="56" height="56" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(found[1] if found else ""),
    )


def sheet(*, language: str) -> bytes:
    """One A4 with a picture for each thing, a yes and a no beside it, and a place for a mark. It names nobody."""
    context: dict[str, Any] = {
        "rows": [(picture(PICTURES[item]), SharedItem(item).label) for item in SharedItem.values], "yes": picture("check"), "no": picture("x"), "box": picture("square"),
    }
    return paper("consent/documents/sheet.html", context, language=language)
