"""Keys that change beside the epoch: rooms that keep something under a key of the vault register how to renew it.

    rotations.register("tags", rotate_tags)   # then: manage.py rotate_keys tags
"""

from collections.abc import Callable

Progress = Callable[[int, int], None]
#: Name on the command line -> function that takes progress(done, total) and returns how many were renewed.
_rotations: dict[str, Callable[[Progress], int]] = {}


def register(name: str, rotate: Callable[[Progress], int]) -> None:
    """Add a rotation; the same name again replaces it."""
    _rotations[name] = rotate


def names() -> list[str]:
    """Every rotation that can be asked for."""
    return sorted(_rotations)


def rotate(name: str, say: Progress) -> int:
    """Carry one out; how many were renewed. Raises KeyError for a name nobody registered."""
    return _rotations[name](say)
