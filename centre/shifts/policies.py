"""Who writes, closes, signs and reads a handover, and who sees notices."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import rule
from centre.access.scope import holds

from .enums import Hand


@rule("centre.write_handover")
def write_handover(actor: Any, *, handover: Any = None, person: Any = None) -> Any:
    """A closed handover takes remarks only; a line about a person needs the person's desk."""
    if handover is not None and handover.closed_at is not None:
        return _("This handover is closed. Add a remark instead.")
    if person is not None and not holds(actor, person, "desk"):
        return _("This person is not with you.")
    return None


@rule("centre.sign_handover")
def sign_handover(actor: Any, *, handover: Any, signed: Any = ()) -> Any:
    """The second hand: once it is closed, by somebody else than who closed it, once. `signed`: its signatures."""
    if handover.closed_at is None:
        return _("This handover is not closed yet.")
    if handover.closed_by_id == actor.pk:
        return _("You closed it: somebody else takes it over.")
    if any(one.hand == Hand.TAKES for one in signed):
        return _("It has been taken over already.")
    return None


@rule("centre.read_handover")
def read_handover(actor: Any, *, handover: Any = None) -> Any:
    """Saying that one has read a handover: once it is closed, by somebody else than who closed it. Source: UX 7.5."""
    if handover is not None and handover.closed_at is None:
        return _("This handover is not closed yet.")
    if handover is not None and handover.closed_by_id == actor.pk:
        return _("Somebody of the next shift signs.")
    return None


@rule("centre.read_notices")
def read_notices(actor: Any) -> Any:
    """Reading what one was told, and what one is asked about."""
    return None
