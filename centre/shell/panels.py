"""The ground floor's pages in the navigation: it may not import the frame, so the frame names its addresses."""

from django.utils.translation import gettext_lazy as _

from audit.review import selectors as log_review

from .registry import Item, Tile, home, navigation

navigation.add(Item(_("Figures"), "releases", "chart-column", "audit.view_releases", 70, ("release", "release_table", "release_prepare", "release_approve", "quarter_close")))
navigation.add(Item(_("Data protection"), "dpo", "shield-check", "audit.view_erasures", 80, ("erasure", "erasure_request", "who_looked")))
navigation.add(Item(_("Ledger"), "ledger", "history", "audit.read_ledger", 85))
navigation.add(Item(_("Log review"), "log_review", "eye", "audit.review_log", 82, ("log_review_answer",)))
home.add(Tile("log-review", 60, "audit.review_log", "audit/review/_home.html", log_review.figures))
