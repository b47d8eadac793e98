"""Input of the log of activities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day
from intake.neighbourhood.enums import Kind
from intake.neighbourhood.models import Activity


class ActivityForm(forms.ModelForm):  # type: ignore[type-arg]
    """One activity."""

    held_on = day(_("Day"))

    class Meta:
        model = Activity
        fields = ("kind", "audience", "title", "held_on", "minutes", "people", "handed_out", "place", "results")
        labels = {
            "kind": _("What it was"), "audience": _("For whom"), "title": _("Title"),
            "minutes": _("Minutes"), "people": _("How many people"), "handed_out": _("Leaflets or posters given"),
            "place": _("Place"), "results": _("What came of it"),
        }  # fmt: skip
        help_texts = {"results": _("No names, no stories of people who come here.")}
        widgets = {
            "kind": forms.RadioSelect, "audience": forms.RadioSelect,
            "results": forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("kind", "audience"):
            self.fields[name].choices = [one for one in self.fields[name].choices if one[0]]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """From when until when, and what."""

    first = day(_("From"))
    last = day(_("Until"))
    kind = forms.ChoiceField(label=_("What it was"), choices=[("", _("everything")), *Kind.choices], required=False)

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The end is before the start."))
        return data
