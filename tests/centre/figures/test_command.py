"""The command counts as the worker: for a program, for a reader, for an account."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_the_command_counts_for_a_program_and_for_an_account(as_worker, db, figure, colette):
    out = io.StringIO()
    call_command("figures", "reasons", "--from", "2026-03-01", "--to", "2026-03-31", "--json", "--as", "colette", stdout=out)
    told = json.loads(out.getvalue())
    assert told["rows"][0] == {"key": "full", "label": "full", "values": [12, 80.0, 1234567]}
    assert (told["first"], told["last"], told["version"], told["extra"]) == ("2026-03-01", "2026-03-31", 3, 1)
    out = io.StringIO()
    call_command("figures", "reasons", "--period", "2026-03", stdout=out)
    assert "Reasons, March 2026" in out.getvalue()
    out = io.StringIO()
    call_command("figures", stdout=out)
    assert "reasons" in out.getvalue()
    for wrong in (["none"], ["reasons", "--period", "soon"], ["reasons", "--from", "2026-03-01"], ["reasons", "--as", "nobody"]):
        with pytest.raises(CommandError):
            call_command("figures", *wrong)
