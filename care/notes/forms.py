"""What a worker types into a note. Nothing is checked but that there is a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number, offer

from .enums import NoteKind
from .passages import Marked, well_marked

AREA = {"rows": 8, "autocomplete": "off"}
MARKS = _("Put what somebody else said, or what is about somebody else, between [[ and ]].")


class MarkedForm(forms.Form):
    """A text in which passages may be marked."""

    def clean_text(self) -> str:
        """Each mark that opens is closed: what is left out of a copy must be sure."""
        text = str(self.cleaned_data["text"])
        if not well_marked(text):
            raise forms.ValidationError(gettext("A passage between [[ and ]] is not closed, or not opened."))
        return text


class TextForm(MarkedForm):
    """A text and the form's own number."""

    text = forms.CharField(
        label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs=AREA),
        help_text=format_lazy("{} {}", _("Write so that the person may read it. No surname, no number."), MARKS),
    )
    client_uuid = form_number()


class NoteForm(TextForm):
    """A new note: where it stands, what gave rise to it."""

    field_order = ["compartment", "kind", "text", "third_party", "client_uuid", "continues"]
    continues = forms.RegexField(r"^\d{1,18}-\d{1,9}$", required=False, widget=forms.HiddenInput)
    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.CONTACT, widget=forms.RadioSelect)
    third_party = forms.BooleanField(
        label=_("Holds what somebody else said about the person"), required=False,
        help_text=_("Ticked, the whole note is left out of the person's copy. They may read the rest of their file. Law of 6 February 2024."),
    )

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """What somebody else said is marked in the text, or the whole note is."""
        data = super().clean() or {}
        told = data.get("kind") == NoteKind.THIRD_PARTY and "text" in data
        if told and not data.get("third_party") and not Marked(data["text"]).has_marks:
            self.add_error("third_party", gettext("Tick this, or put what they said between [[ and ]]."))
        return data


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


class CorrectionForm(MarkedForm):
    """A better wording, and the version it was made from."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea(attrs=AREA), help_text=MARKS)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TemplateForm(forms.Form):
    """A beginning for notes: of which kind, in which part, its name and words; about nobody."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.CARE, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(
        label=_("Text"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Headings and questions only. Nothing about a person stands here."),
    )
    client_uuid = form_number()

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]


class TemplateChangeForm(forms.Form):
    """Other words for a beginning, and the version they were made from."""

    title = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(label=_("Text"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput)
