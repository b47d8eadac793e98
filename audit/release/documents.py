"""The printed page of a release: a chart, the table, what it counts and its fingerprint, as a tagged PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from audit.release.matrix import Matrix

#: The only folder a page may take anything from: the fonts and the style of documents.
STATIC = Path(settings.BASE_DIR) / "static"
BAR = "#1f5f8b"


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Refuses every address but the fonts and the style sheet of the house. Source: PRIVACY 7."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        kept = path.is_relative_to(STATIC.resolve() / "vendor") or path == (STATIC / "centre" / "documents.css").resolve()
        if parts.scheme != "file" or parts.netloc or not kept:
            raise FatalURLFetchingError(f"refused: {parts.scheme}")
        return super().fetch(url, headers)


def chart(matrix: Matrix) -> str:
    """The totals of the rows as bars, as an SVG drawn here: no address is opened."""
    import altair
    import vl_convert

    bars: Any = [{"row": label, "value": values[-1], "place": place} for place, (label, values) in enumerate(matrix.rows[:-1])]
    drawn = (
        altair.Chart(altair.InlineData(values=bars), width=480, height=altair.Step(20))
        .mark_bar(color=BAR, height={"band": 0.7})
        .encode(
            x=altair.X("value:Q", title=None, axis=altair.Axis(tickMinStep=matrix.base)),
            y=altair.Y("row:N", title=None, sort=altair.EncodingSortField("place"), axis=altair.Axis(labelLimit=200)),
        )
        .configure(font="Centre Sans")
    )
    return str(vl_convert.vegalite_to_svg(drawn.to_dict(), allowed_base_urls=[]))


def printed(template: str, context: dict[str, Any]) -> bytes:
    """The tagged PDF of a template, with the fonts and the style of the house and nothing from elsewhere."""
    html = render_to_string(template, context | {"language": get_language()})
    fetcher = OwnFilesOnly()
    fonts = FontConfiguration()
    style = CSS(filename=str(STATIC / "centre" / "documents.css"), url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=html, base_url=None, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"))


def page(matrix: Matrix) -> bytes:
    """The PDF of a matrix, in the language that is active."""
    from django.utils.safestring import mark_safe

    context = {"matrix": matrix, "chart": mark_safe(chart(matrix)), "house": settings.CENTRE_NAME}
    return printed("audit/release/document.html", context)
