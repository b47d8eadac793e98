"""What the security policy forbids is not written; every class the pages use exists in the style."""

import re

import pytest

from centre.shell.vendoring import REPOSITORY

TEMPLATES = sorted((REPOSITORY / "templates").rglob("*.html"))
STYLES = sorted((REPOSITORY / "static" / "centre").glob("*.css"))
FORBIDDEN = re.compile(
    r"""\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:|hx-on|data:|hx-vals=["']js:""", re.IGNORECASE
)
PAGES = [path for path in TEMPLATES if "documents" not in path.parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(REPOSITORY / "templates")))
def test_a_template_writes_nothing_inline(path):
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_short_and_fetches_nothing_from_outside(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    assert re.findall(r"url\(\"(?!\.\./vendor/)[^)]*\)|data:|@import|https?:", text) == []


def test_raw_colours_are_named_in_the_tokens_only():
    for path in STYLES:
        if path.name in {"tokens.css", "print.css", "documents.css"}:
            continue
        found = re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8"))
        assert set(found) <= {"#fff", "#ffd24d"}, path.name


def test_scripts_store_nothing_and_run_no_text():
    for path in (REPOSITORY / "static" / "centre" / "js").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"localStorage|sessionStorage|indexedDB|\beval\b|new Function|innerHTML|document\.cookie", text) == []
