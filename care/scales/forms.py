"""One page to fill in a scale: an item a line, big buttons, keys alone. What is missing is named by its item."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock
from intake.person.enums import Language

from .enums import About, Mode, ScaleCompartment
from .instruments import Item, Scale


class ScaleForm(forms.Form):
    """The answers of one scale, and how, when and in which language they came. `fixed`: the substance of a correction."""

    def __init__(self, *args: Any, scale: Scale, compartments: list[str], fixed: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scale, self.fixed = scale, fixed
        if scale.about and fixed is None:
            self.fields["about"] = forms.ChoiceField(
                label=_("About which substance"), required=False, widget=forms.RadioSelect,
                choices=[(code, label) for code, label in About.choices if code in scale.about],
            )  # fmt: skip
        for item in scale.items_for(fixed or ""):
            self.fields[f"item_{item.key}"] = _item_field(item)
        self.fields["mode"] = forms.ChoiceField(
            label=_("How it was filled in"), widget=forms.RadioSelect, choices=[one for one in Mode.choices if one[0] in scale.modes]
        )
        self.fields["language"] = forms.ChoiceField(label=_("Language in which it was put"), choices=Language.choices)
        self.fields["taken_on"] = day(_("Day"))
        self.fields["taken_time"] = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        if fixed is None:
            self.fields["compartment"] = _compartment_field(compartments)
        self.fields["client_uuid"] = form_number()

    def lines(self) -> list[BoundField]:
        """The items as the page shows them."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("item_")]

    def rest(self) -> list[BoundField]:
        """What stands under the items."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("item_") and bound.name != "about"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        answers = {
            item.key: int(given[f"item_{item.key}"]) for item in self.scale.items if given.get(f"item_{item.key}") not in (None, "")
        }
        about = self.fixed if self.fixed is not None else given.get("about", "")
        unread = {name for name in self.errors if name.startswith("item_")}
        for key, words in self.scale.faults(answers, about).items():
            name = f"item_{key}" if key else "about"
            if name not in unread:
                self.add_error(name if name in self.fields else None, words)
        taken_on, time = given.get("taken_on"), given.get("taken_time")
        if taken_on and time:
            given["taken_at"] = datetime.combine(taken_on, time, clock.ZONE)
            if given["taken_at"] > clock.now():
                self.add_error("taken_on", _("This moment has not come yet."))
        return given | {"answers": answers, "about": about}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("answers", "mode", "language", "taken_at", "client_uuid", *(("about", "compartment") if self.fixed is None else ("because",)))
        return {name: self.cleaned_data[name] for name in names}


class CorrectionForm(ScaleForm):
    """The same once more, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = forms.CharField(
            label=_("Why it is corrected"), max_length=400, help_text=_("Write so that the person may read it. No surname, no number."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip


def _item_field(item: Item) -> forms.ChoiceField:
    """One item: its values as big buttons; which may be left out is decided by the scale, not by the browser."""
    choices: list[tuple[str, Any]] = [(str(value), f"{value} · {item.words_of(value)}" if item.answers else str(value)) for value in item.values]
    if item.optional:
        choices = [("", _("not answered")), *choices]
    return forms.ChoiceField(label=f"{item.key}. {item.label}", choices=choices, required=False, widget=forms.RadioSelect)


def _compartment_field(compartments: list[str]) -> forms.ChoiceField:
    """The part of the file in which it will stand; hidden when there is but one."""
    alone = len(compartments) == 1
    return forms.ChoiceField(
        label=_("Part of the file"), initial=compartments[0] if compartments else None,
        widget=forms.HiddenInput if alone else forms.RadioSelect,
        choices=[(code, ScaleCompartment(code).label) for code in compartments],
    )  # fmt: skip
