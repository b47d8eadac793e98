"""The rota shown elsewhere: navigation, home board, and what the handover asks of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.review import registry as review
from audit.review.enums import Reason
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import Section, handover, pack

from . import selectors
from .policies import plan_rota

SHOWN, TOLD = 5, 3


def today(actor: Any) -> dict[str, Any]:
    """Who is on duty, the actor's next shift, what colleagues offer; for who plans, what is missing."""
    mine = selectors.my_duties(actor)
    return {
        "on_duty": selectors.on_duty(), "next": mine[0][0] if mine else None, "offered": len(selectors.offered(actor)),
        "gaps": selectors.gaps(actor)[:SHOWN] if plan_rota.allows(actor) else [],
    }


def of_shift(actor: Any, shift: Any) -> dict[str, Any]:
    """Who works when the shift ends, and what the next day misses; names of staff only."""
    after = selectors.on_duty(shift.end)
    missing = [
        {"at": cell.shift.start.isoformat(), "role": role, "n": number}
        for cell in selectors.gaps(actor) if cell.shift.start >= shift.start for role, number in cell.missing
    ]
    return {"next": [{"name": str(one.user), "post": one.post} for one in after], "missing": missing[:TOLD]}


def on_paper(actor: Any, shift: Any) -> dict[str, Any]:
    """Who works this shift and the next two days, for the paper of an outage."""
    grid = selectors.cells(actor, shift.service_day, 2)
    return {"cells": [cell for cell in grid.values() if cell.shift.end > shift.start]}


navigation.add(
    Item(
        _("Rota"), "rota", "calendar-clock", "centre.view_rota", 65,
        ("rota_month", "rota_plan", "rota_mine", "rota_least", "rota_absences", "duty_swap", "rota_absence", "rota_address"),
    )
)
home.add(Tile("rota", 30, "centre.view_rota", "rota/_home.html", today))
handover.add(Section("rota", _("On duty next"), 70, "centre.view_rota", "rota/_handover.html", of_shift))
pack.add(Section("rota", _("Who works"), 40, "centre.view_rota", "rota/_pack.html", on_paper))
review.ask(Reason.OFF_ROTA, selectors.off_the_rota)
handover.know_rota(selectors.last_left)
