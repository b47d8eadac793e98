"""What may be read of joined files: proposals and what became of them, for those who see both sides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.staff.models import User
from intake.person.actions import FIELDS
from intake.person.models import Person
from intake.person.selectors import value_words

from .enums import MergeState, Verb
from .models import Merge
from .policies import UNDONE_WITHIN


@dataclass(frozen=True)
class Line:
    """One field of the two columns: its name, its title, what each file says, and whether they differ."""

    name: str
    label: str
    kept: str
    absorbed: str
    differs: bool
    #: Whose value is proposed: that of the kept file unless it says nothing.
    proposed: str


def _seen(actor: User, found: "QuerySet[Merge]") -> "QuerySet[Merge]":
    """Those of which the actor sees both files."""
    mine = visible(actor, found, compartment=Compartment.DESK, person="kept")
    return visible(actor, mine, compartment=Compartment.DESK, person="absorbed").select_related("kept", "absorbed")


def merge_for(actor: User, pk: Any) -> Merge:
    """One proposal within reach on both sides. Raises Http404 outside it. The reading is recorded on both files."""
    merge = get_object_or_404(_seen(actor, Merge.objects.all()), pk=pk)
    for person in (merge.kept_id, merge.absorbed_id):
        viewed(Verb.VIEWED, subject=person, obj=merge)
    return merge


def merges_of(actor: User, person: Person) -> "QuerySet[Merge]":
    """The proposals that wait and the files joined, of one person, newest first."""
    mine = Merge.objects.filter(Q(kept=person) | Q(absorbed=person), state__in=(MergeState.PROPOSED, MergeState.DONE))
    return _seen(actor, mine).order_by("-proposed_at", "pk")


def file_within_reach(actor: User, pk: Any) -> Person:
    """A file exactly as it is, joined or not. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, Person.objects.all(), compartment=Compartment.DESK), pk=pk)


def has_joined(person: Person) -> bool:
    """Whether other files hang on this one, also those out of the actor's reach; never which."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.has_joined(%s)", [person.pk])
        return bool(cursor.fetchone()[0])


def two_columns(merge: Merge) -> list[Line]:
    """Field by field what each file says."""
    return [_line(merge, name) for name in FIELDS]


def _line(merge: Merge, name: str) -> Line:
    kept, absorbed = getattr(merge.kept, name), getattr(merge.absorbed, name)
    return Line(
        name, str(getattr(Person._meta.get_field(name), "verbose_name", name)), value_words(name, kept), value_words(name, absorbed),
        kept != absorbed, "absorbed" if absorbed and not kept else "kept",
    )  # fmt: skip


def undo_until(merge: Merge) -> datetime | None:
    """Until when the files can be taken apart again; None when they are not joined."""
    return merge.decided_at + UNDONE_WITHIN if merge.state == MergeState.DONE and merge.decided_at else None


def name_of(by: int | None) -> str:
    """The colleague who decided."""
    found = User.objects.filter(pk=by).values_list("display_name", flat=True).first() if by else None
    return found or _("nobody yet")
