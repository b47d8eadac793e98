"""The consumption room of the invented centre: a basis that is only invented, two days of visits, and this afternoon."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from care.room.bans.actions import decide_ban, propose_ban
from care.room.checking.actions import take_sample, tell_result, warn_of_sample
from care.room.enrolment.actions import decide_clinically, enrol, refuse_enrolment
from care.room.enrolment.selectors import is_minor
from care.room.ground import actions as ground
from care.room.ground.models import Booth
from care.room.visits import actions
from care.room.visits.models import RoomVisit
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from centre.staff.models import Team
from intake.demo.door import LIFETIME, instant
from intake.safety.actions import record_act, stop_clock

RULES_FR = (
    "Démonstration. On utilise ce que l'on a apporté, pour soi. On ne vend pas, on ne partage pas, on n'aide personne à s'injecter. "
    "L'équipe conseille et surveille. On reste le temps convenu après."
)
RULES_NL = (
    "Demonstratie. Je gebruikt wat je zelf meebracht, voor jezelf. We verkopen niet, delen niet en helpen niemand spuiten. "
    "Het team geeft raad en houdt een oogje in het zeil. Daarna blijf je de afgesproken tijd."
)
BOOTHS = (("I1", "injection"), ("I2", "injection"), ("I3", "injection"), ("F1", "inhalation"), ("F2", "inhalation"))
#: Lines of a use (sold as, believed, route), and where it goes.
USES: tuple[tuple[tuple[tuple[str, str, str], ...], str], ...] = (
    ((("11", "11", "iv"),), "injection"), ((("22", "22", "pipe"),), "inhalation"), ((("11", "14", "iv"), ("21", "21", "iv")), "injection"),
    ((("11", "11", "foil"),), "inhalation"),
)  # fmt: skip
OTHERWISE = ("public", "public", "toilets", "home", "unsaid")
GUESTS = 8


@dataclass
class Room:
    """What the steps of this story share."""

    story: Story
    booths: dict[str, list[Booth]]
    people: list[Any]
    turn: int = 0

    def at(self, moment: datetime, deed: Callable[[Any], Any], who: str = "rosa") -> Any:
        """Do it as a colleague of the room at that instant."""
        with clock.at(min(moment, clock.now())), acting(self.story.staff[who], workstation="5", lifetime=LIFETIME) as actor:
            return deed(actor)

    def number(self) -> Any:
        return self.story.form_number()


def _set_up(story: Story) -> dict[str, list[Booth]]:
    """Everything the house decides, marked as invented."""
    day = story.days[0]
    with clock.at(instant(day, 9, 0)), acting(story.staff["colette"], workstation="3", lifetime=LIFETIME, fresh_until=time.time() + LIFETIME) as colette:
        basis = ground.enter_basis(
            actor=colette, reference="Démonstration : texte inventé, sans valeur", given_by="Démonstration", valid_from=day,
            valid_until=story.days[-1] + timedelta(days=240), client_uuid=story.form_number(),
        )
        ground.sign_basis(actor=colette, basis=basis, role="coordinator")
        ground.publish_rules(actor=colette, text_fr=RULES_FR, text_nl=RULES_NL)
        ground.set_terms(
            actor=colette, valid_from=day, injection_minutes=30, inhalation_minutes=40, watch_minutes=20, look_minutes=10, staff_least=2,
            because="Démonstration : chiffres inventés",
        )
        made = [
            ground.save_booth(actor=colette, label=label, space=space, order=place, active=True)
            for place, (label, space) in enumerate(BOOTHS, start=1)
        ]
    with clock.at(instant(day, 9, 30)), acting(story.staff["amina"], workstation="4", lifetime=LIFETIME, fresh_until=time.time() + LIFETIME) as amina:
        ground.sign_basis(actor=amina, basis=basis, role="doctor")
    return {space: [booth for booth in made if booth.space == space] for space in ("injection", "inhalation")}


def tell_room(story: Story) -> None:
    """Enrolments, two days of visits, one limit; then what goes on now: booths, queue, observation."""
    room = Room(story, _set_up(story), _people(story))
    team = [story.staff[name].pk for name in ("rosa", "robin")]
    for ago in (6, 3):
        opened = instant(story.days[-1 - ago], 10, 0)
        if ago == 6:
            _enrol(room, opened)
        opening = room.at(opened, lambda actor: ground.open_room(actor=actor, staff=team, client_uuid=room.number()))
        for step in range(2):
            _visit(room, opened + timedelta(minutes=5 + 70 * step), early=ago == 3 and step == 1)
        room.at(opened + timedelta(hours=8), lambda actor, one=opening: ground.close_room(actor=actor, opening=one, reason="hours", inside=0))  # type: ignore[misc]
    _limits(room)
    _now(room, team)


def _people(story: Story) -> list[Any]:
    """Grown-ups whom the reception brings near the room's team."""
    team = Team.objects.get(code="room")
    found: list[Any] = []
    with acting(story.staff["vera"], workstation="1", lifetime=LIFETIME) as vera:
        for _since, person in story.kept["persons"]:
            if len(found) < GUESTS and person.birth_year and not is_minor(vera, person):
                grant_team(person=person, team=team, compartment="desk", days=180, origin="contact")
                found.append(person)
    return found


