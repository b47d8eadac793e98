"""The face of this floor's rooms for Django."""

from .desk.models import Passage, Service
from .person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from .spaces.models import Space

__all__ = [
    "Alert",
    "AlertReading",
    "Card",
    "Passage",
    "Person",
    "PersonTeamGrant",
    "PersonUserGrant",
    "Service",
    "Space",
]
