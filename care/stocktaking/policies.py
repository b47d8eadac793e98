"""May this worker follow a discrepancy, close it, begin or sign an inventory; and the words when not."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from audit.rules import rule
from care.register.enums import StepKind
from care.register.models import Inventory, RegisterEntry
from care.register.policies import unproven
from centre.staff.models import User


@rule("care.write_register")
def begin_inventory(actor: User, *, accounts: int) -> str | None:
    """An inventory counts every account in use."""
    return None if accounts else _("There is no account to count yet.")


@rule("care.sign_register")
def sign_inventory(actor: User, *, inventory: Inventory, missing: int, fresh: bool) -> str | None:
    """The other hand of an inventory, once everything is counted."""
    if inventory.begun_by == actor.pk:
        return _("You began this inventory. Another person signs it.")
    if missing:
        return _("Not every account is counted yet.")
    return None if fresh else unproven()


@rule("care.sign_register")
def follow_case(actor: User, *, entry: RegisterEntry, kinds: Collection[str], kind: str, words: str) -> str | None:
    """What was found out about a discrepancy, until it is closed."""
    if not entry.difference_ug:
        return _("This line is no discrepancy.")
    if StepKind.CONFIRMED in kinds:
        return _("This case is closed.")
    if kind == StepKind.TOLD and kind in kinds:
        return _("The doctor has already been told.")
    return None if words.strip() else _("Say what.")


@rule("care.sign_register")
def close_case(actor: User, *, entry: RegisterEntry, kinds: Collection[str], words: str, fresh: bool) -> str | None:
    """The first of the two persons who close a case: it is explained and a doctor knows."""
    if StepKind.CLOSED in kinds:
        return _("The first person has already closed this case. Another one confirms.")
    if StepKind.TOLD not in kinds:
        return _("Tell the doctor first, and write down whom.")
    if StepKind.EXPLAINED not in kinds:
        return _("Write the explanation first, also when there is none.")
    if not words.strip():
        return _("Say how it ends.")
    return None if fresh else unproven()


@rule("care.sign_register")
def confirm_case(actor: User, *, kinds: Collection[str], first_by: int | None, fresh: bool) -> str | None:
    """The second of the two persons who close a case."""
    if StepKind.CONFIRMED in kinds:
        return _("This case is closed.")
    if first_by is None:
        return _("A first person closes this case before.")
    if first_by == actor.pk:
        return _("You closed this case. Another person confirms.")
    return None if fresh else unproven()
