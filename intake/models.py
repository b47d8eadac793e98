"""The face of this floor's rooms for Django."""

from .bulletins.models import Bulletin
from .complaints.models import Complaint, ComplaintStep
from .consent.models import Consent, Sharing
from .dangers.models import DangerAssessment
from .desk.models import Passage, Service
from .directory.models import Organization, PartnerService, ServiceHours, SourceRow
from .identity.models import Envelope
from .linkage.models import Asking, Pause, TagSet
from .merging.models import Merge
from .neighbourhood.models import Activity
from .network.models import FollowUp, PartnerLink, Referral
from .outreach.models import Accompaniment, Contact, OutreachRound, Place, Search, Zone
from .paper.models import Sheet
from .person.models import Alert, AlertReading, Card, Person, PersonTeamGrant, PersonUserGrant
from .restrictions.models import Restriction, RestrictionAppeal, RestrictionReason
from .safety.models import Incident, IncidentAct, IncidentPerson, IncidentStep, IncidentStory, NaloxoneProduct
from .spaces.models import ChildrenWith, Space, SpaceHours
from .supplies.models import Box, Handout, Item, Lot, SharpsReturn, StockMove
from .violence.models import Apart, SafeContact, Screening
from .withholding.models import Withholding
from .youth.models import GuardianshipDecision, Minor

__all__ = [
    "Accompaniment",
    "Activity",
    "Alert",
    "AlertReading",
    "Apart",
    "Asking",
    "Box",
    "Bulletin",
    "Card",
    "ChildrenWith",
    "Complaint",
    "ComplaintStep",
    "Consent",
    "Contact",
    "DangerAssessment",
    "Envelope",
    "FollowUp",
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
    "PartnerLink",
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
    "ServiceHours",
    "Sharing",
    "SharpsReturn",
    "Sheet",
    "SourceRow",
    "Space",
    "SpaceHours",
    "StockMove",
    "TagSet",
    "Withholding",
    "Zone",
]
