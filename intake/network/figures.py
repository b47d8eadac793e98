"""What referrals give to the figures that may leave: how many were sent, and what came of them. Coded columns only."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audit.release.catalogue import CONTACTS, Dimension, Row, Source, Table, Window, register_source, register_table
from centre.shifts import clock

from .enums import Direction, Outcome, ReferralCompartment, ReferralState
from .models import Referral

UNKNOWN = "unknown"
OUTCOME = Dimension("outcome", _("What came of it"), {**{one.value: one.label for one in Outcome}, UNKNOWN: _("Not known")})
PART = Dimension("referred-by", _("Referred by"), {one.value: one.label for one in ReferralCompartment})


def referrals(window: Window) -> Iterator[Row]:
    """Every referral sent in the quarter, with what is known of it at the closing. One entered by mistake is none."""
    start, end = clock.bounds(window.start)[0], clock.bounds(window.end)[1]
    found = Referral.objects.filter(direction=Direction.OUT, sent_at__gte=start, sent_at__lt=end).exclude(state=ReferralState.ERROR)
    for person, outcome, part in found.order_by("pk").values_list("person_id", "outcome", "compartment").iterator(chunk_size=5000):
        yield person, {"outcome": outcome or UNKNOWN, "referred-by": part}, 1


register_source(Source("referrals", _("Referrals to partners"), CONTACTS, 1, (OUTCOME, PART), referrals))
register_table(
    Table(
        "referrals-outcome", _("Referrals to partners by what came of them"), "referrals", "outcome", "referred-by",
        _("Each referral sent to a partner in the quarter, with what was known when the quarter was closed."), 1,
    )
)
