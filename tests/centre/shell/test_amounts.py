"""Money is written in one way in each language, by one function."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from centre.shell.amounts import AmountField, euros

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "€1,692.51"), ("fr", "1\u00a0692,51\u00a0€"), ("nl", "€\u00a01.692,51")],
)
def test_an_amount_is_written_as_the_language_writes_it(language: str, written: str) -> None:
    with translation.override(language):
        assert euros(169251) == written
        assert Template("{% load shell %}{{ rent|money }}").render(Context({"rent": Decimal("1692.51")})) == written


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("35", "35"), ("35,5", "35.5"), (" 1 692,51 € ", "1692.51"), ("1.692,51", "1692.51"), ("€1,692.51", "1692.51"), ("", None)],
)
def test_an_amount_is_typed_as_people_type_it(typed: str, amount: str | None) -> None:
    assert AmountField(required=False).clean(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-5", "This must be at least €0.01."), ("100000", "This must be at most €99,999.00."), ("1.692", "no more than 2 decimal places"),
        ("NaN", "Enter a number."), ("1e400", "This must be at most"), ("five", "Enter a number."), ("1,2,3", "Enter a number."),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_said_in_words(typed: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        AmountField(least=0.01).clean(typed)


def test_no_page_puts_the_sign_of_the_euro_itself() -> None:
    """A sign beside an amount that already has one, or before where the language puts it after, is not possible."""
    pages = sorted((ROOT / "templates").rglob("*.html"))
    code = [path for app in ("centre", "intake", "housing", "care", "employment") for path in (ROOT / app).rglob("*.py")]
    own = [path.relative_to(ROOT) for path in pages + code if "€" in path.read_text() and path.name != "amounts.py"]
    assert own == [Path("housing/demo/support.py")]  # words of an invented agreement
