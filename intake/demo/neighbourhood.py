"""What the invented centre did around itself in two months."""

from __future__ import annotations

from datetime import timedelta

from centre.access.identity import acting
from centre.demo.registry import Story, add
from intake.demo.door import LIFETIME
from intake.neighbourhood.actions import keep_activity
from intake.neighbourhood.models import Activity

#: Days before the end, kind, audience, title, minutes, people, leaflets, place.
DONE = (
    (52, "meeting", "residents", "Réunion de quartier : questions et réponses", 120, 34, 40, "Maison de quartier"),
    (41, "training", "first_line", "Naloxone : reconnaître et réagir", 180, 14, 14, "Au centre"),
    (33, "school", "pupils", "Animation en 5e secondaire", 100, 46, 0, "École"),
    (24, "street", "public", "Ramassage et café avec les voisins", 150, 22, 0, "Parvis"),
    (16, "council", "users", "Conseil des usagers : horaires des douches", 60, 11, 0, "Salle de jour"),
    (9, "campaign", "festive", "Affiches : ne consomme jamais seul·e", 0, 0, 250, "Bars et salles"),
    (3, "training", "partners", "Accueil bas seuil, premier module", 240, 9, 9, "Au centre"),
)


def look_around(story: Story) -> None:
    """Trainings, a meeting, a school, a council."""
    with acting(story.staff["ivan"], workstation="3", lifetime=LIFETIME) as actor:
        for back, kind, audience, title, minutes, people, given, place in DONE:
            day = story.days[-1] - timedelta(days=back)
            keep_activity(
                actor=actor,
                activity=Activity(
                    kind=kind, audience=audience, title=title, held_on=day, minutes=minutes, people=people,
                    handed_out=given, place=place,
                ),
            )  # fmt: skip


add(122, "the work around the house", look_around)
