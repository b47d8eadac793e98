"""The face of this floor's rooms for Django."""

from .access.models import Access, Denial
from .imports.models import Batch, BroughtRow
from .staff.models import Membership, Team, User

__all__ = ["Access", "Batch", "BroughtRow", "Denial", "Membership", "Team", "User"]
