"""Who lives in the homes of the invented centre: leases, rent, visits, one who owes, one who found a second home."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_team
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from centre.staff.models import Team
from housing.placements import actions
from housing.placements.enums import (
    ArrearsState,
    AwayAt,
    EventKind,
    ExitReason,
    GuaranteeForm,
    Holder,
    NoticeBy,
    RentSource,
)
from housing.placements.models import Placement
from housing.placements.selectors import person_of
from housing.stays.enums import Destination, EthosLight
from housing.support.actions import agree_visits, record_visit
from housing.support.enums import Outcome, VisitKind, Where
from intake.demo.door import LIFETIME, instant
from intake.person.actions import issue_card, open_file
from intake.person.enums import Gender


class Tenant(NamedTuple):
    """Alias, gender, year of birth, programme and home by their place, days ago moved in (None: waits for a key), days between visits."""

    alias: str
    gender: str
    year: int
    programme: int
    dwelling: int | None
    ago: int | None
    every: int


TENANTS = (
    Tenant("Marcel", Gender.MAN, 1959, 0, 0, 430, 14),
    Tenant("Ludo", Gender.MAN, 1971, 0, 1, 240, 7),
    Tenant("Gérard", Gender.MAN, 1963, 1, 6, 170, 7),
    Tenant("Amina", Gender.WOMAN, 1990, 3, 3, 325, 21),
    Tenant("Nico", Gender.MAN, 1987, 2, 7, 200, 7),
    Tenant("Samir", Gender.MAN, 1994, 5, 9, 35, 7),
    Tenant("Fatou", Gender.WOMAN, 1983, 4, None, None, 14),
)
SAID = (
    "A repeint la cuisine. Dort mieux qu'au début.", "Courrier trié ensemble, facture d'eau payée.",
    "Parle de son fils, veut le revoir.", "Voisin du dessous rencontré, tout va bien.", "Courses faites ensemble, frigo plein.",
)
KINDS = (VisitKind.TALK, VisitKind.HOUSEHOLD, VisitKind.MONEY, VisitKind.PAPERS, VisitKind.NEIGHBOURS, VisitKind.DAYTIME)


def _as(story: Story, name: str) -> Any:
    return acting(story.staff[name], workstation="3", lifetime=LIFETIME)


def _ago(story: Story, days: int) -> date:
    return story.days[-1] - timedelta(days=days)


def house(story: Story) -> None:
    """Seven people in six kinds of homes, each known at the desk; six have a key."""
    housed: dict[str, Placement] = {}
    for tenant in TENANTS:
        begun = _ago(story, (tenant.ago or 20) + 15)
        with clock.at(instant(begun, 10, 30)):
            person = _known(story, tenant)
            with _as(story, "hugo") as actor:
                housed[tenant.alias] = actions.plan_placement(
                    actor=actor, person=person, programme=story.kept["programmes"][tenant.programme], enrolled_on=begun,
                    ethos_before=EthosLight.PUBLIC_SPACE, cover=story.staff["colette"].pk, client_uuid=story.form_number(),
                )
        if tenant.ago is not None and tenant.dwelling is not None:
            _key(story, tenant, housed)
    story.kept["housed"] = housed


def _known(story: Story, tenant: Tenant) -> Any:
    """A file opened at the desk, which the team of homes follows."""
    with _as(story, "vera") as actor:
        person = open_file(actor=actor, alias=tenant.alias, gender=tenant.gender, birth_year=tenant.year, languages=("fr",))
        story.kept["cards"][person.pk] = issue_card(actor=actor, person=person)
        grant_team(person=person, team=Team.objects.get(code="homes"), compartment=Compartment.DESK, days=700, origin=Origin.CONTACT)
    return person


def _key(story: Story, tenant: Tenant, housed: dict[str, Placement]) -> None:
    """Moved in, a lease with its guarantee, visits agreed."""
    day = _ago(story, tenant.ago or 0)
    home = story.kept["dwellings"][tenant.dwelling]
    agency = tenant.programme == 3
    with clock.at(instant(day, 16, 0)), _as(story, "hugo") as actor:
        placement = actions.move_in(actor=actor, placement=housed[tenant.alias], moved_in_on=day, dwelling=home, own_name=not agency)
        guaranteed = tenant.programme in (0, 2)
        actions.add_lease(
            actor=actor, placement=placement, starts_on=day, ends_on=day + timedelta(days=365) if agency else None,
            holder=Holder.AGENCY if agency else Holder.PERSON, dwelling=home, landlord=home.landlord,
            rent_cents=int((home.rent or 0) * 100), charges_cents=int((home.charges or 0) * 100),
            rent_source=RentSource.CPAS if tenant.year > 1962 else RentSource.BENEFIT,
            guarantee_form=GuaranteeForm.CPAS if guaranteed else GuaranteeForm.NONE,
            guarantee_cents=int((home.rent or 0) * 200) if guaranteed else 0, guarantee_paid_on=day if guaranteed else None,
            client_uuid=story.form_number(),
        )
        agree_visits(actor=actor, placement=placement, every_days=tenant.every, from_on=day, client_uuid=story.form_number())
    housed[tenant.alias] = placement


def live(story: Story) -> None:
    """Visits of two months, rent that was not paid, somebody in hospital, a second home."""
    housed = story.kept["housed"]
    for tenant in TENANTS:
        if tenant.ago is not None:
            _visits(story, tenant, housed[tenant.alias])
    _owes(story, housed["Ludo"])
    _away(story, housed["Gérard"])
    _second_home(story, housed["Nico"])


def _visits(story: Story, tenant: Tenant, placement: Placement) -> None:
    """Visits every so many days; now and then nobody opens. The last of whoever owes is long ago."""
    first = min(tenant.ago or 0, 56)
    last = 30 if tenant.alias == "Ludo" else 5
    for back in range(first - 1, last, -tenant.every):
        at = instant(_ago(story, back), 14, story.dice.randint(0, 50))
        opens = story.dice.random() < 0.85
        following = back - tenant.every
        with clock.at(at + timedelta(hours=2)), _as(story, "hugo") as actor:
            record_visit(
                actor=actor, placement=placement, at=at, where=story.dice.choice((Where.HOME, Where.HOME, Where.OUTSIDE)),
                minutes=story.dice.choice((30, 45, 60)), outcome=Outcome.KEPT if opens else Outcome.NOT_HOME,
                kinds=sorted(story.dice.sample(KINDS, 2)) if opens else [], part=Compartment.HOUSING,
                text=story.dice.choice(SAID) if opens else "", client_uuid=story.form_number(),
                next_at=None if following > last or tenant.alias == "Ludo" else instant(_ago(story, -story.dice.randint(1, 6)), story.dice.randint(9, 16), 30),
            )


def _owes(story: Story, placement: Placement) -> None:
    """Three months of rent, one of them caught up, a plan, and a warning of the landlord."""
    with clock.at(instant(_ago(story, 3), 11, 0)), _as(story, "hugo") as actor:
        for months, state, plan in (
            (3, ArrearsState.PAID, ""), (2, ArrearsState.PLAN, "50 € par mois, dès le mois prochain, avec le CPAS."), (1, ArrearsState.OPEN, "")
        ):
            month = (story.days[-1].replace(day=1) - timedelta(days=30 * months - 15)).replace(day=1)
            actions.keep_arrears(
                actor=actor, placement=placement, month=month, owed_cents=46500, state=state, plan=plan, client_uuid=story.form_number()
            )
        actions.add_event(
            actor=actor, placement=placement, kind=EventKind.WARNING, on=_ago(story, 4), text="Mise en demeure reçue, à lire avec lui.",
            client_uuid=story.form_number(),
        )


def _away(story: Story, placement: Placement) -> None:
    """In hospital since a week, the room is kept."""
    with clock.at(instant(_ago(story, 6), 9, 30)), _as(story, "hugo") as actor:
        actions.add_event(
            actor=actor, placement=placement, kind=EventKind.ABSENCE, on=_ago(story, 7), away_at=AwayAt.HOSPITAL,
            text="Opération prévue de longue date. Le chien est chez sa sœur.", client_uuid=story.form_number(),
        )


def _second_home(story: Story, placement: Placement) -> None:
    """The first home was lost, a second found within weeks; the guarantee of the first did not come back yet."""
    with clock.at(instant(_ago(story, 40), 15, 0)), _as(story, "hugo") as actor:
        lease = placement.leases.order_by("starts_on").first()
        if lease is not None:
            actions.change_lease(
                actor=actor, lease=lease, ends_on=_ago(story, 40), notice_on=_ago(story, 70), notice_by=NoticeBy.LANDLORD,
                guarantee_paid_on=lease.guarantee_paid_on, guarantee_returned_on=None,
            )
        actions.add_event(
            actor=actor, placement=placement, kind=EventKind.CONFLICT, on=_ago(story, 60), text="Plainte des voisins pour le bruit.",
            client_uuid=story.form_number(),
        )
        former = actions.end_placement(
            actor=actor, placement=placement, ended_on=_ago(story, 40), reason=ExitReason.NEIGHBOURS,
            destination=Destination.SHELTER, ethos_after=EthosLight.OVERNIGHT_SHELTER,
        )
    with clock.at(instant(_ago(story, 12), 15, 0)), _as(story, "hugo") as actor:
        home = story.kept["dwellings"][4]
        second = actions.plan_placement(
            actor=actor, person=person_of(former), programme=story.kept["programmes"][0], enrolled_on=_ago(story, 20), previous=former,
            ethos_before=EthosLight.OVERNIGHT_SHELTER, client_uuid=story.form_number(),
        )
        second = actions.move_in(actor=actor, placement=second, moved_in_on=_ago(story, 12), dwelling=home, own_name=True)
        actions.add_lease(
            actor=actor, placement=second, starts_on=_ago(story, 12), holder=Holder.PERSON, dwelling=home, landlord=home.landlord,
            rent_cents=54000, rent_source=RentSource.CPAS, client_uuid=story.form_number(),
        )


add(240, "who lives in the homes", house)
add(241, "two months in the homes", live)
