"""Input of a visit. In the heat a tap is enough; where it was bought and who sold it are never asked."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from care.episodes.lists import Drug
from care.vitals.enums import Consciousness
from care.vitals.forms import ValuesForm
from centre.shell.fields import form_number
from intake.safety.enums import MEDICAL, Kind
from intake.supplies.models import Item

from ..enums import Otherwise, SpaceKind, UseRoute
from ..ground.models import Booth
from .enums import Advice, EarlyReason, Ending

#: Lines of one use: a speedball has two.
MOST_LINES = 3
LINE = ("sold_as", "believed", "route")
#: What is measured at a look; the rest is on the page of the vital signs.
MEASURED = ("respiration", "spo2", "pulse", "systolic", "diastolic", "temperature", "glucose")
MOST_PACKS = 20


class FindForm(forms.Form):
    """A card, or the name used here."""

    q = forms.CharField(label=_("Card or name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ArriveForm(forms.Form):
    """Where the person wants to use."""

    space = forms.ChoiceField(label=_("For"), choices=SpaceKind.choices, widget=forms.RadioSelect)
    client_uuid = form_number(initial=uuid4)


class SeatForm(forms.Form):
    """Which booth."""

    booth = forms.ModelChoiceField(Booth.objects.none(), label=_("Booth"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["booth"].queryset = Booth.objects.order_by("space", "order", "pk")  # type: ignore[attr-defined]  # a model choice


def _blank(name: str, first: bool) -> Any:
    """What an empty answer means."""
    if name == "believed":
        return _("what it was sold as")
    return _("choose") if first else _("nothing more")


class UseForm(forms.Form):
    """One use: a line for each substance, sold as and believed, and how; a speedball is two lines."""

    otherwise = forms.ChoiceField(
        label=_("Had the room been closed, the person would have"), choices=Otherwise.choices, initial=Otherwise.UNSAID, required=False,
        help_text=_("Asked, never required. Who sold it and where are never written."),
    )
    advice = forms.MultipleChoiceField(
        label=_("Advice given"), choices=Advice.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Words and showing only: nobody helps with the gesture itself."),
    )
    client_uuid = form_number(initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_LINES + 1):
            first = place == 1
            asked = (("sold_as", _("Sold as"), Drug), ("believed", _("The person thinks it is"), Drug), ("route", _("How"), UseRoute))
            for name, label, choices in asked:
                self.fields[f"{name}_{place}"] = forms.ChoiceField(
                    label=label if first else _("%(what)s, substance %(n)s") % {"what": label, "n": place}, required=first and name != "believed",
                    choices=[("", _blank(name, first)), *choices.choices],
                )  # fmt: skip
        names = [f"{name}_{place}" for place in range(1, MOST_LINES + 1) for name in LINE]
        self.order_fields([*names, "otherwise", "advice", "client_uuid"])

    def clean_otherwise(self) -> str:
        """Not asked, when nothing was said."""
        return self.cleaned_data["otherwise"] or Otherwise.UNSAID

    def clean(self) -> dict[str, Any]:
        """A further substance says what it was sold as and how it is taken: half a line is asked about, never dropped."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(2, MOST_LINES + 1):
            sold, route = data.get(f"sold_as_{place}"), data.get(f"route_{place}")
            if sold and not route:
                self.add_error(f"route_{place}", _("Say how it is taken."))
            if not sold and (route or data.get(f"believed_{place}")):
                self.add_error(f"sold_as_{place}", _("Say what it was sold as."))
        return data

    @property
    def first_line(self) -> list[forms.BoundField]:
        """The substance that is always asked."""
        return [self[f"{name}_1"] for name in LINE]

    @property
    def more_lines(self) -> list[tuple[int, list[forms.BoundField]]]:
        """What is taken together with it: (which, its fields)."""
        return [(place, [self[f"{name}_{place}"] for name in LINE]) for place in range(2, MOST_LINES + 1)]

    @property
    def more_is_said(self) -> bool:
        """Whether something was typed of what is taken together with it."""
        return self.is_bound and any(bound.value() for _place, line in self.more_lines for bound in line)

    def lines(self) -> list[tuple[str, str, str]]:
        """(sold as, believed, route) of each substance; what is not said about the belief is what it was sold as."""
        data = self.cleaned_data
        kept = [place for place in range(1, MOST_LINES + 1) if data.get(f"sold_as_{place}")]
        return [(data[f"sold_as_{n}"], data.get(f"believed_{n}") or data[f"sold_as_{n}"], data[f"route_{n}"]) for n in kept]


class LookForm(ValuesForm):
    """How somebody answers, and what was measured: the values of the vital signs, those that are taken after use."""

    consciousness = forms.ChoiceField(label=_("How they answer"), choices=Consciousness.choices, widget=forms.RadioSelect)
    client_uuid = form_number(initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"consciousness", "asked", "client_uuid", *MEASURED}:
            del self.fields[name]


class EquipmentForm(forms.Form):
    """What is handed out, in packs."""

    client_uuid = form_number(initial=uuid4)

    def __init__(self, *args: Any, items: list[Item], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = {f"item_{item.pk}": item for item in items}
        for name, item in self.items.items():
            self.fields[name] = forms.IntegerField(label=str(item), min_value=0, max_value=MOST_PACKS, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one pack of something."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.packs(data):
            self.add_error(None, _("Say how many of what."))
        return data

    def packs(self, data: dict[str, Any] | None = None) -> dict[Item, int]:
        """Item -> packs, of those above nought."""
        said = self.cleaned_data if data is None else data
        return {item: said[name] for name, item in self.items.items() if said.get(name)}


class LeaveForm(forms.Form):
    """Why somebody goes before the end, when they do; how, for who does not come back or is taken to hospital."""

    early = forms.ChoiceField(
        label=_("If the person goes before the end: why"), choices=[("", _("it is not before the end")), *EarlyReason.choices], required=False
    )
    ending = forms.ChoiceField(choices=[("", ""), (Ending.NO_ANSWER, ""), (Ending.EMERGENCY, "")], required=False)


class EmergencyForm(forms.Form):
    """What happens."""

    kind = forms.ChoiceField(label=_("What happens"), choices=[(one.value, one.label) for one in Kind if one in MEDICAL], initial=Kind.OVERDOSE)
    client_uuid = form_number(initial=uuid4)
