"""The way to the spaces from every page."""

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(Item(_("Spaces"), "spaces", "house", "intake.enter_space", 17, ("space", "space_find")))
