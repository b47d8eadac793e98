"""What a letter says: the text of its file in its own language, with what the worker chose and nothing more."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from care.paths.shown import text_of
from intake.person.selectors import language_names

from .enums import IdentityPart, InsurerWay, LetterPart, Verb
from .models import Entitlement, EntitlementLetter, UrgencyAttestation

#: Parts of a letter that tell something about health.
OF_HEALTH = frozenset({LetterPart.ATTESTATION})


@dataclass(frozen=True)
class Letter:
    """A letter in clear: its title, to whom, its paragraphs."""

    title: str
    to: str
    paragraphs: tuple[str, ...] = field(default=())


@sensitive_variables()
def written(
    file: Entitlement, *, letter: str, language: str, to: str, parts: Collection[str], identity: dict[str, str], words: str,
    attestations: list[UrgencyAttestation], agreed: bool,
) -> Letter:
    """The letter from its file: the first line is the title, an empty line ends a paragraph. Until they have, it does
    not say that the person agreed."""
    person = file.person
    with translation.override(language):
        chosen: dict[str, Any] = {
            "alias": person.alias if person and LetterPart.ALIAS in parts else "",
            "place": text_of(file.place) if LetterPart.PLACE in parts else "",
            "means": LetterPart.MEANS in parts,
            "attestations": attestations if LetterPart.ATTESTATION in parts else [],
            "languages": ", ".join(map(str, language_names(person))) if person and LetterPart.LANGUAGES in parts else "",
            "insurer": file.insurer_name if LetterPart.INSURER in parts and file.insurer_way == InsurerWay.CHOSEN else "",
            "auxiliary": LetterPart.INSURER in parts and file.insurer_way == InsurerWay.CAAMI,
        }
        known = {part.value: identity.get(part.value, "") for part in IdentityPart}
        context = chosen | {"file": file, "identity": known, "words": words.strip(), "house": settings.CENTRE_NAME, "agreed": agreed}
        text = render_to_string(f"entitlements/letters/{letter}.{language}.txt", context)
    title, _line, rest = text.strip().partition("\n")
    paragraphs = ("\n".join(filter(None, map(str.strip, one.split("\n")))) for one in rest.split("\n\n"))
    return Letter(title.strip(), to.strip(), tuple(one for one in paragraphs if one))


def closed(letter: Letter) -> str:
    """A letter as text to be sealed."""
    return json.dumps(asdict(letter), ensure_ascii=False)


def opened(kept: EntitlementLetter) -> Letter:
    """A kept letter in clear, word for word; an empty one when the person's key was destroyed. The reading is recorded first."""
    viewed(Verb.LETTER_READ, subject=kept.person_id, obj=kept)
    sealed: Any = kept.said
    try:
        said = json.loads(sealed.reveal())
    except Shredded:
        return Letter("", "")
    return Letter(said["title"], said["to"], tuple(said["paragraphs"]))
