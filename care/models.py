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
from .notes.models import Addendum, Note, NoteDraft
from .paths.continuity import AfterCareContact, LostContact, PathCover, PrisonStay
from .paths.models import CarePath, Goal, PathNeed, PathReview, Step
from .scales.models import ScaleResult
from .testing.models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink
from .vaccines.models import Vaccination, VaccineProduct, VaccineSchedule
from .vitals.models import VitalSigns

__all__ = [
    "Addendum", "AfterCareContact", "CarePath", "Caution", "DeadlineRule", "Entitlement", "EntitlementEvent",
    "EntitlementLetter", "EntitlementPaper", "EntrySnapshot", "Episode", "EpisodeRule", "Goal", "InfectionResult",
    "InfectionTest", "LostContact", "MedicationCheck", "Medicine", "Note", "NoteDraft", "PathCover", "PathNeed",
    "PathReview", "PregnancyTest", "PrisonStay", "ScaleResult", "Step", "TreatmentLink", "TreatmentProgramme",
    "UrgencyAttestation", "Vaccination", "VaccineProduct", "VaccineSchedule", "VitalSigns",
]
