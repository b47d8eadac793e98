"""What the equipment counter shows elsewhere: the way in, low stock, the shift's counts, what a person's file keeps."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Item as Link
from centre.shell.registry import Tile, home, navigation
from centre.shifts.clock import service_day
from centre.shifts.registry import Section, Shift, handover
from intake.desk import registry as desk
from intake.person import casefile
from intake.supplies import selectors
from intake.supplies.models import Handout, SharpsReturn

if TYPE_CHECKING:
    from centre.staff.models import User


def store_room(actor: "User") -> dict[str, Any]:
    """Items below their minimum, and lots that expire soon or have expired."""
    lines = selectors.stock(service_day())
    ageing = [(line.item, lot, units, age) for line in lines for lot, units, age in line.lots if age]
    return {"low": [line for line in lines if line.low], "ageing": ageing}


def shift_counts(actor: "User", shift: Shift) -> dict[str, Any]:
    """Equipment out and syringes back in a shift; nobody is named, and every language has its label."""
    given, back = selectors.counts_between(actor, shift.start, shift.end)
    lines = [{"fr": one.label_fr, "nl": one.label_nl, "en": one.label_en, "n": units} for one, units in given]
    return {"lines": lines, "back": back}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many entries of the counter stand under this person."""
    return {
        "handouts": Handout.objects.filter(person_id=person_id).count(),
        "returns": SharpsReturn.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Make the person's entries nobody's; what was given stays counted. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in (Handout, SharpsReturn):
        model.history.filter(person_id=person_id).update(person=None)
        model.objects.filter(person_id=person_id).update(person=None)
    return found


navigation.add(
    Link(_("Equipment"), "supplies", "syringe", "intake.hand_out", 16, ("supplies_person", "equipment_figures", "stock", "stock_item", "stock_receive", "boxes"))
)  # fmt: skip
home.add(Tile("store_room", 60, "intake.view_stock", "supplies/_home.html", store_room))
casefile.register_act(
    casefile.Act("equipment", _("Equipment"), "supplies_person", "syringe", "intake.hand_out", 40, Compartment.DESK)
)
handover.add(Section("equipment", _("Equipment"), 15, "intake.hand_out", "supplies/_handover.html", shift_counts))
rights.register(
    _("Equipment"), collect=held_here, erase=forget, keeps=_("What was given stays counted, as nobody's.")
)
desk.follow("sterile_material", "supplies", "supplies_person")
desk.follow("naloxone", "supplies", "supplies_person")
