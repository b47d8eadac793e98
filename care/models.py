"""The face of this floor's rooms for Django."""

from .entitlements.models import (
    DeadlineRule,
    Entitlement,
    EntitlementEvent,
    EntitlementLetter,
    EntitlementPaper,
    UrgencyAttestation,
)
from .episodes.models import EntrySnapshot, Episode, EpisodeRule, TreatmentProgramme
from .medication.models import Caution, MedicationCheck, Medicine
from .notes.models import Addendum, Note, NoteDraft, NoteTemplate
from .papers.models import Paper
from .paths.continuity import AfterCareContact, LostContact, PathCover, PrisonStay
from .paths.models import CarePath, Goal, PathNeed, PathReview, Step
from .room.bans.models import RoomBan
from .room.checking.models import Sample
from .room.enrolment.models import ClinicalDecision, Enrolment, RoomRefusal, RulesSigned
from .room.ground.models import Booth, LegalBasis, RoomOpening, RoomRules, RoomTerms
from .room.visits.models import ConsumptionAct, RoomEquipment, RoomLook, RoomVisit, VisitIncident
from .scales.models import ScaleResult
from .testing.models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink
from .vaccines.models import Vaccination, VaccineProduct, VaccineSchedule
from .vitals.models import VitalSigns
from .wounds.models import Wound, WoundLook, WoundPhoto

__all__ = [
    "Addendum", "AfterCareContact", "Booth", "CarePath", "Caution", "ClinicalDecision", "ConsumptionAct",
    "DeadlineRule", "Enrolment", "Entitlement", "EntitlementEvent", "EntitlementLetter", "EntitlementPaper",
    "EntrySnapshot", "Episode", "EpisodeRule", "Goal", "InfectionResult", "InfectionTest", "LegalBasis",
    "LostContact", "MedicationCheck", "Medicine", "Note", "NoteDraft", "NoteTemplate", "Paper", "PathCover",
    "PathNeed", "PathReview", "PregnancyTest", "PrisonStay", "RoomBan", "RoomEquipment", "RoomLook", "RoomOpening",
    "RoomRefusal", "RoomRules", "RoomTerms", "RoomVisit", "RulesSigned", "Sample", "ScaleResult", "Step",
    "TreatmentLink", "TreatmentProgramme", "UrgencyAttestation", "Vaccination", "VaccineProduct", "VaccineSchedule",
    "VisitIncident", "VitalSigns", "Wound", "WoundLook", "WoundPhoto",
]
