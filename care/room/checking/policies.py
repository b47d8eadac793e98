"""Who takes a sample in, writes a result, warns of it. Nobody is asked who brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User

    from .models import Sample


@rule("care.check_sample")
def check_sample(actor: User) -> str | None:
    """The room, nurses and doctors."""
    return None


@rule("care.check_sample")
def warn_of_sample(actor: User, *, sample: Sample) -> str | None:
    """Of a result, once."""
    if sample.told_at is None:
        return _("There is no result yet.")
    return _("A product alert was made of this sample.") if sample.bulletin_id is not None else None
