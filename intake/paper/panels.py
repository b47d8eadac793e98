"""The way to the paper sheets."""

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(Item(_("Paper"), "paper", "file-text", "intake.print_sheet", 88, ("sheet", "paper_blank", "paper_find")))
