"""The directory in the navigation and, for those who keep it, on the home board."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, Tile, home, navigation

from .selectors import figures

navigation.add(
    Item(
        _("Directory"), "directory", "book-open", "intake.view_directory", 60,
        ("partner", "partner_add", "partner_write", "organization_add", "directory_plain", "directory_to_check", "referral_add", "referral_to"),
    )
)
home.add(Tile("directory", 80, "intake.edit_directory", "directory/_home.html", figures))
