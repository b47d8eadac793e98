"""What the door tells the next shift about persons: alerts that stand, referrals that wait for somebody."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.vault.errors import Shredded
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover, pack
from intake.network.models import Referral
from intake.network.states import OPEN
from intake.person.models import Alert


def alert_figures(actor: Any, shift: Any) -> dict[str, Any]:
    """How many alerts were raised in the shift and how many still stand at its end."""
    mine = visible(actor, Alert.objects.all())
    return {
        "raised": mine.filter(raised_at__gte=shift.start, raised_at__lt=shift.end).count(),
        "standing": mine.filter(raised_at__lt=shift.end, until__gt=shift.end).count(),
    }


def alert_entries(actor: Any, span: Span) -> list[Entry]:
    """Alerts that stand at the end of the span, the newest first, and those that were raised in it and are over."""
    standing = Q(until__gt=span.end) | Q(raised_at__gte=span.start)
    found = visible(actor, Alert.objects.filter(standing, raised_at__lte=span.end)).order_by("-raised_at", "-pk")
    return [
        Entry(one.person_id, Compartment.DESK, "alert" if one.until > span.end else "over", str(one.pk), at=one.until)
        for one in found.defer("text")[:MOST_ENTRIES]
    ]


def alert_texts(actor: Any, keys: list[str]) -> dict[str, str]:
    """The texts of alerts the actor may read, opened; the page that shows them has recorded the reading."""
    return {str(one.pk): _clear(one.text) for one in visible(actor, Alert.objects.filter(pk__in=keys)).order_by("pk")}


def standing_now(actor: Any, shift: Any) -> dict[str, Any]:
    """Alerts that stand now, opened, for the paper of an outage; its making has been recorded."""
    found = visible(actor, Alert.objects.filter(until__gt=clock.now())).select_related("person").order_by("until", "pk")
    lines = [{"name": str(one.person), "text": _clear(one.text), "until": one.until} for one in found[:MOST_ENTRIES]]
    return {"alerts": lines}


def referral_entries(actor: Any, span: Span) -> list[Entry]:
    """Referrals that wait for something and moved in the span, or have waited for a week, the oldest first."""
    waiting = visible(actor, Referral.objects.filter(state__in=OPEN, person__isnull=False, made_at__lte=span.end))
    found = waiting.select_related("service", "partner").defer("reason", "health", "social", "answer")
    return [_referral(one) for one in found.order_by("moved_at", "pk")[:MOST_ENTRIES]]


def _referral(one: Referral) -> Entry:
    """To a service, from a partner, or from somebody who is no partner."""
    code, name = ("referral", one.service.name) if one.service else ("from", one.partner.name) if one.partner else ("to_us", "")
    return Entry(cast(UUID, one.person_id), one.compartment, code, str(one.pk), at=one.moved_at, facts={"service": name})


def _clear(text: Any) -> str:
    try:
        return str(text.reveal())
    except Shredded:
        return ""


handover.add(
    Section(
        "alerts", _("Alerts"), 5, "intake.read_alert", "person/_handover.html", alert_figures, entries=alert_entries,
        words={"alert": _("alert until %(at)s:"), "over": _("alert that ended at %(at)s:")}, texts=alert_texts,
    )
)
handover.tell(
    "referrals", entries=referral_entries,
    words={
        "referral": _("referral to %(service)s waits since %(day)s"), "from": _("sent to us by %(service)s, waits since %(day)s"),
        "to_us": _("sent to us, waits since %(day)s"),
    },
)
pack.add(Section("alerts", _("Alerts"), 20, "intake.read_alert", "person/_pack.html", standing_now))
