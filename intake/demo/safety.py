"""What went wrong in two months, invented: incidents with their minutes, a limit, an alert, complaints, a danger weighed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.bulletins.actions import draft_bulletin, publish_bulletin
from intake.complaints.actions import follow_complaint, record_complaint
from intake.dangers.actions import assess_danger
from intake.demo.door import LIFETIME, instant
from intake.desk.models import Service
from intake.restrictions.actions import decide_restriction, propose_restriction, record_appeal
from intake.safety.actions import (
    describe_incident,
    detail_act,
    record_act,
    start_incident,
    stop_clock,
    tell_story,
    tick_step,
)
from intake.safety.models import Incident

#: Days ago, hour, minute, kind, who is concerned (an alias or nobody), acts with the seconds after the beginning.
INCIDENTS: tuple[tuple[int, int, int, str, str, tuple[tuple[str, int], ...]], ...] = (
    (52, 15, 40, "seizure", "Toto", (("airway", 40), ("called_112", 180), ("recovered", 600))),
    (38, 2, 10, "overdose", "Pavel", (("stimulation", 20), ("oxygen", 70), ("naloxone_im", 120), ("called_112", 150), ("arrived_112", 760), ("recovered", 980))),
    (31, 11, 5, "damage", "", ()),
    (24, 23, 50, "stimulant", "", (("cooling", 60), ("called_112", 200), ("transfer", 1200))),
    (17, 19, 30, "violence_threat", "Dragan", (("police", 900),)),
    (9, 8, 15, "needle_stick", "", ()),
    (2, 3, 20, "overdose", "", (("called_112", 30), ("bvm", 60), ("naloxone_im", 90), ("naloxone_im", 270), ("arrived_112", 640), ("transfer", 1500))),
    (1, 1, 45, "overdose", "Zaza", (("stimulation", 15), ("naloxone_im", 80), ("recovered", 700), ("refused_transfer", 720))),
)
ACCOUNT = "Trouvé dans les toilettes, respirait mal. A repris conscience, ne veut pas de l'hôpital. Surveillé deux heures."


def _as(story: Story, who: str) -> Any:
    return acting(story.staff[who], workstation="1", lifetime=LIFETIME)


def tell_incidents(story: Story) -> None:
    """Eight incidents, the last two close together; each with its minutes, some with an account."""
    people = {person.alias: person for _, person in story.kept["persons"]}
    for ago, hour, minute, kind, alias, acts in INCIDENTS:
        began = min(instant(story.days[-1 - ago], hour, minute), clock.now() - timedelta(hours=1))
        with _as(story, "vera") as actor:
            with clock.at(began):
                incident = start_incident(actor=actor, kind=kind, client_uuid=story.form_number(), person=people.get(alias))
            for act, after in acts:
                _act(story, actor, incident, act, began + timedelta(seconds=after))
            with clock.at(began + timedelta(minutes=40)):
                _afterwards(story, actor, incident, people.get(alias))


def _act(story: Story, actor: Any, incident: Incident, act: str, at: datetime) -> None:
    """One tap; a dose has its lot."""
    with clock.at(at):
        entry = record_act(actor=actor, incident=incident, act=act, client_uuid=story.form_number())
        if entry.product is not None:
            detail_act(actor=actor, entry=entry, product=entry.product, lot="NX4471", dose_mg=entry.dose_mg)


def _afterwards(story: Story, actor: Any, incident: Incident, person: Any) -> None:
    """The clock is stopped, the rest is written."""
    stop_clock(actor=actor, incident=incident)
    describe_incident(
        actor=actor, incident=incident, kind=incident.kind, severity=3 if incident.kind == "overdose" else 2,
        place="toilets" if incident.kind == "overdose" else "entrance", outcome=incident.outcome, present=("reception", "users"),
    )
    if incident.kind == "overdose":
        tell_story(actor=actor, incident=incident, text=ACCOUNT, client_uuid=story.form_number(), person=person)
        tick_step(actor=actor, incident=incident, step="debrief")


def limit_somebody(story: Story) -> None:
    """One limit decided and appealed, one that waits for the coordination."""
    people = {person.alias: person for _, person in story.kept["persons"]}
    today, present = clock.service_day(), clock.now()
    laundry, meal = (Service.objects.get(code=code) for code in ("laundry", "meal"))
    with _as(story, "walid") as actor:
        made = propose_restriction(
            actor=actor, person=people["Dragan"], space=None, service=laundry, reason="A menacé un collègue devant les machines.",
            ends_at=present + timedelta(days=5), review_on=today + timedelta(days=2), client_uuid=story.form_number(),
        )
    with _as(story, "colette") as actor:
        decide_restriction(actor=actor, restriction=made, agreed=True)
    with _as(story, "vera") as actor:
        record_appeal(actor=actor, restriction=made, words="J'avais perdu mon linge, j'ai crié mais rien de plus.", client_uuid=story.form_number())
        propose_restriction(
            actor=actor, person=people["Bart"], space=None, service=meal, reason="A pris le repas d'un autre deux soirs de suite.",
            ends_at=present + timedelta(days=2), review_on=today + timedelta(days=1), client_uuid=story.form_number(),
        )


def warn_of_a_product(story: Story) -> None:
    """An alert that stands and a draft."""
    until = clock.now() + timedelta(days=10)
    facts: dict[str, Any] = {"advice": ("not_alone", "less", "naloxone", "call"), "ends_at": until}
    with _as(story, "nadia") as actor:
        made = draft_bulletin(
            actor=actor, sold_as="brune", looks="Poudre beige en grumeaux", effect="Endort en quelques minutes", zone="centre",
            level="danger", client_uuid=story.form_number(), **facts,
        )
        publish_bulletin(actor=actor, bulletin=made)
    with _as(story, "vera") as actor:
        draft_bulletin(
            actor=actor, sold_as="MDMA, cachets roses", looks="Cœur", effect="Très forts", zone="south", level="watch",
            client_uuid=story.form_number(), **facts,
        )


def hear_complaints(story: Story) -> None:
    """Three complaints, one answered; a near miss; and a danger that was weighed and waits for a signature."""
    people = {person.alias: person for _, person in story.kept["persons"]}
    told = (
        ("complaint", "neighbour", "noise", "Du bruit sur le trottoir après minuit, trois nuits de suite."),
        ("complaint", "anonymous", "welcome", "On attend longtemps sous la pluie avant d'entrer."),
        ("near_miss", "staff", "equipment", "Boîte à aiguilles pleine, une seringue est restée au sol."),
    )
    with _as(story, "vera") as actor:
        made = [
            record_complaint(actor=actor, kind=kind, source=source, about=about, text=text, client_uuid=story.form_number())
            for kind, source, about, text in told
        ]
        assess_danger(
            actor=actor, person=people["Mirela"], facts="Dit que quelqu'un l'attend dehors. Un œil gonflé.",
            options=("talk", "shelter", "prosecutor"), weighed="Elle ne veut pas de plainte, elle veut dormir ailleurs.",
            decision="shelter", decided_with="infirmière", client_uuid=story.form_number(),
        )
    with _as(story, "colette") as actor:
        follow_complaint(actor=actor, complaint=made[0], state="answered", note="Passé voir la voisine ; on rentre la file à 23 h.")


add(125, "incidents and their minutes", tell_incidents)
add(126, "a limit, and one to decide", limit_somebody)
add(127, "an alert about a product", warn_of_a_product)
add(128, "complaints, and a danger weighed", hear_complaints)
