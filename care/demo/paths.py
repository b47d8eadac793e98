"""Paths of the invented centre as they live: needs, reviews, a colleague away, somebody lost, somebody in prison."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from care.continuity.actions import change_prison, lose_contact, move_search, note_after_care, note_prison
from care.continuity.enums import AfterCareState, LostReason, LostState
from care.continuity.models import AfterCareContact
from care.paths.actions import add_goal, close_path, cover_path, move_goal, move_need, name_need, review_path
from care.paths.enums import GoalState, NeedState, PathEnd, UseChange
from care.paths.models import CarePath
from care.paths.selectors import cover_choices
from centre.access.identity import acting
from centre.access.scope import visible
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.demo.door import LIFETIME, instant

#: What each team hears about: area, what is said of it, a goal in the person's words.
NEEDS = {
    "nursing": (
        ("health", "Plaie qui tarde à guérir.", "Ne plus boiter."), ("use", "Voudrait moins le matin.", "Passer une matinée sans rien."),
        ("mental", "Dort trois heures par nuit.", "Slapen zonder wakker te worden."),
    ),
    "social": (
        ("housing", "Dort dehors depuis l'hiver.", "Une porte à fermer."), ("papers", "Carte d'identité perdue.", "Avoir ma carte."),
        ("income", "Plus de revenu depuis la radiation.", "Mijn eigen geld."), ("justice", "Convocation au tribunal.", "Comprendre la lettre."),
        ("family", "Sans nouvelles de son fils.", "Revoir mon fils."),
    ),
}
CHANGES = ("Vient aux rendez-vous, dort mieux.", "Une semaine difficile, en parle.", "Heeft twee keer zelf gebeld.", "Rien de neuf, reste en contact.")
ANSWERS = (UseChange.LESS, UseChange.LESS, UseChange.SAME, UseChange.MORE, UseChange.NOT_SAID, UseChange.NOT_ASKED)


def live(story: Story) -> None:
    """Two or three needs on every path, a review a month later, and what happens when contact breaks."""
    for name, compartment in (("nadia", "nursing"), ("ivan", "social")):
        with acting(story.staff[name], workstation="4", lifetime=LIFETIME) as actor:
            found = visible(actor, CarePath.objects.filter(compartment=compartment, closed_at=None)).select_related("person", "team")
            paths = list(found.order_by("opened_at", "pk"))
            for number, path in enumerate(paths):
                _needs(story, actor, path, number)
            _breaks(story, actor, paths)


def _needs(story: Story, actor: Any, path: CarePath, number: int) -> None:
    """Needs with a goal each, one of them met; a review when the path is a month old."""
    opened = clock.service_day(path.opened_at)
    offered = NEEDS[path.compartment]
    for place, (area, words, goal) in enumerate(offered[number % 2 : number % 2 + 2]):
        with clock.at(min(path.opened_at + timedelta(hours=1 + place), clock.now())):
            need = name_need(actor=actor, path=path, area=area, words=words, pressing=number % 5 == place, client_uuid=story.form_number())
            wish = add_goal(actor=actor, path=path, words=goal, need_id=need.pk, client_uuid=story.form_number())
    day = opened + timedelta(days=28)
    if day < story.days[-1]:
        with clock.at(instant(day, 11, 40)):
            review_path(
                actor=actor, path=path, on=day, changed=CHANGES[number % len(CHANGES)], use_change=ANSWERS[number % len(ANSWERS)],
                next_on=day + timedelta(days=35), client_uuid=story.form_number(),
            )
            if number % 4 == 0:
                move_goal(actor=actor, goal=wish, state=GoalState.REACHED)
                move_need(actor=actor, need=need, state=NeedState.MET)


def _breaks(story: Story, actor: Any, paths: list[CarePath]) -> None:
    """Of six paths: one lost, one found again, one in prison, one ended with after-care, one covered."""
    if len(paths) < 6:
        return
    lost, found, inside, ended, covered = paths[1:6]
    last = story.days[-1]
    with clock.at(min(instant(last, 10, 15), clock.now())):
        lose_contact(
            actor=actor, path=lost, last_seen_on=last - timedelta(days=24), reason=LostReason.UNREACHABLE, where="Demander au parc, le soir.",
            look_until=last + timedelta(days=4), client_uuid=story.form_number(),
        )
        again = lose_contact(actor=actor, path=found, last_seen_on=last - timedelta(days=30), client_uuid=story.form_number())
        move_search(actor=actor, lost=again, state=LostState.FOUND, found_on=last - timedelta(days=1))
        stay = note_prison(
            actor=actor, path=inside, entered_on=last - timedelta(days=9), place="Saint-Gilles", release_on=last + timedelta(days=20),
            client_uuid=story.form_number(),
        )
        change_prison(
            actor=actor, stay=stay, release_on=last + timedelta(days=20), handed_on=last - timedelta(days=8), handed_to="Service médical de la prison"
        )
        choices = cover_choices(actor, covered)
        if choices:
            cover_path(actor=actor, path=covered, cover=int(choices[0][0]), from_on=clock.service_day(), until_on=last + timedelta(days=10))
    _end(actor, ended, last - timedelta(days=40))


def _end(actor: Any, path: CarePath, day: date) -> None:
    """A path that ended together, and the first contact afterwards."""
    with clock.at(max(instant(day, 15, 0), path.opened_at + timedelta(days=1))):
        close_path(actor=actor, path=path, reason=PathEnd.TOGETHER, after_care=True)
    first = visible(actor, AfterCareContact.objects.filter(path=path)).order_by("months").first()
    if first is not None and first.due_on < clock.service_day():
        note_after_care(actor=actor, contact=first, state=AfterCareState.REACHED, words="Va bien, travaille deux matinées par semaine.")


add(307, "needs, reviews and broken contact of paths", live)
