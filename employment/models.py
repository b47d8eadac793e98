"""The face of this floor's rooms for Django."""

from .allowances.models import C45B, Allowance, AllowanceCap, AllowanceReversal, DeclaredElsewhere, WorkContract
from .cash.models import CashBox, CashEntry, CashSignature
from .journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove, WorkFact
from .places.models import Attendance, Call, Draw, SignUp, WorkRule
from .projects.models import Briefing, FeedAddress, Holiday, Project, Series, Session, SessionChange
from .safety.models import Accident, BriefingGiven, ToolLoan

__all__ = [
    "C45B", "Accident", "Allowance", "AllowanceCap", "AllowanceReversal", "Attendance", "Briefing", "BriefingGiven",
    "Call", "CashBox", "CashEntry", "CashSignature", "DeclaredElsewhere", "Draw", "FeedAddress",
    "Holiday", "Journey", "JourneyOutcome", "JourneyStep", "PhaseMove", "Project", "Series", "Session",
    "SessionChange", "SignUp", "ToolLoan", "WorkContract", "WorkFact", "WorkRule",
]
