"""Reads a workbook of people with a reference address (DomiFa model, 52 columns, one row a person).

Without `--with-identity` nothing of who somebody is in law is kept: gender, year of birth, and what they are called
when that is not simply their name. With it, name and date of birth go into a sealed envelope. The household, the
telephone, the address and the reference address itself are never kept. Source: SocialGouv/domifa, import model.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from audit.vault.keys import mac
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import sheet_rows
from centre.shifts.clock import now, service_day
from intake.identity.enums import Purpose
from intake.identity.models import Envelope
from intake.person.enums import Gender
from intake.person.models import Person

WIDTH = 52
#: Column (counted from 0), its name in a report, and what it may say; empty is allowed only where "" stands.
NUMBER, SEX, NAME, FIRST_NAME, CALLED, BORN, STATUS, WHY_REFUSED, WHY_ENDED, KIND, STARTS, ENDS, FIRST = (
    0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15,
)  # fmt: skip
LAST_SEEN = 16
PICKED: dict[int, tuple[str, frozenset[str]]] = {
    SEX: ("Civilité", frozenset({"H", "F"})),
    STATUS: ("Statut de la domiciliation", frozenset({"VALIDE", "REFUS", "RADIE"})),
    KIND: ("Type de domiciliation", frozenset({"PREMIERE", "PREMIERE_DOM", "RENOUVELLEMENT"})),
    WHY_REFUSED: ("Motif du refus", frozenset({"", "LIEN_COMMUNE", "SATURATION", "HORS_AGREMENT", "AUTRE"})),
    WHY_ENDED: (
        "Motif de radiation",
        frozenset({"", "NON_MANIFESTATION_3_MOIS", "A_SA_DEMANDE", "FIN_DE_DOMICILIATION", "ENTREE_LOGEMENT",
                   "PLUS_DE_LIEN_COMMUNE", "NON_RESPECT_REGLEMENT", "AUTRE"}),
    ),
}  # fmt: skip
DATES = {
    BORN: "Date de naissance", STARTS: "Date début dom actuelle", ENDS: "Date de fin de domiciliation",
    FIRST: "Date 1ere domiciliation", LAST_SEEN: "Date de dernier passage", 38: "Date de naissance Ayant-Droit 1",
    42: "Date de naissance Ayant-Droit 2", 46: "Date de naissance Ayant-Droit 3", 50: "Date de naissance Ayant-Droit 4",
}  # fmt: skip
GENDERS = {"H": Gender.MAN, "F": Gender.WOMAN}
REACH_DAYS = 90
#: How long an envelope brought in is kept before somebody has to renew or remove it.
KEPT_DAYS = 365


def bring_domifa(source: Path, memory: Memory, report: Report) -> None:
    """Bring the workbook `source`; every refused cell is named in the report."""
    people: list[tuple[str, Person, list[str]]] = []
    seen: set[str] = set()
    for line, cells in sheet_rows(source, report, WIDTH):
        report.counts["rows in the file"] += 1
        refused = report.counts["refused"]
        born = _check(source.name, line, cells, report)
        number = _key(cells)
        if number in seen:
            report.refuse(source.name, line, "ID", "this row stands twice")
        seen.add(number)
        if report.counts["refused"] > refused or born is None:
            report.counts["rows refused"] += 1
            continue
        people.append((number, _person(cells, born, report), cells))
    if not report.errors:
        _keep(people, memory, report)


def _check(file: str, line: int, cells: list[str], report: Report) -> date | None:
    """Refuse every cell that cannot be; the day of birth when it can."""
    for column, (name, allowed) in PICKED.items():
        if cells[column] not in allowed and not (column == KIND and cells[STATUS] == "REFUS" and not cells[column]):
            report.refuse(file, line, name, f"“{cells[column][:40]}” is none of {', '.join(sorted(allowed - {''}))}")
    for column, name in ((NAME, "Nom de naissance"), (FIRST_NAME, "Prénom"), (BORN, "Date de naissance")):
        if not cells[column]:
            report.refuse(file, line, name, "is empty")
    days: dict[int, date | None] = {}
    for column, name in DATES.items():
        try:
            days[column] = _day(cells[column]) if column < len(cells) else None
        except ValueError:
            report.refuse(file, line, name, f"“{cells[column][:20]}” is not a date like 31/12/1990")
    _order(file, line, cells, days, report)
    return days.get(BORN)


def _order(file: str, line: int, cells: list[str], days: dict[int, date | None], report: Report) -> None:
    """Refuse days that cannot follow one another."""
    say: Callable[[int, str], None] = lambda column, why: report.refuse(file, line, DATES[column], why)  # noqa: E731
    born, starts, ends = days.get(BORN), days.get(STARTS), days.get(ENDS)
    if born and born > service_day():
        say(BORN, "is still to come")
    if cells[STATUS] == "VALIDE" and STARTS in days and starts is None:
        say(STARTS, "is empty, and the reference address is valid")
    if starts and ends and ends < starts and cells[STATUS] == "VALIDE":
        say(ENDS, "is before the start")
    if days.get(LAST_SEEN) and days[LAST_SEEN] > service_day():  # type: ignore[operator]
        say(LAST_SEEN, "is still to come")


def _day(text: str) -> date | None:
    """A day as `31/12/1990` or `1990-12-31`; ValueError for anything else."""
    if not text:
        return None
    return datetime.strptime(text, "%Y-%m-%d" if "-" in text else "%d/%m/%Y").date()


def _key(cells: list[str]) -> str:
    """What makes this row the same in a second run: its own number, or a keyed code that says nothing about anybody."""
    if cells[NUMBER]:
        return f"domifa:{cells[NUMBER]}"
    said = "\x1f".join(cells[column].casefold() for column in (NAME, FIRST_NAME, BORN))
    return f"domifa-mac:{mac('domifa', said.encode()).hex()}"


def _person(cells: list[str], born: date, report: Report) -> Person:
    """A person without a name: what they are called is kept only when it is no part of their legal name."""
    called = cells[CALLED].strip()
    legal = {cells[NAME].strip().casefold(), cells[FIRST_NAME].strip().casefold(), ""}
    if called and called.casefold() in legal:
        report.counts["names in use left out: they are the legal name"] += 1
        called = ""
    return Person(alias=called[:60], gender=GENDERS[cells[SEX]], birth_year=born.year, created_service_day=service_day())


def _keep(people: list[tuple[str, Person, list[str]]], memory: Memory, report: Report) -> None:
    """Keep those who are new, within reach of the reception and the social team."""
    for done, (number, person, cells) in enumerate(people, start=1):
        if memory.known(f"person:{number}"):
            report.counts["persons known already"] += 1
            continue
        person.save()
        memory.remember(f"person:{number}", person)
        report.counts["persons brought"] += 1
        for role, compartment in (("desk", Compartment.DESK), ("social", Compartment.DESK), ("social", Compartment.SOCIAL)):
            grant_role_teams(role, person=person, compartment=compartment, days=REACH_DAYS, origin=Origin.IMPORTED)
        if "identity" in report.options:
            _envelope(number, person, cells, memory, report)
        report.progress("persons", done, len(people))


def _envelope(number: str, person: Person, cells: list[str], memory: Memory, report: Report) -> None:
    """Name and day of birth, sealed apart for a year."""
    envelope = Envelope(
        person=person, purpose=Purpose.OTHER, words="adresse de référence / referentieadres", expires_on=service_day() + timedelta(days=KEPT_DAYS),
        made_at=now(), made_by=0, legal_name=f"{cells[FIRST_NAME]} {cells[NAME]}".strip(), birth_date=cells[BORN],
    )  # fmt: skip
    envelope.save()
    memory.remember(f"envelope:{number}", envelope)
    grant_role_teams("social", person=person, compartment=Compartment.IDENTITY, days=KEPT_DAYS, origin=Origin.IMPORTED)
    report.counts["identities sealed"] += 1


register("domifa", bring_domifa)
