"""Parts about money shown on other pages, and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.rights.registry import register as register_rights
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances.enums import LegalForm
from employment.allowances.models import C45B, Allowance, AllowanceReversal, DeclaredElsewhere, WorkContract
from employment.allowances.selectors import benefit_of, benefits_of, ceiling_for, paid_in
from employment.places import registry
from employment.places.models import SignUp
from employment.places.registry import Beside, Mark
from employment.places.selectors import came
from employment.projects.models import Session
from intake.person.casefile import Act, Panel, register, register_act
from intake.person.models import Person


def money_panel(actor: User, person: Person) -> dict[str, Any]:
    """The case file's part on money: the year against its ceiling, form C45B."""
    ceiling = ceiling_for(actor, person.pk, LegalForm.VOLUNTEER, clock.local().date())
    return {"ceiling": ceiling, "benefit": benefit_of(actor, person), "person": person}


def beside(actor: User, session: Session, sign_ups: Sequence[SignUp]) -> dict[int, Mark]:
    """The amounts written for each who came, or the way to write one."""
    written = paid_in(actor, sign_ups)
    said = {pk: Mark(" + ".join(map(str, found)), "", "euro", done=True) for pk, found in written.items()}
    for one in sign_ups:
        if one.pk not in said and came(one):
            said[one.pk] = Mark(_("Allowance"), reverse("allowance_new", args=[one.pk]), "euro")
    return said


def papers(actor: User, session: Session, sign_ups: Sequence[SignUp]) -> dict[int, Mark]:
    """A reminder of form C45B beside whoever has to hand it in or has not been asked. It bars nobody."""
    known = benefits_of(actor, [one.person_id for one in sign_ups])
    said = {}
    for one in sign_ups:
        benefit = known.get(one.person_id) if one.person_id else None
        if one.person_id is None or (benefit and not benefit.to_do):
            continue
        words = _("C45B: to hand in") if benefit else _("C45B: not asked")
        said[one.pk] = Mark(words, reverse("person_money", args=[one.person_id]) + "#c45b", "file-text")
    return said


def head(session: Session) -> Mark:
    """The page of what was paid for a session."""
    return Mark(_("Allowances"), reverse("allowances", args=[session.pk]), "euro")


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {
        "allowances": Allowance.objects.filter(person_id=person_id).count(),
        "declarations": DeclaredElsewhere.objects.filter(person_id=person_id).count(),
        "c45b": C45B.objects.filter(person_id=person_id).count(),
        "work_contracts": WorkContract.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from amounts and remove their papers; the sums of money stay, of nobody. Source: PRIVACY 5."""
    found = held_here(person_id)
    Allowance.objects.filter(person_id=person_id).update(person=None, contract=None)
    Allowance.history.filter(person_id=person_id).update(person=None, contract=None)
    AllowanceReversal.objects.filter(person_id=person_id).update(person=None, reason=None)
    AllowanceReversal.history.filter(person_id=person_id).update(person=None, reason=None)
    for model in (DeclaredElsewhere, C45B, WorkContract):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


registry.add(Beside("money", 10, "employment.write_allowance", beside, head))
registry.add(Beside("c45b", 20, "employment.note_papers", papers))
register(
    Panel(
        "money", gettext_lazy("Money of day labour"), 61, "employment", "employment.view_sessions", "employment/money/_person.html",
        money_panel, rows=lambda: SignUp.objects.filter(person=OuterRef("pk")),
    )
)
register_act(Act("money", gettext_lazy("Money"), "person_money", "euro", "employment.note_papers", 66, "employment"))
register_rights(
    gettext_lazy("Money of day labour"), collect=held_here, erase=forget,
    keeps=gettext_lazy("Sums of money stay in the books, of nobody."),
)
