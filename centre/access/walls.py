from audit.walls import *  # noqa: F403
from audit.walls import Base, Nothing, OpenTable, OwnRows, Plumbing, Policy, RoleTable, StaffTable, Wall  # noqa: F401
