"""The face of this floor's rooms for Django."""

from .beds.models import Bed, Building, Closure, Room, Ward
from .belongings.models import Keeping, Locker
from .fidelity.models import FidelityAssessment, FidelityScore, PrincipleAnswer, PrinciplesReview
from .homes.models import Candidature, CandidatureStep, Dwelling, DwellingAddress, Landlord, LandlordContact, Programme
from .houserules.models import HouseRule
from .nights.models import Look, Round
from .placements.models import Arrears, Lease, Placement, TenancyEvent
from .requests.models import BedRequest, PriorityOrder, TurnAway
from .stays.models import Absence, Extension, Stay
from .support.models import SupportVisit, VisitContent, VisitRhythm

__all__ = ["Absence", "Arrears", "Bed", "BedRequest", "Building", "Candidature", "CandidatureStep", "Closure", "Dwelling", "DwellingAddress", "Extension", "FidelityAssessment", "FidelityScore", "HouseRule", "Keeping", "Landlord", "LandlordContact", "Lease", "Locker", "Look", "Placement", "PrincipleAnswer", "PrinciplesReview", "PriorityOrder", "Programme", "Room", "Round", "Stay", "SupportVisit", "TenancyEvent", "TurnAway", "VisitContent", "VisitRhythm", "Ward"]
