"""Input of discrepancies and inventories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from care.register.enums import InventoryReason, StepKind
from care.register.forms import NOBODY, FactorForm, text_field
from centre.shell.fields import form_number

FOLLOW = (StepKind.INVESTIGATED, StepKind.TOLD, StepKind.EXPLAINED)


class StepForm(forms.Form):
    """What was looked into, which doctor was told, or the explanation."""

    kind = forms.ChoiceField(label=_("What"), choices=[(kind.value, kind.label) for kind in FOLLOW])
    words = forms.CharField(
        label=_("In your words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which doctor, when; or what was found. No name of a person who comes here."),
    )
    client_uuid = form_number(required=False)


class CloseForm(FactorForm):
    """How a case ends, and whether the book follows the count."""

    words = text_field(_("How it ends"), 200, help_text=NOBODY)
    adjust = forms.BooleanField(
        label=_("Bring the book to what was counted"), required=False, initial=True,
        help_text=_("A correction is written; the count and the lines before it stay. Untick it when another line was put right."),
    )


class InventoryForm(forms.Form):
    """Why everything is counted; who leaves and who takes over."""

    reason = forms.ChoiceField(label=_("Why"), choices=InventoryReason.choices)
    leaving = text_field(_("Who leaves"), 80, required=False)
    arriving = text_field(_("Who takes over"), 80, required=False)
    client_uuid = form_number(required=False)

    def clean(self) -> dict[str, Any]:
        """When the person responsible changes, both are named."""
        data = super().clean() or self.cleaned_data
        if data.get("reason") == InventoryReason.CHANGE:
            for name in ("leaving", "arriving"):
                if not (data.get(name) or "").strip():
                    self.add_error(name, _("Name both: who leaves and who takes over."))
        return data
