"""A gentle warning when a note seems to name somebody: free text is where names leak. Source: PRIVACY 5, DOMAIN 4."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

PHONE = re.compile(r"(?<!\d)(?:\+32|0032|0)[\s./-]?\d(?:[\s./-]?\d){7,8}(?!\d)")
ELEVEN = re.compile(r"(?<!\d)(\d{2})[.\s-]?(\d{2})[.\s-]?(\d{2})[.\s-]?(\d{3})[.\s-]?(\d{2})(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
TITLED = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Dhr\.?|Mevr\.?|Meneer|Mevrouw|Mrs?|Ms|Dr)\.? +[A-ZÀ-Þ][\wÀ-ÿ'-]+")

#: Two words with a capital, not at the start of a sentence, of a line or after a colon: "vu Karim Benali hier".
PAIR = re.compile(r"(?<=[\wà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ'-]+ [A-ZÀ-Þ][a-zà-ÿ'-]+")


def is_national_number(digits: str) -> bool:
    """Whether eleven digits bear the check of a Belgian national or BIS number (births before and since 2000)."""
    body, check = int(digits[:9]), int(digits[9:])
    return check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def warnings(text: str) -> list[str]:
    """What in a text looks like somebody's name or number; the words warn and never forbid."""
    found = []
    if any(is_national_number("".join(match.groups())) for match in ELEVEN.finditer(text)):
        found.append(_("This looks like a national number. Numbers belong in the identity envelope, not in a note."))
    if PHONE.search(text):
        found.append(_("This looks like a phone number."))
    if MAIL.search(text):
        found.append(_("This looks like an e-mail address."))
    if TITLED.search(text) or PAIR.search(text):
        found.append(_("This looks like somebody's name. An alias or a role is enough."))
    return found
