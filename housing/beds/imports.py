"""Reads a CSV of rooms and beds with their characteristics: one line a bed. Source of the columns: MoJ premises."""

from __future__ import annotations

from pathlib import Path

from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows
from housing.beds.models import Bed, Room, Ward

NEEDED = ["apCode", "bedCode", "roomNumber", "isSingle", "isGroundFloor", "isWheelchairAccessible"]
YES_NO = {"YES": True, "NO": False, "": False}


def bring_rooms(source: Path, memory: Memory, report: Report) -> None:
    """Bring the CSV file `source`: a ward a premises, a room a number, a bed a line."""
    seen: set[str] = set()
    for line, row in rows(source, report, NEEDED):
        key = f"bed:{row['apCode']}:{row['bedCode']}"
        if _refused(report, source.name, line, row, key, seen):
            continue
        seen.add(key)
        if memory.known(key):
            report.counts["beds known already"] += 1
            continue
        room = _room(memory, row)
        bed = Bed.objects.create(
            room=room, label=row["bedCode"][:30], order=len(seen), medical=YES_NO.get(row.get("isFullyFm", ""), False),
            note=row.get("notes", "")[:120],
        )
        memory.remember(key, bed)
        report.counts["beds brought"] += 1


def _refused(report: Report, name: str, line: int, row: dict[str, str], key: str, seen: set[str]) -> bool:
    """Name what is wrong with a line; True when it cannot be brought."""
    before = len(report.errors)
    for field in ("apCode", "bedCode", "roomNumber"):
        if not row[field]:
            report.refuse(name, line, field, "is empty")
    for field in ("isSingle", "isGroundFloor", "isWheelchairAccessible"):
        if row[field] not in YES_NO:
            report.refuse(name, line, field, f"“{row[field][:20]}” is neither YES nor NO")
    if key in seen:
        report.refuse(name, line, "bedCode", f"{row['bedCode']} stands twice in {row['apCode']}")
    return len(report.errors) > before


def _room(memory: Memory, row: dict[str, str]) -> Room:
    """The room of a line, in the ward of its premises; made when it is new."""
    ward_key, room_key = f"ward:{row['apCode']}", f"room:{row['apCode']}:{row['roomNumber']}"
    ward = Ward.objects.filter(pk=memory.known(ward_key) or 0).first()
    if ward is None:
        ward = Ward.objects.create(label=row["apCode"][:60], order=500)
        memory.remember(ward_key, ward)
    room = Room.objects.filter(pk=memory.known(room_key) or 0).first()
    if room is None:
        room = Room.objects.create(
            ward=ward, label=row["roomNumber"][:60], order=int(row["roomNumber"]) if row["roomNumber"].isdigit() else 999,
            calm=YES_NO[row["isSingle"]], wheelchair=YES_NO[row["isWheelchairAccessible"]],
        )
        memory.remember(room_key, room)
    return room


register("rooms", bring_rooms)
