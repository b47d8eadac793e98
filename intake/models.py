"""The face of this floor's rooms for Django."""

from .consent.models import Consent
from .desk.models import Passage, Service
from .linkage.models import Asking, Pause, TagSet
from .merging.models import Merge
from .network.models import Organization, PartnerService, Referral
from .outreach.models import Accompaniment, Contact, OutreachRound, Place, Search, Zone
from .person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from .restrictions.models import Restriction, RestrictionAppeal, RestrictionReason
from .safety.models import Incident, IncidentAct, IncidentPerson, IncidentStep, IncidentStory, NaloxoneProduct
from .spaces.models import ChildrenWith, Space, SpaceHours
from .supplies.models import Box, Handout, Item, Lot, SharpsReturn, StockMove
from .violence.models import Apart, SafeContact, Screening
from .youth.models import GuardianshipDecision, Minor

__all__ = [
    "Accompaniment",
    "Alert",
    "AlertReading",
    "Apart",
    "Asking",
    "Box",
    "Card",
    "ChildrenWith",
    "Consent",
    "Contact",
    "GuardianshipDecision",
    "Handout",
    "Incident",
    "IncidentAct",
    "IncidentPerson",
    "IncidentStep",
    "IncidentStory",
    "Item",
    "Lot",
    "Merge",
    "Minor",
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
    "Restriction",
    "RestrictionAppeal",
    "RestrictionReason",
    "SafeContact",
    "Screening",
    "Search",
    "Service",
    "SharpsReturn",
    "Space",
    "SpaceHours",
    "StockMove",
    "TagSet",
    "Zone",
]
