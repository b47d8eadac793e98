"""The figures in the frame of every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(Item(_("Figures of the house"), "figures", "trending-up", "centre.view_figures", 22, ("figure", "figure_rows")))
