"""The face of this floor's rooms for Django."""

from .consent.models import Consent
from .desk.models import Passage, Service
from .network.models import Organization, PartnerService, Referral
from .person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from .spaces.models import Space

__all__ = [
    "Alert",
    "AlertReading",
    "Card",
    "Consent",
    "Organization",
    "PartnerService",
    "Passage",
    "Person",
    "PersonTeamGrant",
    "PersonUserGrant",
    "Referral",
    "Service",
    "Space",
]
