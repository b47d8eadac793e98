"""Who keeps, reads and removes papers: a role for it, and the compartment of that person now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds

MEGA = 1024 * 1024


@dataclass(frozen=True)
class Held:
    """How many papers one part of a file holds, and their bytes."""

    papers: int
    size: int


def most_papers() -> int:
    """How many papers one part of a file holds (setting CENTRE_PAPERS_EACH, 300 by default)."""
    return int(getattr(settings, "CENTRE_PAPERS_EACH", 300))


def most_mega() -> int:
    """How many megabytes of them (setting CENTRE_PAPERS_EACH_MB, 200 by default)."""
    return int(getattr(settings, "CENTRE_PAPERS_EACH_MB", 200))


def _outside(actor: Any, person: Any, compartment: str) -> str | None:
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return None


@rule("care.view_papers")
def view_papers(actor: Any, *, paper: Any) -> str | None:
    """Inside the compartment alone, while the paper is there."""
    if paper.removed_at:
        return _("This paper was removed.")
    return _outside(actor, paper.person_id, paper.compartment)


@rule("care.add_paper")
def add_paper(actor: Any, *, person: Any, compartment: str, held: Held, size: int) -> str | None:
    """In a compartment of the actor's own teams that is not full."""
    if compartment not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    if held.papers >= most_papers():
        return _("This part of the file holds %(number)s papers, the most it may. Remove one that is no longer needed.") % {"number": held.papers}
    if held.size + size > most_mega() * MEGA:
        return _("This part of the file holds %(most)s MB of papers, the most it may. Remove one that is no longer needed.") % {"most": most_mega()}
    return None


@rule("care.remove_paper")
def remove_paper(actor: Any, *, paper: Any) -> str | None:
    """By a colleague of the compartment, once."""
    if paper.removed_at:
        return _("This paper was removed already.")
    return _outside(actor, paper.person_id, paper.compartment)
