"""What is done with entitlement files: open one, move it along, take a step back, note what is there, keep its letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import record
from care.notes.actions import follow
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .attached import kept_paper
from .deadlines import deadline_of
from .enums import Deed, EntitlementState, InsurerWay, Kind, PaperCode, Verb
from .following import follow_up
from .models import Entitlement, EntitlementPaper, UrgencyAttestation
from .selectors import (
    colleagues,
    entitlement_of_form,
    event_of_form,
    last_step,
    names_of,
    open_one,
    paper_for,
)
from .story import locked, tell

#: What a step may change, and taking it back restores. The sealed reference of a request goes with its request.
MOVED = (
    "state", "due_on", "due_for", "authority_id", "authority_name", "requested_on", "request_proof", "decided_on", "appeal_until",
    "appealed_on", "window_from", "window_to", "encoded_on", "card_on", "ended_on", "end_reason",
)
DAYS = frozenset(one for one in MOVED if one.endswith("_on") or one in {"appeal_until", "window_from", "window_to"})
CLEARED = {
    EntitlementState.REQUESTED: ("decided_on", "appeal_until", "appealed_on", "encoded_on"),
    EntitlementState.APPEALED: ("appeal_until",), EntitlementState.GRANTED: ("appeal_until", "encoded_on"),
}


class AlreadyOpen(Exception):
    """The same thing is asked for in a file that is open: `file`."""

    def __init__(self, file: Entitlement) -> None:
        super().__init__("there is an open file already")
        self.file = file


class StaleFile(Exception):
    """Somebody moved the file meanwhile; `words` say who, where to and when."""

    def __init__(self, file: Entitlement) -> None:
        who = names_of({file.moved_by}).get(file.moved_by, "")
        self.file = file
        self.words = _("%(who)s was first: “%(state)s” at %(at)s. What you typed is still here.") % {
            "who": who, "state": file.get_state_display(), "at": f"{clock.local(file.moved_at):%H:%M}",
        }
        super().__init__(self.words)


@transaction.atomic
def open_entitlement(
    *, actor: User, person: Person, kind: str, client_uuid: UUID, benefit: str = "", due_on: date | None = None, place: str = "", note: str = "",
) -> Entitlement:
    """Note a need and put the team on the case; the same `client_uuid` again gives the first. Raises Refused, AlreadyOpen."""
    policies.open_entitlement.check(actor, kind=kind, benefit=benefit, due_on=due_on)
    known = entitlement_of_form(actor, client_uuid)
    if known is not None:
        return known
    follow(actor=actor, person=person, compartment=Compartment.SOCIAL)
    if (other := open_one(actor, person, kind, benefit)) is not None:
        raise AlreadyOpen(other)
    now = clock.now()
    file = Entitlement(
        person=person, kind=Kind(kind), benefit=benefit, worker=actor.pk, opened_on=clock.service_day(), opened_by=actor.pk,
        place=place or None, moved_at=now, moved_by=actor.pk, client_uuid=client_uuid,
    )
    file.due_on, file.due_for = deadline_of(file, due_on)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        faster = open_one(actor, person, kind, benefit)
        if faster is None:
            raise
        raise AlreadyOpen(faster) from None
    tell(file, actor, Deed.OPENED, to_state=file.state, note=note)
    follow_up(actor=actor, file=file)
    record(Verb.OPENED, subject=person, obj=file, data={"kind": str(kind)})
    return file


@transaction.atomic
def move_entitlement(
    *, actor: User, entitlement: Entitlement, state: str, version: int, client_uuid: UUID, due_on: date | None = None, note: str = "",
    **facts: Any,
) -> Entitlement:
    """Move a file to another state with what the step asks; the same `client_uuid` again changes nothing.

    Raises Refused with words that name the field, and StaleFile when somebody else was first.
    """
    file = locked(actor, entitlement)
    if event_of_form(actor, client_uuid) is not None:
        return file
    if file.version != version:
        raise StaleFile(file)
    policies.move_entitlement.check(actor, entitlement=file, state=state, facts=facts, due_on=due_on)
    before, came_from = _kept(file), file.state
    _fill(file, EntitlementState(state), facts)
    file.due_on, file.due_for = deadline_of(file, due_on)
    _save(file, actor)
    day = next((facts[name] for name in ("requested_on", "decided_on", "appealed_on", "ended_on") if facts.get(name)), None)
    until = file.window_to if state == EntitlementState.GRANTED else None
    tell(file, actor, Deed.MOVED, came_from, state, note=note, on_day=day, until_day=until, before=before, client_uuid=client_uuid)
    follow_up(actor=actor, file=file)
    record(Verb.MOVED, subject=file.person_id, obj=file, data={"from": came_from, "to": str(state)})
    return file


@transaction.atomic
def step_back(*, actor: User, entitlement: Entitlement, client_uuid: UUID, because: str = "") -> Entitlement:
    """Take the last step back: the file says again what it said before; both the step and this stay in its story."""
    file = locked(actor, entitlement)
    if event_of_form(actor, client_uuid) is not None:
        return file
    step = last_step(actor, file)
    again = file.state == EntitlementState.STOPPED and file.person is not None
    other = open_one(actor, file.person, file.kind, file.benefit, file.pk) if again and file.person else None
    policies.step_back.check(actor, entitlement=file, step=step, because=because, other=other)
    assert step is not None
    came_from = file.state
    for name, value in step.before.items():
        setattr(file, name, date.fromisoformat(value) if value and name in DAYS else value)
    _save(file, actor)
    tell(file, actor, Deed.BACK, came_from, file.state, note=because, takes_back=step, client_uuid=client_uuid)
    follow_up(actor=actor, file=file)
    record(Verb.STEPPED_BACK, subject=file.person_id, obj=file, data={"from": came_from, "to": file.state})
    return file


@transaction.atomic
def set_deadline(*, actor: User, entitlement: Entitlement, due_on: date | None) -> Entitlement:
    """Choose another day to look at the file again; a deadline of the law that comes earlier stays first."""
    file = locked(actor, entitlement)
    policies.keep_entitlement.check(actor, entitlement=file, due_on=due_on)
    file.due_on, file.due_for = deadline_of(file, due_on)
    _save(file, actor)
    tell(file, actor, Deed.DATED, on_day=file.due_on)
    follow_up(actor=actor, file=file)
    record(Verb.DATED, subject=file.person_id, obj=file)
    return file


@transaction.atomic
def assign_worker(*, actor: User, entitlement: Entitlement, worker: int) -> Entitlement:
    """Give a file to another referring worker; what is to be done goes with it."""
    file = locked(actor, entitlement)
    policies.assign_worker.check(actor, entitlement=file, worker=worker, colleagues=colleagues(actor))
    if file.worker != worker:
        file.worker = worker
        _save(file, actor)
        tell(file, actor, Deed.ASSIGNED)
        follow_up(actor=actor, file=file)
        record(Verb.ASSIGNED, subject=file.person_id, obj=file, data={"worker": worker})
    return file


@transaction.atomic
def note_encoded(*, actor: User, entitlement: Entitlement, encoded_on: date) -> Entitlement:
    """The card was seen in MediPrima: the deadline for it is over, the next one counts."""
    file = locked(actor, entitlement)
    policies.note_encoded.check(actor, entitlement=file, encoded_on=encoded_on)
    file.encoded_on = encoded_on
    file.due_on, file.due_for = deadline_of(file)
    _save(file, actor)
    tell(file, actor, Deed.ENCODED, on_day=encoded_on)
    follow_up(actor=actor, file=file)
    record(Verb.ENCODED, subject=file.person_id, obj=file)
    return file


@transaction.atomic
def tick_paper(
    *, actor: User, entitlement: Entitlement, code: str, have: bool, client_uuid: UUID, words: str = "", paper: int | None = None, pk: int | None = None,
) -> EntitlementPaper:
    """Say that a paper of the checklist is there, or is not; `words` make a line of its own, `paper` is the one kept."""
    file = locked(actor, entitlement)
    policies.keep_entitlement.check(actor, entitlement=file)
    kept = kept_paper(actor, file, paper) if paper else None
    own = code == PaperCode.OTHER
    row = None if own and not pk else paper_for(actor, file, code, pk)
    row = row or visible(actor, EntitlementPaper.objects.filter(client_uuid=client_uuid)).first()
    if row is None:
        row = EntitlementPaper(  # type: ignore[misc]  # a file in sight has its person
            entitlement=file, person_id=file.person_id, code=PaperCode(code), words=words if own else None, client_uuid=client_uuid
        )
    row.have, row.paper, row.at, row.by = have, kept.pk if kept else None, clock.now(), actor.pk
    row.save()
    record(Verb.TICKED, subject=file.person_id, obj=file, data={"paper": str(code), "have": have})
    return row


@transaction.atomic
def note_attestation(
    *, actor: User, entitlement: Entitlement, profession: str, provider: str, inami: str, attested_on: date, client_uuid: UUID, plan: int = 1,
    words: str = "", kept_by_provider: bool = True,
) -> UrgencyAttestation:
    """Note that a doctor or dentist attested that care is needed, once for a treatment plan; the paper stays with them."""
    file = locked(actor, entitlement)
    rows = visible(actor, UrgencyAttestation.objects.filter(entitlement=file))
    if (first := rows.filter(client_uuid=client_uuid).first()) is not None:
        return first
    policies.note_attestation.check(
        actor, entitlement=file, profession=profession, provider=provider, inami=inami, attested_on=attested_on,
        known=rows.filter(plan=plan).first(),
    )
    noted = UrgencyAttestation(  # type: ignore[misc]  # a file in sight has its person
        entitlement=file, person_id=file.person_id, plan=plan, words=words or None, profession=profession, provider=provider.strip(),
        inami=inami.strip(), attested_on=attested_on, kept_by_provider=kept_by_provider, at=clock.now(), by=actor.pk, client_uuid=client_uuid,
    )
    noted.save(force_insert=True)
    tell(file, actor, Deed.ATTESTED, on_day=attested_on)
    record(Verb.ATTESTED, subject=file.person_id, obj=file, data={"plan": plan})
    return noted


@transaction.atomic
def choose_insurer(*, actor: User, entitlement: Entitlement, way: str, name: str = "") -> Entitlement:
    """Write down which mutuelle the person chose, or that it is the auxiliary fund."""
    file = locked(actor, entitlement)
    policies.choose_insurer.check(actor, entitlement=file, way=way, name=name)
    file.insurer_way, file.insurer_name = InsurerWay(way), name.strip() if way == InsurerWay.CHOSEN else ""
    _save(file, actor)
    tell(file, actor, Deed.INSURER)
    record(Verb.INSURER, subject=file.person_id, obj=file, data={"way": str(way)})
    return file


@sensitive_variables()
@transaction.atomic
def set_situation(*, actor: User, entitlement: Entitlement, insurability: str = "", residence: str = "", place: str = "") -> Entitlement:
    """Write down what was asked of insurability, right to stay and place of stay; empty means that nobody asked."""
    file = locked(actor, entitlement)
    policies.keep_entitlement.check(actor, entitlement=file)
    file.insurability, file.residence, file.place = insurability or None, residence or None, place.strip() or None
    _save(file, actor)
    tell(file, actor, Deed.SITUATION)
    record(Verb.SITUATION_SET, subject=file.person_id, obj=file)
    return file


def _kept(file: Entitlement) -> dict[str, Any]:
    """What the file says now, as JSON holds it."""
    said = {name: getattr(file, name) for name in MOVED}
    return {name: str(value) if isinstance(value, date | UUID) else value for name, value in said.items()}


def _fill(file: Entitlement, state: EntitlementState, facts: Mapping[str, Any]) -> None:
    """Write what a step says on the file."""
    for name in CLEARED.get(state, ()):
        setattr(file, name, None)
    for name, value in facts.items():
        setattr(file, name, value)
    file.state = state
    if state == EntitlementState.GRANTED and file.card_on is None:
        file.card_on = file.decided_on


def _save(file: Entitlement, actor: User) -> None:
    file.version, file.moved_at, file.moved_by = file.version + 1, clock.now(), actor.pk
    file.save()
