"""The face of this floor's rooms for Django."""

from .access.models import Access, Denial
from .staff.models import Membership, Team, User

__all__ = ["Access", "Denial", "Membership", "Team", "User"]
