"""What this room hangs in the navigation: one's own account, the people of the house, the matrix of roles."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(
    Item(_("People of the house"), "staff_list", "users-round", "centre.manage_people", 90, section=("staff_add", "staff_member"))
)
navigation.add(Item(_("Roles"), "staff_roles", "key-round", "centre.view_roles", 95))
navigation.add(Item(_("My account"), "my_account", "user-cog", "", 99))
