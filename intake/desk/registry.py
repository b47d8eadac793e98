"""Services whose tap goes on to a page of another room: what was given, how many, which lot.

A room says so once, when the house starts:

    desk.follow("sterile_material", "supplies", "supplies_person")

The tap itself is recorded all the same, and at once.
"""

_next: dict[str, tuple[str, str]] = {}


def follow(service: str, for_room: str, for_person: str) -> None:
    """After a tap on `service`, go to the url name `for_room`, or to `for_person` with the person's uuid."""
    _next[service] = (for_room, for_person)


def next_page(service: str, *, person: bool) -> str:
    """The url name that follows a tap on this service, or "" when the desk stays."""
    return _next.get(service, ("", ""))[1 if person else 0]


def followed() -> frozenset[str]:
    """The codes of services whose tap goes on elsewhere."""
    return frozenset(_next)
