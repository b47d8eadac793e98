"""The walls of tables that libraries bring. What is not named here and declares no wall is a failing test."""

from __future__ import annotations

from audit.walls import Base, Nothing, Plumbing, StaffTable

#: By model label.
LIBRARIES: dict[str, Base] = {
    "auth.Permission": Plumbing("SELECT"),
    "auth.Group": StaffTable(fixed=True),
    "auth.Group_permissions": Nothing(),
    "contenttypes.ContentType": Plumbing("SELECT"),
    "sessions.Session": Plumbing(),
    "otp_totp.TOTPDevice": Plumbing(),
    "otp_static.StaticDevice": Plumbing(),
    "otp_static.StaticToken": Plumbing(),
    "django_q.OrmQ": Plumbing(),
    "django_q.Task": Plumbing("SELECT, INSERT, UPDATE"),
    "django_q.Schedule": Plumbing("SELECT"),
    "guardian.UserObjectPermission": Nothing(),
    "guardian.GroupObjectPermission": Nothing(),
}
