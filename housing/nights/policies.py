"""Who walks the round, and what may be done with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.staff.models import User
from housing.nights.models import Round


@rule("housing.walk_round")
def walk_round(actor: User, *, round: Round | None = None) -> str | None:
    """A round that is closed stays as it was."""
    return _("This round is closed.") if round is not None and round.closed_at is not None else None
