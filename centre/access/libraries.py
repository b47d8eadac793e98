"""The walls of tables that libraries bring. What is not named here and declares no wall is a failing test."""

from __future__ import annotations

from audit.walls import Base, Nothing, Plumbing, StaffTable
from centre.staff.walls import Factor, Spent

#: By model label.
LIBRARIES: dict[str, Base] = {
    "auth.Permission": Plumbing("SELECT"),
    "auth.Group": StaffTable(fixed=True),
    "auth.Group_permissions": Nothing(),
    "contenttypes.ContentType": Plumbing("SELECT"),
    "sessions.Session": Plumbing(),
    "otp_totp.TOTPDevice": Factor(counters=(*Factor.counters, "last_t", "drift")),
    "otp_static.StaticDevice": Factor(),
    "otp_static.StaticToken": Spent(),
    "django_q.OrmQ": Plumbing("SELECT, INSERT"),
    "django_q.Task": Plumbing("SELECT"),
    "django_q.Schedule": Plumbing("SELECT"),
    "guardian.UserObjectPermission": Nothing(),
    "guardian.GroupObjectPermission": Nothing(),
}
