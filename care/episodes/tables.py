"""The seventy tables of the treatment demand indicator, counted from entrants. Pure: no table of the database is read.

Source: DOMAIN 3.1. Whose primary drug is alcohol is in none of them. A row of a group counts its parts; TOTAL counts
persons, also where a person is in several rows (22 and 25.1.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Any

from care.episodes import lists, rows
from care.episodes.entrants import Entrant, years_since
from care.episodes.lists import NOT_KNOWN, AgonistStatus, Drug, Injecting, Sex, Treated
from care.episodes.rows import TOTAL, Heading

Codes = Callable[[Entrant], Iterable[str]]
Value = int | float | None


@dataclass(frozen=True)
class Table:
    """One table: `values[row][column]`, whole numbers; means and deviations to two decimals, None where there is none."""

    code: str
    title: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    values: tuple[tuple[Value, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The table as plain lists, each heading with its code."""
        heads = {"rows": self.rows, "columns": self.columns}
        named = {key: [{"code": code, "label": words} for code, words in found] for key, found in heads.items()}
        return {"code": self.code, "title": self.title, **named, "values": [list(row) for row in self.values]}


def count(people: Sequence[Entrant], across: Sequence[Heading], down: Sequence[Heading], row: Codes, column: Codes) -> tuple[tuple[int, ...], ...]:
    """How many people stand in each row and column; each once in a cell, and once in every TOTAL."""
    place_of_row = {code: place for place, (code, _words) in enumerate(down)}
    place_of_column = {code: place for place, (code, _words) in enumerate(across)}
    cells = [[0] * len(across) for _ in down]
    for one in people:
        for down_code in {*row(one), TOTAL[0]} & place_of_row.keys():
            for across_code in {*column(one), TOTAL[0]} & place_of_column.keys():
                cells[place_of_row[down_code]][place_of_column[across_code]] += 1
    return tuple(tuple(line) for line in cells)


# --- who is counted in a family of tables -------------------------------------------------------------------------

ALL = "All treatment entrants"
STATUSES: tuple[tuple[str, str | None], ...] = (
    (ALL, None), ("Never previously treated", Treated.NEVER), ("Previously treated", Treated.BEFORE),
)  # fmt: skip
SEXES: tuple[tuple[str, str | None], ...] = (("Total", None), ("Males", Sex.MALE), ("Females", Sex.FEMALE))


def _treated(people: Sequence[Entrant], status: str | None) -> list[Entrant]:
    return [one for one in people if status in (None, one.treated)]


def _of_sex(people: Sequence[Entrant], sex: str | None) -> list[Entrant]:
    return [one for one in people if sex in (None, one.sex)]


def _heads(choices: Any, words: str = "{0}. {1}") -> tuple[Heading, ...]:
    """A list as columns, in its own order, with TOTAL behind it."""
    return (*((one.value, words.format(one.value, one.label)) for one in choices), TOTAL)


_STATUS_ROWS: tuple[Heading, ...] = (
    ("1", "1. Never previously treated"), ("2", "2. Previously treated"), ("3", "3. Not known / Missing"),
    ("TOTAL", "4. All treatment entrants (1+2+3)"),
)  # fmt: skip


def _primary_rows(one: Entrant) -> Iterable[str]:
    return rows.rows_of(one.primary)


def _field(name: str) -> Codes:
    return lambda one: (getattr(one, name),)


@dataclass(frozen=True)
class _Family:
    """Tables that differ by who is counted only: `by` treatment status or sex."""

    section: int
    title: str
    down: tuple[Heading, ...]
    across: tuple[Heading, ...]
    row: Codes
    column: Codes
    by: str = "status"

    def tables(self, people: Sequence[Entrant]) -> Iterator[Table]:
        chosen = [(words, _treated(people, code)) for words, code in STATUSES]
        if self.by == "sex":
            chosen = [(words, _of_sex(people, code)) for words, code in SEXES]
        for number, (words, counted) in enumerate(chosen[: 1 if self.by == "all" else 3], start=1):
            values = count(counted, self.across, self.down, self.row, self.column)
            yield Table(f"{self.section}.1.{number}", f"{self.title}: {words}", self.down, self.across, values)


