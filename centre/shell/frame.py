"""What the frame of a page needs to know about a request. Nothing is read before a template asks for it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from centre.rota.selectors import on_duty
from centre.shell import registry, typed, undo
from centre.shifts import clock
from centre.staff.roles import Role

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "night")
DUSK, DAWN = 20, 7
SHOWN_IN_BAR = 4
SHOWN_IN_COLUMN = 8

#: What each role reaches in one tap, most used first, by the names of the pages; the rest waits under "More".
#: Whoever has several roles sees the order of the first one written here.
DAILY: dict[str, tuple[str, ...]] = {
    Role.COORDINATOR: ("desk", "people", "beds", "incidents", "tasks", "handover", "rota", "releases"),
    Role.SOCIAL: ("desk", "people", "paths", "referrals", "tasks", "directory", "rounds", "handover"),
    Role.NURSE: ("desk", "people", "paths", "supplies", "incidents", "referrals", "tasks", "handover"),
    Role.DOCTOR: ("desk", "people", "paths", "supplies", "incidents", "referrals", "tasks", "handover"),
    Role.ROOM: ("desk", "people", "incidents", "supplies", "tasks", "handover"),
    Role.DESK: ("desk", "people", "supplies", "beds", "spaces", "incidents", "tasks", "handover"),
    Role.DPO: ("dpo", "log_review", "withheld", "ledger"),
}
DEFAULT_IDLE_SECONDS = 180


class Frame:
    """The frame of one page. Before sign-in and while locked it is bare: no navigation, no command bar."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def name(self) -> str:
        """The name of the centre."""
        return str(settings.CENTRE_NAME)

    @property
    def demo(self) -> bool:
        return bool(settings.CENTRE_DEMO)

    @property
    def idle_seconds(self) -> int:
        """After how many seconds without a key or a tap the screen is veiled."""
        return int(getattr(settings, "CENTRE_IDLE_SECONDS", DEFAULT_IDLE_SECONDS))

    @cached_property
    def actor(self) -> Any:
        """The worker at the screen, or None before sign-in and while locked."""
        session = getattr(self._request, "session", {})
        return None if session.get("locked") else getattr(self._request, "actor", None)

    @cached_property
    def theme_choice(self) -> str:
        """`light`, `night` or `auto`, as chosen by the worker or on this workstation."""
        chosen = self.actor.theme if self.actor else self._request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def theme(self) -> str:
        """`light` or `night`; by the clock of the house unless chosen."""
        if self.theme_choice != "auto":
            return self.theme_choice
        hour = clock.local().hour
        return "night" if hour >= DUSK or hour < DAWN else "light"

    @property
    def shortcuts(self) -> bool:
        return bool(self.actor and self.actor.shortcuts)

    @cached_property
    def navigation(self) -> list[registry.Item]:
        """The entries of this worker: those of every day first, in the order of their role."""
        items = registry.navigation.for_actor(self.actor)
        roles = self.actor.roles() if items else set()
        daily = next((names for role, names in DAILY.items() if role in roles), ())
        return sorted(items, key=lambda item: daily.index(item.key) if item.key in daily else len(daily))

    @property
    def overflow(self) -> list[registry.Item]:
        """The entries that a small screen keeps under "More"."""
        return self.navigation[SHOWN_IN_BAR:]

    @property
    def long(self) -> bool:
        """Whether a wide screen keeps entries under "More" too: never one alone."""
        return len(self.navigation) > SHOWN_IN_COLUMN + 1

    @cached_property
    def commands(self) -> bool:
        """Whether this worker has a use for the command bar."""
        return bool(registry.commands.for_actor(self.actor))

    @cached_property
    def current(self) -> str:
        """The name of the page, to light up its entry in the navigation."""
        match = self._request.resolver_match
        return match.url_name or "" if match else ""

    @property
    def address(self) -> str:
        """Where the worker is, to come back to after the veil."""
        return self._request.get_full_path() if self._request.method == "GET" else ""

    @cached_property
    def on_duty(self) -> list[Any]:
        """Who is on duty now by the rota, each with `user` and `post`; asked where a page shows it."""
        return on_duty() if self.actor and self.actor.may("centre.view_rota") else []

    @property
    def typed(self) -> SafeString:
        """Where the small forms of the frame carry what was typed into a form that was refused."""
        return mark_safe(typed.MARK)

    @property
    def undo(self) -> list[undo.Offer]:
        return undo.offers(self._request) if self.actor else []

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, code.upper()) for code, _ in settings.LANGUAGES]

    @property
    def request_number(self) -> str:
        """The number of this request in the ledger, for a call to support; empty when it never got one."""
        number = getattr(self._request, "id", None)
        return str(number)[:8].upper() if number else ""
