"""Scales of the invented centre: withdrawal before a first dose, alcohol and mood over some months, one result put right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from care.scales.actions import correct_scale, take_scale
from care.scales.catalogue import SCALES
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from centre.staff.models import Team
from intake.demo.door import LIFETIME, instant

#: In the order of those whom the nurses and the social worker follow: who puts what, where, how often in weeks, about
#: which substance, and how high it begins (a share of the highest answer).
PLANS: tuple[tuple[str, str, str, int, str, float], ...] = (
    ("nadia", "cows", "nursing", 0, "", 0.55), ("ivan", "audit-c", "social", 7, "", 0.6), ("amina", "phq-9", "psych", 5, "", 0.75),
    ("nadia", "assist", "nursing", 9, "opioids", 0.9), ("ivan", "sds", "social", 8, "cocaine", 0.8), ("amina", "gad-7", "psych", 5, "", 0.6),
    ("nadia", "audit-c", "nursing", 6, "", 0.7), ("ivan", "audit", "social", 9, "", 0.5), ("amina", "pc-ptsd-5", "psych", 12, "", 0.9),
    ("nadia", "ciwa-ar", "nursing", 0, "", 0.4), ("ivan", "assist", "social", 9, "cannabis", 0.6), ("amina", "phq-9", "psych", 6, "", 0.4),
)  # fmt: skip


def _answers(story: Story, code: str, about: str, share: float) -> dict[str, int]:
    """An answer to every item, about as high as `share` says."""
    found = {}
    for item in SCALES[code].items_for(about):
        place = round(share * (len(item.values) - 1) + story.dice.uniform(-1.2, 0.8))
        found[item.key] = sorted(item.values)[max(0, min(place, len(item.values) - 1))]
    if code == "pc-ptsd-5":
        found["0"] = 1
    if code == "assist" and found["2"] == 0:
        found["2"] = 2
    return found


def _times(day: date, last: date, weeks: int) -> list[tuple[date, int, int]]:
    """When it is put: within a morning for withdrawal, else every so many weeks."""
    if not weeks:
        return [(day, 9, 5), (day, 9, 40), (day, 11, 15)]
    days = [day + timedelta(weeks=weeks * turn) for turn in range(4)]
    return [(one, 14, 20) for one in days if one < last]


def fill_in(story: Story) -> None:
    """The first people whom the nurses, the social worker and the doctor follow."""
    last = story.days[-1]
    for number, (since, person) in enumerate(story.kept["persons"][:24]):
        name, code, compartment, weeks, about, share = PLANS[number % len(PLANS)]
        _bring_near(story, name, person)
        made: Any = None
        for turn, (day, hour, minute) in enumerate(_times(since + timedelta(days=16), last, weeks)):
            if day >= last:
                break
            with clock.at(instant(day, hour, minute)), acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
                mode = "self" if name == "amina" else "interview"
                made = take_scale(
                    actor=actor, person=person, code=code, compartment=compartment, mode=mode, language="fr", taken_at=clock.now(), about=about,
                    answers=_answers(story, code, about, share * (1 - 0.2 * turn)), client_uuid=story.form_number(),
                )  # fmt: skip
        if made is not None and number % 11 == 0:
            _put_right(story, name, made)


def _bring_near(story: Story, name: str, person: Any) -> None:
    """The reception brings the doctor near; the others are known at the desk already."""
    if name == "amina":
        with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME):
            grant_team(person=person, team=Team.objects.get(code="doctors"), compartment="desk", days=180, origin="contact")


def _put_right(story: Story, name: str, made: Any) -> None:
    """The last result is corrected ten minutes later."""
    with clock.at(made.taken_at + timedelta(minutes=10)), acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
        correct_scale(
            actor=actor, result=made, answers=_answers(story, made.code, made.about, 0.3), mode=made.mode, language=made.language,
            taken_at=made.taken_at, because="Mal lu sur le papier.", client_uuid=story.form_number(),
        )  # fmt: skip


add(306, "scales filled in", fill_in)
