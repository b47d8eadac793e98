"""What placements show elsewhere: the home in the file, dated lines on their own page, what erasure finds here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.amounts import euros
from centre.shell.registry import Item, navigation
from centre.shifts import clock
from housing.homes import registry as homes
from housing.homes.enums import CandidatureState
from intake.person import casefile
from intake.safety.reach import names_of

from . import policies, selectors
from .enums import RUNNING, EventKind, ExitReason, PlacementState, Verb
from .models import Arrears, Lease, Placement, TenancyEvent
from .registry import Line, timeline

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

ICONS = {
    EventKind.ABSENCE: "log-out", EventKind.CRISIS: "siren", EventKind.CONFLICT: "users", EventKind.DAMAGE: "hammer",
    EventKind.REPAIR: "wrench", EventKind.WARNING: "mail", EventKind.EVICTION: "gavel",
}
ALARMS = (EventKind.CRISIS, EventKind.WARNING, EventKind.EVICTION)


def home_of(actor: User, person: Person) -> dict[str, Any]:
    """The home of a person, the former ones, and whether a second home could follow."""
    found = selectors.placements_of(actor, person)
    now = next((one for one in found if one.state in RUNNING), None)
    months = selectors.owed(selectors.arrears_of(actor, now)) if now else (0, 0)
    return {
        "person": person, "placement": now, "past": [one for one in found if one.state == PlacementState.ENDED],
        "worker": names_of([now.worker]).get(now.worker, "") if now and now.worker else "",
        "months_owed": months[0], "alarm": months[0] >= policies.months_of_alarm(),
        "next": None if now else selectors.last_ended(actor, person),
        "may_move": bool(now and now.state == PlacementState.PLANNED and actor.may("housing.move_in")),
        "may_rehouse": actor.may("housing.plan_placement"),
    }


def own_lines(actor: User, placement: Placement) -> list[Line]:
    """The dated facts of a placement itself: taken on, key, leases, rent, entries, end."""
    lines = [Line(placement.enrolled_on, "clipboard-check", _("Taken on by %(programme)s") % {"programme": placement.programme})]
    if placement.moved_in_on:
        lines.append(Line(placement.moved_in_on, "key", _("Moved in"), str(placement.dwelling or ""), kind="ok"))
    if placement.ended_on:
        lines.append(Line(placement.ended_on, "door-closed", _("Ended"), str(placement.get_exit_reason_display()), kind="warn"))
    for lease in selectors.leases_of(actor, placement):
        lines += _of_lease(lease)
    for month in selectors.opened(placement, selectors.arrears_of(actor, placement), "plan"):
        words = " · ".join(filter(None, (euros(month.row.owed_cents), str(month.row.get_state_display()), month.text)))
        kind = "" if month.row.state == "paid" else "warn"
        lines.append(Line(month.row.month, "euro", _("Rent not paid in time"), words, kind=kind))
    for event in selectors.opened(placement, selectors.events_of(actor, placement), "text"):
        lines.append(_of_event(event))
    return lines


def _of_lease(lease: Lease) -> list[Line]:
    """The first day, the notice and the last day of a lease."""
    url = reverse("lease_change", args=[lease.pk])
    lines = [Line(lease.starts_on, "file-text", _("Lease begins"), str(lease.landlord or lease.get_holder_display()), url=url)]
    if lease.notice_on:
        lines.append(Line(lease.notice_on, "mail", _("Notice of the lease"), str(lease.get_notice_by_display()), url=url, kind="warn"))
    if lease.ends_on and lease.ends_on <= clock.local().date():
        lines.append(Line(lease.ends_on, "circle-stop", _("Lease ended"), url=url))
    return lines


def _of_event(event: selectors.Sealed) -> Line:
    """An entry about the home, with where and until when somebody is away."""
    row = event.row
    facts = []
    if row.kind == EventKind.ABSENCE:
        facts = [str(row.get_away_at_display()), _("until %(day)s") % {"day": f"{row.until:%d/%m/%Y}"} if row.until else _("still away")]
        facts.append("" if row.lease_kept else _("the lease is not kept"))
    words = " · ".join(filter(None, (*facts, event.text, event.who)))
    url = reverse("tenancy_back", args=[row.pk]) if row.kind == EventKind.ABSENCE and not row.until else ""
    return Line(row.on, ICONS[row.kind], str(row.get_kind_display()), words, url=url, kind="danger" if row.kind in ALARMS else "")


def rows(found: list[Any]) -> list[dict[str, Any]]:
    """Lines of the list, with what is owed in words."""
    alarm = policies.months_of_alarm()
    return [
        {"placement": one, "owed": euros(one.owed) if one.owed else "", "months": one.months_owed or 0,
         "alarm": (one.months_owed or 0) >= alarm, "worker": one.worker_name or ""}
        for one in found
    ]


def _facts(actor: User, placement: Placement) -> dict[str, Any]:
    """What stands of a placement: leases, what is owed, who accompanies."""
    leases = selectors.leases_of(actor, placement)
    names = names_of(pk for pk in (placement.worker, placement.cover) if pk)
    months, cents = selectors.owed(selectors.arrears_of(actor, placement))
    today = clock.local().date()
    second = selectors.following(actor, placement) if placement.ended_on else None
    return {
        "placement": placement, "person": placement.person, "worker": names.get(placement.worker or 0, ""),
        "cover": names.get(placement.cover or 0, ""), "lease": selectors.current_lease(leases, today), "leases": leases,
        "months_owed": months, "owed": euros(cents), "alarm": months >= policies.months_of_alarm(),
        "away": selectors.away(placement), "former": placement.previous,
        "following": second, "rehoused": bool(second and selectors.same_story(placement, second)),
    }


def whole(actor: User, placement: Placement) -> dict[str, Any]:
    """The page of a placement: facts, leases with their notes, dated lines, and why an act is off."""
    facts = _facts(actor, placement)
    today, ended = clock.local().date(), placement.ended_on
    leases = [
        {"lease": one.row, "note": one.text, "rent": euros(one.row.rent_cents), "charges": euros(one.row.charges_cents),
         "guarantee": euros(one.row.guarantee_cents), "guarantee_out": selectors.guarantee_out(one.row, today)}
        for one in selectors.opened(placement, facts["leases"], "note")
    ]
    second = None if facts["following"] else policies.no_second_home(placement, today) if ended else ""
    return facts | {
        "lines": timeline.lines(actor, placement), "leases": leases,
        "running": placement.state in RUNNING, "second_home": ended and placement.person_id and second is None and not facts["following"],
        "no_second_home": second if ended else "",
        "may_reopen": bool(ended) and policies.reopen_placement.allows(actor, placement=placement, followed=bool(facts["following"])),
    }


def summary(actor: User, placement: Placement) -> dict[str, Any]:
    """What is printed: the home, the lease with its amounts, who accompanies; nothing that was sealed."""
    facts = _facts(actor, placement)
    lease = facts["lease"]
    return facts | {"rent": euros(lease.rent_cents) if lease else "", "charges": euros(lease.charges_cents) if lease else "",
                    "more": timeline.summaries(actor, placement)}  # fmt: skip


def way_home(actor: User, candidature: Any) -> str | None:
    """Where the placement of an accepted search begins, for those who may begin one."""
    allowed = actor.may("housing.plan_placement")
    return reverse("placement_begin", args=[candidature.person_id]) if allowed and candidature.state == CandidatureState.ACCEPTED else None


def housed_now() -> list[UUID]:
    """Whoever is taken on or housed: for the worker, which keeps them within reach of the housing teams."""
    running = Placement.objects.filter(state__in=RUNNING, person__isnull=False)
    return list(running.order_by("pk").values_list("person_id", flat=True))


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {
        "placements": Placement.objects.filter(person_id=person_id).count(),
        "leases": Lease.objects.filter(person_id=person_id).count(),
        "arrears": Arrears.objects.filter(person_id=person_id).count(),
        "tenancy_events": TenancyEvent.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove leases, rent and entries; the placement stays counted, of nobody and in no home. Source: PRIVACY 5, DOMAIN 9.19."""
    found = held_here(person_id)
    for model in (Lease, Arrears, TenancyEvent):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    emptied = {"person": None, "dwelling": None, "candidature": None, "worker": None, "cover": None, "ethos_before": "", "ethos_after": ""}
    Placement.objects.filter(person_id=person_id).update(**emptied)
    Placement.history.filter(person_id=person_id).delete()
    return found


#: The pages by which the entry of the homes is lit up.
PLACEMENT_PAGES = (
    "placement", "placement_print", "placement_move_in", "placement_workers", "placement_end", "placement_cancel",
    "placement_rehouse", "lease_add", "lease_change", "arrears_keep", "tenancy_add", "visit_rhythm",
)
navigation.add(Item(gettext_lazy("Housed"), "placements", "house", "housing.view_placements", 24, PLACEMENT_PAGES))
casefile.register(
    casefile.Panel(
        "home", pgettext_lazy("dwelling", "Home"), 11, Compartment.HOUSING, "housing.view_placements", "housing/placements/_panel.html", home_of,
        rows=lambda: selectors.placements_about(OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("move_in", gettext_lazy("Move in"), "placement_begin", "key", "housing.plan_placement", 76))
rights.register(
    gettext_lazy("Placements in a home"), collect=held_here, erase=forget,
    keeps=gettext_lazy("The time in a home stays counted, of nobody."),
)
rights.explain(Verb.ENDED, ExitReason.choices)
timeline.add("placement", own_lines)
homes.tell(selectors.lived_in)
homes.follow(housed_now)
homes.lead_home(way_home)
