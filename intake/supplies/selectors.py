"""What the counter and the store room may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts.clock import service_day
from intake.supplies.enums import Group, Method, Move, Source
from intake.supplies.lots import OnShelf
from intake.supplies.models import Box, Handout, Item, Lot, SharpsReturn, StockMove

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

MOVES_SHOWN = 50
ENTRIES_SHOWN = 12


def item_for(code: str) -> Item:
    """An item of the catalogue in use. Raises Http404 for any other code."""
    return get_object_or_404(Item, code=code, active=True)


def any_item(code: str) -> Item:
    """An item of the catalogue, in use or not. Raises Http404."""
    return get_object_or_404(Item, code=code)


def boxes() -> "QuerySet[Box]":
    """The containers in use, oldest first."""
    return Box.objects.filter(active=True).order_by("pk")


def any_box(pk: int) -> Box:
    """A container, in use or not. Raises Http404."""
    return get_object_or_404(Box, pk=pk)


def every_box() -> "QuerySet[Box]":
    """Every container, those in use first."""
    return Box.objects.order_by("-active", "pk")


def new_code() -> str:
    """A code for an item that a centre adds itself."""
    return f"own_{uuid4().hex[:10]}"


def lot_for(item: Item, pk: int) -> Lot:
    """One lot of an item. Raises Http404."""
    return get_object_or_404(Lot, item=item, pk=pk)


def move_by_uuid(client_uuid: UUID) -> StockMove | None:
    """The change of the stock a page's uuid was already used for."""
    return StockMove.objects.filter(client_uuid=client_uuid).first()


def moves_for(handout: Handout) -> "QuerySet[StockMove]":
    """What a handing out took off the stock, in the order it was taken."""
    return StockMove.objects.filter(handout=handout, kind=Move.HANDED_OUT).order_by("pk")


def entry_for(actor: "User", kind: str, pk: int) -> Handout | SharpsReturn:
    """One entry of the counter, `kind` "out" or "back". Raises Http404 outside the actor's reach."""
    rows: QuerySet[Any] = SharpsReturn.objects.all() if kind == "back" else Handout.objects.select_related("item")
    entry: Handout | SharpsReturn = get_object_or_404(visible(actor, rows), pk=pk)
    return entry


def shelf(item: Item) -> list[OnShelf]:
    """Each lot of an item with what it holds on paper; what is of no lot comes as lot None."""
    left = _left(item)
    ends = dict(Lot.objects.filter(item=item).order_by("pk").values_list("pk", "expires_on"))
    return [OnShelf(lot, ends[lot] if lot else None, held) for (_item, lot), held in left.items()]


def _left(item: Item | None = None) -> dict[tuple[int, int | None], int]:
    """What is left of one item, or of each: by item and lot. A sum, whoever asks; the changes behind it are walled."""
    with connection.cursor() as cursor:
        cursor.execute("select item, lot, units from app.stock_left(%s)", [item.pk if item else None])
        return {(row[0], row[1]): int(row[2]) for row in cursor.fetchall()}


def balance_of(item: Item, lot: Lot | None) -> int:
    """What one lot of an item holds on paper, in units; with None what belongs to no lot."""
    return _left(item).get((item.pk, lot.pk if lot else None), 0)


@dataclass(frozen=True)
class OnCounter:
    """One item on the counter: what today gave, and whether the stock is low."""

    item: Item
    today: int
    held: int

    @property
    def low(self) -> bool:
        """Below the minimum of the centre."""
        return self.held < self.item.minimum


def _with_figures(actor: "User") -> list[OnCounter]:
    """Items in use, what was given this service day outside walled spaces, and what is left: two queries."""
    given = (
        visible(actor, Handout.objects.standing().filter(service_day=service_day(), compartment=Compartment.DESK))
        .filter(item=OuterRef("pk")).order_by().values("item").annotate(n=Sum("units")).values("n")
    )  # fmt: skip
    held: dict[int, int] = {}
    for (pk, _lot), units in _left().items():
        held[pk] = held.get(pk, 0) + units
    items = Item.objects.filter(active=True).annotate(today=Coalesce(Subquery(given), 0)).order_by("order", "code")
    return [OnCounter(item, item.today, held.get(item.pk, 0)) for item in items]


def counter(actor: "User") -> list[tuple[str, list[OnCounter]]]:
    """The catalogue in use by group: `[(name of the group, items)]`, empty groups left out."""
    items = _with_figures(actor)
    groups = [(group.label, [one for one in items if one.item.group == group.value]) for group in Group]
    return [(str(label), found) for label, found in groups if found]


def low_items(actor: "User") -> list[OnCounter]:
    """Items in use below their minimum."""
    return [one for one in _with_figures(actor) if one.low]


