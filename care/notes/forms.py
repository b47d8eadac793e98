"""What a worker types into a note. Nothing is checked but that there is a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import NoteKind


class TextForm(forms.Form):
    """A text and the form's own number."""

    text = forms.CharField(
        label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=_("Write so that the person may read it. No surname, no number."),
    )
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)


class NoteForm(TextForm):
    """A new note: where it stands, what gave rise to it."""

    field_order = ["compartment", "kind", "text", "third_party", "client_uuid", "continues"]
    continues = forms.RegexField(r"^\d{1,18}-\d{1,9}$", required=False, widget=forms.HiddenInput)
    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.CONTACT, widget=forms.RadioSelect)
    third_party = forms.BooleanField(
        label=_("Holds what somebody else said about the person"), required=False,
        help_text=_("The person may read the rest of their file, not this. Law of 6 February 2024."),
    )

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["compartment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = compartments
        if len(compartments) == 1:
            field.initial = compartments[0][0]
            field.widget = forms.HiddenInput()


class DraftForm(forms.Form):
    """What a window sends every few seconds: no longer than a note, cut where it is."""

    compartment = forms.SlugField()
    text = forms.CharField(strip=False, required=False)
    client_uuid = forms.UUIDField()
    continues = forms.CharField(max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {
            "compartment": given.get("compartment", ""), "text": given.get("text", "")[:20_000], "form": given.get("client_uuid"),
            "continues": given.get("continues", ""),
        }


class CorrectionForm(forms.Form):
    """A better wording, and the version it was made from."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput)
