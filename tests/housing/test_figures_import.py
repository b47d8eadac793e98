"""Retention of the homes of a foreign folder: what the command says against a count of its own, made from the files alone."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date, timedelta
from math import isclose
from pathlib import Path

import pytest
from django.core.management import call_command

from centre.imports import actions

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "eva_demo"
UNTIL = date(2024, 1, 31)
MONTH = 365.25 / 12
NINETY = timedelta(days=90)


def read(name):
    with (SHARED / f"{name}.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path):
    """The real files with the homes alone: whoever lives in them, nothing else, so that it comes in quickly."""
    projects = {row["ProjectID"] for row in read("Project") if row["ProjectType"] in ("3", "13")}
    enrolled = [row for row in read("Enrollment") if row["ProjectID"] in projects]
    numbers, people = {row["EnrollmentID"] for row in enrolled}, {row["PersonalID"] for row in enrolled}
    kept = {
        "Project": [row for row in read("Project") if row["ProjectID"] in projects], "Enrollment": enrolled,
        "Exit": [row for row in read("Exit") if row["EnrollmentID"] in numbers],
        "Client": [row for row in read("Client") if row["PersonalID"] in people],
        "Inventory": [row for row in read("Inventory") if row["ProjectID"] in projects],
    }  # fmt: skip
    for name, lines in kept.items():
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, read(name)[0].keys())
            writer.writeheader()
            writer.writerows(lines)
    return tmp_path


def day(text):
    return date.fromisoformat(text[:10]) if text else None


def homes():
    """The enrolments in homes of each person in order, one at a time: entry, move-in, exit, destination."""
    projects = {row["ProjectID"] for row in read("Project") if row["ProjectType"] in ("3", "13")}
    exits = {row["EnrollmentID"]: (day(row["ExitDate"]), row["Destination"]) for row in read("Exit")}
    by_person: dict[str, list] = {}
    lines = []
    for row in read("Enrollment"):
        if row["ProjectID"] in projects:
            entered, moved, (left, to) = day(row["EntryDate"]), day(row["MoveInDate"]), exits.get(row["EnrollmentID"], (None, ""))
            moved = None if moved and left and moved > left else max(moved, entered) if moved else None
            lines.append((entered, left or date.max, row["EnrollmentID"], row["PersonalID"], moved, left, to))
    for entered, _order, _number, person, moved, left, to in sorted(lines, key=lambda one: one[:3]):
        before = by_person.setdefault(person, [])
        if not before or (before[-1][2] is not None and before[-1][2] <= entered):
            before.append((entered, moved, left, to))
    return by_person


def stories():
    """Each story of a home: days followed until `UNTIL`, and how it ended."""
    for spells in homes().values():
        story = None
        for entered, moved, left, to in spells:
            goes_on = story and story[1] and story[2] != "24" and moved and entered <= story[1] + NINETY and moved <= story[1] + NINETY
            if story and not goes_on:
                yield story
                story = None
            if moved and moved <= UNTIL:
                story = (story[0] if story else moved, left, to)
        if story:
            yield story


def followed():
    for began, left, to in stories():
        over = left is not None and left <= UNTIL
        how = "" if not over else "died" if to == "24" else "transferred" if "400" <= to <= "499" and len(to) == 3 else "ended"
        yield (left if over else UNTIL) - began, how


@pytest.mark.skipif(not SHARED.exists(), reason="the real files are not on this machine")
def test_the_command_equals_a_product_worked_out_from_the_files(as_worker, folder, db):
    report, _batch = actions.bring(kind="hmis", source=folder)
    assert report.errors == []
    out = io.StringIO()
    call_command("figures", "retention", "--from", UNTIL.isoformat(), "--to", UNTIL.isoformat(), "--json", stdout=out)
    told = json.loads(out.getvalue())
    found = [(length.days, how) for length, how in followed()]
    counts = Counter(how for _days, how in found)
    assert (told["stories"], told["ended"], told["died"], told["transferred"]) == (len(found), counts["ended"], counts["died"], counts["transferred"])
    assert counts["ended"] > 15
    for line in told["rows"]:
        at = int(line["key"][1:]) * MONTH
        share = 1.0
        for when in sorted({days for days, how in found if how == "ended" and days <= at}):
            ends = sum(days == when and how == "ended" for days, how in found)
            share *= 1 - ends / sum(days >= when for days, _how in found)
        assert line["values"][0] == sum(days >= at for days, _how in found)
        assert isclose(line["values"][1], 100 * share, abs_tol=1e-6)
