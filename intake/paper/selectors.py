"""What the sheets need to know: which were printed, which lines were entered before, whom a line means."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.http import Http404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from intake.desk.models import Passage
from intake.paper.enums import Kind
from intake.paper.models import Sheet
from intake.person.cards import looks_like_card
from intake.person.enums import Verb
from intake.person.models import Person
from intake.person.selectors import find_card

if TYPE_CHECKING:
    from centre.staff.models import User

#: Makes the same uuid of the same line of the same sheet on every device.
NAMESPACE = UUID("5c1e7d0a-3c3f-4d7e-9a4e-6f7f2f6a1b10")


class SeveralOrNobody(LookupError):
    """An alias that leads to no one person. `number` is how many it leads to."""

    def __init__(self, number: int) -> None:
        super().__init__("no one person")
        self.number = number


def uuid_of(serial: str, line: int) -> UUID:
    """The uuid of one line of one sheet."""
    return uuid5(NAMESPACE, f"{serial}/{line}")


def printed(serial: str) -> Sheet:
    """The desk sheet of this number. Raises Http404 when none was printed."""
    sheet = Sheet.objects.filter(serial=serial, kind=Kind.DESK).first()
    if sheet is None:
        raise Http404
    return sheet


def entered_before(serial: str, lines: Sequence[int]) -> dict[int, Passage]:
    """The lines of a sheet that are passages already, as far as row security shows them."""
    uuids = {uuid_of(serial, line): line for line in lines}
    return {uuids[one.client_uuid]: one for one in Passage.objects.filter(client_uuid__in=uuids)}


def meant(actor: "User", text: str) -> Person:
    """Whom a line means: a card, or an alias that one person within reach has.

    The search is recorded. Raises MistypedCard, UnknownCard, SeveralOrNobody.
    """
    if looks_like_card(text):
        return find_card(actor, text)
    found = list(visible(actor, Person.objects.filter(alias__iexact=text.strip(), merged_into=None)).order_by("pk")[:5])
    viewed(Verb.SEARCHED, count=len(found))
    if len(found) != 1:
        raise SeveralOrNobody(len(found))
    return found[0]