def _enrol(room: Room, at: datetime) -> None:
    """Everybody with the rules; one first use decided with a nurse; one under 18 who was offered something else."""
    for place, person in enumerate(room.people):
        made = room.at(
            at - timedelta(minutes=60 - 5 * place),
            lambda actor, who=person, n=place: enrol(  # type: ignore[misc]
                actor=actor, person=who, age_check=("declared", "seen")[n % 2], area=("near", "brussels", "unsaid")[n % 3],
                first_time=n == 4, client_uuid=room.number(),
            ),
        )
        if place == 4:
            room.at(
                at - timedelta(minutes=30),
                lambda actor, one=made: decide_clinically(  # type: ignore[misc]
                    actor=actor, enrolment=one, ground="first_time", outcome="with_care", taken_with="nurse",
                    words="Vu avec l'infirmière : moins, lentement, jamais seul.", client_uuid=room.number(),
                ),
            )
    room.at(at, lambda actor: refuse_enrolment(actor=actor, person=None, offered=["equipment", "youth", "rest"], client_uuid=room.number()))


def _begin(room: Room, at: datetime, *, seat: bool = True) -> RoomVisit:
    """Somebody comes, and gets a booth."""
    _lines, space = USES[room.turn % len(USES)]
    person = room.people[room.turn % len(room.people)]
    booth = room.booths[space][(room.turn // 2) % 2]
    room.turn += 1
    visit: RoomVisit = room.at(at, lambda actor: actions.arrive(actor=actor, person=person, space=space, client_uuid=room.number()))
    if not seat:
        return visit
    room.at(at + timedelta(minutes=4), lambda actor: actions.call(actor=actor, visit=visit), "robin")
    seated: RoomVisit = room.at(at + timedelta(minutes=5), lambda actor: actions.seat(actor=actor, visit=visit, booth=booth))
    return seated


def _use(room: Room, visit: RoomVisit, at: datetime) -> RoomVisit:
    """What was used, advice, then the observation with a look."""
    lines, _space = USES[(room.turn - 1) % len(USES)]
    said = room.story.dice.choice(OTHERWISE)
    room.at(at, lambda actor: actions.record_use(actor=actor, visit=visit, lines=lines, otherwise=said, advice=("hands", "slow"), client_uuid=room.number()))
    watched: RoomVisit = room.at(at + timedelta(minutes=12), lambda actor: actions.begin_watch(actor=actor, visit=visit))
    room.at(
        at + timedelta(minutes=17),
        lambda actor: actions.look_after(actor=actor, visit=watched, consciousness="A", spo2=96, respiration=14, client_uuid=room.number()),
    )
    return watched


def _visit(room: Room, at: datetime, *, early: bool = False) -> None:
    """A whole visit; one of them left before the end of the observation."""
    visit = _use(room, _begin(room, at), at + timedelta(minutes=8))
    away = at + timedelta(minutes=30 if early else 45)
    room.at(away, lambda actor: actions.leave(actor=actor, visit=visit, early="hurry" if early else ""))


def _limits(room: Room) -> None:
    """One limit proposed by one and decided by the other."""
    person, day = room.people[-1], clock.service_day()
    made = room.at(
        clock.now(),
        lambda actor: propose_ban(
            actor=actor, person=person, ground="violence", reason="A menacé une collègue dans la salle d'attente.",
            ends_at=clock.now() + timedelta(days=3), review_on=day + timedelta(days=1), client_uuid=room.number(),
        ),
    )
    room.at(clock.now(), lambda actor: decide_ban(actor=actor, ban=made, agreed=True), "robin")


def _now(room: Room, team: list[int]) -> None:
    """The room as it stands: an overdose that was survived an hour ago, one under observation, two in booths, two waiting."""
    present, room.turn = clock.now(), 0
    room.at(present - timedelta(minutes=130), lambda actor: ground.open_room(actor=actor, staff=team, client_uuid=room.number()))
    hurt = _use(room, _begin(room, present - timedelta(minutes=125)), present - timedelta(minutes=115))
    began = present - timedelta(minutes=96)
    incident = room.at(began, lambda actor: actions.start_emergency(actor=actor, kind="overdose", visit=hurt, client_uuid=room.number()))
    for act, after in (("stimulation", 20), ("oxygen", 60), ("naloxone_im", 110), ("recovered", 700)):
        room.at(began + timedelta(seconds=after), lambda actor, one=act: record_act(actor=actor, incident=incident, act=one, client_uuid=room.number()))  # type: ignore[misc]
    room.at(began + timedelta(minutes=13), lambda actor: stop_clock(actor=actor, incident=incident))
    room.at(began + timedelta(minutes=20), lambda actor: actions.leave(actor=actor, visit=hurt, ending="emergency", early="unsaid"))
    _use(room, _begin(room, present - timedelta(minutes=40)), present - timedelta(minutes=25))
    for minutes in (22, 14):
        _begin(room, present - timedelta(minutes=minutes))
    for minutes in (11, 3):
        _begin(room, present - timedelta(minutes=minutes), seat=False)


def check_samples(story: Story) -> None:
    """Three samples: as sold, not yet looked at, and one of which the whole house is warned."""
    with acting(story.staff["rosa"], workstation="5", lifetime=LIFETIME) as rosa:
        expected, danger = (
            take_sample(actor=rosa, sold_as=sold_as, form=form, name=name, looks=looks, client_uuid=story.form_number())
            for sold_as, form, name, looks in (("22", "rock", "", "petits cailloux blancs"), ("11", "powder", "brune", "poudre beige en grumeaux"))
        )
        take_sample(actor=rosa, sold_as="33", form="pill", name="", looks="rose, un cœur", client_uuid=story.form_number())
        tell_result(actor=rosa, sample=expected, method="reagent", level="expected", found=["22"])
        tell_result(actor=rosa, sample=danger, method="infrared", level="danger", found=["11", "153"], result="Nitazène détecté : très fort.")
        warn_of_sample(
            actor=rosa, sample=danger, sold_as=danger.name, looks=danger.looks, effect=danger.result, ends_at=clock.now() + timedelta(days=7),
            advice=("not_alone", "less", "naloxone", "call"),
            client_uuid=story.form_number(), words_fr="Démonstration : alerte inventée.", words_nl="Demonstratie: verzonnen waarschuwing.",
        )


add(330, "the consumption room", tell_room)
add(331, "samples looked at", check_samples)
