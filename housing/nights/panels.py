"""The nights in the frame of every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, navigation

navigation.add(Item(_("Occupancy"), "occupancy", "chart-column", "housing.view_occupancy", 21))
