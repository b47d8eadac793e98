"""The undo bar: what was just done, with one button to take it back.

The acts are kept in the signed-in session (never in the browser), the last five, each for sixty seconds. A label says
what was done in the words the worker saw; the address takes a POST without other content.
"""

import uuid
from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

SECONDS_SHOWN = 60
KEPT = 5
SESSION_KEY = "undo"


@dataclass(frozen=True)
class Offer:
    """One act that can be taken back: `offered_at` is in seconds since 1970, UTC."""

    key: str
    label: str
    url: str
    offered_at: float

    @property
    def seconds_left(self) -> int:
        return max(0, round(self.offered_at + SECONDS_SHOWN - timezone.now().timestamp()))


def offer(request: HttpRequest, label: str | Promise, url: str) -> None:
    """Show `label` in the undo bar with a button posting to `url` (an address of this site) for sixty seconds."""
    made = Offer(key=uuid.uuid4().hex[:12], label=str(label), url=url, offered_at=timezone.now().timestamp())
    request.session[SESSION_KEY] = [asdict(made), *(asdict(kept) for kept in offers(request))][:KEPT]


def offers(request: HttpRequest) -> list[Offer]:
    """The acts that can still be taken back, newest first."""
    session = getattr(request, "session", None)
    if session is None:
        return []
    kept = (Offer(**entry) for entry in session.get(SESSION_KEY, ()))
    return [entry for entry in kept if entry.seconds_left > 0]


def withdraw(request: HttpRequest, url: str) -> None:
    """Forget the offers of this address: called by the view that has taken the act back."""
    request.session[SESSION_KEY] = [asdict(kept) for kept in offers(request) if kept.url != url]
