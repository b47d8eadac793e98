"""What is typed about vital signs: everything may be left out; what is unusual is asked again beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number, moment
from centre.shifts import clock

from .enums import Air, Consciousness, Occasion, Pupils, Rass, Scale
from .measures import MEASURES, VALUES

#: What the score is made of, asked first.
FIRST = ("consciousness", "respiration", "spo2", "air", "scale", "systolic", "diastolic", "pulse", "temperature")
MORE = ("rass", "pupils", "glucose", "pain", "weight")


class CommaField(forms.DecimalField):
    """A number with a decimal comma or point."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def number_field(name: str) -> forms.Field:
    """A box for one measure; what can be is judged by the action, so that its words name the value."""
    measure = MEASURES[name]
    box = forms.TextInput(attrs={"inputmode": "decimal" if measure.places else "numeric", "autocomplete": "off", "maxlength": 7})
    label = f"{measure.label} ({measure.unit})" if measure.unit[0] != "/" else measure.label
    if measure.places:
        return CommaField(label=label, required=False, max_digits=6, decimal_places=measure.places, widget=box)
    return forms.IntegerField(label=label, required=False, widget=box)


class ValuesForm(forms.Form):
    """The values alone: other rooms put them into their own forms.

    `cleaned_values()` gives what `record_vitals` takes. `ask(refusal)` shows what it refused beside the fields, and
    remembers what was asked: the same value sent once more is confirmed (`confirmed()`).
    """

    consciousness = forms.ChoiceField(
        label=_("How awake"), choices=Consciousness.choices, required=False, widget=forms.RadioSelect
    )
    air = forms.ChoiceField(label=_("Breathes"), choices=Air.choices, required=False, widget=forms.RadioSelect)
    scale = forms.ChoiceField(
        label=_("Oxygen scale"), choices=Scale.choices, required=False,
        help_text=_("Scale 2 only when a doctor chose it for this person."),
    )
    rass = forms.TypedChoiceField(
        label=_("Agitation and sedation (RASS)"), choices=[("", _("not looked at")), *Rass.choices], coerce=int, required=False, empty_value=None
    )
    pupils = forms.ChoiceField(label=_("Pupils"), choices=[("", _("not looked at")), *Pupils.choices], required=False)
    asked = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.typed = data.copy() if data is not None else None
        super().__init__(self.typed, *args, **kwargs)
        for name in MEASURES:
            self.fields[name] = number_field(name)
        self.order_fields([*FIRST, *MORE, *self.fields])

    def cleaned_values(self) -> dict[str, Any]:
        """What was said, by the names of the model."""
        names = (*VALUES, "air", "scale")
        said = {name: self.cleaned_data.get(name) for name in names}
        return {name: value for name, value in said.items() if value not in (None, "")}

    def _mark(self, name: str) -> str:
        return f"{name}={self.cleaned_data.get(name)}"

    def confirmed(self) -> list[str]:
        """The fields that were asked again and came back unchanged."""
        before = set(self.cleaned_data.get("asked", "").split())
        return [name for name in MEASURES if self._mark(name) in before]

    def ask(self, refusal: Any) -> None:
        """Put the words of an `Implausible` beside the fields."""
        marks = [self._mark(name) for name in (*self.confirmed(), *(refusal.words if refusal.again else ()))]
        for name, words in refusal.words.items():
            self.add_error(name or None, words)
        assert self.typed is not None
        self.typed["asked"] = " ".join(marks)


class VitalsForm(ValuesForm):
    """Vital signs taken now, or some time ago."""

    compartment = forms.ChoiceField(label=_("Part of the file"), widget=forms.RadioSelect)
    occasion = forms.ChoiceField(label=_("Why"), choices=Occasion.choices, initial=Occasion.ROUTINE)
    taken_at = moment(_("Taken at"))
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("It is sealed. Write so that the person may read it."),
    )
    client_uuid = form_number()

    def __init__(self, *args: Any, compartments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["compartment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = compartments
        if len(compartments) == 1:
            field.initial, field.widget = compartments[0][0], forms.HiddenInput()
        self.order_fields(["compartment", *self.fields])

    def clean_taken_at(self) -> Any:
        moment = self.cleaned_data["taken_at"]
        if moment > clock.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return moment

    @property
    def first(self) -> list[Any]:
        """What is asked first."""
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[Any]:
        """What is asked when there is time."""
        return [self[name] for name in (*MORE, "occasion", "taken_at", "remark")]

    @property
    def more_is_wrong(self) -> bool:
        """Whether something to put right is among them."""
        return any(one.errors for one in self.more)


class StrikeForm(forms.Form):
    """Why something is struck out."""

    because = forms.CharField(label=_("Why it is struck out"), max_length=200)
