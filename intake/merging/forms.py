"""Input of joining two files: which other one, why, and field by field whose value stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.person.actions import FIELDS

from .enums import Ground


class OtherForm(forms.Form):
    """The other file, by its card or its alias."""

    q = forms.CharField(label=_("Card or alias of the other file"), max_length=200, required=False)


class GroundForm(forms.Form):
    """Which file was chosen, and why it is the same person."""

    other = forms.UUIDField()
    ground = forms.ChoiceField(label=_("Why"), choices=Ground.choices, initial=Ground.SAID, widget=forms.RadioSelect)


class ChoiceForm(forms.Form):
    """Which file stays, and whose value of each field."""

    swap = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(choices=[("kept", ""), ("absorbed", "")], required=False)

    @property
    def chosen(self) -> dict[str, str]:
        """For each field, the side whose value stays; the sides are those after a swap."""
        turned = {"kept": "absorbed", "absorbed": "kept"} if self.cleaned_data["swap"] else {}
        said = {name: self.cleaned_data[name] or "kept" for name in FIELDS}
        return {name: turned.get(side, side) for name, side in said.items()}
