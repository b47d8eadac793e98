"""Every text of the house in French and Dutch: nothing missing, nothing unsure, no place-holder lost on the way."""

import ast
import re
from functools import lru_cache

import polib
import pytest

from . import tree

LANGUAGES = ("fr", "nl")
#: `{% translate "…" %}`, with its context when it has one.
IN_TEMPLATE = re.compile(r"\{%\s*translate\s+(\"[^\"]+\"|'[^']+')(?:\s+context\s+(\"[^\"]+\"|'[^']+'))?")
PLACE_HOLDER = re.compile(r"%\(\w+\)[sd]")


@lru_cache
def catalogue(language):
    return polib.pofile(str(tree.ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts_of_templates():
    for path in sorted((tree.ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            for text, context in IN_TEMPLATE.findall(path.read_text()):
                yield context[1:-1] or None, text[1:-1]


def texts_of_code():
    for path in tree.files():
        for node in ast.walk(tree.parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            name, first = node.func.id, node.args[0]
            if name in {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"} and isinstance(first, ast.Constant):
                yield None, first.value
            elif name in {"pgettext", "pgettext_lazy"} and all(isinstance(one, ast.Constant) for one in node.args[:2]):
                yield first.value, node.args[1].value


def test_words_are_asked_for_under_names_that_are_looked_for():
    hidden = [
        (tree.name(path), alias.asname)
        for path in tree.files()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in {None, "_"}
    ]
    assert hidden == [], "neither makemessages nor the next test sees such a text: it stays English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_words(language):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue(language) if not entry.obsolete}
    asked = {one for one in [*texts_of_templates(), *texts_of_code()] if one[1]}
    assert sorted(text for _context, text in asked - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_unsure(language):
    words = catalogue(language)
    assert [entry.msgid for entry in words.untranslated_entries()] == []
    assert [entry.msgid for entry in words.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_place_holders_survive(language):
    lost = []
    for entry in catalogue(language):
        wanted = set(PLACE_HOLDER.findall(entry.msgid)) | set(PLACE_HOLDER.findall(entry.msgid_plural or ""))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said and not set(PLACE_HOLDER.findall(said)) <= wanted:
                lost.append((entry.msgid, said))
        if entry.msgstr and set(PLACE_HOLDER.findall(entry.msgstr)) != wanted:
            lost.append((entry.msgid, entry.msgstr))
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_at_run_time_is_what_was_translated(language):
    compiled = polib.mofile(str(tree.ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"))
    said = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in compiled}
    written = {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural
        for entry in catalogue(language).translated_entries()
    }
    assert said == written
