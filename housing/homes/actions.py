"""What is done before somebody has a home: what can be let is written down, and a search goes from step to step."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams, shorten_grants
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from housing.homes import policies, registry
from housing.homes.enums import WITH_DWELLING, DwellingState, LandlordReason, PersonReason, StepKind, Verb
from housing.homes.enums import CandidatureState as State
from housing.homes.letting import dwelling_for
from housing.homes.models import Candidature, Dwelling, DwellingAddress, Landlord, LandlordContact, Programme
from housing.homes.policies import HomeTaken
from housing.homes.selectors import last_step, search_of_form, standing_search, step_of_form
from intake.person.models import Person
from intake.safety.reach import names_of

#: Days the housing part of a file stays with its teams after a step, and after the search ended without a home.
GRANT_DAYS, DAYS_AFTER = 180, 30
ROLES = (Role.SOCIAL, Role.COORDINATOR)


@transaction.atomic
def write_programme(*, actor: User, programme: Programme | None = None, seen: int | None = None, **facts: Any) -> Programme:
    """Write a programme, new or changed. Raises Refused when its words would close a door. Source: DOMAIN 9.15.

    `seen`: the change the worker was looking at. Raises HomeTaken with who changed it since, and when.
    """
    policies.write_programme.check(actor, for_whom=facts.get("for_whom", ""))
    written: Programme = _written(programme or Programme(), facts, seen)
    record(Verb.PROGRAMME_WRITTEN, obj=written, data={"new": programme is None})
    return written


def _written(row: Any, facts: dict[str, Any], seen: int | None = None) -> Any:
    """The row with its facts, saved, unless somebody else changed it since it was `seen`."""
    if seen is not None:
        type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        last = row.history.order_by("-history_id").first()
        if last is not None and last.history_id != seen:
            words = _("%(who)s changed this at %(at)s. Look at it again; what you typed is still here.")
            raise HomeTaken(words % _who(last.history_user_id, last.history_date))
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def write_landlord(*, actor: User, landlord: Landlord | None = None, seen: int | None = None, **facts: Any) -> Landlord:
    """Write a landlord, new or changed; `seen` as for a programme."""
    policies.edit_homes.check(actor)
    written: Landlord = _written(landlord or Landlord(), facts, seen)
    record(Verb.LANDLORD_WRITTEN, obj=written, data={"new": landlord is None})
    return written


@transaction.atomic
def note_contact(
    *, actor: User, landlord: Landlord, kind: str, on: date, words: str, client_uuid: UUID, person: Person | None = None
) -> LandlordContact:
    """Write down a call, a visit, a dispute or an agreement; about a person, the words are sealed with their file."""
    policies.note_contact.check(actor, on=on)
    made = LandlordContact(
        landlord=landlord, person=person, kind=kind, on=on, note="" if person else words, words=words if person else None,
        by=actor.pk, at=clock.now(), client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return LandlordContact.objects.get(client_uuid=client_uuid)
    record(Verb.LANDLORD_CONTACTED, subject=person, obj=made, data={"landlord": landlord.pk})
    return made


@transaction.atomic
def write_dwelling(
    *, actor: User, dwelling: Dwelling | None = None, address: str | None = None, seen: int | None = None, **facts: Any
) -> Dwelling:
    """Write a dwelling, new or changed; `seen` as for a programme. The address, when given, is kept behind its own wall."""
    policies.edit_homes.check(actor)
    written: Dwelling = _written(dwelling or Dwelling(), facts, seen)
    if address is not None:
        place = DwellingAddress.objects.filter(dwelling=written).first() or DwellingAddress(dwelling=written)
        if place.address != address:
            _written(place, {"address": address})
    record(Verb.DWELLING_WRITTEN, obj=written, data={"new": dwelling is None})
    return written


@transaction.atomic
def open_search(
    *, actor: User, person: Person, asked_on: date | None = None, words: str = "", client_uuid: UUID | None = None, **wishes: Any
) -> Candidature:
    """Begin the search of a person for a home, with what they wish; the same form twice is one search.

    Raises Refused when they look already, or when the actor's team does not work with housing.
    """
    number, day, moment = client_uuid or uuid4(), asked_on or clock.service_day(), clock.now()
    done = search_of_form(actor, number)
    if done is not None:
        return done
    policies.open_search.check(actor, standing=standing_search(actor, person), on=day)
    _within_reach(actor, person)
    made = Candidature(
        person=person, asked_on=day, opened_at=moment, opened_by=actor.pk, moved_at=moment, client_uuid=number,
        words=words or None, **wishes,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        policies.open_search.check(actor, standing=standing_search(actor, person), on=day)
        raise
    _step(actor, made, StepKind.OPENED, on=day)
    record(Verb.OPENED, subject=person, obj=made)
    return made


def _within_reach(actor: User, person: Any) -> None:
    """The teams that look for homes find the person as long as the search goes on."""
    grant_actor_teams(actor, person=person, compartment=Compartment.HOUSING, days=GRANT_DAYS, origin=Origin.RELATION)
    for role, held in product(ROLES, (Compartment.DESK, Compartment.HOUSING)):
        grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)


def _step(actor: User, search: Candidature, kind: str, *, on: date | None = None, words: str = "", **more: Any) -> None:
    """Add a step to the trail."""
    search.steps.create(
        person_id=search.person_id, kind=kind, on=on or clock.service_day(), words=words or None, by=actor.pk, at=clock.now(),
        **({"client_uuid": uuid4()} | more),
    )


@transaction.atomic
def change_wishes(*, actor: User, candidature: Candidature, version: int, words: str | None = None, **wishes: Any) -> Candidature:
    """Change what a person wishes. Raises HomeTaken when somebody else wrote meanwhile: who and when."""
    search = _locked(actor, candidature, version)
    policies.change_wishes.check(actor, candidature=search)
    if words is not None:
        search.words = words or None
    search.version += 1
    _written(search, wishes)
    _step(actor, search, StepKind.CHANGED)
    record(Verb.CHANGED, subject=search.person_id, obj=search, data={"fields": sorted(wishes)})
    return search


def _who(user: int | None, at: Any) -> dict[str, str]:
    """Who and when, for words."""
    return {
        "who": names_of([user]).get(user, _("a colleague")) if user else _("a colleague"),
        "at": date_format(clock.local(at), "j/n H:i") if at else "–",
    }


def _locked(actor: User, candidature: Candidature, version: int | None) -> Candidature:
    """The search as it is now, kept for this transaction. Raises HomeTaken when the page showed an older one."""
    search = Candidature.objects.select_for_update(of=("self",), no_key=True).get(pk=candidature.pk)
    if version is not None and search.version != version:
        last = last_step(actor, search)
        facts = _who(last.step.by, last.step.at) if last else _who(None, search.moved_at)
        raise HomeTaken(_("%(who)s wrote in this search at %(at)s. Look again before you go on.") % facts)
    return search


def _move(
    actor: User, candidature: Candidature, to: str, kind: str, verb: str, *, on: date | None = None,
    dwelling: Dwelling | None = None, version: int | None = None, client_uuid: UUID | None = None, **step: Any,
) -> Candidature:
    """One step of a search. The step keeps the dwelling it was about; a search that looks on keeps none."""
    number = client_uuid or uuid4()
    done = step_of_form(actor, number)
    if done is not None:
        return Candidature.objects.get(pk=done.candidature_id)
    search = _locked(actor, candidature, version)
    policies.move_search.check(actor, candidature=search, to=to, dwelling=dwelling, on=on)
    about, keeps = dwelling.pk if dwelling else search.dwelling_id, to in (*WITH_DWELLING, State.HOUSED)
    search.state, search.dwelling_id = to, about if keeps else None
    search.moved_at, search.version = clock.now(), search.version + 1
    accepted = to == State.ACCEPTED
    search.accepted_at, search.accepted_by = (clock.now(), actor.pk) if accepted else (None, None)
    search.save()
    _step(actor, search, kind, on=on, dwelling_id=about, client_uuid=number, **step)
    reason = step.get("person_reason") or step.get("landlord_reason")
    facts = {"dwelling": about, "reason": reason}
    record(verb, subject=search.person_id, obj=search, data={name: fact for name, fact in facts.items() if fact} or None)
    return search


@transaction.atomic
def propose_dwelling(*, actor: User, candidature: Candidature, dwelling: Dwelling, **step: Any) -> Candidature:
    """Propose a dwelling to a person who looks. Raises HomeTaken when it is promised or lived in: who was first."""
    _must_be_free(actor, dwelling)
    _within_reach(actor, candidature.person_id)
    return _move(actor, candidature, State.PROPOSED, StepKind.PROPOSED, Verb.PROPOSED, dwelling=dwelling, **step)


def _must_be_free(actor: User, dwelling: Dwelling) -> None:
    """Raise HomeTaken with who was first and when."""
    line = dwelling_for(actor, dwelling.pk)
    if line.state == DwellingState.LIVED_IN:
        raise HomeTaken(_lived(line.since))
    if line.state == DwellingState.PROMISED:
        words = _("This dwelling was accepted by somebody else: %(who)s wrote it down at %(at)s.")
        raise HomeTaken(words % _who(line.accepted_by, line.accepted_at))


def _lived(since: date | None) -> str:
    return _("Somebody lives there since %(day)s.") % {"day": date_format(since, "j/n/Y") if since else "–"}


@transaction.atomic
def note_visit(*, actor: User, candidature: Candidature, **step: Any) -> Candidature:
    """The person has seen the dwelling."""
    return _move(actor, candidature, State.VISITED, StepKind.VISITED, Verb.VISITED, **step)


@transaction.atomic
def accept_dwelling(*, actor: User, candidature: Candidature, **step: Any) -> Candidature:
    """The person says yes. One yes for a dwelling: raises HomeTaken with who was first and when."""
    try:
        with transaction.atomic():
            search = _move(actor, candidature, State.ACCEPTED, StepKind.ACCEPTED, Verb.ACCEPTED, **step)
    except IntegrityError as error:
        wanted = Dwelling.objects.filter(candidatures=candidature.pk).first()
        if wanted is not None and "candidature_one_accepted" in str(error):
            _must_be_free(actor, wanted)
        raise
    lived = registry.lived_in(actor).get(search.dwelling_id or 0)
    if lived is not None:
        raise HomeTaken(_lived(lived.since))
    return search


@transaction.atomic
def refuse_by_person(*, actor: User, candidature: Candidature, reason: str = PersonReason.OTHER, **step: Any) -> Candidature:
    """The person says no, with their reason; the search goes on and their place in it stays."""
    step |= {"person_reason": reason}
    return _move(actor, candidature, State.REFUSED_BY_PERSON, StepKind.REFUSED_BY_PERSON, Verb.REFUSED_BY_PERSON, **step)


@transaction.atomic
def refuse_by_landlord(*, actor: User, candidature: Candidature, reason: str = LandlordReason.NONE, **step: Any) -> Candidature:
    """The landlord says no, with the reason given; it is counted, and the search goes on."""
    step |= {"landlord_reason": reason}
    return _move(actor, candidature, State.REFUSED_BY_LANDLORD, StepKind.REFUSED_BY_LANDLORD, Verb.REFUSED_BY_LANDLORD, **step)


@transaction.atomic
def take_back_proposal(*, actor: User, candidature: Candidature, **step: Any) -> Candidature:
    """The house takes a proposal back; the search is where it was before."""
    return _move(actor, candidature, State.OPEN, StepKind.TAKEN_BACK, Verb.TAKEN_BACK, **step)


@transaction.atomic
def undo_step(*, actor: User, candidature: Candidature) -> Candidature:
    """A visit or a yes tapped by mistake: the dwelling is proposed as before. For who tapped, within two minutes."""
    last = last_step(actor, candidature)
    policies.undo_step.check(actor, step=last.step if last else None)
    return _move(actor, candidature, State.PROPOSED, StepKind.UNDONE, Verb.UNDONE)


@transaction.atomic
def mark_housed(*, actor: User, candidature: Candidature, **step: Any) -> Candidature:
    """The person has a home: called where the placement begins. A search that ended so before stays as it is."""
    if candidature.state == State.HOUSED:
        policies.view_homes.check(actor)
        return candidature
    return _move(actor, candidature, State.HOUSED, StepKind.HOUSED, Verb.HOUSED, **step)


@transaction.atomic
def close_search(*, actor: User, candidature: Candidature, lapsed: bool = False, **step: Any) -> Candidature:
    """End a search without a home: the person withdraws it, or nothing was heard of them. It may be taken up again."""
    withdrawn, quiet = (State.WITHDRAWN, StepKind.WITHDRAWN, Verb.WITHDRAWN), (State.LAPSED, StepKind.LAPSED, Verb.LAPSED)
    search = _move(actor, candidature, *(quiet if lapsed else withdrawn), **step)
    shorten_grants(person=search.person_id, compartment=Compartment.HOUSING, days=DAYS_AFTER)
    return search


@transaction.atomic
def reopen_search(*, actor: User, candidature: Candidature, **step: Any) -> Candidature:
    """Take a search up again, its place in the waiting kept. Raises Refused when another one goes on."""
    policies.reopen_search.check(actor, candidature=candidature, standing=standing_search(actor, candidature.person))
    _within_reach(actor, candidature.person_id)
    return _move(actor, candidature, State.OPEN, StepKind.REOPENED, Verb.REOPENED, **step)
