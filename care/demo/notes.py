"""Paths and notes of the invented centre: what nurses and social workers wrote, each in their own compartment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from care.notes.actions import add_addendum, write_note
from care.notes.enums import NoteKind
from care.paths.actions import add_goal, add_step, move_step, open_path
from care.paths.enums import StepState
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.consent.enums import Condition
from intake.demo.door import LIFETIME, instant
from intake.directory.selectors import directory
from intake.network.actions import move_referral, refer
from intake.network.enums import Outcome, ReferralState

NURSING = (
    "Pansement de la jambe gauche refait. Plaie propre, revient jeudi.", "Tension prise, rien à signaler. A pris du matériel.",
    "Parle de douleurs la nuit. Propose une consultation, dit y réfléchir.", "Verzorging van de hand. Geen koorts.",
    "A bien dormi. Vaccin contre l'hépatite B, deuxième dose.",
)
SOCIAL = (
    "Veut refaire ses papiers. Rendez-vous pris à la commune.", "Dossier AMU introduit, réponse attendue.",
    "Parle de sa sœur, qu'il voudrait revoir.", "Zoekt een kamer. Samen gebeld naar twee adressen.",
    "N'est pas venu au rendez-vous ; passé le soir, tout va bien.",
)
#: What people say they want, and what their worker then does: each part of the file has its own work.
GOALS = {
    "nursing": ("Ne plus avoir mal à la jambe.", "Dormir une nuit entière.", "Terug kunnen stappen zonder pijn."),
    "social": ("Dormir au sec et avoir une clé à moi.", "Avoir mes papiers en ordre.", "Een kamer, en mijn zoon terugzien."),
}
ASKS = ("Demande l'aide médicale urgente.", "Cherche une chambre.", "Wil graag werken.", "Souhaite parler à quelqu'un.")
STEPS = {
    "nursing": ("Appeler le médecin", "Refaire le pansement", "Revoir la plaie", "Proposer un dépistage", "Tweede dosis van het vaccin geven"),
    "social": ("Prendre rendez-vous au CPAS", "Demander l'attestation", "Chercher une chambre", "Appeler la mutuelle", "Samen naar de gemeente gaan"),
}


def write(story: Story) -> None:
    """A third of the people are followed by the nurses, a third by the social worker, some by both."""
    for number, (since, person) in enumerate(story.kept["persons"]):
        for name, compartment, texts in (("nadia", "nursing", NURSING), ("ivan", "social", SOCIAL)):
            if number % 3 != ("nadia", "ivan").index(name) and number % 7:
                continue
            actor = story.staff[name]
            day = min(since + timedelta(days=story.dice.randint(0, 12)), story.days[-1])
            with clock.at(min(instant(day, 11, 10), clock.now())), acting(actor, workstation="4", lifetime=LIFETIME):
                path = open_path(actor=actor, person=person, compartment=compartment)
                goal = add_goal(actor=actor, path=path, words=story.dice.choice(GOALS[compartment]))
            _follow(story, actor, person, compartment, path, goal, day, texts)


def _follow(story: Story, actor: Any, person: Any, compartment: str, path: Any, goal: Any, day: date, texts: tuple[str, ...]) -> None:
    """Some notes and steps in the weeks after."""
    for _ in range(story.dice.randint(1, 4)):
        day = min(day + timedelta(days=story.dice.randint(1, 14)), story.days[-1])
        with clock.at(min(instant(day, 15, story.dice.randint(0, 59)), clock.now())), acting(actor, workstation="4", lifetime=LIFETIME):
            note = write_note(
                actor=actor, person=person, compartment=compartment, text=story.dice.choice(texts), kind=NoteKind.CARE,
                client_uuid=story.form_number(),
            )
            step = add_step(
                actor=actor, path=path, title=story.dice.choice(STEPS[compartment]), goal_id=goal.pk, due_on=day + timedelta(days=9),
                client_uuid=story.form_number(),
            )
            kept_up = 0.85 if day + timedelta(days=9) < story.days[-1] else 0.3
            if story.dice.random() < kept_up:
                move_step(actor=actor, step=step, state=StepState.DONE)
            if story.dice.random() < 0.2:
                add_addendum(actor=actor, note=note, text="Revu le lendemain : va mieux.", client_uuid=story.form_number())


def refer_to_partners(story: Story) -> None:
    """Ivan refers four of the people he follows, each with their agreement; one went, one waits for an answer."""
    services = [one.service for need in ("rights", "housing", "work", "mental") for one in directory(need=need)[:1]]
    followed = [person for number, (_, person) in enumerate(story.kept["persons"]) if number % 3 == 1]
    for number, (person, service) in enumerate(zip(followed, services, strict=False)):
        day = story.days[-20 + number * 5]
        with clock.at(instant(day, 14, 5)), acting(story.staff["ivan"], workstation="4", lifetime=LIFETIME) as actor:
            made = refer(
                actor=actor, person=person, compartment="social", service=service, items=["alias", "languages", "reason"],
                reason=story.dice.choice(ASKS), client_uuid=story.form_number(), warm=number % 2 == 0,
                agreed_until=day + timedelta(days=90), conditions=Condition.values,
            )
            if number < 2:
                move_referral(actor=actor, referral=made, state=ReferralState.ACCEPTED)
            if number == 0:
                move_referral(actor=actor, referral=made, state=ReferralState.COMPLETED, outcome=Outcome.FOLLOWED)


add(300, "care paths and sealed notes", write)
add(310, "referrals to partners", refer_to_partners)