def latest(actor: "User", person: "Person | None") -> dict[str, list[Any]]:
    """This service day's last entries for a person, or for the room when None: `given` and `taken`, newest first."""
    day = service_day()
    given = visible(actor, Handout.objects.filter(service_day=day, person=person).select_related("item"))
    taken = visible(actor, SharpsReturn.objects.filter(service_day=day, person=person).select_related("box"))
    return {"given": list(given.order_by("-at", "-pk")[:ENTRIES_SHOWN]), "taken": list(taken.order_by("-at", "-pk")[:ENTRIES_SHOWN])}


@dataclass(frozen=True)
class StockLine:
    """One item in the store room with its lots: `(lot, units, "expired" | "soon" | "")`."""

    item: Item
    held: int
    lots: list[tuple[Lot, int, str]]
    unassigned: int

    @property
    def low(self) -> bool:
        """Below the minimum of the centre."""
        return self.held < self.item.minimum


def stock(day: date) -> list[StockLine]:
    """Every item in use with what it holds on paper, by lot; lots that hold nothing are left out. Three queries."""
    held = _left()
    lots: dict[int, list[Lot]] = {}
    for lot in Lot.objects.order_by("expires_on", "pk"):
        lots.setdefault(lot.item_id, []).append(lot)
    lines = []
    for item in Item.objects.filter(active=True).order_by("order", "code"):
        mine = [(lot, held.get((item.pk, lot.pk), 0), _age(lot, day)) for lot in lots.get(item.pk, [])]
        loose = held.get((item.pk, None), 0)
        lines.append(StockLine(item, sum(n for _, n, _ in mine) + loose, [one for one in mine if one[1]], loose))
    return lines


def _age(lot: Lot, day: date) -> str:
    """ "expired", "soon" (within the centre's warning time) or ""."""
    if lot.expired(day):
        return "expired"
    soon = day + timedelta(days=settings.CENTRE_EXPIRY_WARNING_DAYS)
    return "soon" if lot.expires_on is not None and lot.expires_on <= soon else ""


def moves_of(actor: "User", item: Item) -> list[StockMove]:
    """The last changes of an item's stock, newest first, at most 50; what was given out of the actor's reach is not told."""
    known = Q(handout=None) | Q(handout__in=visible(actor, Handout.objects.all()))
    return list(StockMove.objects.filter(known, item=item).select_related("lot").order_by("-at", "-pk")[:MOVES_SHOWN])


def distributed(actor: "User", first: date, last: date) -> list[dict[str, Any]]:
    """Units given by item between two service days, in the order of the counter: `item`, `units`, `entries`."""
    rows = visible(actor, Handout.objects.standing().within(first, last)).order_by().values("item")
    given = {row["item"]: row["units"] for row in rows.annotate(units=Sum("units"))}
    items = Item.objects.filter(pk__in=given).order_by("order", "code")
    return [{"item": item, "units": given[item.pk]} for item in items]


def returned(actor: "User", first: date, last: date) -> list[dict[str, Any]]:
    """What came back between two service days by source and method: `source`, `method`, `syringes`, `grams`, `boxes`."""
    rows = (
        visible(actor, SharpsReturn.objects.standing().within(first, last))
        .order_by("source", "method")
        .values("source", "method")
        .annotate(n=Sum("syringes"), weight=Sum("grams"), held=Sum("boxes"))
    )
    return [
        {
            "source": Source(row["source"]).label, "method": Method(row["method"]).label, "syringes": row["n"],
            "grams": row["weight"], "boxes": row["held"], "estimated": row["method"] != Method.COUNTED,
            "picked_up": row["source"] == Source.PICKED_UP,
        }
        for row in rows
    ]  # fmt: skip


def counts_between(actor: "User", start: datetime, end: datetime) -> tuple[list[tuple[Item, int]], int]:
    """Units given by item and syringes taken in, from `start` until before `end`, outside walled spaces."""
    span = {"at__gte": start, "at__lt": end, "compartment": Compartment.DESK}
    rows = visible(actor, Handout.objects.standing().filter(**span)).order_by().values("item").annotate(n=Sum("units"))
    given = {row["item"]: row["n"] for row in rows}
    back: int | None = visible(actor, SharpsReturn.objects.standing().filter(**span)).aggregate(n=Sum("syringes"))["n"]
    items = Item.objects.filter(pk__in=given).order_by("order", "code")
    return [(item, given[item.pk]) for item in items], back or 0


def recovery(given: Iterable[dict[str, Any]], back: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Syringes given, brought back, picked up, and the recovery rate in per cent; it may exceed 100. Source: DOMAIN 7."""
    out = sum(line["units"] for line in given if line["item"].group == Group.SYRINGES)
    home = sum(line["syringes"] or 0 for line in back if not line["picked_up"])
    street = sum(line["syringes"] or 0 for line in back if line["picked_up"])
    return {"given": out, "brought": home, "picked_up": street, "rate": round(100 * home / out, 1) if out else None}
