"""What a partner without an account does with a link: open it and answer. The database decides; it says no in one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from audit.vault import keys
from audit.vault.errors import Shredded, Tampered
from centre.shifts import clock

from . import letters, links
from .models import PartnerLink, Referral
from .states import ANSWERS


@dataclass(frozen=True)
class OpenLetter:
    """A letter as a partner reads it: what is still agreed, and what may be answered."""

    lines: list[tuple[str, str]]
    state: str
    answers: tuple[str, ...]


@sensitive_variables()
@transaction.atomic
def open_link(token: str, code: str) -> OpenLetter | None:
    """One opening; None when it does not open, whatever the reason."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT items, letter, state FROM app.open_link(%s, %s, %s, %s)", [*links.macs(token, code), clock.now(), clock.service_day()])
        found = cursor.fetchone()
    if found is None:
        return None
    items, sealed, state = found
    try:
        said = links.open_letter(token, keys.open_sealed(bytes(sealed), PartnerLink._meta.get_field("letter").context))
    except (Shredded, Tampered):
        return None
    return OpenLetter(letters.lines(said, items), state, possible(state))


def possible(state: str) -> tuple[str, ...]:
    """What a partner may answer from a state."""
    return tuple(str(answer) for answer, before in ANSWERS.items() if state in before)


@sensitive_variables()
@transaction.atomic
def answer_link(token: str, code: str, *, state: str, refusal: str = "", words: str = "") -> str | None:
    """The state after the answer; None when the link does not open. The partner's words are sealed for the person."""
    asked: list[Any] = [*links.macs(token, code), clock.now(), clock.service_day()]
    with connection.cursor() as cursor:
        sealed = None
        if words:
            cursor.execute("SELECT app.person_of_link(%s, %s, %s, %s)", asked)
            person = cursor.fetchone()[0]
            if person is None:
                return None
            sealed = keys.seal(person, words, Referral._meta.get_field("answer").context)
        cursor.execute("SELECT app.answer_link(%s, %s, %s, %s, %s, %s, %s)", [*asked, state, refusal, sealed])
        told: str | None = cursor.fetchone()[0]
    return told
