"""Belgian national numbers and BIS numbers: eleven digits that say when they were mistyped.

The last two are 97 minus the first nine modulo 97; for whoever was born from 2000 on, a 2 stands before the nine. A
BIS number has 20 (sex unknown) or 40 added to the month. Parts of the birthday may be 00. Source: DOMAIN 4.9.
"""

from dataclasses import dataclass, field
from datetime import date

DIGITS = 11
MODULUS = 97
_BIS_MONTHS = (20, 40)


class WrongNumber(ValueError):
    """The text is no national number: too short, too long, or mistyped. It is in no message of this."""

    def __init__(self) -> None:
        super().__init__("not a national number")


@dataclass(frozen=True)
class NationalNumber:
    """Eleven digits that hold together. `born_on` when the number says the whole day."""

    digits: str = field(repr=False)
    bis: bool
    born_on: date | None = field(repr=False)


def shown(digits: str) -> str:
    """Eleven digits as they are printed, 85.07.30-033.28; anything else as it is."""
    if len(digits) != DIGITS:
        return digits
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def check_digits(first_nine: str, *, from_2000: bool) -> str:
    """The two digits that follow the first nine."""
    return f"{MODULUS - int(('2' if from_2000 else '') + first_nine) % MODULUS:02d}"


def read_number(text: str) -> NationalNumber:
    """The number somebody typed, with or without its dots. Raises WrongNumber; nothing is ever corrected."""
    digits = "".join(sign for sign in text if sign not in " .-/\u00a0")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise WrongNumber
    month, day = int(digits[2:4]), int(digits[4:6])
    bis = month >= _BIS_MONTHS[0]
    month -= next((added for added in reversed(_BIS_MONTHS) if month >= added), 0)
    if month > 12 or day > 31 or digits[6:9] in {"000", "999"}:
        raise WrongNumber
    for century in (1900, 2000):
        if digits[9:] == check_digits(digits[:9], from_2000=century == 2000):
            return NationalNumber(digits, bis, _born(century + int(digits[:2]), month, day))
    raise WrongNumber


def _born(year: int, month: int, day: int) -> date | None:
    """The birthday, or None when part of it is unknown. Raises WrongNumber for a day that never was."""
    if not month or not day:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise WrongNumber from None
