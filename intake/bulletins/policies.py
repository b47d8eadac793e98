"""Who warns of a product: anybody drafts, a nurse or a coordinator publishes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import now

from .enums import State

if TYPE_CHECKING:
    from centre.staff.models import User

    from .models import Bulletin

LONGEST = timedelta(days=60)


@rule("intake.view_bulletins")
def view_bulletins(actor: User) -> str | None:
    """Everybody who meets people, peer workers too: nobody is in it."""
    return None


@rule("intake.draft_bulletin")
def draft_bulletin(actor: User, *, ends_at: datetime | None) -> str | None:
    """Anybody who heard of it; with an end, so that old warnings do not tire."""
    if ends_at is None:
        return _("An alert needs an end. It can be made again.")
    if not now() < ends_at <= now() + LONGEST:
        return _("The end lies ahead, at most 60 days.")
    return None


@rule("intake.publish_bulletin")
def publish_bulletin(actor: User, *, bulletin: Bulletin) -> str | None:
    """A nurse or a coordinator, while it is a draft."""
    if bulletin.state != State.DRAFT:
        return _("This alert is not a draft any more.")
    return _("Its end has passed.") if bulletin.ends_at <= now() else None


@rule("intake.end_bulletin")
def end_bulletin(actor: User, *, bulletin: Bulletin) -> str | None:
    """A nurse or a coordinator, once."""
    return _("This alert has ended.") if bulletin.state == State.ENDED else None
