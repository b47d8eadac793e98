"""The way to the check-in, for those who have no desk."""

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(Item(_("Check-in"), "check_in", "scan-line", "intake.check_in", 9))
