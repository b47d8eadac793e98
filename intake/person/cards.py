"""Card codes: ten symbols that mean nothing, and say when they were misread.

A code is eight random Crockford base32 symbols followed by two Reed-Solomon parity symbols over GF(32). Its distance
is three: every single substitution, every double substitution and every adjacent transposition is detected.
Reading forgives case, spaces, dashes, O for 0, I and L for 1, and a scanner whose keyboard layout is not the host's;
it never corrects a symbol. Nothing here touches the database. Source: PRIVACY 1, UX 1.3.
"""

import secrets
import unicodedata

import segno

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_SYMBOLS = 8
PARITY_SYMBOLS = 2
LENGTH = DATA_SYMBOLS + PARITY_SYMBOLS

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_ORDER = 31
_IGNORED = str.maketrans("", "", " \t\r\n\u00a0-_.\u2010\u2011\u2012\u2013\u2014\u2212")
_LOOKALIKE = str.maketrans("OIL", "011")
# What a scanner set to a US layout types on a Belgian AZERTY host, upper-cased. Source: UX 1.3.
_AZERTY_DIGITS = "&É\"'(§È!ÇÀ"
_AZERTY_MARKS = frozenset(_AZERTY_DIGITS + ",?")
_FROM_AZERTY = str.maketrans(_AZERTY_DIGITS + ",?)°AQWZ", "1234567890" + "MM--" + "QAZW")


class MistypedCard(ValueError):
    """The text is no card code. `suggestion` is a whole code one symbol away, or "" when there is none.

    The suggestion is only ever offered to be clicked; nobody is looked up with it before.
    """

    def __init__(self, suggestion: str = "") -> None:
        super().__init__("not a card code")
        self.suggestion = suggestion


def _powers() -> tuple[list[int], dict[int, int]]:
    """Return (powers of the primitive element, their logarithms) for GF(32)."""
    powers, value = [], 1
    for _ in range(_ORDER):
        powers.append(value)
        value <<= 1
        if value & 0b100000:
            value ^= _FIELD_POLYNOMIAL
    return powers, {value: exponent for exponent, value in enumerate(powers)}


_POWER, _LOG = _powers()


def _times(left: int, right: int) -> int:
    """Product in GF(32)."""
    return _POWER[(_LOG[left] + _LOG[right]) % _ORDER] if left and right else 0


def _divided(left: int, right: int) -> int:
    """Quotient in GF(32); `right` is not zero."""
    return _POWER[(_LOG[left] - _LOG[right]) % _ORDER] if left else 0


def _syndromes(values: list[int]) -> tuple[int, int]:
    """The two checks of a word; both are zero for a whole code."""
    first = second = 0
    for place, value in enumerate(values):
        first ^= _times(value, _POWER[place % _ORDER])
        second ^= _times(value, _POWER[(2 * place) % _ORDER])
    return first, second


def _parity(data: list[int]) -> list[int]:
    """The two parity values that make both syndromes of `data` zero."""
    first, second = _syndromes(data)
    a, b = _POWER[DATA_SYMBOLS], _POWER[DATA_SYMBOLS + 1]
    c, d = _times(a, a), _times(b, b)
    determinant = _times(a, d) ^ _times(b, c)
    return [
        _divided(_times(first, d) ^ _times(second, b), determinant),
        _divided(_times(second, a) ^ _times(first, c), determinant),
    ]


def with_parity(data: str) -> str:
    """Return `data` (eight symbols of ALPHABET) followed by its two parity symbols."""
    values = [_VALUE[symbol] for symbol in data]
    return data + "".join(ALPHABET[value] for value in _parity(values))


def new_code() -> str:
    """A fresh random code of ten symbols.

    At least one symbol is a digit: a digit typed through the wrong keyboard layout is what betrays that layout.
    """
    while True:
        code = with_parity("".join(secrets.choice(ALPHABET) for _ in range(DATA_SYMBOLS)))
        if any(symbol.isdigit() for symbol in code):
            return code


def show(code: str) -> str:
    """`K7QP3MX9T2` as it is printed and said: `K7QP-3MX9-T2`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _symbols(text: str) -> str:
    """The text with everything forgiven that says nothing: case, spaces, dashes, lookalikes."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return folded.translate(_IGNORED).translate(_LOOKALIKE)


def _through_azerty(text: str) -> str:
    """The text as the scanner meant it, when signs of the wrong layout are in it; else the text."""
    plain = unicodedata.normalize("NFKC", text).upper()
    if not _AZERTY_MARKS.intersection(plain):
        return plain
    return plain.translate(_FROM_AZERTY)


def read(text: str) -> str:
    """The ten symbols of a typed or scanned card.

    Raises MistypedCard for anything that is not a whole code; a wrong symbol is never corrected.
    """
    symbols = _symbols(_through_azerty(text))
    if len(symbols) != LENGTH or any(symbol not in _VALUE for symbol in symbols):
        raise MistypedCard
    values = [_VALUE[symbol] for symbol in symbols]
    if any(_syndromes(values)):
        raise MistypedCard(_one_symbol_away(values))
    return symbols


def _one_symbol_away(values: list[int]) -> str:
    """The only whole code that differs from `values` in one symbol, or "" when none does."""
    first, second = _syndromes(values)
    if not first or not second:
        return ""
    place = _LOG[_divided(second, first)]
    if place >= LENGTH:
        return ""
    nearest = list(values)
    nearest[place] ^= _divided(first, _POWER[place])
    return "".join(ALPHABET[value] for value in nearest)


def looks_like_card(text: str) -> bool:
    """Whether a text from the search box was meant as a card and not as a word someone is called by.

    A whole code always is. Otherwise nine to eleven symbols of the alphabet with at least one digit in them are.
    """
    try:
        read(text)
    except MistypedCard:
        symbols = _symbols(text)
        digits = sum(character.isdigit() for character in text)
        return digits > 0 and abs(len(symbols) - LENGTH) <= 1 and all(symbol in _VALUE for symbol in symbols)
    return True


def qr(code: str) -> str:
    """An SVG of the ten symbols and nothing else, black on white, without inline style."""
    drawing: str = segno.make_qr(code, error="q").svg_inline(
        border=2, light="white", svgclass=None, lineclass=None, omitsize=True
    )
    return drawing
