"""What is typed about the house; validates, never saves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import RoomSpace
from housing.beds.models import Bed, Building, Room, Ward
from housing.building import selectors

#: Beds added with one form.
MOST_BEDS = 30
LONGEST_LABEL = 30


class _Once(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A form that makes one thing however often it is sent."""

    client_uuid = form_number(required=False, initial=uuid4)

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "client_uuid"}  # type: ignore[misc]  # the stubs leave it out

    def _post_clean(self) -> None:
        """The same form sent again is no second thing of the same name."""
        if self.instance.pk or selectors.made_by_form(self._meta.model, self.cleaned_data.get("client_uuid")) is None:
            super()._post_clean()  # type: ignore[misc]  # the stubs leave it out


class BuildingForm(_Once):
    """A building."""

    class Meta:
        model = Building
        fields = ("label", "address", "order")


class WardForm(_Once):
    """A ward, in a building when there are several."""

    class Meta:
        model = Ward
        fields = ("label", "building", "order")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the only one")), *((one.pk, one.label) for one in selectors.buildings())]
        self.fields["building"].choices = choices  # type: ignore[attr-defined]  # a choice field


class RoomForm(_Once):
    """A room and what it is fit for."""

    class Meta:
        model = Room
        fields = (
            "label", "ward", "order", "women_only", "calm", "ground_floor", "couples", "dogs", "wheelchair", "compartment",
        )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = [one for one in RoomSpace.choices if not one[0] or one[0] in actor.compartments()]
        self.fields["compartment"].choices = spaces  # type: ignore[attr-defined]  # a choice field
        self.fields["ward"].choices = [(one.pk, one.label) for one in selectors.wards()]  # type: ignore[attr-defined]


class BedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A bed and what it is fit for."""

    open_from = day(_("In service from"), required=False)

    class Meta:
        model = Bed
        fields = ("label", "order", "emergency", "lower", "medical", "note", "open_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("About the bed, never about a person.")


class AddBedsForm(forms.Form):
    """One or several beds of a room, all alike."""

    labels = forms.CharField(
        label=_("Beds"), max_length=400, help_text=_("One or several, with commas between: 4A, 4B, 4C."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    emergency = forms.BooleanField(label=_("emergency bed"), required=False)
    lower = forms.BooleanField(label=_("lower bunk"), required=False)
    medical = forms.BooleanField(label=_("medical bed"), required=False)
    open_from = day(_("in service from"), required=False)
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_labels(self) -> list[str]:
        """The labels in order, each once and short enough."""
        labels = [part.strip() for part in self.cleaned_data["labels"].split(",") if part.strip()]
        if not labels or len(labels) > MOST_BEDS:
            raise forms.ValidationError(_("Give one to %(most)d beds."), params={"most": MOST_BEDS})
        if twice := {label for label in labels if labels.count(label) > 1}:
            raise forms.ValidationError(_("%(label)s stands twice."), params={"label": sorted(twice)[0]})
        if max(map(len, labels)) > LONGEST_LABEL:
            raise forms.ValidationError(_("A bed is called with at most 30 characters."))
        return labels


class RetireForm(forms.Form):
    """From which day a bed is out of use."""

    until = day(_("Out of use from"), initial=clock.service_day, help_text=_("The nights before that day stay counted."))
