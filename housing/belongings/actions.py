"""What is done with belongings: take in, keep longer, warn, give back, dispose of by two; lockers written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from intake.person.models import Person

from . import policies
from .enums import Ending, Receiver, Verb
from .models import Keeping, Locker
from .policies import LockerTaken
from .selectors import colleague, keeping_of_form, locked_keeping, owns, taken

#: Days the teams of the desk still find the person after the day until which their things are kept.
KNOWN_AFTER_DAYS = 180
DESK_ROLES = (Role.DESK, Role.COORDINATOR)
#: The shortest keeping: a period of no length has no beginning.
INSTANT = timedelta(microseconds=1)


@transaction.atomic
def write_locker(*, actor: User, locker: Locker | None = None, **facts: Any) -> Locker:
    """Write a locker down, or change one. Raises Refused when one with things in it would go out of service."""
    in_use = locker is not None and locker.pk in taken()
    policies.edit_lockers.check(actor, locker=locker, taken=in_use, in_service=facts["in_service"])
    locker = locker or Locker()
    for name, value in facts.items():
        setattr(locker, name, value)
    locker.save()
    record(Verb.LOCKER_WRITTEN, obj=locker)
    return locker


@transaction.atomic
def keep_belongings(
    *,
    actor: User,
    person: Person,
    what: str,
    locker: Locker | None = None,
    bag: str = "",
    may_collect: str = "",
    promised_until: date | None = None,
    client_uuid: UUID | None = None,
) -> Keeping:
    """Take belongings in for a person; the same form twice is one keeping.

    `what` and `may_collect` are sealed. Raises LockerTaken with who was first and when, Refused in words otherwise.
    """
    done = keeping_of_form(actor, client_uuid)
    if done is not None:
        return done
    until = promised_until or clock.service_day() + timedelta(days=policies.days_kept())
    policies.keep_belongings.check(actor, locker=locker, bag=bag, promised_until=until)
    keeping = Keeping(
        person=person, compartment=policies.compartment_of(locker), locker=locker, bag=bag.strip(), what=what,
        may_collect=may_collect.strip() or None, period=DateTimeTZRange(clock.now(), None), kept_by=actor.pk,
        promised_until=until, client_uuid=client_uuid or uuid4(),
    )  # fmt: skip
    _known_until(actor, keeping)
    try:
        with transaction.atomic():
            keeping.save(force_insert=True)
    except IntegrityError as error:
        if "keeping_once_per_locker" in str(error) and locker is not None:
            raise _taken(locker) from error
        first = keeping_of_form(actor, client_uuid)
        if first is None:
            raise
        return first
    record(Verb.KEPT, subject=person, obj=keeping, data={"locker": locker.pk} if locker else None)
    return keeping


@transaction.atomic
def undo_keeping(*, actor: User, keeping: Keeping) -> Keeping:
    """Take a mistaken entry back within two minutes, by the worker who made it; the locker is free again."""
    keeping = locked_keeping(actor, keeping)
    policies.undo_keeping.check(actor, keeping=keeping)
    return _end(actor, keeping, Ending.UNDONE, Verb.UNDONE)


@transaction.atomic
def prolong_keeping(*, actor: User, keeping: Keeping, promised_until: date) -> Keeping:
    """Keep things until a later or earlier day; a warning given and a disposal proposed before are void."""
    keeping = locked_keeping(actor, keeping)
    policies.prolong_keeping.check(actor, keeping=keeping, promised_until=promised_until)
    before, keeping.promised_until = keeping.promised_until, promised_until
    keeping.warned_at = keeping.warned_by = keeping.dispose_from = keeping.asked_at = keeping.asked_by = None
    keeping.disposal_reason = ""
    keeping.save()
    _known_until(actor, keeping)
    data = {"from": before.isoformat(), "to": promised_until.isoformat()}
    record(Verb.PROLONGED, subject=keeping.person_id, obj=keeping, data=data)
    return keeping


@transaction.atomic
def warn_owner(*, actor: User, keeping: Keeping) -> Keeping:
    """Write down that the person was told their things may go, and from which day."""
    keeping = locked_keeping(actor, keeping)
    policies.warn_owner.check(actor, keeping=keeping)
    keeping.warned_at, keeping.warned_by = clock.now(), actor.pk
    keeping.dispose_from = max(clock.service_day() + timedelta(days=policies.days_warned()), keeping.promised_until)
    keeping.save()
    record(Verb.WARNED, subject=keeping.person_id, obj=keeping, data={"from": keeping.dispose_from.isoformat()})
    return keeping


@transaction.atomic
def give_back(*, actor: User, keeping: Keeping, receiver: str, presented: Person | None = None) -> Keeping:
    """Give things back to the person, or to somebody they named. `presented`: whose card was shown.

    Raises Refused when the card is of another, when nobody was named, or when the things are no longer here.
    """
    keeping = locked_keeping(actor, keeping)
    policies.give_back.check(actor, keeping=keeping, receiver=receiver, is_theirs=owns(keeping, presented))
    keeping.receiver = Receiver(receiver)
    return _end(actor, keeping, Ending.GIVEN_BACK, Verb.GIVEN_BACK, {"to": receiver})


@transaction.atomic
def propose_disposal(*, actor: User, keeping: Keeping, reason: str) -> Keeping:
    """Propose that things go; nothing goes until a second colleague confirms."""
    keeping = locked_keeping(actor, keeping)
    policies.propose_disposal.check(actor, keeping=keeping, reason=reason)
    keeping.disposal_reason, keeping.asked_at, keeping.asked_by = reason, clock.now(), actor.pk
    keeping.save()
    record(Verb.DISPOSAL_ASKED, subject=keeping.person_id, obj=keeping, data={"reason": reason})
    return keeping


@transaction.atomic
def confirm_disposal(*, actor: User, keeping: Keeping) -> Keeping:
    """Confirm, as a second colleague, that things go. Raises Refused for whoever proposed it."""
    keeping = locked_keeping(actor, keeping)
    policies.confirm_disposal.check(actor, keeping=keeping)
    return _end(actor, keeping, Ending.DISPOSED, Verb.DISPOSED, {"reason": keeping.disposal_reason})


def _end(actor: User, keeping: Keeping, ending: str, verb: str, data: dict[str, Any] | None = None) -> Keeping:
    """Close a keeping now: the locker is free from this instant."""
    now = max(clock.now(), keeping.period.lower + INSTANT)
    keeping.ending, keeping.ended_by = Ending(ending), actor.pk
    keeping.period = DateTimeTZRange(keeping.period.lower, now)
    keeping.save()
    record(verb, subject=keeping.person_id, obj=keeping, data=data)
    return keeping


def _known_until(actor: User, keeping: Keeping) -> None:
    """The teams that give things back know of the person as long as things are kept, and some time after."""
    if keeping.person_id is None:
        return
    days = max((keeping.promised_until - clock.service_day()).days, 0) + KNOWN_AFTER_DAYS
    about: dict[str, Any] = {"person": keeping.person_id, "compartment": keeping.compartment, "days": days}
    grant_actor_teams(actor, origin=Origin.RELATION, **about)
    if keeping.compartment == Compartment.DESK:
        for role in DESK_ROLES:
            grant_role_teams(role, origin=Origin.RELATION, **about)


def _taken(locker: Locker) -> LockerTaken:
    """Who took the locker and when, with the names of colleagues only."""
    found = taken().get(locker.pk)
    name = colleague(found.kept_by) if found else ""
    if found is None or not name:
        return LockerTaken(_("Locker %(locker)s has just been taken.") % {"locker": locker})
    since = clock.local(found.since)
    hour = date_format(since, "H:i:s" if since.date() == clock.local().date() else "j/n H:i")
    words = _("%(name)s was first: locker %(locker)s is taken since %(hour)s.")
    return LockerTaken(words % {"name": name, "locker": locker, "hour": hour})
