"""The face of this floor's rooms for Django."""

from .places.models import Allowance, AllowanceCap, Attendance, Draw, SignUp
from .projects.models import Project, Session

__all__ = ["Allowance", "AllowanceCap", "Attendance", "Draw", "Project", "Session", "SignUp"]
