"""A certificate in words: what each room held and erased, and what a second look still found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

#: What rooms count, by the name under which they count it.
COUNTED: dict[str, Any] = {
    "absences": ngettext_lazy("%(n)s absence", "%(n)s absences", "n"),
    "accompaniments": ngettext_lazy("%(n)s accompaniment", "%(n)s accompaniments", "n"),
    "accounts": ngettext_lazy("%(n)s account of an incident", "%(n)s accounts of incidents", "n"),
    "addenda": ngettext_lazy("%(n)s addendum", "%(n)s addenda", "n"),
    "after_care": ngettext_lazy("%(n)s after-care contact", "%(n)s after-care contacts", "n"),
    "agreements": ngettext_lazy("%(n)s agreement", "%(n)s agreements", "n"),
    "alerts": ngettext_lazy("%(n)s alert", "%(n)s alerts", "n"),
    "allowances": ngettext_lazy("%(n)s allowance", "%(n)s allowances", "n"),
    "appeals": ngettext_lazy("%(n)s appeal", "%(n)s appeals", "n"),
    "arrears": ngettext_lazy("%(n)s month of rent not paid", "%(n)s months of rent not paid", "n"),
    "attendances": ngettext_lazy("%(n)s attendance", "%(n)s attendances", "n"),
    "bed_requests": ngettext_lazy("%(n)s request for a bed", "%(n)s requests for a bed", "n"),
    "briefings": ngettext_lazy("%(n)s safety briefing heard", "%(n)s safety briefings heard", "n"),
    "c45b": ngettext_lazy("%(n)s note on form C45B", "%(n)s notes on form C45B", "n"),
    "calls": ngettext_lazy("%(n)s call from a waiting list", "%(n)s calls from a waiting list", "n"),
    "cards": ngettext_lazy("%(n)s card", "%(n)s cards", "n"),
    "cautions": ngettext_lazy("%(n)s allergy or interaction", "%(n)s allergies or interactions", "n"),
    "complaints": ngettext_lazy("%(n)s complaint", "%(n)s complaints", "n"),
    "contacts": ngettext_lazy("%(n)s contact", "%(n)s contacts", "n"),
    "covers": ngettext_lazy("%(n)s cover for an absence", "%(n)s covers for an absence", "n"),
    "danger_assessments": ngettext_lazy("%(n)s assessment of danger", "%(n)s assessments of danger", "n"),
    "declarations": ngettext_lazy("%(n)s declaration of money received elsewhere", "%(n)s declarations of money received elsewhere", "n"),
    "drafts": ngettext_lazy("%(n)s draft", "%(n)s drafts", "n"),
    "attestations": ngettext_lazy("%(n)s attestation of a doctor or dentist", "%(n)s attestations of doctors or dentists", "n"),
    "entitlement_letters": ngettext_lazy("%(n)s letter of an entitlement", "%(n)s letters of entitlements", "n"),
    "entitlement_papers": ngettext_lazy("%(n)s paper of an entitlement noted", "%(n)s papers of entitlements noted", "n"),
    "entitlement_steps": ngettext_lazy("%(n)s step of an entitlement", "%(n)s steps of entitlements", "n"),
    "entitlements": ngettext_lazy("%(n)s entitlement file", "%(n)s entitlement files", "n"),
    "entry_answers": ngettext_lazy("%(n)s set of answers at entry", "%(n)s sets of answers at entry", "n"),
    "envelopes": ngettext_lazy("%(n)s sealed identity", "%(n)s sealed identities", "n"),
    "episodes": ngettext_lazy("%(n)s treatment", "%(n)s treatments", "n"),
    "extensions": ngettext_lazy("%(n)s extension of a stay", "%(n)s extensions of a stay", "n"),
    "enrolments": ngettext_lazy("%(n)s enrolment in the consumption room", "%(n)s enrolments in the consumption room", "n"),
    "file": ngettext_lazy("%(n)s file", "%(n)s files", "n"),
    "prescriptions": ngettext_lazy("%(n)s prescription", "%(n)s prescriptions", "n"),
    "dose_decisions": ngettext_lazy("%(n)s decision about a dose", "%(n)s decisions about doses", "n"),
    "doses": ngettext_lazy("%(n)s dose", "%(n)s doses", "n"),
    "dose_preparations": ngettext_lazy("%(n)s prepared dose", "%(n)s prepared doses", "n"),
    "bottles": ngettext_lazy("%(n)s bottle taken home", "%(n)s bottles taken home", "n"),
    "dose_events": ngettext_lazy("%(n)s dose that came up", "%(n)s doses that came up", "n"),
    "dose_watches": ngettext_lazy("%(n)s look after a dose", "%(n)s looks after doses", "n"),
    "goals": ngettext_lazy("%(n)s goal", "%(n)s goals", "n"),
    "grants": ngettext_lazy("%(n)s right of access", "%(n)s rights of access", "n"),
    "guardianship": ngettext_lazy("%(n)s decision of guardianship", "%(n)s decisions of guardianship", "n"),
    "handouts": ngettext_lazy("%(n)s handing out", "%(n)s handings out", "n"),
    "handover_entries": ngettext_lazy("%(n)s entry in a handover", "%(n)s entries in handovers", "n"),
    "handover_lines": ngettext_lazy("%(n)s line in a handover", "%(n)s lines in handovers", "n"),
    "home_searches": ngettext_lazy("%(n)s search for a home", "%(n)s searches for a home", "n"),
    "home_steps": ngettext_lazy("%(n)s step of a search for a home", "%(n)s steps of a search for a home", "n"),
    "incidents": ngettext_lazy("%(n)s incident", "%(n)s incidents", "n"),
    "joined_files": ngettext_lazy("%(n)s joined file", "%(n)s joined files", "n"),
    "journey_outcomes": ngettext_lazy("%(n)s outcome of a journey", "%(n)s outcomes of journeys", "n"),
    "journey_steps": ngettext_lazy("%(n)s step of a journey", "%(n)s steps of journeys", "n"),
    "journeys": ngettext_lazy("%(n)s journey towards work", "%(n)s journeys towards work", "n"),
    "keepings": ngettext_lazy("%(n)s keeping of belongings", "%(n)s keepings of belongings", "n"),
    "kept_apart": ngettext_lazy("%(n)s person kept apart", "%(n)s persons kept apart", "n"),
    "landlord_contacts": ngettext_lazy("%(n)s contact with a landlord", "%(n)s contacts with landlords", "n"),
    "leases": ngettext_lazy("%(n)s lease", "%(n)s leases", "n"),
    "links": ngettext_lazy("%(n)s link for a partner", "%(n)s links for partners", "n"),
    "looks": ngettext_lazy("%(n)s look on a night round", "%(n)s looks on night rounds", "n"),
    "losses": ngettext_lazy("%(n)s loss of contact", "%(n)s losses of contact", "n"),
    "medication_checks": ngettext_lazy("%(n)s check of a medication list", "%(n)s checks of medication lists", "n"),
    "medicines": ngettext_lazy("%(n)s medicine on a list", "%(n)s medicines on a list", "n"),
    "minor": ngettext_lazy("%(n)s pathway of a minor", "%(n)s pathways of a minor", "n"),
    "needs": ngettext_lazy("%(n)s need", "%(n)s needs", "n"),
    "notes": ngettext_lazy("%(n)s note", "%(n)s notes", "n"),
    "notices": ngettext_lazy("%(n)s notice", "%(n)s notices", "n"),
    "papers": ngettext_lazy("%(n)s paper", "%(n)s papers", "n"),
    "passages": ngettext_lazy("%(n)s passage", "%(n)s passages", "n"),
    "paths": ngettext_lazy("%(n)s care path", "%(n)s care paths", "n"),
    "phase_moves": ngettext_lazy("%(n)s move between phases", "%(n)s moves between phases", "n"),
    "placements": ngettext_lazy("%(n)s placement in a home", "%(n)s placements in a home", "n"),
    "prison_stays": ngettext_lazy("%(n)s stay in prison", "%(n)s stays in prison", "n"),
    "proposals": ngettext_lazy("%(n)s proposal to join files", "%(n)s proposals to join files", "n"),
    "referrals": ngettext_lazy("%(n)s referral", "%(n)s referrals", "n"),
    "restrictions": ngettext_lazy("%(n)s restriction", "%(n)s restrictions", "n"),
    "returns": ngettext_lazy("%(n)s taking back", "%(n)s takings back", "n"),
    "reviews": ngettext_lazy("%(n)s review of a path", "%(n)s reviews of a path", "n"),
    "room_decisions": ngettext_lazy("%(n)s clinical decision of the consumption room", "%(n)s clinical decisions of the consumption room", "n"),
    "room_limits": ngettext_lazy("%(n)s limit in the consumption room", "%(n)s limits in the consumption room", "n"),
    "room_looks": ngettext_lazy("%(n)s look in the consumption room", "%(n)s looks in the consumption room", "n"),
    "room_refusals": ngettext_lazy("%(n)s refusal of the consumption room", "%(n)s refusals of the consumption room", "n"),
    "room_uses": ngettext_lazy("%(n)s line of use in the consumption room", "%(n)s lines of use in the consumption room", "n"),
    "room_visits": ngettext_lazy("%(n)s visit to the consumption room", "%(n)s visits to the consumption room", "n"),
    "safe_contacts": ngettext_lazy("%(n)s safe way to be reached", "%(n)s safe ways to be reached", "n"),
    "scales": ngettext_lazy("%(n)s result of a scale", "%(n)s results of scales", "n"),
    "screenings": ngettext_lazy("%(n)s screening", "%(n)s screenings", "n"),
    "searches": ngettext_lazy("%(n)s search", "%(n)s searches", "n"),
    "sharings": ngettext_lazy("%(n)s sharing", "%(n)s sharings", "n"),
    "sign_ups": ngettext_lazy("%(n)s sign-up", "%(n)s sign-ups", "n"),
    "stays": ngettext_lazy("%(n)s stay", "%(n)s stays", "n"),
    "steps": ngettext_lazy("%(n)s step", "%(n)s steps", "n"),
    "tags": ngettext_lazy("%(n)s seal of answers", "%(n)s seals of answers", "n"),
    "tasks": ngettext_lazy("%(n)s task", "%(n)s tasks", "n"),
    "tenancy_events": ngettext_lazy("%(n)s entry about a home", "%(n)s entries about a home", "n"),
    "test_results": ngettext_lazy("%(n)s result of a test", "%(n)s results of tests", "n"),
    "tests": ngettext_lazy("%(n)s test", "%(n)s tests", "n"),
    "tools": ngettext_lazy("%(n)s tool lent", "%(n)s tools lent", "n"),
    "treatment_links": ngettext_lazy("%(n)s step towards a treatment", "%(n)s steps towards treatments", "n"),
    "turn_aways": ngettext_lazy("%(n)s turning away", "%(n)s turnings away", "n"),
    "vaccinations": ngettext_lazy("%(n)s vaccination", "%(n)s vaccinations", "n"),
    "visit_rhythms": ngettext_lazy("%(n)s agreement on visits", "%(n)s agreements on visits", "n"),
    "visit_texts": ngettext_lazy("%(n)s text about a visit", "%(n)s texts about visits", "n"),
    "visits": ngettext_lazy("%(n)s support visit", "%(n)s support visits", "n"),
    "vital_signs": ngettext_lazy("%(n)s taking of vital signs", "%(n)s takings of vital signs", "n"),
    "withholdings": ngettext_lazy("%(n)s file withheld from a colleague", "%(n)s files withheld from colleagues", "n"),
    "wound_looks": ngettext_lazy("%(n)s look at a wound", "%(n)s looks at wounds", "n"),
    "wound_photos": ngettext_lazy("%(n)s photograph of a wound", "%(n)s photographs of wounds", "n"),
    "wounds": ngettext_lazy("%(n)s wound", "%(n)s wounds", "n"),
    "work_accidents": ngettext_lazy("%(n)s accident at work", "%(n)s accidents at work", "n"),
    "work_contracts": ngettext_lazy("%(n)s work contract", "%(n)s work contracts", "n"),
    "work_facts": ngettext_lazy("%(n)s note on work and school", "%(n)s notes on work and school", "n"),
}


@dataclass(frozen=True)
class Room:
    """One room's line of a certificate, every part in the reader's language; "" when there was nothing."""

    label: str
    held: str
    erased: str
    keeps: str


def rooms_of(certificate: Mapping[str, Any]) -> list[Room]:
    """What each room held, erased and keeps."""
    return [
        Room(_(one["label"]), _told(one["held"]), _told(one["erased"]), _(one["keeps"]) if one["keeps"] else "")
        for one in certificate.get("collected", ())
    ]


def remains_of(certificate: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where something readable still stands: the part of the file, and the names of its fields."""
    readable = certificate.get("traces", {}).get("readable", {})
    models = {model._meta.db_table: model for model in apps.get_models()}
    return [(_part(models.get(table), table), _fields(models.get(table), names)) for table, names in readable.items()]


def rows_left(certificate: Mapping[str, Any]) -> int:
    """How many rows still carry the number of the file."""
    return sum(certificate.get("traces", {}).get("rows", {}).values())


def _told(counts: Mapping[str, int]) -> str:
    """Counts in words, those that are nought left out."""
    return ", ".join(_counted(name, count) for name, count in counts.items() if count)


def _counted(name: str, count: int) -> str:
    words = COUNTED.get(name)
    return str(words % {"n": count}) if words else f"{name.replace('_', ' ')}: {count}"


def _part(model: Any, table: str) -> str:
    return capfirst(str(model._meta.verbose_name)) if model else table


def _fields(model: Any, names: list[str]) -> str:
    known = {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields} if model else {}
    return ", ".join(known.get(name, name) for name in names)
