"""Input of incidents. In the heat nothing is required; afterwards only a text must not be empty."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import check_year, form_number
from centre.shifts.clock import now

from .enums import Act, Kind, Outcome, Part, Place, Present, Route, Step
from .models import SEVERITIES, NaloxoneProduct

IN_SPACE = "space:"


class TapForm(forms.Form):
    """The page's own number; a fresh one when the page sent none."""

    client_uuid = forms.UUIDField(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class StartForm(TapForm):
    """What happened; for whom, when somebody's file was open; when, for what stood on paper."""

    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    person = forms.UUIDField(required=False)
    at = forms.DateTimeField(required=False, validators=[check_year])

    def clean_kind(self) -> str:
        """An emergency, when nothing was said."""
        return self.cleaned_data["kind"] or Kind.MEDICAL

    def clean_at(self) -> datetime | None:
        """When it happened; now, when none or a future one was given."""
        at: datetime | None = self.cleaned_data["at"]
        return at if at and at <= now() else None


class ActForm(TapForm):
    """One tap."""

    act = forms.ChoiceField(choices=Act.choices)


class DoseForm(forms.Form):
    """Which product, lot and dose was given."""

    product = forms.ModelChoiceField(NaloxoneProduct.objects.none(), label=_("Product"), required=False)
    lot = forms.CharField(label=_("Lot"), max_length=40, required=False)
    dose_mg = forms.DecimalField(label=_("Dose in mg"), min_value=0, max_digits=6, decimal_places=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = NaloxoneProduct.objects.order_by("name", "pk")  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """What it turned out to be; everything but the kind may stay unsaid."""

    kind = forms.ChoiceField(label=_("What happened"), choices=Kind.choices)
    severity = forms.TypedChoiceField(
        label=_("How serious"), choices=[("", _("not said")), *SEVERITIES], coerce=int, empty_value=None, required=False
    )
    where = forms.ChoiceField(label=_("Where"), required=False)
    present = forms.MultipleChoiceField(
        label=_("Who was there, by role"), choices=Present.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    outcome = forms.ChoiceField(label=_("How it ended"), choices=[("", _("not said")), *Outcome.choices], required=False)

    def __init__(self, *args: Any, spaces: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.spaces = {f"{IN_SPACE}{space.code}": space for space in spaces}
        places = [(code, space.label) for code, space in self.spaces.items()]
        self.fields["where"].choices = [("", _("not said")), *places, *Place.choices]  # type: ignore[attr-defined]

    def described(self) -> dict[str, Any]:
        """The facts as the action takes them: where becomes a space of the house or a place."""
        facts = dict(self.cleaned_data)
        where = facts.pop("where")
        return facts | {"space": self.spaces.get(where), "place": "" if where in self.spaces else where}


class WhoForm(forms.Form):
    """A card, a name used here, or a person tapped in a list; and what they had to do with it."""

    q = forms.CharField(label=_("Card or name used here"), max_length=200, required=False)
    person = form_number(required=False)
    part = forms.ChoiceField(label=_("What they had to do with it"), choices=Part.choices, required=False)

    def clean_part(self) -> str:
        """It happened to them, unless something else was said."""
        return self.cleaned_data["part"] or Part.CONCERNED


class StoryForm(TapForm):
    """An account, and whom it is about when that is somebody named in the incident."""

    text = forms.CharField(
        label=_("What happened, in your words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_("It is sealed. No surname; roles are enough."),
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, persons: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.persons = {str(place.person_id): place.person for place in persons}
        known = [(key, str(person)) for key, person in self.persons.items()]
        self.fields["about"].choices = [*known, ("", _("nobody in particular"))]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step that was done."""

    step = forms.ChoiceField(choices=Step.choices)


class ProductForm(forms.Form):
    """A product of the centre's list."""

    name = forms.CharField(label=_("Name on the box"), max_length=80)
    route = forms.ChoiceField(label=_("How it is given"), choices=Route.choices)
    dose_mg = forms.DecimalField(label=_("Dose in mg"), min_value=0, max_digits=6, decimal_places=2, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, kept: NaloxoneProduct | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.others = NaloxoneProduct.objects.exclude(pk=kept.pk) if kept else NaloxoneProduct.objects.all()

    def clean(self) -> dict[str, Any]:
        """The same product stands once for each way of giving it."""
        data = super().clean() or {}
        if self.others.filter(name=data.get("name"), route=data.get("route")).exists():
            self.add_error("name", _("This product stands on the list already."))
        return data
