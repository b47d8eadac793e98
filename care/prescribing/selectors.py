"""Reading prescriptions, decisions and the signed rules, scoped to the actor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from care.register.enums import Substance
from care.register.models import DrugAccount
from centre.access.enums import Compartment
from centre.access.scope import holds, visible
from centre.shifts import clock
from centre.staff.models import Team, User
from centre.staff.roles import Role
from centre.todo.models import Task
from centre.todo.selectors import LISTED, Shown, open_tasks, shown
from intake.person.models import Person, whole_person

from .enums import PROGRAMME, Verb
from .missed import FAR, Step, Stretch
from .models import Authorisation, Decision, DoseLimits, MissedRules, Prescription

#: Further back nobody looks for what was asked, in days.
ASKED = 60


class DayDecision(NamedTuple):
    """What a prescriber decided about one day."""

    pk: int
    kind: str
    amount_ug: int


class DayLimits(NamedTuple):
    """The signed limits of a substance."""

    single_ug: int | None
    daily_ug: int | None
    interval_minutes: int | None
    observe_minutes: int | None
    two_steps: bool


def substance_of(account: DrugAccount) -> str:
    """The key under which rules and prescriptions of a drug are kept, whatever its form and strength."""
    return account.other or account.substance


def substance_words(substance: str) -> str:
    """A substance in the language of the page."""
    return str(Substance(substance).label) if substance in Substance.values else substance


def accounts_to_prescribe() -> QuerySet[DrugAccount]:
    """The drugs from which doses are given."""
    return DrugAccount.objects.filter(active=True, destruction=False).order_by("substance", "other", "strength_ug", "pk")


def substances() -> list[tuple[str, str]]:
    """The substances about which rules are signed: those in the drug register, and that of the programme."""
    held = {substance_of(one) for one in DrugAccount.objects.filter(destruction=False)}
    return sorted(((one, substance_words(one)) for one in held | {PROGRAMME}), key=lambda one: one[1])


def teams_that_give() -> QuerySet[Team]:
    """The teams that may give doses: those of nurses, in the nursing part of files."""
    found = Team.objects.filter(is_active=True, role="nurse", compartments__contains=[Compartment.NURSING.value])
    return found.order_by("name", "pk")


def kept_file(person: Person) -> Person:
    """The file that goes on: the one to which this one was joined, or itself."""
    return person.merged_into or person


def file_to_write(actor: User, person: Person) -> Person:
    """The file that goes on, when the actor's team follows it; else the one that was joined, as it was before."""
    kept = person.merged_into
    return kept if kept is not None and holds(actor, kept, Compartment.NURSING) else person


def prescriptions_for(actor: User) -> QuerySet[Prescription]:
    """Every prescription the actor may know of."""
    return visible(actor, Prescription.objects.select_related("account", "person", "person__merged_into"))


def prescription_for(actor: User, pk: UUID) -> Prescription:
    """One prescription of somebody who is not erased, its reading recorded; 404 outside what the actor may know."""
    found: Prescription = get_object_or_404(prescriptions_for(actor).filter(person__isnull=False), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found, purpose=Compartment.NURSING)
    return found


def prescriptions_of(actor: User, person: Person) -> list[Prescription]:
    """The prescriptions of a person and of the files joined to theirs, newest first; the reading is recorded."""
    found = list(prescriptions_for(actor).filter(whole_person(person)).order_by("-starts_on", "-written_at", "pk"))
    viewed(Verb.READ, subject=person, count=len(found), purpose=Compartment.NURSING)
    return found


def in_force(actor: User, person: Person, day: date | None = None) -> list[Prescription]:
    """The prescriptions of a person that stand on a day, today's without one."""
    when = day or clock.service_day()
    found = prescriptions_for(actor).filter(whole_person(person), starts_on__lte=when, last_on__gte=when)
    return list(found.order_by("substance", "pk"))


def prescribed_now(actor: User, person: Person) -> list[Prescription]:
    """What stands for a person today, to be read on a list; the reading is recorded when there is something."""
    found = in_force(actor, person)
    if found:
        viewed(Verb.READ, subject=person, count=len(found), purpose=Compartment.NURSING)
    return found


def overlapping(actor: User, plan: Prescription, but: Prescription | None = None) -> Prescription | None:
    """A prescription of the same substance that stands on some day of a plan, or None."""
    same = prescriptions_for(actor).filter(
        whole_person(plan.about), substance=plan.substance, starts_on__lte=plan.last_on, last_on__gte=plan.starts_on
    )
    return (same.exclude(pk=but.pk) if but else same).order_by("starts_on", "pk").first()


def prescription_of_form(actor: User, client_uuid: UUID) -> Prescription | None:
    """The prescription that a form has already written, or None."""
    return prescriptions_for(actor).filter(client_uuid=client_uuid).first()


def decision_of_form(actor: User, client_uuid: UUID) -> Decision | None:
    """The decision that a form has already written, or None."""
    return visible(actor, Decision.objects.filter(client_uuid=client_uuid)).first()


def decisions_of(actor: User, prescription: Prescription) -> list[Decision]:
    """What was decided about a prescription, newest first."""
    return list(visible(actor, Decision.objects.filter(prescription=prescription)).order_by("-at", "-pk"))