def _families() -> tuple[_Family, ...]:
    full, groups, age = rows.DRUG_ROWS, rows.GROUP_ROWS, (*rows.AGE_BANDS, TOTAL)
    injecting, primary, here = _heads(lists.Injecting), _primary_rows, _Family
    return (
        here(8, "Type of treatment centre by treatment status", _STATUS_ROWS, _heads(lists.CentreType, "{1}"), _field("treated"), _field("centre"), "sex"),
        here(9, "Primary drug by type of treatment centre", full, _heads(lists.CentreType, "{1}"), primary, _field("centre")),
        here(10, "Primary drug by sex", full, _heads(lists.Sex, "{1}"), primary, _field("sex")),
        here(12, "Primary drug by age", full, age, primary, lambda one: (rows.age_band(one.age),)),
        here(13, "Primary drug by source of referral", groups, _heads(lists.Referral), primary, _field("referral")),
        here(14, "Primary drug by living status (with whom)", groups, _heads(lists.LivesWith), primary, _field("lives_with"), "sex"),
        here(15, "Primary drug by living status (with children)", groups, _heads(lists.Children), primary, _field("children"), "sex"),
        here(16, "Primary drug by living status (where)", groups, _heads(lists.LivesWhere), primary, _field("lives_where")),
        here(17, "Primary drug by educational level", groups, _heads(lists.Education), primary, _field("education")),
        here(18, "Primary drug by labour status", groups, _heads(lists.Labour), primary, _field("labour")),
        here(19, "Primary drug by route of administration", full, _heads(lists.Route), primary, _field("route")),
        here(20, "Primary drug by frequency of use", full, _heads(lists.Frequency), primary, _field("frequency")),
        here(21, "Primary drug by age at first use", full, age, primary, lambda one: (rows.age_band(one.first_use_age),)),
        here(22, "Any drug by injecting behaviour", full, injecting, _any_drug, _field("injecting")),
        here(24, "Polydrug use problem by treatment status", _STATUS_ROWS, _heads(lists.Polydrug), _field("treated"), _field("polydrug"), "all"),
        here(26, "HIV testing by injecting behaviour", _heads(lists.Tested), injecting, _field("hiv_test"), _field("injecting")),
        here(27, "HCV testing by injecting behaviour", _heads(lists.Tested), injecting, _field("hcv_test"), _field("injecting")),
        here(28, "Needle and syringe sharing by injecting behaviour", _heads(lists.Sharing), injecting, _field("sharing"), _field("injecting"), "all"),
    )  # fmt: skip


def _any_drug(one: Entrant) -> set[str]:
    """Rows of every drug, primary or not: a group once, however many of its drugs."""
    return {row for drug in one.drugs for row in rows.rows_of(drug)}


# --- tables that are not plain counts of one list by another --------------------------------------------------------

_MEANS: tuple[Heading, ...] = tuple(
    (f"{code}_{what}", f"{words} {label}")
    for label, code in (("age at entering current treatment", "age"), ("age at first use", "first_use"), ("lag to current treatment (years)", "lag"))
    for what, words in (("mean", "Mean"), ("sd", "Standard deviation of the"), ("n", "Number of clients with valid information for"))
)  # fmt: skip


def _spread(found: list[int]) -> tuple[Value, Value, int]:
    """Mean, deviation of a sample, and of how many; to two decimals."""
    return round(mean(found), 2) if found else None, round(stdev(found), 2) if len(found) > 1 else None, len(found)


def _means(people: Sequence[Entrant]) -> tuple[tuple[Value, ...], ...]:
    lines = []
    for code, _words in rows.DRUG_ROWS:
        mine = [one for one in people if code == TOTAL[0] or code in rows.rows_of(one.primary)]
        found = ([one.age for one in mine], [one.first_use_age for one in mine], [one.lag for one in mine])
        lines.append(tuple(value for ages in found for value in _spread([age for age in ages if age is not None])))
    return tuple(lines)


