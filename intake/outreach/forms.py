"""Input of the rounds, made for a thumb on a phone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number, moment
from intake.directory.models import PartnerService
from intake.outreach.enums import Ask, Result, Way
from intake.outreach.grid import square
from intake.outreach.models import Place, Zone

MOST = 50


class UuidForm(forms.Form):
    """The page's own uuid."""

    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class StartForm(UuidForm):
    """Where to, and with whom."""

    zone = forms.ModelChoiceField(
        label=_("Zone"), queryset=Zone.objects.filter(active=True).order_by("name"), empty_label=None, widget=forms.RadioSelect
    )
    team = forms.TypedMultipleChoiceField(
        label=_("With whom"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    weather = forms.CharField(label=_("Weather"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = colleagues  # type: ignore[attr-defined]  # a choice field


class ContactForm(UuidForm):
    """Whom the round met: a card or alias is looked up by the view; people are counted by kind."""

    person = form_number(required=False)
    men = forms.IntegerField(label=_("Men"), min_value=0, max_value=MOST, required=False)
    women = forms.IntegerField(label=_("Women"), min_value=0, max_value=MOST, required=False)
    others = forms.IntegerField(label=_("Others, or not known"), min_value=0, max_value=MOST, required=False)
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("not said"))
    asks = forms.MultipleChoiceField(label=_("About what"), choices=Ask.choices, required=False, widget=forms.CheckboxSelectMultiple)
    at = moment(_("When, if not now"), required=False)

    def __init__(self, *args: Any, places: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places if places is not None else Place.objects.none()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one person, at most fifty without a name at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for kind in ("men", "women", "others"):
            data[kind] = data.get(kind) or 0
        people = data["men"] + data["women"] + data["others"]
        if not people and not data.get("person") and not self.errors:
            raise forms.ValidationError(_("Say how many people, or scan a card. Nothing was recorded."))
        if people > MOST:
            raise forms.ValidationError(_("At most fifty people at once. Nothing was recorded."))
        return data

    def clean_at(self) -> datetime | None:
        """The real hour, for what is written later."""
        at: datetime | None = self.cleaned_data["at"]
        return at


class FindForm(forms.Form):
    """A card or an alias."""

    q = forms.CharField(label=_("Card or alias"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ZoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """A zone of the city."""

    class Meta:
        model = Zone
        fields = ("name", "municipality", "hotspot", "active")
        labels = {
            "name": _("Zone"), "municipality": _("Municipality"), "hotspot": _("Hotspot code"), "active": _("In use"),
        }  # fmt: skip
        help_texts = {"hotspot": _("Only for totals. It is never written with a person.")}


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place of a zone. Latitude and longitude become a square of the grid and are not kept."""

    latitude = forms.FloatField(label=_("Latitude"), required=False)
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, help_text=_("Kept only as a square of the grid, 250 metres or more.")
    )

    class Meta:
        model = Place
        fields = ("label", "active")
        labels = {"label": _("Place"), "active": _("In use")}

    def clean(self) -> dict[str, Any]:
        """Both or neither; the square takes their place."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        latitude, longitude = data.pop("latitude", None), data.pop("longitude", None)
        if (latitude is None) != (longitude is None):
            self.add_error("longitude", _("Give both, or neither."))
        elif latitude is not None and longitude is not None:
            try:
                self.instance.square = square(latitude, longitude)
            except ValueError:
                self.add_error("latitude", _("This point is not on the map."))
        return data


class AccompanimentForm(UuidForm):
    """Where to and when."""

    planned_at = moment(_("When"))
    service = forms.ModelChoiceField(
        label=_("To which partner"), queryset=PartnerService.objects.order_by("name"), required=False, empty_label=_("another place")
    )
    whereto = forms.CharField(
        label=_("Where else"), max_length=200, required=False, help_text=_("Sealed. Needed when no partner is chosen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A partner, or words."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("service") and not data.get("whereto"):
            self.add_error("whereto", _("Choose a partner, or say where."))
        return data


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.ChoiceField(label=_("What came of it?"), choices=Result.choices, widget=forms.RadioSelect)


class SearchForm(UuidForm):
    """One attempt."""

    way = forms.ChoiceField(label=_("How?"), choices=Way.choices, widget=forms.RadioSelect)
    found = forms.BooleanField(label=_("Found"), required=False)
