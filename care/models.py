"""The face of this floor's rooms for Django."""

from .continuity.models import AfterCareContact, LostContact, PrisonStay
from .dispensing.models import Bottle, Dose, Preparation
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
from .observing.models import DoseEvent, Watch
from .papers.models import Paper
from .paths.models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from .prescribing.models import Authorisation, Decision, DoseLimits, MissedRules, Prescription
from .register.models import CaseStep, DrugAccount, DrugBatch, EntrySignature, Inventory, RegisterEntry
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
    "Addendum", "AfterCareContact", "Authorisation", "Booth", "Bottle", "CarePath", "CaseStep", "Caution",
    "ClinicalDecision", "ConsumptionAct", "DeadlineRule", "Decision", "Dose", "DoseEvent", "DoseLimits",
    "DrugAccount", "DrugBatch", "Enrolment", "Entitlement", "EntitlementEvent", "EntitlementLetter",
    "EntitlementPaper", "EntrySignature", "EntrySnapshot", "Episode", "EpisodeRule", "Goal", "InfectionResult",
    "InfectionTest", "Inventory", "LegalBasis", "LostContact", "MedicationCheck", "Medicine",
    "MissedRules", "Note", "NoteDraft", "NoteTemplate", "Paper", "PathCover", "PathNeed", "PathReview",
    "PregnancyTest", "Preparation", "Prescription", "PrisonStay", "RegisterEntry", "RoomBan", "RoomEquipment",
    "RoomLook", "RoomOpening", "RoomRefusal", "RoomRules", "RoomTerms", "RoomVisit", "RulesSigned", "Sample",
    "ScaleResult", "Step", "TreatmentLink", "TreatmentProgramme", "UrgencyAttestation", "Vaccination",
    "VaccineProduct", "VaccineSchedule", "VisitIncident", "VitalSigns", "Watch", "Wound", "WoundLook", "WoundPhoto",
]
