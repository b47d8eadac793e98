"""What is typed about a paper, and the paper itself; validates, never saves."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centre.scans.check import most_bytes, most_pages
from centre.scans.fields import ScanField
from centre.shell.fields import day, form_number

from .enums import PaperKind


class PaperForm(forms.Form):
    """A paper to keep: the file, what it is, in which part of the person's file it stands."""

    scan = ScanField(label=_("Scan or picture"))
    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    title = forms.CharField(label=_("What it is, in a few words"), required=False, max_length=80, help_text=_("Sealed with the file."))
    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect, help_text=_("Only colleagues of this part see the paper."))
    dated_on = day(_("Date on the paper"), required=False)
    until_on = day(_("Valid until"), required=False)
    third_party = forms.BooleanField(
        label=_("Speaks of somebody else too"), required=False,
        help_text=_("It is looked through before the person gets a copy. Law of 6 February 2024."),
    )
    client_uuid = form_number(initial=uuid.uuid4)

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].help_text = gettext(
            "PDF, JPEG or PNG, at most %(mega)s MB and %(pages)s pages. It is checked and written anew: what is hidden in it does not come along."
        ) % {"mega": most_bytes() // 1024**2, "pages": most_pages()}
        field = self.fields["compartment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = compartments
        if len(compartments) == 1:
            field.initial = compartments[0][0]
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A paper is valid until a day after it was written."""
        data = super().clean() or {}
        dated, until = data.get("dated_on"), data.get("until_on")
        if dated and until and until < dated:
            self.add_error("until_on", gettext("This day is before the date on the paper."))
        return data


class RemovalForm(forms.Form):
    """Why a paper is removed."""

    why = forms.CharField(label=_("Why it is removed"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
