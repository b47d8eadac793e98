"""Who may do what with a person's file. What the person did not say is never a reason against. Source: PRIVACY 1."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import now
from intake.person.enums import CardReason

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Alert, Card, Person


FOUND_WITHIN = timedelta(days=1)


@rule("intake.open_file")
def open_file(actor: "User") -> str | None:
    """Never a reason against: a file needs no name and no question answered."""
    return None


@rule("intake.find_person")
def find_person(actor: "User") -> str | None:
    """Whoever may search; what they find is what they may see."""
    return None


@rule("intake.edit_person")
def edit_person(actor: "User", *, person: "Person") -> str | None:
    """Whoever may write at the desk and sees the person."""
    return None


@rule("intake.issue_card")
def issue_card(actor: "User", *, person: "Person") -> str | None:
    """Whoever may write at the desk and sees the person."""
    return None


@rule("intake.revoke_card")
def revoke_card(actor: "User", *, card: "Card") -> str | None:
    """A card is revoked once."""
    return _("This card was revoked before.") if card.revoked_at else None


@rule("intake.restore_card")
def restore_card(actor: "User", *, card: "Card", other: bool) -> str | None:
    """Within a day, when no other card took its place, and never one that somebody else may carry."""
    if card.revoked_at is None:
        return _("This card is in use.")
    if other:
        return _("The person has another card by now.")
    if card.revoked_reason == CardReason.STOLEN:
        return _("A stolen card stays blocked. Give a new one.")
    return _("It was blocked more than a day ago. Give a new card.") if now() - card.revoked_at > FOUND_WITHIN else None


@rule("intake.raise_alert")
def raise_alert(actor: "User", *, person: "Person") -> str | None:
    """Whoever may write at the desk and sees the person."""
    return None


@rule("intake.read_alert")
def read_alert(actor: "User", *, alert: "Alert") -> str | None:
    """An alert is read while it stands."""
    return _("This alert has ended.") if alert.until <= now() else None


@rule("intake.end_alert")
def end_alert(actor: "User", *, alert: "Alert") -> str | None:
    """An alert ends once."""
    return _("This alert has ended.") if alert.until <= now() else None
