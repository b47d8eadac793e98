"""Who walks the round, and what may be done with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.staff.models import User
from housing.nights.models import Round


@rule("housing.walk_round")
def walk_round(actor: User) -> str | None:
    """Whoever works on the floor begins a round."""
    return None


@rule("housing.walk_round")
def close_round(actor: User, *, round: Round) -> str | None:
    """Whoever works on the floor closes it."""
    return None


@rule("housing.walk_round")
def look_at_bed(actor: User, *, round: Round, hidden: bool) -> str | None:
    """A round that is closed stays as it was; a sleeper of another team is theirs to look after."""
    if round.closed_at is not None:
        return _("This round is closed. Begin another one.")
    return _("Somebody has this bed. Another team looks after them.") if hidden else None
