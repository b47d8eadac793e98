"""The way to the log of activities."""

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(
    Item(_("Neighbourhood"), "activities", "megaphone", "intake.keep_activity", 85, ("activity_add", "activity_edit"))
)
