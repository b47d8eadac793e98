"""The face of this floor's rooms for Django."""

from .consent.models import Consent
from .desk.models import Passage, Service
from .linkage.models import Asking, Pause, TagSet
from .network.models import Organization, PartnerService, Referral
from .outreach.models import Accompaniment, Contact, OutreachRound, Place, Search, Zone
from .person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from .safety.models import Incident, IncidentAct, IncidentPerson, IncidentStep, IncidentStory, NaloxoneProduct
from .spaces.models import Space
from .supplies.models import Box, Handout, Item, Lot, SharpsReturn, StockMove

__all__ = [
    "Accompaniment",
    "Alert",
    "AlertReading",
    "Asking",
    "Box",
    "Card",
    "Consent",
    "Contact",
    "Handout",
    "Incident",
    "IncidentAct",
    "IncidentPerson",
    "IncidentStep",
    "IncidentStory",
    "Item",
    "Lot",
    "NaloxoneProduct",
    "Organization",
    "OutreachRound",
    "PartnerService",
    "Passage",
    "Pause",
    "Person",
    "PersonTeamGrant",
    "PersonUserGrant",
    "Place",
    "Referral",
    "Search",
    "Service",
    "SharpsReturn",
    "Space",
    "StockMove",
    "Zone",
    "TagSet",
]
