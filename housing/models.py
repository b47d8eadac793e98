"""The face of this floor's rooms for Django."""

from .beds.models import Bed, Building, Closure, Room, Ward
from .homes.models import Candidature, CandidatureStep, Dwelling, DwellingAddress, Landlord, LandlordContact, Programme
from .homes.quality import FidelityAssessment, FidelityScore, PrincipleAnswer, PrinciplesReview
from .houserules.models import HouseRule
from .nights.models import Look, Round
from .stays.models import Absence, Extension, Stay

__all__ = [
    "Absence", "Bed", "Building", "Candidature", "CandidatureStep", "Closure", "Dwelling", "DwellingAddress",
    "Extension", "FidelityAssessment", "FidelityScore", "HouseRule", "Landlord", "LandlordContact", "Look",
    "PrincipleAnswer", "PrinciplesReview", "Programme", "Room", "Round", "Stay", "Ward",
]