def tasks_of_doctors(actor: User) -> list[Shown]:
    """The open tasks for doctors about people who are treated, opened; the reading is recorded."""
    nursing = {"person__isnull": False, "compartment": Compartment.NURSING.value}
    rows = list(open_tasks(actor).filter(role=Role.DOCTOR, **nursing).select_related("team", "user")[:LISTED])
    viewed(Verb.READ, count=len(rows), purpose=Compartment.NURSING)
    return shown(actor, rows)


def task_of_asking(person: Person, day: date) -> UUID:
    """The number of the task by which a prescription is asked for on a day."""
    return uuid5(person.pk, f"prescription {day}")


def tasks_of_asking(person: Person) -> list[Task]:
    """The open tasks by which a prescription was asked for lately."""
    today = clock.service_day()
    numbers = [task_of_asking(person, today - timedelta(days=back)) for back in range(ASKED)]
    return list(Task.objects.filter(client_uuid__in=numbers, done_at=None).order_by("pk"))


def for_the_day(actor: User, day: date) -> QuerySet[Prescription]:
    """The prescriptions the actor may know of, each with what counts on a day, in one query.

    `decided`: what prescribers decided about it for the day, the newest last; `limited`: the limits signed for its substance.
    """
    decided = visible(actor, Decision.objects.filter(prescription=OuterRef("pk"), day=day)).order_by("at", "pk")
    limits = DoseLimits.objects.filter(substance=OuterRef("substance"), valid_from__lte=day).order_by("-valid_from", "-signed_at", "-pk")
    return prescriptions_for(actor).annotate(
        decided=ArraySubquery(decided.values(found=JSONObject(pk="pk", kind="kind", amount_ug="amount_ug"))),
        limited=Subquery(limits.values(found=JSONObject(**{name: name for name in DayLimits._fields}))[:1]),
    )


def decided_of(prescription: Prescription) -> tuple[DayDecision, ...]:
    """What was decided about a prescription that `for_the_day` read, the newest last."""
    return tuple(DayDecision(**row) for row in prescription.decided)  # type: ignore[attr-defined]  # annotated


def limits_of(prescription: Prescription) -> DayLimits | None:
    """The limits of a prescription that `for_the_day` read."""
    found = prescription.limited  # type: ignore[attr-defined]  # annotated
    return DayLimits(**found) if found else None


def stretch_of(prescription: Prescription) -> Stretch:
    """The calendar of a prescription."""
    return Stretch(prescription.starts_on, prescription.last_on, prescription.weekdays, prescription.anew)


def stretches_of(actor: User, person: Person, substance: str, day: date) -> list[Stretch]:
    """The calendars of a person's prescriptions of a substance that count for missed days on a day."""
    found = prescriptions_for(actor).filter(
        whole_person(person), substance=substance, starts_on__lte=day, last_on__gte=day - timedelta(days=FAR)
    )
    return [stretch_of(one) for one in found.order_by("starts_on", "pk") if one.last_on >= one.starts_on]


def rules_on(day: date, substance: str = "") -> dict[str, list[Step]]:
    """Substance -> the rows signed for missed days that are in force on a day; nothing where nobody signed any."""
    found = MissedRules.objects.filter(valid_from__lte=day, **({"substance": substance} if substance else {}))
    return {one.substance: steps_of(one) for one in found.order_by("valid_from", "signed_at", "pk")}


def steps_of(rules: MissedRules) -> list[Step]:
    """The rows of a signed table."""
    return [Step(**row) for row in rules.rows]


def limits_on(day: date, substance: str = "") -> dict[str, DoseLimits]:
    """Substance -> the limits signed that are in force on a day."""
    found = DoseLimits.objects.filter(valid_from__lte=day, **({"substance": substance} if substance else {}))
    return {one.substance: one for one in found.order_by("valid_from", "signed_at", "pk")}


def authorisation_on(day: date, substance: str = PROGRAMME) -> Authorisation | None:
    """The authorisation in force on a day; it lapses by itself."""
    standing = Q(ended_on=None) | Q(ended_on__gt=day)
    found = Authorisation.objects.filter(standing, substance=substance, valid_from__lte=day, valid_until__gte=day)
    return found.order_by("-valid_until", "-pk").first()


def is_open(substance: str, day: date) -> bool:
    """Whether a substance may be given on a day: that of the programme under an authorisation, with signed limits."""
    return substance != PROGRAMME or (authorisation_on(day) is not None and bool(limits_on(day, substance)))


def everything_signed() -> dict[str, list[Any]]:
    """Every table, limit and authorisation that was ever signed, newest first."""
    return {
        "rules": list(MissedRules.objects.order_by("-valid_from", "-signed_at", "-pk")),
        "limits": list(DoseLimits.objects.order_by("-valid_from", "-signed_at", "-pk")),
        "authorisations": list(Authorisation.objects.order_by("-valid_from", "-pk")),
    }


def authorisation_for(actor: User, pk: int) -> Authorisation:
    """One authorisation; 404 when there is none."""
    return get_object_or_404(Authorisation, pk=pk)
