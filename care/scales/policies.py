"""Who puts a scale to somebody and who corrects a result. No score opens or closes anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.notes.policies import outside
from centre.shell.fields import YEARS
from centre.shifts import clock

from .instruments import Answers, Scale


@rule("care.view_scales")
def view_scales(actor: Any) -> str | None:
    """Whoever follows the person in that part of the file; the wall says whom."""
    return None


@rule("care.write_scale")
def take_scale(
    actor: Any, *, scale: Scale, compartment: str, mode: str, taken_at: datetime, answers: Answers, about: str = ""
) -> str | None:
    """In a part of the file that the scale allows and in which the actor's team works; whole, and not in the future."""
    if compartment not in scale.compartments:
        return _("This scale does not stand in this part of the file.")
    if compartment not in actor.compartments():
        return _("Your team does not work in this part of the file.")
    return _answered(scale, mode, taken_at, answers, about)


@rule("care.write_scale")
def correct_scale(
    actor: Any, *, result: Any, scale: Scale, mode: str, taken_at: datetime, answers: Answers, by: str = ""
) -> str | None:
    """By whoever follows the person in that part of the file; the latest entry only."""
    if words := outside(actor, result.person_id, result.compartment):
        return words
    after = getattr(result, "replaced_by", None)
    if after is not None:
        told = {"who": by, "when": date_format(clock.local(after.written_at), "SHORT_DATETIME_FORMAT")}
        return _("%(who)s corrected this result on %(when)s: correct that entry.") % told
    return _answered(scale, mode, taken_at, answers, result.about)


def _answered(scale: Scale, mode: str, taken_at: datetime, answers: Answers, about: str) -> str | None:
    if mode not in scale.modes:
        return _("This scale is not filled in this way.")
    if taken_at > clock.now():
        return _("This moment has not come yet.")
    if taken_at.year not in YEARS:
        return _("Look at the year once more: %(year)s.") % {"year": f"{taken_at.year:04d}"}
    return next(iter(scale.faults(answers, about).values()), None)
