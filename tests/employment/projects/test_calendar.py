"""The calendar of sessions, read by the rules of RFC 5545: lines, folding, escaping, instants, and nobody's name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from centre.calendars.documents import LINE, escaped, folded
from employment.projects.actions import cancel_session, make_feed, move_session, open_project, plan_session

LONG = "Nettoyage; désherbage, balayage \\ peinture · Square de l'Aviation à Anderlecht près de la gare du Midi, côté canal"


def unfold(text: str) -> list[str]:
    """The logical lines: every physical one ends with CRLF and holds at most 75 octets. Source: RFC 5545, 3.1."""
    assert text.endswith("\r\n")
    physical = text[:-2].split("\r\n")
    assert not any("\n" in line or "\r" in line for line in physical)
    assert max(len(line.encode()) for line in physical) <= LINE
    return re.sub(r"\r\n ", "", "\r\n".join(physical)).split("\r\n")


def plain(value: str) -> str:
    """A text value without its escapes. Source: RFC 5545, 3.3.11."""
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar by the names of their properties; blocks open and close in order."""
    found: list[dict[str, str]] = []
    opened: list[str] = []
    for line in unfold(text):
        name, value = line.split(":", 1)
        if name == "BEGIN":
            opened.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert opened.pop() == value
        elif opened[-1] == "VEVENT":
            assert name not in found[-1], "once each"
            found[-1][name] = value
    assert opened == []
    return found


@given(st.text(max_size=400))
def test_folding_and_escaping_give_the_text_back(text):
    line = f"SUMMARY:{escaped(text)}"
    (whole,) = unfold(f"{folded(line)}\r\n")
    kept = "\n".join("".join(sign for sign in part if sign >= " " and sign != "\x7f") for part in text.splitlines())
    assert plain(whole.removeprefix("SUMMARY:")) == kept


@pytest.fixture
def feed(as_, vera):
    """The text at a fresh address of Vera's, as a calendar program reads it: without signing in."""

    def read(project=None):
        with as_(vera):
            token = make_feed(actor=vera, project=project)
        answer = Client().get(reverse("work_calendar", args=[token]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        return answer.content.decode()

    return read


@pytest.mark.django_db
def test_sessions_on_both_sides_of_the_change_of_clocks(as_, colette, feed, at):
    at("2026-10-20 08:00")
    with as_(colette):
        park = open_project(actor=colette, title=LONG, place="Square; 12, rue X")
        for day in (24, 26):
            plan_session(actor=colette, project=park, day=date(2026, 10, day), starts=time(9), ends=time(13), places=5)
    before, after = events(feed())
    assert (before["DTSTART"], before["DTEND"]) == ("20261024T070000Z", "20261024T110000Z")
    assert (after["DTSTART"], after["DTEND"]) == ("20261026T080000Z", "20261026T120000Z")
    assert (plain(before["SUMMARY"]), plain(before["LOCATION"])) == (LONG, "Square; 12, rue X")
    assert before["DTSTAMP"] == "20261020T060000Z"
    assert before["UID"] != after["UID"]


@pytest.mark.django_db
def test_what_moves_keeps_its_name_and_what_is_cancelled_says_so(as_, colette, feed, plan, at):
    at("2026-12-01 08:00")
    first, second = plan(in_days=1), plan(in_days=2)
    known = {one["UID"]: one for one in events(feed())}
    at("2026-12-01 09:00")
    with as_(colette):
        move_session(actor=colette, session=first, day=date(2026, 12, 9), starts=time(10), ends=time(14), reason="Frost")
        cancel_session(actor=colette, session=second, reason="Frost")
    later = {one["UID"]: one for one in events(feed())}
    assert set(later) == set(known)
    moved, cancelled = later[f"{first.uid}@sessions"], later[f"{second.uid}@sessions"]
    assert (moved["STATUS"], moved["SEQUENCE"], moved["DTSTART"]) == ("CONFIRMED", "1", "20261209T090000Z")
    assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", "1")
    assert cancelled["LAST-MODIFIED"] == datetime(2026, 12, 1, 8, tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")


@pytest.mark.django_db
def test_nobody_stands_in_it(as_, vera, colette, momo, feed, plan, enrol, gardening):
    from employment.projects.actions import change_project, change_session

    session = plan()
    enrol(session, [momo])
    with as_(colette):
        change_session(actor=colette, session=session, staff=[vera.pk])
        change_project(actor=colette, project=gardening, contact="Mrs Peeters 02 123 45 67")
    text = feed(gardening)
    assert "Gardening" in text
    assert not re.search(r"Momo|Vera|Peeters|ATTENDEE|ORGANIZER|CONTACT", text)


@pytest.mark.django_db
def test_only_who_knows_an_address_in_use_reads_it(as_, vera, plan, feed, gardening):
    plan()
    assert Client().get(reverse("work_calendar", args=["nothing"])).status_code == 404
    with as_(vera):
        old = make_feed(actor=vera)
    feed()
    assert Client().get(reverse("work_calendar", args=[old])).status_code == 404, "renewed"
    assert len(events(feed(gardening))) == 1


@pytest.mark.django_db
def test_who_may_see_sessions_no_more_reads_none(as_, vera, plan, monkeypatch):
    from centre.staff.roles import ROLES

    plan()
    with as_(vera):
        address = reverse("work_calendar", args=[make_feed(actor=vera)])
    assert Client().get(address).status_code == 200
    monkeypatch.setitem(ROLES, "desk", frozenset())
    assert Client().get(address).status_code == 404
