"""Rows, columns and bands of the tables, and where a kept code falls in them. Source: DOMAIN 3.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from care.episodes.lists import NOT_KNOWN, Drug

#: A line or a column: its code and its words in the template.
Heading = tuple[str, str]

TOTAL: Heading = ("TOTAL", "TOTAL")

#: Drugs as rows: groups, then their parts. Alcohol stands apart: it is only ever a secondary drug.
DRUG_ROWS: tuple[Heading, ...] = (
    ("1", "1. Opioids (Total)"), ("1.1", "1.1 heroin"), ("1.2", "1.2 methadone misused"),
    ("1.3", "1.3 buprenorphine misused"), ("1.4", "1.4 fentanils misused"), ("1.5", "1.5 other opioids"),
    ("2", "2. Cocaine (Total)"), ("2.1", "2.1 powder cocaine (HCL)"), ("2.2", "2.2 crack cocaine"), ("2.3", "2.3 other"),
    ("3", "3. Stimulants other than cocaine (Total)"), ("3.1", "3.1 amphetamines"), ("3.2", "3.2 methamphetamines"),
    ("3.3", "3.3 MDMA and derivates"), ("3.4", "3.4 synthetic cathinones"), ("3.5", "3.5 other stimulants"),
    ("4", "4. Hypnotics and Sedatives (Total)"), ("4.1", "4.1 barbiturates misused"),
    ("4.2", "4.2 benzodiazepines misused"), ("4.3", "4.3 GHB / GBL"), ("4.4", "4.4 other hypnotics and sedatives"),
    ("5", "5. Hallucinogens (Total)"), ("5.1", "5.1 LSD"), ("5.2", "5.2 ketamine"), ("5.3", "5.3 other hallucinogens"),
    ("6", "6. Volatile Inhalants"),
    ("7", "7. Cannabis (Total)"), ("7.1", "7.1 Herbal cannabis or resin"), ("7.2", "7.2 Synthetic cannabinoids"),
    ("7.3", "7.3 others"),
    ("9", "9. Other Substances (Total)"), (NOT_KNOWN, "99. Not known / missing"), TOTAL,
)  # fmt: skip
ALCOHOL: Heading = ("8", "8. Alcohol")
#: The same with alcohol between cannabis and the other substances: table 25.1.6 alone.
DRUG_ROWS_WITH_ALCOHOL = (*DRUG_ROWS[:30], ALCOHOL, *DRUG_ROWS[30:])
GROUP_ROWS = tuple(row for row in DRUG_ROWS if "." not in row[0])

_PARTS = {
    "11": "1.1", "12": "1.2", "13": "1.3", "14": "1.4", "15": "1.5", "21": "2.1", "22": "2.2", "23": "2.3",
    "31": "3.1", "32": "3.2", "33": "3.3", "34": "3.4", "39": "3.5", "41": "4.1", "42": "4.2", "43": "4.3", "44": "4.4",
    "51": "5.1", "52": "5.2", "59": "5.3", "71": "7.1", "72": "7.2", "79": "7.3",
}  # fmt: skip


def group_of(drug: str) -> str:
    """The group of a kept drug: "1" to "9", or "99"."""
    return NOT_KNOWN if drug == Drug.UNKNOWN else drug[0]


def rows_of(drug: str) -> tuple[str, ...]:
    """The rows a kept drug is counted in: its group and, where there is one, its part."""
    part = _PARTS.get(drug[:2])
    return (group_of(drug), part) if part else (group_of(drug),)


class Other(StrEnum):
    """The coarser list of secondary drugs of tables 25.1.1 to 25.1.5."""

    HEROIN = "1"
    OPIOIDS = "2"
    COCAINE = "3"
    CRACK = "4"
    AMPHETAMINES = "5"
    CANNABIS = "6"
    STIMULANTS = "7"
    SEDATIVES = "8"
    ALCOHOL = "9"
    OTHER = "10"
    NONE = "11"
    UNKNOWN = "12"


OTHER_WORDS = (
    "Heroin", "Other opioids", "Cocaine", "Crack", "Amphetamines / methamphetamines", "Cannabis", "Other stimulants",
    "Hypnotics and Sedatives", "Alcohol", "Other drugs", "None", "Not known / missing",
)  # fmt: skip
OTHER_ROWS: tuple[Heading, ...] = (
    *((code.value, f"{code.value}. {words}") for code, words in zip(Other, OTHER_WORDS, strict=True)), TOTAL,
)  # fmt: skip
_BY_GROUP = {"1": Other.OPIOIDS, "2": Other.COCAINE, "3": Other.STIMULANTS, "4": Other.SEDATIVES, "7": Other.CANNABIS, "8": Other.ALCOHOL}
_BY_DRUG = {Drug.HEROIN: Other.HEROIN, Drug.CRACK: Other.CRACK, Drug.AMPHETAMINE: Other.AMPHETAMINES, Drug.METHAMPHETAMINE: Other.AMPHETAMINES, Drug.UNKNOWN: Other.UNKNOWN}


def other_of(drug: str) -> str:
    """Where a kept drug falls in the coarser list."""
    return _BY_DRUG.get(Drug(drug)) or _BY_GROUP.get(group_of(drug), Other.OTHER)


AGE_BANDS: tuple[Heading, ...] = (
    ("<15", "<15"), *((f"{low}-{low + 4}", f"{low}-{low + 4}") for low in range(15, 65, 5)), (">=65", ">=65"),
    (NOT_KNOWN, "Not known / missing"),
)  # fmt: skip


def age_band(age: int | None) -> str:
    """The band of an age in years."""
    if age is None:
        return NOT_KNOWN
    return _banded(age, 14, 65, 5, 15)


def _banded(age: int, last_low: int, first_high: int, width: int, base: int) -> str:
    if age <= last_low:
        return f"<{base}"
    if age >= first_high:
        return f">={first_high}"
    low = base + (age - base) // width * width
    return f"{low}-{low + width - 1}"


INJECTION_YEARS: tuple[Heading, ...] = (
    ("1", "1. up to 1 year since first injection"), ("2", "2. 2 to 4 years since first injection"),
    ("3", "3. 5 to 9 years since first injection"), ("4", "4. 10 or more years since first injection"),
    (NOT_KNOWN, "99. not known / missing"),
)  # fmt: skip


def injection_years(years: int | None) -> str:
    """The band of the years since the first injection."""
    if years is None:
        return NOT_KNOWN
    return next(code for code, most in (("1", 1), ("2", 4), ("3", 9), ("4", years)) if years <= most)


AGONIST_YEARS: tuple[Heading, ...] = (
    ("<1", "< 1"), *((str(year), str(year)) for year in range(1, 11)), ("11-15", "11 to 15"), (">15", "> 15"),
    (NOT_KNOWN, "not known / missing"),
)  # fmt: skip


def agonist_years(years: int | None) -> str:
    """The band of the years since the first agonist treatment."""
    if years is None:
        return NOT_KNOWN
    if years < 1:
        return "<1"
    return str(years) if years <= 10 else "11-15" if years <= 15 else ">15"


AGONIST_ROWS: tuple[Heading, ...] = (
    ("1.1", "Heroin"), ("1.2-1.5", "Opioids other than heroin"), ("2", "Cocaine"), ("3", "Stimulants other than cocaine"),
    ("other", "Other Substances"), (NOT_KNOWN, "Not known / missing"), TOTAL,
)  # fmt: skip


def agonist_row(drug: str) -> str:
    """The row of table 29.1.2 of a primary drug."""
    group = group_of(drug)
    if group == "1":
        return "1.1" if drug == Drug.HEROIN else "1.2-1.5"
    return group if group in ("2", "3", NOT_KNOWN) else "other"


#: Gives, for one entrant, the codes of the rows or columns it is counted in.
Places = Callable[[object], Iterable[str]]
