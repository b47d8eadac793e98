"""The face of this floor's rooms for Django."""

from .allowances.models import Allowance, AllowanceCap
from .places.models import Attendance, Draw, SignUp
from .projects.models import Project, Session

__all__ = ["Allowance", "AllowanceCap", "Attendance", "Draw", "Project", "Session", "SignUp"]
