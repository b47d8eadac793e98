"""The face of this floor's rooms for Django."""

from .access.models import Access, Denial
from .imports.models import Batch, BroughtRow
from .rota.models import Absence, CalendarAddress, Duty, Least, Swap
from .shifts.models import (
    Handover,
    HandoverDraft,
    HandoverEntry,
    HandoverFilling,
    HandoverLine,
    HandoverReading,
    HandoverRemark,
    HandoverSignature,
    Notice,
    NoticeReading,
)
from .staff.models import Membership, Team, User
from .todo.models import Task
from .workstations.models import Presence, SignInAttempt, Workstation

__all__ = [
    "Absence", "Access", "Batch", "BroughtRow", "CalendarAddress", "Denial", "Duty", "Handover", "HandoverDraft", "HandoverEntry",
    "HandoverFilling", "HandoverLine", "HandoverReading", "HandoverRemark", "HandoverSignature", "Least", "Membership", "Notice", "NoticeReading", "Presence", "SignInAttempt", "Swap", "Task", "Team", "User",
    "Workstation",
]
