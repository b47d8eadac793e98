"""What this room hangs in the navigation, and what it tells the ledger: the names of places."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit import places
from centre.shell.registry import Item, navigation

from . import selectors

places.use(selectors.workstation_names)
navigation.add(Item(_("Workstations"), "workstations", "monitor", "centre.name_workstation", 92))
