"""Paper for people and partners: a slip to take along, the plain list, any page of the network, as a tagged PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from audit.release.documents import STATIC, OwnFilesOnly

from .models import PartnerService
from .selectors import service_for, shown

#: Paper a slip may have.
SIZES = ("A4", "A5")
LANGUAGES = ("fr", "nl", "en")


def paper(template: str, context: dict[str, Any], *, language: str, size: str = "A4") -> bytes:
    """The PDF of a template, in the language of its reader; nothing is fetched but the fonts of the house."""
    with translation.override(language):
        html = render_to_string(template, context | {"language": language, "house": settings.CENTRE_NAME, "demonstration": settings.CENTRE_DEMO})
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    styles = [
        CSS(filename=str(STATIC / "centre" / "documents.css"), url_fetcher=fetcher, font_config=fonts),
        CSS(string=f"@page {{ size: {size if size in SIZES else SIZES[0]} }}", url_fetcher=fetcher, font_config=fonts),
    ]
    document = HTML(string=html, base_url=None, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"))


def slip(service: PartnerService, *, language: str, size: str) -> bytes:
    """What a person takes along: where, when, how to ask. It says nothing about whoever carries it."""
    with translation.override(language):
        context = {"shown": shown(service_for(service.pk))}
    return paper("directory/documents/slip.html", context, language=language, size=size)
