"""Entitlements in the invented centre: a file in each state, one late, one refused, letters in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from care.entitlements import actions, days, mailing
from care.entitlements.enums import Benefit, EndReason, EntitlementState, InsurerWay, Kind, LetterKind, Proof
from care.entitlements.models import Entitlement
from care.entitlements.selectors import authorities
from centre.access.identity import acting
from centre.demo.registry import Story, add
from centre.shifts import clock
from intake.consent.enums import Condition, Manner
from intake.demo.door import LIFETIME, instant

S = EntitlementState
#: What somebody asks for, how far their file is, how many days ago the need was noted.
FILES: tuple[tuple[Kind, str, EntitlementState, int], ...] = (
    (Kind.AMU, "", S.GRANTED, 50), (Kind.AMU, "", S.REQUESTED, 24), (Kind.AMU, "", S.REFUSED, 40), (Kind.AMU, "", S.ATTESTATION, 9),
    (Kind.INSURANCE, "", S.REQUESTED, 30), (Kind.ADDRESS, "", S.DOCUMENTS, 12), (Kind.INCOME, Benefit.RIS, S.REQUESTED, 18),
    (Kind.INCOME, Benefit.GRAPA, S.NEED, 3), (Kind.PAPERS, "", S.GRANTED, 45), (Kind.AMU, "", S.ELSEWHERE, 20), (Kind.AMU, "", S.STOPPED, 55),
    (Kind.AMU, "", S.APPEALED, 48),
)  # fmt: skip
#: The steps before a state, in order.
WAYS: dict[EntitlementState, tuple[EntitlementState, ...]] = {
    S.NEED: (), S.DOCUMENTS: (S.DOCUMENTS,), S.ATTESTATION: (S.DOCUMENTS, S.ATTESTATION), S.REQUESTED: (S.DOCUMENTS, S.ATTESTATION, S.REQUESTED),
    S.GRANTED: (S.DOCUMENTS, S.ATTESTATION, S.REQUESTED, S.GRANTED), S.REFUSED: (S.DOCUMENTS, S.ATTESTATION, S.REQUESTED, S.REFUSED),
    S.APPEALED: (S.DOCUMENTS, S.ATTESTATION, S.REQUESTED, S.REFUSED, S.APPEALED),
    S.ELSEWHERE: (S.DOCUMENTS, S.ATTESTATION, S.REQUESTED, S.ELSEWHERE), S.STOPPED: (S.STOPPED,),
}
PLACES = ("Près de la gare du Midi", "Chez une amie, Molenbeek", "Parc Maximilien", "Foyer de nuit")
NOTES = ("Vu ensemble au comptoir.", "Papiers perdus le mois passé, déclaration faite.", "Préfère qu'on l'accompagne.")


def rules(story: Story) -> None:
    """Days entered by Colette, marked as invented: the appeal of the law stays to be read and entered by the house."""
    with clock.at(instant(story.days[0], 10, 40)), acting(story.staff["colette"], workstation="3", lifetime=LIFETIME) as colette:
        for span, number in (("answer", 30), ("renew", 30), ("appeal", 60)):
            days.set_rule(actor=colette, span=span, days=number, source="Démonstration : nombre inventé", valid_from=story.days[0])


def ask(story: Story) -> None:
    """Ivan keeps twelve files, one in each state and some more."""
    followed = [one for number, one in enumerate(story.kept["persons"]) if number % 3 == 1]
    for place, ((kind, benefit, state, ago), (since, person)) in enumerate(zip(FILES, followed, strict=False)):
        began = max(since + timedelta(days=1), clock.service_day() - timedelta(days=ago))
        with _as_ivan(story, began) as ivan:
            file = actions.open_entitlement(
                actor=ivan, person=person, kind=kind, benefit=benefit, client_uuid=story.form_number(), place=PLACES[place % len(PLACES)],
                note=NOTES[place % len(NOTES)], due_on=began + timedelta(days=7),
            )
        _walk(story, file, state, began)


@contextmanager
def _as_ivan(story: Story, day: date) -> Iterator[Any]:
    """Ivan at his desk at two in the afternoon of a day, or now."""
    moment = min(instant(day, 14, story.dice.randint(0, 59)), clock.now())
    with clock.at(moment), acting(story.staff["ivan"], workstation="4", lifetime=LIFETIME) as ivan:
        yield ivan


def _walk(story: Story, file: Entitlement, state: EntitlementState, began: date) -> None:
    """Move a file to where it stands, some days apart, noting what belongs to it."""
    day, today = began, clock.service_day()
    for step in WAYS[state]:
        if step == S.ATTESTATION and file.kind != Kind.AMU:
            continue
        day = min(day + timedelta(days=story.dice.randint(1, 4)), today)
        with _as_ivan(story, day) as ivan:
            if step == S.REQUESTED:
                _prepare(story, ivan, file, day)
            file = actions.move_entitlement(
                actor=ivan, entitlement=file, state=step, version=Entitlement.objects.get(pk=file.pk).version, client_uuid=story.form_number(),
                **_facts(step, day),
            )


def _prepare(story: Story, ivan: Any, file: Entitlement, day: date) -> None:
    """What is gathered and written before a request."""
    if file.kind == Kind.AMU:
        actions.note_attestation(
            actor=ivan, entitlement=file, profession="doctor", provider="Dr Démonstration", inami="1-00000-00-000", attested_on=day,
            client_uuid=story.form_number(),
        )
        actions.tick_paper(actor=ivan, entitlement=file, code="stay", have=True, client_uuid=story.form_number())
        language = ("fr", "nl")[file.pk % 2]
        letter = mailing.keep_letter(
            actor=ivan, entitlement=file, letter=LetterKind.REQUEST, language=language, to="CPAS / OCMW", agreed=Manner.SPOKEN,
            parts=["place", "means", "attestation"], client_uuid=story.form_number(),
        )
        mailing.send_letter(actor=ivan, letter=letter, sent_on=clock.service_day(), how=Proof.REGISTERED, reference="R-DEMO", conditions=Condition.values)
    elif file.kind == Kind.INSURANCE:
        actions.choose_insurer(actor=ivan, entitlement=file, way=InsurerWay.CAAMI)


def _facts(step: EntitlementState, day: date) -> dict[str, Any]:
    """What a step writes down."""
    written: dict[EntitlementState, dict[str, Any]] = {
        S.REQUESTED: {"authority": authorities().filter(name="Antenne sociale").first(), "requested_on": day, "request_proof": Proof.REGISTERED},
        S.GRANTED: {"decided_on": day, "window_from": day, "window_to": day + timedelta(days=90)},
        S.REFUSED: {"decided_on": day}, S.ELSEWHERE: {"decided_on": day, "authority_name": "CPAS d'une autre commune"},
        S.APPEALED: {"appealed_on": day}, S.STOPPED: {"ended_on": day, "end_reason": EndReason.OWN_WISH},
    }
    return written.get(step, {})


add(316, "days of deadlines entered", rules)
add(317, "files of entitlements", ask)
