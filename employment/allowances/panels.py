"""Parts about money shown on other pages, and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.rights.registry import register as register_rights
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances.enums import LegalForm
from employment.allowances.models import Allowance
from employment.allowances.selectors import ceiling_for, paid_in
from employment.places import registry
from employment.places.models import SignUp
from employment.places.registry import Beside, Mark
from employment.places.selectors import came
from employment.projects.models import Session
from intake.person.casefile import Panel, register
from intake.person.models import Person


def money_panel(actor: User, person: Person) -> dict[str, Any]:
    """The case file's part on money: what was written this year."""
    return {"ceiling": ceiling_for(actor, person.pk, LegalForm.VOLUNTEER, clock.local().date())}


def beside(actor: User, session: Session, sign_ups: Sequence[SignUp]) -> dict[int, Mark]:
    """The amount written for each who came, or the way to write it."""
    written = paid_in(actor, sign_ups)
    said = {pk: Mark(str(one), "", "euro", done=True) for pk, one in written.items()}
    for one in sign_ups:
        if one.pk not in said and came(one):
            said[one.pk] = Mark(_("Allowance"), reverse("allowance_new", args=[one.pk]), "euro")
    return said


def head(session: Session) -> Mark:
    """The page of what was paid for a session."""
    return Mark(_("Allowances"), reverse("allowances", args=[session.pk]), "euro")


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {"allowances": Allowance.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from amounts; the sums of money stay, of nobody. Source: PRIVACY 5."""
    found = held_here(person_id)
    Allowance.objects.filter(person_id=person_id).update(person=None)
    Allowance.history.filter(person_id=person_id).update(person=None)
    return found


registry.add(Beside("money", 10, "employment.write_allowance", beside, head))
register(
    Panel(
        "money",
        gettext_lazy("Money of day labour"),
        61,
        "employment",
        "employment.view_sessions",
        "employment/money/_person.html",
        money_panel,
    )
)
register_rights(
    gettext_lazy("Money of day labour"), collect=held_here, erase=forget,
    keeps=gettext_lazy("Sums of money stay in the books, of nobody."),
)
