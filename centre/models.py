"""The face of this floor's rooms for Django."""

from .access.models import Access, Denial
from .imports.models import Batch, BroughtRow
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
    "Access", "Batch", "BroughtRow", "Denial", "Handover", "HandoverDraft", "HandoverEntry",
    "HandoverFilling", "HandoverLine", "HandoverReading", "HandoverRemark", "HandoverSignature", "Membership", "Notice", "NoticeReading", "Presence", "SignInAttempt", "Task", "Team", "User",
    "Workstation",
]
