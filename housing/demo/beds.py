"""What is done to the beds of the invented centre: a closure planned and put off, one cancelled, a bed to be cleaned."""

from __future__ import annotations

from datetime import timedelta

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from housing.beds.actions import ask_cleaning, close_bed
from housing.beds.enums import BedState, CleaningReason, ClosureReason
from housing.beds.models import Bed
from housing.beds.selectors import board_beds
from housing.closures.actions import cancel_closure, revise_closure
from intake.demo.door import LIFETIME


def upkeep(story: Story) -> None:
    """Works of next week put off by two days, a visit against pests that was not needed, a bed found soiled tonight."""
    today = clock.service_day()
    with acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as actor:
        free = [row.id for row in board_beds(actor) if row.state == BedState.FREE]
        beds = list(Bed.objects.filter(pk__in=free[-3:]).select_related("room").order_by("pk"))
        if len(beds) < 3:
            return
        start, end = clock.bounds(today + timedelta(days=5))[0], clock.bounds(today + timedelta(days=7))[1]
        works = close_bed(actor=actor, bed=beds[0], reason=ClosureReason.REPAIR, start=start, until=end, note="Fenêtre à remplacer")
        revise_closure(
            actor=actor, closure=works, start=start + timedelta(days=2), until=end + timedelta(days=2),
            reason=ClosureReason.REPAIR, note="Fenêtre à remplacer", why="Le vitrier vient deux jours plus tard",
        )
        pests = close_bed(actor=actor, bed=beds[1], reason=ClosureReason.PESTS, start=start, until=end)
        cancel_closure(actor=actor, closure=pests, why="Contrôle négatif")
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as actor:
        ask_cleaning(actor=actor, bed=beds[2], reason=CleaningReason.SOILED)


add(213, "closures and cleanings", upkeep)
