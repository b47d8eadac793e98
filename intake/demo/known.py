"""Known without a name, invented: some can be found again, two files were one person, one needed a name for a doctor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from centre.staff.models import Team
from intake.demo.door import LIFETIME
from intake.identity.actions import make_envelope
from intake.identity.numbers import check_digits
from intake.linkage.actions import set_tags
from intake.linkage.tags import Answers
from intake.merging.actions import merge_files, propose_merge
from intake.person.actions import issue_card, open_file
from intake.person.models import Person
from intake.withholding.actions import withhold_file

#: Whoever said yes, with answers that are nobody's: "Stef" gave a first of January.
FOUND_AGAIN = {
    "Momo": Answers("FA", "MO", "AH", "TA", 14, 3, 1991, "M"), "Kenza": Answers("NA", "KE", "YO", "OU", 2, 11, 1988, "F"),
    "Pavel": Answers("IR", "PA", "SE", "RO", 30, 6, 1984, "M"), "Stef": Answers("MA", "ST", "JA", "GE", 1, 1, 1983, "M"),
}  # fmt: skip


def _people(story: Story) -> dict[str, Person]:
    return {person.alias: person for _, person in story.kept["persons"]}


def _as(story: Story, name: str) -> Any:
    return acting(story.staff[name], workstation="1", lifetime=LIFETIME)


def find_again(story: Story) -> None:
    """Four people answered the eight questions, in case their card is lost."""
    people = _people(story)
    with _as(story, "vera") as actor:
        for alias, answers in FOUND_AGAIN.items():
            set_tags(actor=actor, person=people[alias], answers=answers, agreed=True)


def join_files(story: Story) -> None:
    """Zaza came once without a card and received a second file; Mo may be Momo."""
    people = _people(story)
    night = clock.now() - timedelta(days=6)
    with clock.at(night), _as(story, "walid") as actor:
        second = open_file(actor=actor, alias="Zaza (nuit)", languages=("ru", "fr"))
        issue_card(actor=actor, person=second)
    with clock.at(night + timedelta(days=2)), _as(story, "vera") as actor:
        merge = propose_merge(actor=actor, one=people["Zaza"], other=second, ground="cards")
        merge_files(actor=actor, merge=merge, chosen={"languages": "absorbed" if merge.absorbed_id == second.pk else "kept"})
    with _as(story, "vera") as actor:
        propose_merge(actor=actor, one=people["Momo"], other=people["Mo"], ground="seen")


def need_a_name(story: Story) -> None:
    """Rachid asked for urgent medical aid: an envelope with an invented name, kept by the social service."""
    rachid, born = _people(story)["Rachid"], date(1976, 5, 17)
    first = f"{born:%y%m%d}417"
    with _as(story, "vera") as actor:
        grant_team(person=rachid, team=Team.objects.get(code="social"), compartment="desk", days=180, origin="contact")
    with _as(story, "ivan") as actor:
        make_envelope(
            actor=actor, person=rachid, purpose="amu", expires_on=clock.service_day() + timedelta(days=80),
            contents={
                "legal_name": "Rachid Exemple", "birth_date": born.isoformat(), "nationality": "Maroc",
                "national_number": first + check_digits(first, from_2000=False),
            },
        )  # fmt: skip


def keep_apart(story: Story) -> None:
    """Noor grew up in the street of Ewa: the file is withheld from her."""
    with _as(story, "colette") as actor:
        withhold_file(
            actor=actor, person=_people(story)["Ewa"].pk, colleague=story.staff["noor"], ground="known",
            review_on=clock.service_day() + timedelta(days=60),
        )  # fmt: skip


add(130, "found again without a card", find_again)
add(131, "two files of one person", join_files)
add(132, "a name in an envelope", need_a_name)
add(133, "a file withheld from a colleague", keep_apart)
