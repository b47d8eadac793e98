"""What is typed about programmes, landlords and dwellings; validates, never saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centre.shell.amounts import AmountField
from centre.shell.fields import day
from housing.homes.forms import needs_input, retype
from housing.homes.models import Dwelling, Landlord, Programme
from housing.homes.policies import door_words


class SeenForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A row is changed from what one saw of it; what somebody else wrote since is not written over unseen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def show_change(self, words: str, seen: int | None) -> None:
        """After somebody else wrote: what was typed stays, the words say who, and the next saving has seen it."""
        retype(self, seen=seen)
        self.add_error(None, words)


class ProgrammeForm(SeenForm):
    """For whom a programme is there. A condition that would close a door is refused with the reason."""

    needs = needs_input(_("First for who says"), _("These come first when places are few; nobody else is kept out."))

    class Meta:
        model = Programme
        fields = (
            "kind", "name", "provider", "for_whom", "age_from", "age_to", "women_only", "couples", "animals", "needs",
            "most_days", "places", "active",
        )

    def __init__(self, *args: Any, providers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]  # a choice of rows
        self.fields["provider"].empty_label = _("the centre itself")  # type: ignore[attr-defined]
        self.fields["for_whom"].help_text = _("Abstinence, insurance, residence papers and money never decide who may come in.")

    def clean(self) -> dict[str, Any]:
        """Ages in their order."""
        data = super().clean() or self.cleaned_data
        if data.get("age_from") is not None and data.get("age_to") is not None and data["age_to"] < data["age_from"]:
            self.add_error("age_to", _("The last age lies below the first."))
        return data

    def clean_for_whom(self) -> str:
        """No words that close a door."""
        text: str = self.cleaned_data["for_whom"]
        words = door_words(text)
        if words:
            raise forms.ValidationError(words)
        return text


class LandlordForm(SeenForm):
    """A landlord and whom to ask for there."""

    class Meta:
        model = Landlord
        fields = ("kind", "name", "contact", "phone", "email", "note", "warning", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact", "phone", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["note"].help_text = _("About the landlord and the houses; never about who lives there.")


class DwellingForm(SeenForm):
    """A dwelling; its address is typed here and shown nowhere without being asked for."""

    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept apart, for those who look for homes. Left empty, the address kept until now stays."),
    )

    available_from = day(_("Available from"), required=False)
    available_until = day(_("Available until"), required=False)

    class Meta:
        model = Dwelling
        fields = (
            "label", "kind", "area", "programme", "landlord", "shared", "rooms", "floor", "lift", "wheelchair", "dogs",
            "couples", "rent", "charges", "available_from", "available_until", "out_reason", "note",
        )
        field_classes = {"rent": AmountField, "charges": AmountField}

    def __init__(self, *args: Any, programmes: Iterable[Programme], landlords: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["landlord"].queryset = landlords  # type: ignore[attr-defined]  # a choice of rows
        self.fields["programme"].choices = [("", pgettext_lazy("programme", "none")), *((one.pk, one.name) for one in programmes)]  # type: ignore[attr-defined]
        self.fields["label"].help_text = _("As colleagues say it, such as “Studio 3, Anderlecht”. Never the street.")
        self.fields["out_reason"].help_text = _("As long as something stands here, nobody is proposed for it.")

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("available_from"), data.get("available_until")
        if first and last and last < first:
            self.add_error("available_until", _("The last day lies before the first."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes: an address left empty is not touched."""
        return self.cleaned_data | {"address": self.cleaned_data["address"] or None}
