"""A page that breaks is written down with its number and where in the code, and with nothing that names anybody."""

import logging
import re

import pytest
from django.urls import reverse

from centre.shell import faults


def test_what_broke_is_logged_by_the_number_on_the_page(browse, vera, monkeypatch, caplog, logged):
    from centre.shell import selectors

    def away(actor):
        alias = "Momo"
        try:
            raise KeyError(f"{alias} K7QP-3MX9-T2")
        except KeyError as error:
            raise ValueError(f"no such person: {alias} at 10.1.2.3") from error

    monkeypatch.setattr(selectors, "home_board", away)
    with caplog.at_level(logging.ERROR):
        answer = browse(vera, raise_request_exception=False).get(reverse("home") + "?q=Momo")
    number = re.search(r'class="codebox">([0-9A-F]{8})<', answer.content.decode())[1]
    (line,) = [one.getMessage() for one in caplog.records if one.name == "centre.shell.faults"]
    first, *places = line.splitlines()
    assert first == f"request={number} method=GET page=home error=builtins.ValueError from builtins.KeyError"
    assert re.fullmatch(r"  tests/centre/shell/test_faults.py:\d+ away", places[-1])
    assert any(re.fullmatch(r"  centre/shell/views.py:\d+ home", place) for place in places)
    for secret in ("Momo", "K7QP", "10.1.2.3", "?q=", "no such person"):
        assert secret not in line
    assert len(logged()) == 1


def test_a_fragment_says_the_same_number(rf, caplog, logged):
    from centre.shell.views import broken

    try:
        raise RuntimeError("x" * 50)
    except RuntimeError:
        with caplog.at_level(logging.ERROR):
            page = broken(rf.get("/", headers={"HX-Request": "true"})).content.decode()
    number = re.search(r"[0-9A-F]{8}", page)[0]
    assert f"request={number}" in caplog.text
    assert "xxx" not in caplog.text
    assert len(logged()) == 1


def test_without_an_error_nothing_is_written(rf, caplog):
    faults.write_down(rf.get("/"), "1", None)
    assert caplog.text == ""


@pytest.mark.parametrize("name", ["/opt/other/place/notes.py", "/work/lib/site-packages/django/db/utils.py"])
def test_places_of_others_are_short(name):
    assert faults._short(name) in ("notes.py", "django/db/utils.py")