def _section_11(people: Sequence[Entrant]) -> Iterator[Table]:
    number = 0
    for sex_words, sex in SEXES:
        for words, status in STATUSES:
            number += 1
            title = f"Primary drug by mean ages and lag to treatment: {words}, {sex_words}"
            yield Table(f"11.1.{number}", title, rows.DRUG_ROWS, _MEANS, _means(_treated(_of_sex(people, sex), status)))


_EVER = {Injecting.EVER, Injecting.LONG_AGO, Injecting.LAST_YEAR, Injecting.NOW}


def _section_23(people: Sequence[Entrant]) -> Iterator[Table]:
    injectors = [one for one in people if one.injecting in _EVER]
    yield from _Family(
        23, "Age at entering treatment by years since first injection, ever injectors", (*rows.AGE_BANDS, TOTAL),
        (*rows.INJECTION_YEARS, TOTAL), lambda one: (rows.age_band(one.age),),
        lambda one: (rows.injection_years(years_since(one, one.first_injection_age)),),
    ).tables(injectors)  # fmt: skip


#: Title and groups of tables 25.1.1 to 25.1.5.
_BY_PRIMARY = (("Opioids", "1"), ("Cocaine", "2"), ("Stimulants other than cocaine", "3"), ("Cannabis", "7"), ("Other drugs", "4569"))


def _secondary(place: int) -> Codes:
    """The first (0) or second (1) of the other drugs in the coarser list; none when there are fewer."""

    def code(one: Entrant) -> tuple[str, ...]:
        if one.secondary is None:
            return (rows.Other.UNKNOWN,)
        return (rows.other_of(one.secondary[place]) if len(one.secondary) > place else rows.Other.NONE,)

    return code


def _section_25(people: Sequence[Entrant]) -> Iterator[Table]:
    for number, (words, groups) in enumerate(_BY_PRIMARY, start=1):
        mine = [one for one in people if one.primary != NOT_KNOWN and rows.group_of(one.primary) in groups]
        values = count(mine, rows.OTHER_ROWS, rows.OTHER_ROWS, _secondary(1), _secondary(0))
        yield Table(f"25.1.{number}", f"Primary {words}: second by first secondary drug", rows.OTHER_ROWS, rows.OTHER_ROWS, values)
    full = rows.DRUG_ROWS_WITH_ALCOHOL
    with_others = [one for one in people if one.secondary]
    values = count(with_others, full, full, lambda one: {row for drug in one.secondary or () for row in rows.rows_of(drug)}, _primary_rows)
    yield Table("25.1.6", "Secondary drugs by primary drug", full, full, values)


_AGONIST_COLUMNS: tuple[Heading, ...] = (
    (AgonistStatus.NEVER.value, "Never been in OST"), (AgonistStatus.BEFORE.value, "Ever been in OST, but not currently"),
    (AgonistStatus.NOW.value, "Currently in OST"), (NOT_KNOWN, "Not known / missing"), TOTAL,
)  # fmt: skip


def _section_29(people: Sequence[Entrant]) -> Iterator[Table]:
    values = count(people, _AGONIST_COLUMNS, rows.DRUG_ROWS, _primary_rows, _field("agonist"))
    yield Table("29.1.1", "Primary drug by OST status", rows.DRUG_ROWS, _AGONIST_COLUMNS, values)
    ever = [one for one in people if one.agonist in (AgonistStatus.BEFORE, AgonistStatus.NOW)]
    across = (*rows.AGONIST_YEARS, TOTAL)
    years: Codes = lambda one: (rows.agonist_years(years_since(one, one.first_agonist_age)),)  # noqa: E731 - a column like the others
    values = count(ever, across, rows.AGONIST_ROWS, lambda one: (rows.agonist_row(one.primary),), years)
    yield Table("29.1.2", "Primary drug by years since first OST", rows.AGONIST_ROWS, across, values)


def tables(entrants: Iterable[Entrant]) -> list[Table]:
    """The seventy tables in the order of the template."""
    people = [one for one in entrants if one.primary != Drug.ALCOHOL]
    found = [table for family in _families() for table in family.tables(people)]
    found += [*_section_11(people), *_section_23(people), *_section_25(people), *_section_29(people)]
    return sorted(found, key=lambda table: [int(part) for part in table.code.split(".")])
