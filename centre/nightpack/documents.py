"""The night pack as one PDF: black on white, fonts of the house, no address opened."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from audit.release.documents import STATIC, OwnFilesOnly

from .selectors import Pack


def night_pack(pack: Pack) -> bytes:
    """The PDF in the language that is active."""
    about = {"pack": pack, "language": get_language(), "house": settings.CENTRE_NAME, "demo": settings.CENTRE_DEMO}
    html = render_to_string("nightpack/document.html", about)
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    style = CSS(filename=str(STATIC / "centre" / "documents.css"), url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=html, base_url=None, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"))
