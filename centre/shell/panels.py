"""The ground floor's pages in the navigation: it may not import the frame, so the frame names its addresses."""

from django.utils.translation import gettext_lazy as _

from .registry import Item, navigation

navigation.add(Item(_("Figures"), "releases", "chart-column", "audit.view_releases", 70, ("release", "release_table", "release_prepare", "release_approve", "quarter_close")))
navigation.add(Item(_("Data protection"), "dpo", "shield-check", "audit.view_erasures", 80, ("erasure", "erasure_request", "who_looked")))
navigation.add(Item(_("Ledger"), "ledger", "history", "audit.read_ledger", 85))
