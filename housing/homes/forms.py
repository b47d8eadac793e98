"""What is typed about homes; validates, never saves. Nobody is asked for abstinence, insurance, papers or money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centre.shell.amounts import AmountField
from centre.shell.fields import day, form_number
from centre.shifts import clock
from housing.homes.enums import ContactKind, DwellingState, HomeNeed, LandlordReason, PersonReason, StepKind
from housing.homes.models import Candidature, Programme

WISHES = ("needs", "individual", "ground_floor", "wheelchair", "animal", "with_partner", "most_rent")
#: How many programmes a person names in one go.
CHOICES = 3


def words_input(rows: int = 3) -> forms.Textarea:
    """A few lines of text that no browser remembers."""
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


def retype(form: Any, **values: Any) -> None:
    """Put other values into what was posted, and keep the rest as it was typed."""
    typed = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        typed[name] = str(value)
    form.data = typed


def needs_input(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=HomeNeed.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class OnceForm(forms.Form):
    """The page's own number, so that the same form twice is one event."""

    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class FindForm(forms.Form):
    """A few letters; for dwellings a state beside them."""

    text = forms.CharField(
        label=_("Name, municipality or label"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class FindDwellingForm(FindForm):
    """Which dwellings to list."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all states")), *DwellingState.choices], required=False)


class ProgrammeChoiceForm(forms.Form):
    """One programme, or all."""

    programme = forms.TypedChoiceField(label=_("Programme"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, programmes: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", _("all programmes")), *((one.pk, one.name) for one in programmes)]
        self.fields["programme"].choices = named  # type: ignore[attr-defined]  # a choice field


class WishForm(OnceForm):
    """What a person wishes, in the order of their choice. Every part may be left open."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    asked_on = day(_("Looks for a home since"), required=False)
    individual = forms.BooleanField(label=_("alone, not shared"), required=False)
    ground_floor = forms.BooleanField(label=_("ground floor or lift"), required=False)
    wheelchair = forms.BooleanField(label=_("with a wheelchair"), required=False)
    animal = forms.BooleanField(label=_("with an animal"), required=False)
    with_partner = forms.BooleanField(label=_("with a partner"), required=False)
    areas = forms.MultipleChoiceField(label=_("Where"), required=False, widget=forms.CheckboxSelectMultiple)
    elsewhere = forms.CharField(label=_("Somewhere else"), max_length=60, required=False)
    most_rent = AmountField(
        label=_("Most rent with charges, in euro"), required=False,
        help_text=_("What the person wants to pay. Nobody is asked what they have."),
    )
    needs = needs_input(_("What the person says of themselves"), _("Only what they want to say. It opens doors and closes none."))
    words = forms.CharField(
        label=_("In their own words"), max_length=5000, required=False, widget=words_input(),
        help_text=_("Close to whom, far from what, what a home is for them. Sealed with the file."),
    )

    def __init__(self, *args: Any, programmes: list[Programme], areas: list[str], opening: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", _("left open")), *((one.pk, one.name) for one in programmes)]
        labels = (_("First choice"), _("Second choice"), _("Third choice"))
        for place, label in enumerate(labels[:CHOICES]):
            self.fields[f"choice_{place}"] = forms.TypedChoiceField(
                label=label, choices=named, coerce=int, empty_value=None, required=False,
                help_text="" if place else _("A programme, in the order of the person’s own choice."),
            )
        self.fields["areas"].choices = [(one, one) for one in areas]  # type: ignore[attr-defined]  # a choice field
        if not areas:
            del self.fields["areas"]
        if not opening:
            del self.fields["asked_on"]
        else:
            self.fields["asked_on"].initial = clock.service_day()
        self.order_fields(["asked_on", *(f"choice_{place}" for place in range(CHOICES))])

    def clean(self) -> dict[str, Any]:
        """A programme is named once."""
        data = super().clean() or self.cleaned_data
        named = [data[f"choice_{place}"] for place in range(CHOICES) if data.get(f"choice_{place}")]
        if len(named) != len(set(named)):
            self.add_error("choice_1", _("Name each programme once."))
        return data

    def show_version(self, version: int) -> None:
        """After somebody else wrote: what was typed stays, and is saved over the search as it is now."""
        retype(self, version=version)

    @property
    def wishes(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        wished = [data[f"choice_{place}"] for place in range(CHOICES) if data[f"choice_{place}"]]
        elsewhere = [one.strip() for one in data["elsewhere"].split(",")]
        areas = [*data.get("areas", ()), *(one for one in elsewhere if one)]
        return {name: data[name] for name in WISHES} | {"wished": wished, "areas": areas, "words": data["words"]}

    @staticmethod
    def of(search: Candidature, words: str, areas: list[str]) -> dict[str, Any]:
        """What the form shows of a search at first."""
        shown: dict[str, Any] = {name: getattr(search, name) for name in WISHES}
        shown |= {f"choice_{place}": pk for place, pk in enumerate(search.wished[:CHOICES])}
        strange = [one for one in search.areas if one not in areas]
        shown |= {"areas": search.areas, "elsewhere": ", ".join(strange), "words": words, "version": search.version}
        return shown


class ProposeForm(OnceForm):
    """A search and a dwelling, chosen with one tap from a page that says how they fit."""

    dwelling = forms.IntegerField()
    version = forms.IntegerField(required=False)
    back = forms.ChoiceField(choices=[("dwelling", "dwelling"), ("search", "search")], required=False)


class StepForm(OnceForm):
    """One step of a search: the day, a reason when somebody says no, and words."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on = day(_("Day"), required=False)
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In their words"), max_length=5000, required=False, widget=words_input(), help_text=_("Sealed with the file of the person.")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.service_day()
        reasons: dict[str, Any] = {StepKind.REFUSED_BY_PERSON: PersonReason.choices, StepKind.REFUSED_BY_LANDLORD: LandlordReason.choices}
        if kind in reasons:
            self.fields["reason"].choices = reasons[kind]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["reason"]

    @property
    def step(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"on": self.cleaned_data["on"] or clock.service_day()}


class ContactForm(OnceForm):
    """What was said with a landlord, and about whom."""

    kind = forms.ChoiceField(label=pgettext_lazy("landlord", "What it was"), choices=ContactKind.choices, widget=forms.RadioSelect)
    on = day(_("Day"))
    person = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(
        label=_("What was said"), max_length=500, widget=words_input(), help_text=_("About a person, it is sealed with their file.")
    )

    def __init__(self, *args: Any, persons: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.service_day()
        self.fields["person"].choices = [("", _("nobody in particular")), *((str(one.pk), str(one)) for one in persons)]  # type: ignore[attr-defined]
