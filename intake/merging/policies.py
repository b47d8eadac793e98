"""Who may join two files, and take them apart again: whoever sees both. Source: PRIVACY 1-2, DOMAIN 4.6."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts.clock import now

from .enums import MergeState

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.merging.models import Merge
    from intake.person.models import Person

UNDONE_WITHIN = timedelta(days=30)


@rule("intake.propose_merge")
def propose_merge(actor: "User", *, one: "Person", other: "Person") -> str | None:
    """Two files, both within reach, neither of them joined to another file already."""
    if one.pk == other.pk:
        return _("This is the same file.")
    if not (holds(actor, one, Compartment.DESK) and holds(actor, other, Compartment.DESK)):
        return _("Both files must be within your reach.")
    if one.merged_into_id or other.merged_into_id:
        return _("One of them is joined to another file already.")
    return None


@rule("intake.merge_files")
def merge_files(actor: "User", *, merge: "Merge", has_joined: bool) -> str | None:
    """The proposal stands, and the file that is absorbed stands alone."""
    if merge.state != MergeState.PROPOSED:
        return _("A colleague has decided on this already.")
    if merge.kept.merged_into_id or merge.absorbed.merged_into_id:
        return _("One of them is joined to another file already.")
    if has_joined:
        return _("Other files are joined to the one that would go. Keep that one instead.")
    return None


@rule("intake.undo_merge")
def undo_merge(actor: "User", *, merge: "Merge") -> str | None:
    """Within thirty days, by anybody who sees both."""
    if merge.state != MergeState.DONE:
        return _("These files are not joined.")
    if merge.decided_at and now() - merge.decided_at > UNDONE_WITHIN:
        return _("They were joined more than thirty days ago.")
    return None
