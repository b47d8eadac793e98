"""The nights as the pages show them, and what erasure finds here."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from centre.shell.registry import Item, navigation
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.panels import room_note
from housing.beds.selectors import BoardBed
from housing.houserules.selectors import names_of
from housing.nights.enums import Seen
from housing.nights.models import Look, Round
from housing.nights.selectors import (
    Post,
    differences,
    open_round,
    post_of,
    posts,
    posts_to_count,
    rounds_for,
    rounds_tonight,
    rounds_wanted,
)

#: Drawing of each tap.
DRAWN = {Seen.HERE: "check", Seen.NOT_HERE: "x", Seen.NOT_LOOKED: "eye-off"}


class Line(NamedTuple):
    """One bed of the round as printed: `taps` are the answers, the one given marked."""

    bed: BoardBed
    who: str
    word: str
    seen: str
    seen_word: str
    hidden: bool
    taps: list[tuple[str, str, str]]


def line_of(post: Post) -> Line:
    """A bed in the words of the round; a bed of another team is shown without a question."""
    state, seen = BedState(post.bed.state), post.look.seen if post.look else ""
    hidden = post.bed.state in ("occupied", "absent", "held") and post.bed.stay is None
    who = (post.bed.alias or str(_("no alias"))) if post.bed.stay is not None else ""
    taps = [(one.value, str(one.label), DRAWN[one]) for one in Seen]
    return Line(post.bed, who, str(state.label), seen, str(Seen(seen).label) if seen else "", hidden, taps)


def round_page(actor: User, round: Round) -> dict[str, Any]:
    """A round, room by room, with its figures and where it parts from the list."""
    found = posts(actor, round)
    rooms = [
        (rows[0].bed.room_label, room_note(rows[0].bed), [line_of(post) for post in rows])
        for rows in (list(group) for _key, group in groupby(found, key=lambda post: post.bed.room))
    ]
    names = names_of(one for one in (round.opened_by, round.closed_by) if one)
    return {
        "round": round, "words": "", "rooms": rooms, "names": True, "parts": differences(found), "figures": figures_of(found),
        "opener": names.get(round.opened_by, ""), "closer": names.get(round.closed_by or 0, ""),
    }  # fmt: skip


def figures_of(found: list[Post]) -> dict[str, int]:
    """How many beds got each answer, and how many sleepers are still to be looked at."""
    counts = dict.fromkeys(Seen.values, 0)
    for post in found:
        if post.look is not None:
            counts[post.look.seen] += 1
    return counts | {"left": sum(post.look is None and post.sleeper and post.bed.stay is not None for post in found)}


def post_page(actor: User, round: Round, bed: BoardBed) -> dict[str, Any]:
    """One line of the round and its figures, for the tap that was just made."""
    return {"round": round, "line": line_of(post_of(actor, round, bed)), "figures": figures_of(posts_to_count(actor, round))}


def rounds_page(actor: User) -> dict[str, Any]:
    """The rounds of the last nights, and what is still to walk tonight."""
    found = rounds_for(actor)
    names = names_of(one.opened_by for one in found)
    return {
        "rounds": [(one, names.get(one.opened_by, "")) for one in found],
        "open": open_round(actor), "tonight": rounds_tonight(), "wanted": rounds_wanted(),
    }  # fmt: skip


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {"looks": Look.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from what was seen; the count of the round stays, of nobody."""
    found = held_here(person_id)
    Look.objects.filter(person_id=person_id).update(person=None, stay=None)
    Look.history.filter(person_id=person_id).update(person=None, stay=None)
    return found


navigation.add(Item(_("Night rounds"), "night_rounds", "moon-star", "housing.walk_round", 20, ("night_round", "night_sheet")))
register_rights(_("Night rounds"), collect=held_here, erase=forget, keeps=_("How many were seen on a round stays, of nobody."))
