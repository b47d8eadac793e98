"""Reading what the room stands on: the basis in force, rules, minutes, booths, and whether it is open. Of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.rota.selectors import on_duty
from centre.shifts import clock
from centre.staff.models import Membership, User
from centre.staff.roles import Role

from ..enums import SpaceKind
from .models import Booth, LegalBasis, RoomOpening, RoomRules, RoomTerms

#: Whose colleagues may be counted as at work in the room.
AT_WORK = (Role.ROOM, Role.NURSE, Role.DOCTOR)


@dataclass(frozen=True)
class Standing:
    """What the room stands on today: each None where it is missing; `shut` says in words why it stays shut."""

    basis: LegalBasis | None
    rules: RoomRules | None
    terms: RoomTerms | None
    booths: tuple[Booth, ...]
    shut: str | None

    def capacity(self, space: str) -> int:
        """How many places of a kind are in service."""
        return sum(booth.space == space for booth in self.booths)


def standing(day: date | None = None) -> Standing:
    """What the room stands on, on a day (today): four queries."""
    today = day or clock.service_day()
    bases = list(LegalBasis.objects.order_by("-valid_until", "-pk")[:20])
    basis = next((one for one in bases if one.holds_on(today)), None)
    rules = RoomRules.objects.order_by("-number").first()
    terms = RoomTerms.objects.filter(valid_from__lte=today).order_by("-valid_from").first()
    booths = tuple(Booth.objects.filter(active=True).order_by("space", "order", "pk"))
    return Standing(basis, rules, terms, booths, _why_shut(bases, basis, rules, terms, booths, today))


def _why_shut(
    bases: list[LegalBasis], basis: LegalBasis | None, rules: RoomRules | None, terms: RoomTerms | None, booths: tuple[Booth, ...],
    today: date,
) -> str | None:
    """The first thing that is missing, in words; None when nothing is."""
    if basis is None:
        return _without_basis(bases, today)
    if rules is None:
        return _("No rules have been published: nobody can sign them. The room stays shut.")
    if terms is None:
        return _("Nobody has said how many minutes a booth is for, how long one is observed and how many colleagues it takes. The room stays shut.")
    return None if booths else _("No booth is in service. The room stays shut.")


def _without_basis(bases: list[LegalBasis], today: date) -> str:
    """Why no legal basis counts today."""
    kept = [one for one in bases if one.withdrawn_at is None]
    gone = [one for one in bases if one.withdrawn_at is not None and one.valid_from <= today <= one.valid_until]
    waiting = [one for one in kept if not one.signed and one.valid_until >= today]
    ahead = [one.valid_from for one in kept if one.signed and one.valid_from > today]
    over = [one.valid_until for one in kept if one.signed and one.valid_until < today]
    if waiting:
        return _("The legal basis waits for the signatures of a coordinator and a doctor. The room stays shut.")
    if ahead:
        return _("The legal basis begins on %(day)s. Until then the room stays shut.") % {"day": date_format(min(ahead), "j F Y")}
    if gone:
        at, why = max((one.withdrawn_at, one.withdrawn_because) for one in gone if one.withdrawn_at is not None)
        words = {"day": date_format(clock.local(at), "j F Y, H:i"), "why": why}
        return _("The legal basis was withdrawn on %(day)s: %(why)s. The room is shut until another one is entered.") % words
    if over:
        return _("The legal basis ended on %(day)s. The room is shut until another one is entered.") % {"day": date_format(max(over), "j F Y")}
    return _("No legal basis has been entered. The room stays shut until one is, with its reference, its dates and two signatures.")


def bases() -> list[LegalBasis]:
    """The latest fifty legal bases: what counts or waits for a signature first, then what was withdrawn or has ended."""
    today, found = clock.service_day(), list(LegalBasis.objects.order_by("-valid_until", "-pk")[:50])
    return sorted(found, key=lambda one: one.withdrawn_at is not None or one.valid_until < today)


def basis_for(pk: int) -> LegalBasis:
    """One legal basis. Raises Http404."""
    return get_object_or_404(LegalBasis, pk=pk)


def latest_rules() -> RoomRules | None:
    """The rules as they stand."""
    return RoomRules.objects.order_by("-number").first()


def every_rules() -> list[RoomRules]:
    """Every version, the latest first."""
    return list(RoomRules.objects.order_by("-number")[:50])


def every_terms() -> list[RoomTerms]:
    """Minutes and numbers from each day on, the latest first."""
    return list(RoomTerms.objects.order_by("-valid_from")[:50])


def every_booth() -> list[Booth]:
    """Every booth, in the order of the board."""
    return list(Booth.objects.order_by("space", "order", "pk"))


def booth_for(pk: Any) -> Booth:
    """One booth. Raises Http404."""
    return get_object_or_404(Booth, pk=pk)


def opening_now() -> RoomOpening | None:
    """The opening that runs, or None."""
    return RoomOpening.objects.filter(closed_at=None).first()


def locked_opening() -> RoomOpening | None:
    """The opening that runs, which nobody else ends until the transaction does."""
    return RoomOpening.objects.select_for_update(no_key=True).filter(closed_at=None).first()


def opening_by_uuid(client_uuid: UUID) -> RoomOpening | None:
    """The opening that a page's uuid already made."""
    return RoomOpening.objects.filter(client_uuid=client_uuid).first()


def basis_by_uuid(client_uuid: UUID) -> LegalBasis | None:
    """The basis that a page's uuid already entered."""
    return LegalBasis.objects.filter(client_uuid=client_uuid).first()


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """How colleagues with these ids are called: one query, none for nobody."""
    wanted = {pk for pk in users if pk}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name")) if wanted else {}


def colleagues() -> list[tuple[str, str]]:
    """(number, name) of who may be at work in the room, by name."""
    rows = Membership.objects.active().filter(team__role__in=AT_WORK).order_by("user__display_name", "user_id")
    return [(str(pk), name) for pk, name in rows.values_list("user_id", "user__display_name").distinct()]


def on_the_rota() -> list[str]:
    """The numbers of those of them who are on duty now by the rota."""
    return [str(one.user_id) for one in on_duty() if one.role in AT_WORK]


def setup_page() -> dict[str, Any]:
    """The whole page of what the room stands on."""
    found = standing()
    kept, versions, terms = bases(), every_rules(), every_terms()
    names = names_of(
        [*(pk for one in kept for pk in (one.entered_by, one.coordinator_by, one.doctor_by, one.withdrawn_by)),
         *(one.published_by for one in versions), *(one.set_by for one in terms)]
    )  # fmt: skip
    return {
        "standing": found,
        "bases": [
            {"basis": one, "in_force": found.basis == one, "coordinator": names.get(one.coordinator_by or 0, ""),
             "doctor": names.get(one.doctor_by or 0, ""), "by": names.get(one.entered_by, ""), "withdrawn": names.get(one.withdrawn_by or 0, "")}
            for one in kept
        ],
        "rules": [(one, names.get(one.published_by, "")) for one in versions],
        "terms": [(one, names.get(one.set_by, ""), one == found.terms) for one in terms],
        "booths": every_booth(), "spaces": [(code, label, found.capacity(code)) for code, label in SpaceKind.choices],
    }  # fmt: skip
