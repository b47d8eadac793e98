"""The seventy tables against DOMAIN 3.1: their codes, their lists, their sums, and who is counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.episodes.entrants import Entrant
from care.episodes.tables import Table, tables

TEMPLATE = Path(__file__).resolve().parents[4] / "shared" / "data" / "tdi_template.txt"

# Written from DOMAIN 3.1, not from the code.
PARTS = {"1": 5, "2": 3, "3": 5, "4": 4, "5": 3, "6": 0, "7": 3, "9": 0, "99": 0}
R33 = [code for group, parts in PARTS.items() for code in (group, *(f"{group}.{n}" for n in range(1, parts + 1)))] + ["TOTAL"]
R10 = [*PARTS, "TOTAL"]
LEAVES = {
    "11": "1.1", "12": "1.2", "13": "1.3", "14": "1.4", "151": "1.5", "152": "1.5", "153": "1.5", "159": "1.5",
    "21": "2.1", "22": "2.2", "23": "2.3", "31": "3.1", "32": "3.2", "33": "3.3", "34": "3.4", "39": "3.5",
    "41": "4.1", "42": "4.2", "43": "4.3", "441": "4.4", "442": "4.4", "449": "4.4", "51": "5.1", "52": "5.2", "59": "5.3",
    "60": "6", "61": "6", "71": "7.1", "72": "7.2", "79": "7.3", "80": "8", "90": "9", "99": "99",
}  # fmt: skip
RECENCY = ["1", "2", "2.1", "2.2", "2.3", "3", "99"]
AGES = ["<15", *(f"{low}-{low + 4}" for low in range(15, 65, 5)), ">=65", "99"]
#: Section -> how many tables, rows, columns without the total.
SHAPES = {
    8: (3, 4, 7), 9: (3, 33, 7), 10: (3, 33, 3), 12: (3, 33, 13), 13: (3, 10, 8), 14: (3, 10, 8), 15: (3, 10, 3),
    16: (3, 10, 5), 17: (3, 10, 5), 18: (3, 10, 7), 19: (3, 33, 6), 20: (3, 33, 6), 21: (3, 33, 13), 22: (3, 33, 7),
    23: (3, 14, 5), 24: (1, 4, 3), 26: (3, 7, 7), 27: (3, 7, 7), 28: (1, 8, 7),
}  # fmt: skip
COARSE = {"11": "1", "12": "2", "13": "2", "14": "2", "151": "2", "152": "2", "153": "2", "159": "2", "21": "3", "23": "3", "22": "4", "31": "5", "32": "5", "71": "6", "72": "6", "79": "6", "33": "7", "34": "7", "39": "7", "41": "8", "42": "8", "43": "8", "441": "8", "442": "8", "449": "8", "80": "9", "51": "10", "52": "10", "59": "10", "60": "10", "61": "10", "90": "10", "99": "12"}

ages = st.none() | st.integers(10, 80)
entrant = st.builds(
    Entrant,
    centre=st.sampled_from(["outpatient", "inpatient", "prison", "gp", "low_threshold", "other", "99"]),
    sex=st.sampled_from(["M", "F", "99"]), age=ages, treated=st.sampled_from(["1", "2", "3"]),
    referral=st.sampled_from([*"1234567", "99"]), lives_with=st.sampled_from([*"1234567", "99"]),
    children=st.sampled_from(["1", "2", "99"]), lives_where=st.sampled_from([*"1234", "99"]),
    education=st.sampled_from([*"1234", "99"]), labour=st.sampled_from([*"123456", "99"]),
    primary=st.sampled_from(sorted(LEAVES)), route=st.sampled_from([*"12345", "99"]),
    frequency=st.sampled_from([*"12345", "99"]), first_use_age=ages,
    secondary=st.none() | st.lists(st.sampled_from(sorted(LEAVES)), max_size=3, unique=True).map(tuple),
    polydrug=st.sampled_from(["1", "2", "99"]), injecting=st.sampled_from(RECENCY), first_injection_age=ages,
    sharing=st.sampled_from(RECENCY), hiv_test=st.sampled_from(["1", "2", "2.1", "2.2", "3", "99"]),
    hcv_test=st.sampled_from(["1", "2", "2.1", "2.2", "3", "99"]),
    agonist=st.sampled_from(["never", "before", "now", "99"]), first_agonist_age=ages,
)  # fmt: skip
entrants = st.lists(entrant, max_size=25)


def by_code(people: list[Entrant]) -> dict[str, Table]:
    return {table.code: table for table in tables(people)}


def cell(table: Table, row: str, column: str) -> object:
    return table.values[[code for code, _ in table.rows].index(row)][[code for code, _ in table.columns].index(column)]


def codes(headings: tuple[tuple[str, str], ...]) -> list[str]:
    return [code for code, _words in headings]


def test_seventy_tables_of_the_shapes_of_the_indicator():
    found = tables([])
    assert len(found) == 70
    sections = Counter(int(table.code.split(".")[0]) for table in found)
    assert {section: n for section, n in sections.items() if section in SHAPES} == {s: n for s, (n, _, _) in SHAPES.items()}
    assert (sections[11], sections[25], sections[29]) == (9, 6, 2)
    for table in found:
        section = int(table.code.split(".")[0])
        if section in SHAPES:
            assert (len(table.rows), len(table.columns)) == (SHAPES[section][1], SHAPES[section][2] + 1), table.code
        assert all(len(line) == len(table.columns) for line in table.values)
    shown = {table.code: table for table in found}
    assert codes(shown["9.1.1"].rows) == R33
    assert codes(shown["13.1.1"].rows) == R10
    assert codes(shown["12.1.1"].columns) == [*AGES, "TOTAL"]
    assert codes(shown["22.1.1"].columns) == [*RECENCY, "TOTAL"]
    assert codes(shown["26.1.1"].rows) == ["1", "2", "2.1", "2.2", "3", "99", "TOTAL"]
    assert codes(shown["28.1.1"].rows) == [*RECENCY, "TOTAL"]
    assert codes(shown["25.1.1"].rows) == [*(str(n) for n in range(1, 13)), "TOTAL"]
    assert codes(shown["25.1.6"].rows) == [*R33[:30], "8", *R33[30:]] == codes(shown["25.1.6"].columns)
    assert codes(shown["29.1.2"].columns) == ["<1", *(str(n) for n in range(1, 11)), "11-15", ">15", "99", "TOTAL"]


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the template is not beside this copy")
def test_every_table_of_the_template_is_there_and_none_besides():
    text = TEMPLATE.read_text()
    printed = re.findall(r"^A\d+=(\d+\.\d+\.\d+) (?!Methodological)", text, re.MULTILINE)
    assert [code for code in printed if int(code.split(".")[0]) >= 8] == [table.code for table in tables([])]


@settings(max_examples=60, deadline=None)
@given(entrants)
def test_each_person_stands_once_under_each_total(people):
    counted = [one for one in people if one.primary != "80"]
    found = by_code(people)
    for table in found.values():
        section = int(table.code.split(".")[0])
        if section in (11, 22, 25):
            continue
        inner = [code for code in codes(table.columns) if code != "TOTAL"]
        groups = [code for code in codes(table.rows) if code != "TOTAL" and (code in PARTS or "." not in code or section in (26, 27, 28))]
        if codes(table.rows) == [*AGES, "TOTAL"] or section == 29:
            groups = [code for code in codes(table.rows) if code != "TOTAL" and not (table.code == "29.1.1" and "." in code)]
        for row in codes(table.rows):
            assert sum(cell(table, row, column) for column in inner) == cell(table, row, "TOTAL"), (table.code, row)
        for column in codes(table.columns):
            assert sum(cell(table, row, column) for row in groups) == cell(table, "TOTAL", column), (table.code, column)
    for section in (9, 10, 12, 13, 16, 17, 18, 19, 20, 21, 22):
        assert cell(found[f"{section}.1.1"], "TOTAL", "TOTAL") == len(counted)
    assert cell(found["8.1.1"], "TOTAL", "TOTAL") == len(counted)


@settings(max_examples=60, deadline=None)
@given(entrants)
def test_groups_hold_their_parts_and_parts_of_the_people_add_up(people):
    found = by_code(people)
    for section in (9, 10, 12, 19, 20, 21):
        for number in (1, 2, 3):
            table = found[f"{section}.1.{number}"]
            for group, parts in PARTS.items():
                for column in codes(table.columns):
                    inner = sum(cell(table, f"{group}.{part}", column) for part in range(1, parts + 1))
                    assert not parts or inner == cell(table, group, column)
    unknown = sum(1 for one in people if one.treated == "3" and one.primary != "80")
    for section in (9, 13, 16, 19, 22, 26, 27):
        whole, never, before = (cell(found[f"{section}.1.{n}"], "TOTAL", "TOTAL") for n in (1, 2, 3))
        assert whole == never + before + unknown
    men, women = (sum(1 for one in people if one.sex == sex and one.primary != "80") for sex in "MF")
    assert [cell(found[f"8.1.{n}"], "TOTAL", "TOTAL") for n in (2, 3)] == [men, women]


@settings(max_examples=60, deadline=None)
@given(entrants)
def test_cells_are_what_one_counts_by_hand(people):
    counted = [one for one in people if one.primary != "80"]
    found = by_code(people)
    hand = Counter((LEAVES[one.primary], one.route) for one in counted)
    for (row, route), number in hand.items():
        if row not in ("6", "9", "99"):
            assert cell(found["19.1.1"], row, route) == number
    drugs = Counter()
    for one in counted:
        for row in {LEAVES[drug] for drug in (one.primary, *(one.secondary or ()))}:
            drugs[row, one.injecting] += 1
    for row in {row for row, _ in drugs} - {"8"}:
        for recency in RECENCY:
            assert cell(found["22.1.1"], row, recency) == drugs[row, recency]
    pairs = Counter()
    for one in counted:
        if LEAVES[one.primary].startswith("1"):
            first, second = ("12", "12") if one.secondary is None else (*(COARSE[drug] for drug in one.secondary[:2]), "11", "11")[:2]
            pairs[second, first] += 1
    assert all(cell(found["25.1.1"], *pair) == number for pair, number in pairs.items())
    assert cell(found["25.1.1"], "TOTAL", "TOTAL") == pairs.total()
    assert cell(found["25.1.6"], "8", "TOTAL") == sum(1 for one in counted if "80" in (one.secondary or ()))
    assert cell(found["25.1.6"], "TOTAL", "TOTAL") == sum(1 for one in counted if one.secondary)


def test_alcohol_is_only_ever_a_secondary_drug():
    found = by_code([Entrant(primary="80", secondary=("11",)), Entrant(primary="11", secondary=("80",))])
    assert cell(found["9.1.1"], "TOTAL", "TOTAL") == 1
    assert cell(found["25.1.6"], "8", "1.1") == 1
    assert cell(found["25.1.6"], "TOTAL", "8") == 0
    assert cell(found["25.1.1"], "11", "9") == 1


def test_ever_is_a_residual_and_holds_nothing_of_the_recencies():
    found = by_code([Entrant(primary="11", injecting="2.3"), Entrant(primary="11", injecting="2")])
    assert [cell(found["22.1.1"], "1.1", code) for code in ("2", "2.1", "2.2", "2.3", "TOTAL")] == [1, 0, 0, 1, 2]


def test_ages_first_use_and_lag_are_means_to_two_decimals_of_those_known():
    people = [
        Entrant(primary="11", sex="M", age=30, first_use_age=20), Entrant(primary="11", sex="M", age=31, first_use_age=17),
        Entrant(primary="11", sex="M", age=33), Entrant(primary="12", sex="F", first_use_age=15),
    ]  # fmt: skip
    found = by_code(people)
    line = lambda code, row: found[code].values[R33.index(row)]  # noqa: E731 - a short name for a row
    assert line("11.1.4", "1.1") == (31.33, 1.53, 3, 18.5, 2.12, 2, 12, 2.83, 2)
    assert line("11.1.7", "1.2") == (None, None, 0, 15, None, 1, None, None, 0)
    assert line("11.1.1", "1")[2] == 3
    assert line("11.1.1", "TOTAL")[5] == 3


@pytest.mark.parametrize(
    ("age", "first", "band"), [(30, 30, "1"), (30, 29, "1"), (30, 28, "2"), (30, 26, "2"), (30, 25, "3"), (30, 21, "3"), (30, 20, "4"), (None, 20, "99"), (30, None, "99")]
)
def test_years_since_the_first_injection(age, first, band):
    table = by_code([Entrant(primary="11", age=age, injecting="2.1", first_injection_age=first)])["23.1.1"]
    assert cell(table, "TOTAL", band) == 1


def test_only_who_ever_injected_is_asked_since_when():
    table = by_code([Entrant(primary="11", injecting=code, age=30, first_injection_age=20) for code in RECENCY])["23.1.1"]
    assert cell(table, "TOTAL", "TOTAL") == 4


@pytest.mark.parametrize(
    ("first", "column"), [(40, "<1"), (39, "1"), (30, "10"), (29, "11-15"), (25, "11-15"), (24, ">15"), (None, "99")]
)
def test_years_since_the_first_agonist_treatment_of_those_who_had_it(first, column):
    people = [Entrant(primary="13", age=40, agonist=code, first_agonist_age=first) for code in ("never", "before", "now", "99")]
    table = by_code(people)["29.1.2"]
    assert cell(table, "1.2-1.5", column) == 2
    assert cell(table, "TOTAL", "TOTAL") == 2


@pytest.mark.parametrize(("age", "band"), [(14, "<15"), (15, "15-19"), (19, "15-19"), (20, "20-24"), (64, "60-64"), (65, ">=65"), (None, "99")])
def test_age_bands(age, band):
    assert cell(by_code([Entrant(primary="71", age=age)])["12.1.1"], "7.1", band) == 1
