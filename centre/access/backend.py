"""The authentication backend of the house: passwords, and object permissions read from the flat access table.

guardian's own backend ignores expiry and lists for inactive users; ours reads the same table as every wall.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from .scope import holds


class AccessBackend(BaseBackend):
    """`user.has_perm("intake.hold_nursing", person)`: does the user hold that compartment now?"""

    def authenticate(self, request: Any, username: str | None = None, password: str | None = None, **_: Any) -> Any:
        """The active user with this password, or None; the same work is done for a name that does not exist."""
        model = get_user_model()
        if username is None or password is None:
            return None
        user = model.objects.filter(username=username).first()
        if user is None:
            model().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> Any:
        return get_user_model().objects.arriving(user_id)

    def has_perm(self, user: Any, permission: str, obj: Any = None) -> bool:
        if not user.is_active:
            return False
        if obj is None:
            return bool(user.may(permission))
        name = permission.rpartition(".")[2]
        return name.startswith("hold_") and holds(user, obj, name.removeprefix("hold_"))
