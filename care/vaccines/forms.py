"""What is typed about vaccination."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock

from .enums import Disease, Fate, Site
from .models import VaccineProduct

MOST_DOSES, LONGEST_DAYS = 8, 7300


class VaccinationForm(forms.Form):
    """A vaccination given here, given elsewhere, or refused."""

    fate = forms.ChoiceField(label=_("What happened"), choices=Fate.choices, widget=forms.RadioSelect, initial=Fate.GIVEN)
    disease = forms.ChoiceField(label=_("Against"), choices=[("", "---------"), *Disease.choices])
    on = day(_("Day"))
    product = forms.ModelChoiceField(label=_("Vaccine"), queryset=VaccineProduct.objects.none(), required=False)
    lot = forms.CharField(label=_("Lot"), max_length=40, required=False)
    expires_on = day(_("Use before"), required=False)
    site = forms.ChoiceField(label=_("Where on the body"), choices=[("", "---------"), *Site.choices], required=False)
    dose_number = forms.IntegerField(
        label=_("Dose number"), min_value=1, max_value=20, required=False, help_text=_("Empty: counted from what is written here.")
    )
    next_due_on = day(_("Next dose due on, or ask again on"), required=False, help_text=_("Empty: by the signed schedule, when there is one."))
    remark = forms.CharField(label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}))
    asked = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    client_uuid = form_number()

    def __init__(self, data: Any = None, *args: Any, products: QuerySet[VaccineProduct], **kwargs: Any) -> None:
        self.typed = data.copy() if data is not None else None
        super().__init__(self.typed, *args, **kwargs)
        field = self.fields["product"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = products

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("fate") == Fate.GIVEN:
            for name, words in (("product", _("Which vaccine was it?")), ("lot", _("Copy the lot from the box.")), ("site", _("Where on the body?"))):
                if not values.get(name):
                    self.add_error(name, words)
            product, disease = values.get("product"), values.get("disease")
            if product and disease and product.disease != disease:
                self.add_error("product", _("%(vaccine)s is not against that.") % {"vaccine": product.label})
        day, due = values.get("on"), values.get("next_due_on")
        if day and due and due <= day:
            self.add_error("next_due_on", _("The next dose lies after this one."))
        return values

    @property
    def knowingly(self) -> bool:
        """Whether the day of the lot was asked again and came back unchanged."""
        day = self.cleaned_data.get("expires_on")
        return day is not None and self.cleaned_data.get("asked") == day.isoformat()

    def ask(self, words: str) -> None:
        """Ask again about the day of the lot."""
        assert self.typed is not None
        self.typed["asked"] = self.cleaned_data["expires_on"].isoformat()
        self.add_error("expires_on", words)


class StrikeForm(forms.Form):
    """Why something is struck out."""

    because = forms.CharField(label=_("Why it is struck out"), max_length=200)


class ProductForm(forms.Form):
    """A vaccine of the house."""

    label = forms.CharField(label=_("Name"), max_length=80)
    disease = forms.ChoiceField(label=_("Against"), choices=Disease.choices)
    active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, product: VaccineProduct | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product = product
        if product is not None:
            del self.fields["disease"]

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"].strip()
        others = VaccineProduct.objects.exclude(pk=self.product.pk) if self.product else VaccineProduct.objects.all()
        if others.filter(label__iexact=label).exists():
            raise forms.ValidationError(_("There is a vaccine of this name."))
        return label


class ScheduleForm(forms.Form):
    """When each next dose is due, as the medical lead signs it."""

    disease = forms.ChoiceField(label=_("Against"), choices=Disease.choices)
    gaps = forms.CharField(
        label=_("Days between the doses"), max_length=60, required=False,
        help_text=_("From each dose to the next, with commas. Empty: one dose."),
    )
    again = forms.IntegerField(label=_("Days until a booster"), min_value=1, max_value=LONGEST_DAYS, required=False, help_text=_("Empty: none."))
    valid_from = day(_("From"))
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Which advice or leaflet, and its date."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"valid_from": clock.service_day()}} | kwargs)

    def clean_gaps(self) -> list[int]:
        words = [one for one in re.split(r"[,;\s]+", self.cleaned_data["gaps"]) if one]
        if len(words) > MOST_DOSES or not all(one.isdecimal() and 0 < int(one) <= LONGEST_DAYS for one in words):
            raise forms.ValidationError(_("Numbers of days with commas between them, each above 0."))
        return [int(one) for one in words]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "gaps" in values and not values["gaps"] and not values.get("again"):
            self.add_error("gaps", _("Say when the next dose or the booster is due."))
        return values
