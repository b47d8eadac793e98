"""The number on a paper sheet: five symbols and a check, so that a misread number is never taken for another sheet."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
#: The number of symbols is no prime; 31 is, and larger: every single slip shows, and every swap of neighbours among the five.
_MODULUS = 31


class Misread(ValueError):
    """The text is no number of a sheet."""


def _check(body: str) -> int:
    """The check value of five symbols, 0 to 30."""
    return sum((place + 1) * _VALUE[symbol] for place, symbol in enumerate(body)) % _MODULUS


def new() -> str:
    """A fresh number, such as `7KQ4XB`."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        if _check(body) < len(ALPHABET):
            return body + ALPHABET[_check(body)]


def read(text: str) -> str:
    """The number meant by `text`; case, spaces and dashes are forgiven. Raises Misread for anything else."""
    symbols = "".join(symbol for symbol in text.upper() if symbol not in " -.\u00a0")
    if len(symbols) != LENGTH or any(symbol not in _VALUE for symbol in symbols):
        raise Misread
    if _check(symbols[:-1]) != _VALUE[symbols[-1]]:
        raise Misread
    return symbols
