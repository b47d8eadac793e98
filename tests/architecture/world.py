"""One more of everything that pages list: how a list is made longer, room by room, through the actions of the house."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.test import RequestFactory

from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from centre.workstations import session

from .world_beds import Beds
from .world_belongings import Belongings
from .world_doses import Doses
from .world_entitlements import Entitlements
from .world_health import Health
from .world_homes import Homes
from .world_paths import Paths
from .world_placements import Placements
from .world_register import Register
from .world_requests import Requests
from .world_room import Room
from .world_scales import Scales
from .world_sessions import Sessions
from .world_stays import Stays
from .world_treatment import Treatment
from .world_work import Work
from .world_wounds import Wounds

#: Teams that come near everybody here, with the compartments they hold of them.
NEAR = {"reception": ["housing", "employment"], "social": ["desk", "social"], "nurses": ["desk", "nursing"], "coordination": ["desk", "housing"]}


class World(Beds, Homes, Treatment, Requests, Belongings, Placements, Stays, Sessions, Work, Scales, Entitlements, Paths, Health, Wounds, Register, Doses, Room):
    """What stands in the house during one test; a method called again makes one more of its kind."""

    def __init__(self, fixture: Callable[[str], Any]) -> None:
        self.fixture = fixture
        self.client: Any = None
        self.number = 0

    def act(self, name: str, action: Callable[..., Any], /, *, fresh: bool = False, **words: Any) -> Any:
        """Do it as a member of the cast, with a number of the form's own when the action takes one."""
        actor = self.fixture(name)
        if "client_uuid" in inspect.signature(action).parameters:
            words.setdefault("client_uuid", uuid4())
        with self.fixture("as_")(actor, **({"fresh": True} if fresh else {})):
            return action(actor=actor, **words)

    def found(self, look: Callable[[], Any]) -> Any:
        """What stands in the house from its first day, read as somebody at work."""
        with self.fixture("as_")(self.fixture("vera")):
            return look()

    def service(self, code: str) -> Any:
        from intake.desk.models import Service

        return self.found(lambda: Service.objects.get(code=code))

    @cached_property
    def place(self) -> str:
        """The number of the workstation at which the page is opened."""
        self.client.get("/")
        request = RequestFactory().get("/")
        request.COOKIES = {name: kept.value for name, kept in self.client.cookies.items()}
        return session.number_of(request)

    def next(self) -> int:
        self.number += 1
        return self.number

    # --- people -----------------------------------------------------------------------------------------------

    def person(self, **more: Any) -> Any:
        """Somebody whom every team knows."""
        from intake.person.actions import open_file

        person = self.act("vera", open_file, **{"alias": f"Person {self.next()}", "languages": ["fr"]} | more)
        with self.fixture("as_")(self.fixture("vera")):
            for code, held in NEAR.items():
                team = Team.objects.get(code=code)
                for compartment in held:
                    grant_team(person=person, team=team, compartment=compartment, days=30, origin="contact")
        return person

    @cached_property
    def momo(self) -> Any:
        return self.person(alias="Momo", birth_year=1990, gender="M")

    def alert(self) -> None:
        from intake.person.actions import raise_alert

        self.act("vera", raise_alert, person=self.momo, text=f"Alert {self.next()}", until=clock.now() + timedelta(days=2))

    def inside(self) -> Any:
        from intake.desk.actions import record_passage

        person = self.person()
        self.act("vera", record_passage, service=self.service("reception"), person=person)
        return person

    def lost(self) -> None:
        from intake.desk.actions import record_passage

        person = self.person()
        for days in (60, 61, 62):
            at = clock.now() - timedelta(days=days)
            self.act("vera", record_passage, service=self.service("reception"), person=person, at=at)

    def inside_with_alert(self) -> None:
        from intake.person.actions import raise_alert

        self.act("vera", raise_alert, person=self.inside(), text="Take care", until=clock.now() + timedelta(days=2))

    def look(self) -> None:
        from intake.person.selectors import person_for

        for name in ("vera", "ivan"):
            actor = self.fixture(name)
            with self.fixture("as_")(actor):
                person_for(actor, self.momo.pk)

    # --- the staff --------------------------------------------------------------------------------------------

    def colleague(self) -> Any:
        from centre.staff.actions import create_account

        number = self.next()
        team = Team.objects.get(code="reception")
        return self.act("ada", create_account, username=f"colleague-{number}", display_name=f"Colleague {number}", language="fr", team=team)

    def membership(self) -> None:
        from centre.staff.actions import start_membership

        code = ("social", "nurses", "women", "mobile")[self.next() % 4]
        self.act("ada", start_membership, user=self.fixture("walid"), team=Team.objects.get(code=code))

    def workstation(self) -> None:
        from centre.workstations.actions import name_workstation

        ada = self.fixture("ada")
        with self.fixture("as_")(ada):
            name_workstation(actor=ada, number=f"1234-{self.next()}", name=f"Desk {self.number}")

    def presence(self) -> None:
        from django.utils import timezone

        from centre.staff.actions import set_pin
        from centre.workstations.models import Presence

        user = self.colleague()[0]
        with self.fixture("as_")(user, fresh=True):
            set_pin(actor=user, pin="482915")
            Presence.objects.create(user=user, workstation=self.place, until=timezone.now() + timedelta(hours=8))

    def duty(self) -> Any:
        from centre.rota.actions import plan_duty
        from centre.shifts.registry import Shift

        user = self.colleague()[0]
        return self.act("colette", plan_duty, user=user, role="desk", shift=Shift(clock.service_day(), "night"))

    def my_duty(self) -> None:
        from centre.rota.actions import plan_duty
        from centre.shifts.registry import Shift

        day = clock.service_day() + timedelta(days=self.next())
        self.act("colette", plan_duty, user=self.fixture("vera"), role="desk", shift=Shift(day, "night"))

    def absence(self) -> None:
        from centre.rota.actions import note_absence

        day = clock.service_day() + timedelta(days=10 * self.next())
        self.act("colette", note_absence, user=self.colleague()[0], from_on=day, until_on=day + timedelta(days=1))

    def task(self) -> None:
        from centre.todo.actions import add_task

        self.act("vera", add_task, text=f"Task {self.next()}", due_at=clock.now() + timedelta(hours=2), person=self.momo.pk, compartment="desk")

    def remark(self) -> None:
        from centre.shifts.actions import add_remark

        self.act("vera", add_remark, book=self.book, text=f"Remark {self.next()}")

    @cached_property
    def book(self) -> Any:
        from centre.shifts.actions import open_handover
        from centre.shifts.hours import shift_now

        return self.act("vera", open_handover, shift=shift_now())

    def shift_book(self) -> None:
        from centre.shifts.actions import open_handover
        from centre.shifts.registry import Shift

        day = clock.service_day() - timedelta(days=self.next())
        self.act("vera", open_handover, shift=Shift(day, "night"))

    def glass(self) -> Any:
        from centre.access.actions import break_glass

        return self.act("noor", break_glass, fresh=True, person=self.person().pk, reason="overdose", words="Breathing badly.", minutes=60)

    # --- care -------------------------------------------------------------------------------------------------

    def note(self) -> Any:
        from care.notes.actions import add_addendum, write_note

        note = self.act("nadia", write_note, person=self.momo, compartment="nursing", text=f"Note {self.next()}")
        self.act("nadia", add_addendum, note=note, text="And then")
        return note

    @cached_property
    def first_note(self) -> Any:
        return self.note()

    def correction(self) -> None:
        from care.notes.actions import correct_note

        note = self.first_note
        self.first_note = self.act("nadia", correct_note, note=note, version=note.version, text=f"Version {self.next()}")

    def addendum(self) -> None:
        from care.notes.actions import add_addendum

        self.act("nadia", add_addendum, note=self.first_note, text=f"Line {self.next()}")

    @cached_property
    def path(self) -> Any:
        from care.paths.actions import open_path

        return self.act("ivan", open_path, person=self.momo, compartment="social")

    def step(self) -> None:
        from care.paths.actions import add_goal, add_step

        goal = self.act("ivan", add_goal, path=self.path, words=f"Goal {self.next()}")
        self.act("ivan", add_step, path=self.path, title=f"Step {self.number}", goal_id=goal.pk, due_on=clock.service_day())

    def another_path(self) -> None:
        from care.paths.actions import add_step, open_path

        path = self.act("ivan", open_path, person=self.person(), compartment="social")
        self.act("ivan", add_step, path=path, title=f"Step {self.next()}", due_on=clock.service_day())

    # --- beds -------------------------------------------------------------------------------------------------

    @cached_property
    def ward(self) -> Any:
        from housing.beds.models import Ward

        with self.fixture("as_")(self.fixture("colette")):
            return Ward.objects.create(label="First floor", order=1)

    def bed(self) -> Any:
        from housing.beds.models import Bed, Room

        number = self.next()
        with self.fixture("as_")(self.fixture("colette")):
            room = Room.objects.create(ward=self.ward, label=f"Room {number}", order=number)
            return Bed.objects.create(room=room, label=f"{number}A", order=1, open_from=date(2026, 1, 1), cleaned_at=clock.now())

    @cached_property
    def free_bed(self) -> Any:
        return self.bed()

    def sleeper(self) -> Any:
        from housing.stays.actions import admit_to_bed

        return self.act("vera", admit_to_bed, person=self.person(), bed=self.bed(), planned_end=clock.service_day() + timedelta(days=2))

    @cached_property
    def stay(self) -> Any:
        return self.sleeper()

    # --- the network ------------------------------------------------------------------------------------------

    @cached_property
    def organization(self) -> Any:
        from intake.directory.models import Organization

        with self.fixture("as_")(self.fixture("colette")):
            return Organization.objects.create(name=f"DUNE {self.next()}")

    def partner(self) -> Any:
        from intake.directory.models import PartnerService

        with self.fixture("as_")(self.fixture("colette")):
            return PartnerService.objects.create(
                organization=self.organization, name=f"Partner {self.next()}", needs=["shelter"], languages=["fr"], status="active"
            )

    @cached_property
    def one_partner(self) -> Any:
        return self.partner()

    def old_referral(self) -> None:
        with clock.at((clock.now() - timedelta(days=8)).astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M")):
            self.referral()

    def referral_elsewhere(self) -> None:
        self.__dict__.pop("organization", None)
        self.referral()

    def referral(self) -> Any:
        from intake.consent.enums import Condition
        from intake.network.actions import refer

        return self.act(
            "ivan", refer, person=self.momo, compartment="social", service=self.partner(), items=["alias"], reason="Needs a doctor",
            agreed_until=clock.service_day() + timedelta(days=30), conditions=Condition.values,
        )

    @cached_property
    def one_referral(self) -> Any:
        return self.referral()

    def link(self) -> None:
        from intake.network.actions import make_link

        self.act("ivan", make_link, referral=self.one_referral, hours=24)

    def consent(self) -> None:
        from intake.consent.actions import give_consent

        self.act(
            "ivan", give_consent, person=self.momo, compartment="social", recipient=uuid4(), recipient_name=f"Partner {self.next()}",
            items=["alias"], purpose="Help", valid_until=clock.service_day() + timedelta(days=5),
        )

    # --- safety, supplies, the street -------------------------------------------------------------------------

    def incident(self) -> Any:
        from intake.safety.actions import record_act, start_incident

        made = self.act("vera", start_incident, kind="overdose")
        self.act("vera", record_act, incident=made, act="oxygen")
        return made

    @cached_property
    def one_incident(self) -> Any:
        return self.incident()

    def act_of_incident(self) -> None:
        from intake.safety.actions import record_act, tell_story

        self.act("vera", record_act, incident=self.one_incident, act="oxygen")
        self.act("vera", tell_story, incident=self.one_incident, text=f"Seen {self.next()}")

    def product(self) -> Any:
        from intake.safety.actions import save_product

        with self.fixture("as_")(self.fixture("colette")) as actor:
            return save_product(actor=actor, name=f"Product {self.next()}", route="nasal")

    @cached_property
    def one_product(self) -> Any:
        return self.product()

    def lot(self) -> None:
        from intake.supplies.actions import receive_stock

        self.act("nadia", receive_stock, item=self.item, units=10, number=f"L{self.next()}", expires_on=clock.service_day() + timedelta(days=90))

    @cached_property
    def item(self) -> Any:
        from intake.supplies.models import Item

        return self.found(lambda: Item.objects.order_by("order", "pk").first())

    def handout(self) -> None:
        from intake.supplies.actions import hand_out

        self.act("vera", hand_out, item=self.item, packs=self.next(), person=self.momo)

    def box(self) -> None:
        from intake.supplies.actions import save_box
        from intake.supplies.models import Box

        self.act("colette", save_box, box=Box(label_fr=f"Boîte {self.next()}", syringes=100))

    def kind_of_item(self) -> None:
        from intake.supplies.actions import save_item
        from intake.supplies.models import Item

        number = self.next()
        item = Item(code=f"thing_{number}", label_fr=f"Chose {number}", group=self.item.group, order=900 + number)
        self.act("colette", save_item, item=item)

    def zone(self) -> Any:
        from intake.outreach.actions import save_place, save_zone
        from intake.outreach.models import Place, Zone

        zone = self.act("colette", save_zone, zone=Zone(name=f"Zone {self.next()}", municipality="Bruxelles"))
        self.act("colette", save_place, place=Place(zone=zone, label="Bridge"))
        return zone

    @cached_property
    def one_zone(self) -> Any:
        return self.zone()

    def round(self) -> Any:
        from intake.outreach.actions import start_round

        return self.act("vera", start_round, zone=self.one_zone)

    @cached_property
    def one_round(self) -> Any:
        return self.round()

    def contact_elsewhere(self) -> None:
        from intake.outreach.actions import record_contact, start_round

        made = self.act("vera", start_round, zone=self.zone())
        self.act("vera", record_contact, round=made, men=1)

    def contact(self) -> None:
        from intake.outreach.actions import record_contact

        self.act("vera", record_contact, round=self.one_round, person=self.person())

    def accompaniment(self) -> None:
        from intake.outreach.actions import plan_accompaniment

        self.act("ivan", plan_accompaniment, person=self.person(), planned_at=clock.now() + timedelta(days=1), whereto="CPAS")

    def restriction(self) -> Any:
        from intake.restrictions.actions import propose_restriction

        return self.act(
            "vera", propose_restriction, person=self.person(), space=None, service=self.service("shower"), reason="Blows",
            ends_at=clock.now() + timedelta(days=3), review_on=clock.service_day(),
        )

    @cached_property
    def one_restriction(self) -> Any:
        from intake.restrictions.actions import decide_restriction

        return self.act("colette", decide_restriction, restriction=self.restriction(), agreed=True)

    def appeal(self) -> None:
        from intake.restrictions.actions import record_appeal

        self.act("vera", record_appeal, restriction=self.one_restriction, words=f"Not fair {self.next()}")

    def bulletin(self) -> Any:
        from intake.bulletins.actions import draft_bulletin, publish_bulletin

        made = self.act(
            "vera", draft_bulletin, sold_as=f"Brown {self.next()}", looks="Powder", effect="Sleep", zone="centre", level="danger",
            advice=["less", "naloxone"], ends_at=clock.now() + timedelta(days=7),
        )
        return self.act("nadia", publish_bulletin, bulletin=made)

    def complaint(self) -> Any:
        from intake.complaints.actions import record_complaint

        return self.act("vera", record_complaint, kind="complaint", source="anonymous", about="welcome", text=f"Waited {self.next()}")

    @cached_property
    def one_complaint(self) -> Any:
        return self.complaint()

    def complaint_step(self) -> None:
        from intake.complaints.actions import follow_complaint

        state = ("looked_into", "answered")[self.next() % 2]
        self.one_complaint.state = self.act("colette", follow_complaint, complaint=self.one_complaint, state=state, note="Asked").state

    def activity(self) -> None:
        from intake.neighbourhood.actions import keep_activity
        from intake.neighbourhood.models import Activity

        made = Activity(kind="training", audience="first_line", title=f"Naloxone {self.next()}", held_on=clock.service_day(), minutes=90, people=12)
        self.act("ivan", keep_activity, activity=made)

    def talk(self) -> None:
        from intake.violence.actions import screen_violence

        self.act("women_worker", screen_violence, person=self.lou, danger="yes", words=f"He waits {self.next()}", wants="")

    @cached_property
    def lou(self) -> Any:
        from intake.person.actions import open_file

        lou = self.act("women_worker", open_file, alias="Lou")
        self.visitor(lou)
        return lou

    def visitor(self, person: Any = None) -> None:
        from intake.person.actions import open_file
        from intake.spaces.actions import enter_space
        from intake.spaces.selectors import space_for

        worker = self.fixture("women_worker")
        person = person or self.act("women_worker", open_file, alias=f"Guest {self.next()}")
        with self.fixture("as_")(worker):
            space = space_for(worker, "women_space")
        self.act("women_worker", enter_space, space=space, person=person)

    def decision(self) -> None:
        from intake.youth.actions import decide_guardianship

        self.act("ivan", decide_guardianship, person=self.momo, decision="not_yet", reasons=f"Afraid {self.next()}")

    def merge_like(self) -> None:
        self.person(alias=f"Momo {self.next()}")

    def danger(self) -> Any:
        from intake.dangers.actions import assess_danger

        return self.act(
            "vera", assess_danger, person=self.person(), facts="Said so", options=["talk", "shelter"], weighed="No police", decision="shelter",
        )

    def withholding(self) -> None:
        from intake.withholding.actions import withhold_file

        day = clock.service_day() + timedelta(days=90)
        words = {"person": self.person().pk, "colleague": self.fixture("walid"), "ground": "known", "review_on": day}
        self.act("colette", withhold_file, **words)

    def release(self) -> None:
        from audit.release.models import Release

        with self.fixture("as_")(self.fixture("felix")) as felix:
            Release.objects.create(table="passages", version=1, year=2025, period="Q1", recipient=f"City {self.next()}", prepared_by=felix.pk)

    def erasure(self) -> None:
        from audit.rights.actions import request_erasure

        self.act("dora", request_erasure, subject=self.person().pk)
