"""Letters of a file: kept as they were printed, then sent with what the person agreed to share and what proves it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import record
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.consent.actions import give_consent, share
from intake.consent.enums import Means, SharedItem
from intake.consent.selectors import not_covered
from intake.identity.enums import Purpose
from intake.identity.models import Envelope
from intake.identity.selectors import contents_of
from intake.person.models import whole_person

from . import policies
from .enums import Deed, Kind, Verb
from .letters import OF_HEALTH, Letter, closed, written
from .models import Entitlement, EntitlementLetter
from .selectors import attestations_of, letter_of_form
from .story import locked, tell

#: How long the agreement to send a letter holds, so that the answer can be talked about.
AGREED_FOR = timedelta(days=90)


def envelope_of(actor: User, file: Entitlement) -> Envelope | None:
    """The sealed identity within the actor's reach, still closed."""
    if file.person is None or not actor.may("intake.open_envelope"):
        return None
    return visible(actor, Envelope.objects.filter(whole_person(file.person))).order_by("-expires_on", "pk").first()


@sensitive_variables()
@transaction.atomic
def preview_letter(
    *, actor: User, entitlement: Entitlement, letter: str, language: str, to: str, parts: Collection[str] = (), identity: Collection[str] = (),
    words: str = "", agreed: str = "",
) -> Letter:
    """The letter as it would be printed, with what the person agreed to so far; an opened identity is an event with its purpose. Raises Refused. Nothing is kept."""
    policies.keep_entitlement.check(actor, entitlement=entitlement)
    said = {}
    envelope = envelope_of(actor, entitlement) if identity else None
    if envelope is not None:
        amu = entitlement.kind == Kind.AMU
        inside = contents_of(actor, envelope, purpose=Purpose.AMU if amu else Purpose.OTHER, words="" if amu else str(entitlement.kind))
        said = {name: inside[name] for name in identity if inside.get(name)}
    record(Verb.LETTER_READ, subject=entitlement.person_id, obj=entitlement, data={"letter": str(letter), "identity": len(said)})
    attested = attestations_of(actor, entitlement)
    return written(
        entitlement, letter=letter, language=language, to=to, parts=parts, identity=said, words=words, attestations=attested,
        agreed=bool(agreed),
    )


@sensitive_variables()
@transaction.atomic
def keep_letter(
    *, actor: User, entitlement: Entitlement, letter: str, language: str, to: str, client_uuid: UUID, agreed: str = "",
    parts: Collection[str] = (), identity: Collection[str] = (), words: str = "",
) -> EntitlementLetter:
    """Keep a letter word for word, sealed, to be printed; the same `client_uuid` again gives the first. Raises Refused."""
    policies.keep_letter.check(actor, entitlement=entitlement, letter=letter, agreed=agreed)
    entitlement = locked(actor, entitlement)
    if (first := letter_of_form(actor, client_uuid)) is not None:
        return first
    text = preview_letter(
        actor=actor, entitlement=entitlement, letter=letter, language=language, to=to, parts=parts, identity=identity, words=words,
        agreed=agreed,
    )
    kept = EntitlementLetter(  # type: ignore[misc]  # a file in sight has its person
        entitlement=entitlement, person_id=entitlement.person_id, letter=letter, language=language, said=closed(text),
        with_identity=bool(identity) and envelope_of(actor, entitlement) is not None, health=bool(OF_HEALTH & set(parts)), agreed=agreed, made_at=clock.now(), made_by=actor.pk,
        client_uuid=client_uuid,
    )
    kept.save(force_insert=True)
    tell(entitlement, actor, Deed.LETTER)
    record(Verb.LETTER_KEPT, subject=entitlement.person_id, obj=kept, data={"letter": str(letter), "language": language})
    return kept


@transaction.atomic
def send_letter(
    *, actor: User, letter: EntitlementLetter, sent_on: date, how: str, reference: str = "", conditions: Collection[str] = (),
) -> EntitlementLetter:
    """Note that a letter went, and how it can be shown. To a partner of the directory it is a sharing with its five conditions."""
    rows = EntitlementLetter.objects.select_for_update(of=("self",), no_key=True).select_related("entitlement__authority__organization", "person")
    letter = visible(actor, rows).get(pk=letter.pk)
    policies.send_letter.check(actor, letter=letter, sent_on=sent_on)
    file = locked(actor, letter.entitlement)
    if letter.agreed and letter.entitlement.authority is not None:
        _share(actor, letter, letter.entitlement.authority.organization, conditions)
    letter.sent_on, letter.sent_how, letter.sent_by, letter.sent_reference = sent_on, how, actor.pk, reference.strip() or None
    letter.save(update_fields=["sent_on", "sent_how", "sent_by", "sent_reference"])
    tell(file, actor, Deed.SENT, on_day=sent_on)
    record(Verb.LETTER_SENT, subject=letter.person_id, obj=letter, data={"how": str(how)})
    return letter


def _share(actor: User, letter: EntitlementLetter, partner: Any, conditions: Collection[str]) -> None:
    """Write down what was agreed when the letter was read out, and that it is shared now."""
    items: list[str] = [SharedItem.REASON, SharedItem.SOCIAL, *([SharedItem.HEALTH] if letter.health else [])]
    purpose = str(letter.entitlement.get_kind_display())
    common = {"person": letter.person, "compartment": Compartment.SOCIAL, "recipient": partner.pk, "recipient_name": partner.name}
    missing = not_covered(actor, letter.person, partner.pk, items)
    if missing:
        until = clock.service_day() + AGREED_FOR
        give_consent(actor=actor, items=sorted(missing), purpose=purpose, valid_until=until, manner=letter.agreed, **common)
    share(actor=actor, items=items, purpose=purpose, conditions=conditions, means=Means.LETTER, **common)
