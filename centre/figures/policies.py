"""Who may read the coordination's figures, open what stands behind them, take them along."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule

from .registry import Figure


@rule("centre.view_figures")
def view_figures(actor: Any, *, figure: Figure | None = None) -> str | None:
    """The coordination; each figure may ask for a right of its own besides."""
    if figure is not None and not actor.may(figure.permission):
        return _("Your role does not include this figure.")
    return None


@rule("centre.view_figures")
def take_figures(actor: Any, *, figures: int) -> str | None:
    """Whoever reads figures may take their own month along; there must be something to take."""
    return None if figures else _("There is no figure to take.")
