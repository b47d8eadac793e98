"""What is done with two files of one person: propose, join, decline, take apart again. Nothing is moved or lost."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts.clock import now
from intake.person.actions import FIELDS
from intake.person.models import Person

from . import policies
from .enums import MergeState, Verb
from .models import Merge
from .selectors import has_joined

if TYPE_CHECKING:
    from centre.staff.models import User

ABSORBED = "absorbed"


@transaction.atomic
def propose_merge(*, actor: "User", one: Person, other: Person, ground: str) -> Merge:
    """Say that two files are one person, for a Ground. The elder is proposed to stay; the same pair again is one proposal."""
    policies.propose_merge.check(actor, one=one, other=other)
    kept, absorbed = sorted((one, other), key=lambda file: (not has_joined(file), file.created_at, file.pk))
    standing = Merge.objects.filter(kept__in=(one, other), absorbed__in=(one, other), state=MergeState.PROPOSED).first()
    if standing is not None:
        return standing
    merge = Merge(kept=kept, absorbed=absorbed, ground=ground, proposed_at=now(), proposed_by=actor.pk)
    merge.save(force_insert=True)
    _record_both(Verb.PROPOSED, merge)
    return merge


@transaction.atomic
def merge_files(*, actor: "User", merge: Merge, chosen: dict[str, str], swap: bool = False) -> Merge:
    """Join two files. `chosen`: for each field "kept" or "absorbed", whose value the kept file says from now on.

    `swap`: the other file stays instead. Both numbers and both cards lead to the person; what each reader sees of each
    file is what they saw before. Raises Refused.
    """
    merge = _locked(merge)
    if swap:
        merge.kept, merge.absorbed = merge.absorbed, merge.kept
    policies.merge_files.check(actor, merge=merge, has_joined=has_joined(merge.absorbed))
    kept, absorbed = merge.kept, merge.absorbed
    merge.chosen = {name: ABSORBED if chosen.get(name) == ABSORBED else "kept" for name in FIELDS}
    taken = [name for name in FIELDS if merge.chosen[name] == ABSORBED and getattr(kept, name) != getattr(absorbed, name)]
    merge.changed = {name: [getattr(kept, name), getattr(absorbed, name)] for name in taken}
    _write(kept, {name: getattr(absorbed, name) for name in taken})
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    return _decide(actor, merge, MergeState.DONE, Verb.DONE, {"fields": taken})


@transaction.atomic
def decline_merge(*, actor: "User", merge: Merge) -> Merge:
    """They are two persons: the proposal is over, the files stay as they are."""
    merge = _locked(merge)
    policies.merge_files.check(actor, merge=merge, has_joined=False)
    return _decide(actor, merge, MergeState.DECLINED, Verb.DECLINED, {})


@transaction.atomic
def undo_merge(*, actor: "User", merge: Merge) -> Merge:
    """Take two joined files apart: each is again what it was. What was corrected since stays as corrected.

    What was written while they were joined stays in the file in which it was written.
    """
    merge = _locked(merge)
    policies.undo_merge.check(actor, merge=merge)
    kept, absorbed = merge.kept, merge.absorbed
    back = {name: before for name, (before, after) in merge.changed.items() if getattr(kept, name) == after}
    _write(kept, back)
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    merge.state, merge.undone_at, merge.undone_by = MergeState.UNDONE, now(), actor.pk
    merge.save(update_fields=["state", "undone_at", "undone_by"])
    _record_both(Verb.UNDONE, merge, {"fields": sorted(back)})
    return merge


def _locked(merge: Merge) -> Merge:
    """The proposal with both files, held until the end of the transaction; always in the same order."""
    files = Person.objects.select_for_update().filter(pk__in=(merge.kept_id, merge.absorbed_id)).order_by("pk")
    found = {person.pk: person for person in files}
    held = Merge.objects.select_for_update().get(pk=merge.pk)
    held.kept, held.absorbed = found[held.kept_id], found[held.absorbed_id]
    return held


def _write(person: Person, values: dict[str, Any]) -> None:
    """Correct a file's fields, as any correction does."""
    if values:
        for name, value in values.items():
            setattr(person, name, value)
        person.version += 1
        person.save(update_fields=[*values, "version"])


def _decide(actor: "User", merge: Merge, state: str, verb: Verb, data: dict[str, Any]) -> Merge:
    """Keep what was decided on a proposal."""
    merge.state, merge.decided_at, merge.decided_by = state, now(), actor.pk
    merge.save(update_fields=["kept", "absorbed", "state", "chosen", "changed", "decided_at", "decided_by"])
    _record_both(verb, merge, data)
    return merge


def _record_both(verb: Verb, merge: Merge, data: dict[str, Any] | None = None) -> None:
    """It is told of both persons, each with the part their file plays."""
    for part, person in (("kept", merge.kept_id), (ABSORBED, merge.absorbed_id)):
        record(verb, subject=person, obj=merge, data={"part": part} | (data or {}))
