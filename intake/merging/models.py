"""Two files of one person, joined by a link that can be taken away again: nothing is moved, nothing is lost.

The link itself stands on the absorbed file (`Person.merged_into`). Source: PRIVACY 1, DOMAIN 4.6.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import Base, Policy, Wall
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Ground, MergeState


@dataclass(frozen=True)
class BothFiles(Base):
    """Rows about two persons: reached by those who hold the desk of both, and out of sight where either is denied."""

    person: str = "kept"
    other: str = "absorbed"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        sides = [Wall(person=name, compartment=Compartment.DESK) for name in (self.person, self.other)]
        for ours, theirs in zip(*(side.policies(table, column) for side in sides), strict=True):
            using = f"({ours.using}) AND ({theirs.using})" if ours.using else ""
            check = f"({ours.check}) AND ({theirs.check})" if ours.check else ""
            yield Policy(ours.command, using, check, ours.restrictive)

    def person_column(self, column: Any) -> str:
        return str(column(self.person))


class Merge(models.Model):
    """A proposal that two files are one person, and what became of it.

    `chosen`: field by field whose value stays, "kept" or "absorbed". `changed`: what the kept file said before and after.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(_("why"), max_length=8, choices=Ground.choices)
    state = models.CharField(_("state"), max_length=10, choices=MergeState.choices, default=MergeState.PROPOSED)
    chosen = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.IntegerField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.IntegerField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.IntegerField(null=True)

    history = track()
    wall = BothFiles()
    classified: ClassVar[dict[str, str]] = {
        "kept": "social", "absorbed": "social", "ground": "operational", "state": "operational", "chosen": "operational",
        "changed": "identity", "proposed_at": "operational", "proposed_by": "operational", "decided_at": "operational",
        "decided_by": "operational", "undone_at": "operational", "undone_by": "operational",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="two_files"),
            models.UniqueConstraint(fields=["absorbed"], condition=Q(state="done"), name="absorbed_once"),
            models.UniqueConstraint(fields=["kept", "absorbed"], condition=Q(state="proposed"), name="proposed_once"),
        ]
