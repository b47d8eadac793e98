"""Reads a CSV of rooms and beds with their characteristics: one line a bed. Source of the columns: MoJ premises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows
from centre.shifts import clock
from housing.beds.enums import ClosureReason
from housing.beds.models import Bed, Building, Closure, Room, Ward

NEEDED = ["apCode", "bedCode", "roomNumber", "isSingle", "isGroundFloor", "isWheelchairAccessible"]
YES_NO = {"YES": True, "NO": False, "": False}
#: What a foreign file calls a bed that can no longer be used; it stands on the board, closed.
LOST = "LOST"
#: Characteristics kept as words in the bed's note, short enough to stand together in it.
NOTED = {
    "hasEnSuite": "en suite", "hasStepFreeAccess": "step-free", "hasWideDoor": "wide door", "hasTurningSpace": "turning space",
    "hasFixedMobilityAids": "mobility aids", "hasCallForAssistance": "call for assistance",
    "isStepFreeDesignated": "kept for step-free",
}
#: Characteristics of a prison service and of the building's safety: no home here.
UNTOLD = (
    "hasCrib7Bedding", "hasSmokeDetector", "isTopFloorVulnerable", "hasNearbySprinkler", "isArsonSuitable",
    "isArsonDesignated", "hasArsonInsuranceConditions", "isSuitedForSexOffenders", "isFullyFm",
)


def bring_rooms(source: Path, memory: Memory, report: Report) -> None:
    """Bring the CSV file `source`: a building with one ward for each premises, a room for each number, a bed for each line."""
    seen: set[str] = set()
    full: dict[int, int] = {}
    for line, row in rows(source, report, NEEDED):
        report.counts["beds in the file"] += 1
        key = f"bed:{row['apCode']}:{row['bedCode']}"
        if _refused(report, source.name, line, row, key, seen):
            continue
        seen.add(key)
        _untold(report, row)
        if memory.known(key):
            report.counts["beds known already"] += 1
            continue
        room = _room(memory, report, row, full)
        bed = Bed.objects.create(room=room, label=row["bedCode"][:30], order=len(seen), note=_note(row))
        memory.remember(key, bed)
        report.counts["beds brought"] += 1
        if row.get("notes", "").upper() == LOST:
            _close(memory, report, key, bed)
    _tell(report, source)


def _refused(report: Report, name: str, line: int, row: dict[str, str], key: str, seen: set[str]) -> bool:
    """Name what is wrong with a line; True when it cannot be brought."""
    before = len(report.errors)
    for field in ("apCode", "bedCode", "roomNumber"):
        if not row[field]:
            report.refuse(name, line, field, "is empty")
    for field in row:
        if field.startswith(("is", "has")) and row[field] not in YES_NO:
            report.refuse(name, line, field, f"“{row[field][:20]}” is neither YES nor NO")
    if not row.get("bedCount", "").isdigit() and row.get("bedCount"):
        report.refuse(name, line, "bedCount", f"“{row['bedCount'][:20]}” is not a number")
    if key in seen:
        report.refuse(name, line, "bedCode", f"{row['bedCode']} stands twice in {row['apCode']}")
    return len(report.errors) > before


def _room(memory: Memory, report: Report, row: dict[str, str], full: dict[int, int]) -> Room:
    """The room of a line, in the ward of its premises; made when it is new.

    A number that stands on more lines than its room has beds is another room of the same number: a single room is
    never given a second bed.
    """
    beds, turn = int(row.get("bedCount") or 0), 1
    while True:
        label = row["roomNumber"] if turn == 1 else f"{row['roomNumber']} ({turn})"
        key = f"room:{row['apCode']}:{label}"
        room = Room.objects.filter(pk=memory.known(key) or 0).first()
        if room is None:
            room = _new_room(memory, row, label)
            memory.remember(key, room)
            report.counts["rooms brought"] += 1
            report.counts["rooms with the number of another, kept apart"] += turn > 1
        if not beds or full.setdefault(room.pk, room.beds.count()) < beds:
            full[room.pk] = full.get(room.pk, 0) + 1
            return room
        turn += 1


def _new_room(memory: Memory, row: dict[str, str], label: str) -> Room:
    """A room with the characteristics that have a home here."""
    return Room.objects.create(
        ward=_ward(memory, row["apCode"]), label=label[:60],
        order=int(row["roomNumber"]) if row["roomNumber"].isdigit() and len(row["roomNumber"]) < 5 else 999,
        calm=YES_NO[row["isSingle"]],
        ground_floor=YES_NO[row["isGroundFloor"]] or YES_NO[row.get("isGroundFloorNrOffice", "")],
        wheelchair=YES_NO[row["isWheelchairAccessible"]] or YES_NO[row.get("isWheelchairDesignated", "")],
    )


def _ward(memory: Memory, code: str) -> Ward:
    """The one ward of a premises, in the building of the same name."""
    key = f"ward:{code}"
    ward = Ward.objects.filter(pk=memory.known(key) or 0).first()
    if ward is None:
        building = Building.objects.create(label=code[:60], order=500)
        memory.remember(f"building:{code}", building)
        ward = Ward.objects.create(label=code[:60], order=500, building=building)
        memory.remember(key, ward)
    return ward


def _note(row: dict[str, str]) -> str:
    """What is worth knowing of a bed and has no box of its own, then the file's own words."""
    words = [word for column, word in NOTED.items() if YES_NO.get(row.get(column, ""))]
    own = row.get("notes", "")
    return ", ".join([*words, *([own] if own and own.upper() != LOST else [])])[:120]


def _close(memory: Memory, report: Report, key: str, bed: Bed) -> None:
    """A bed the file calls lost is out of service until further notice."""
    now = clock.now()
    closure = Closure.objects.create(bed=bed, period=DateTimeTZRange(now, None), reason=ClosureReason.LOST, recorded_at=now)
    memory.remember(f"closure:{key}", closure)
    report.counts["beds lost, brought as closed"] += 1


def _untold(report: Report, row: dict[str, Any]) -> None:
    """Count the characteristics said of a bed that have no home here."""
    for column in UNTOLD:
        if YES_NO.get(row.get(column, "")):
            report.counts[f"{column}: not kept"] += 1


def _tell(report: Report, source: Path) -> None:
    """Say what was not kept, and how many beds the file really has."""
    name = source.name
    for column in [one for one in UNTOLD if report.counts[f"{one}: not kept"]]:
        report.remark(f"{name}: {column} is said of {report.counts[f'{column}: not kept']} beds and has no home here")
    for column in UNTOLD:
        del report.counts[f"{column}: not kept"]
    if apart := report.counts["rooms with the number of another, kept apart"]:
        report.remark(f"{name}: {apart} rooms bear the number of another room of one bed and are kept apart")
    if source.is_file() and not source.read_bytes().endswith(b"\n"):
        report.remark(f"{name}: the last line has no line end: counting line ends gives one bed less than there are")


register("rooms", bring_rooms)
