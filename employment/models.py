"""The face of this floor's rooms for Django."""

from .allowances.models import C45B, Allowance, AllowanceCap, AllowanceReversal, DeclaredElsewhere, WorkContract
from .cash.models import CashBox, CashEntry, CashSignature
from .places.models import Attendance, Call, Draw, SignUp, WorkRule
from .projects.models import Briefing, FeedAddress, Holiday, Project, Series, Session, SessionChange
from .safety.models import Accident, BriefingGiven, ToolLoan

__all__ = [
    "C45B",
    "Accident",
    "Allowance",
    "AllowanceCap",
    "AllowanceReversal",
    "Attendance",
    "Briefing",
    "BriefingGiven",
    "Call",
    "CashBox",
    "CashEntry",
    "CashSignature",
    "DeclaredElsewhere",
    "Draw",
    "FeedAddress",
    "Holiday",
    "Project",
    "Series",
    "Session",
    "SessionChange",
    "SignUp",
    "ToolLoan",
    "WorkContract",
    "WorkRule",
]
