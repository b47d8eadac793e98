"""Input of a space's page."""

from datetime import time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.spaces.models import Space, SpaceHours


class SpaceFindForm(forms.Form):
    """What was typed or scanned: a card or an alias."""

    q = forms.CharField(label=_("Card or alias"), max_length=200, required=False)


class PresenceForm(forms.Form):
    """Who comes in or leaves, and the page's own uuid."""

    person = forms.UUIDField(required=False)
    children = forms.IntegerField(label=_("Children with them"), min_value=0, max_value=20, required=False)
    client_uuid = forms.UUIDField(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


WEEK = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class SpaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A space with its hours: two times a day, or none when it stays closed. No time at all: it is always open."""

    class Meta:
        model = Space
        fields = ("label_fr", "label_nl", "label_en", "capacity", "rules_fr", "rules_nl", "rules_en", "active")
        labels = {
            "label_fr": _("Name in French"), "label_nl": _("Name in Dutch"), "label_en": _("Name in English"),
            "capacity": _("Places"), "rules_fr": _("What is agreed, in French"), "rules_nl": _("What is agreed, in Dutch"),
            "rules_en": _("What is agreed, in English"), "active": _("In use"),
        }  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("rules_fr", "rules_nl", "rules_en")}

    def __init__(self, *args: Any, hours: list[SpaceHours], **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = {one.weekday: one for one in hours}
        for day, label in enumerate(WEEK):
            for part, words in (("opens", _("%(day)s, opens")), ("closes", _("%(day)s, closes"))):
                self.fields[f"{part}_{day}"] = forms.TimeField(
                    label=format_lazy_day(words, label), required=False, initial=getattr(known.get(day), part, None),
                    widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both times of a day, or neither, and never the same."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for day in range(len(WEEK)):
            opens, closes = data.get(f"opens_{day}"), data.get(f"closes_{day}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{day}", _("Give both times of this day, or neither."))
            elif opens is not None and opens == closes:
                self.add_error(f"closes_{day}", _("Opening and closing are the same time."))
        return data

    def week(self) -> dict[int, tuple[time, time]]:
        """The hours by weekday."""
        data = self.cleaned_data
        return {day: (data[f"opens_{day}"], data[f"closes_{day}"]) for day in range(len(WEEK)) if data[f"opens_{day}"]}


def format_lazy_day(words: Any, day: Any) -> str:
    """The label of one time of one day, in the language of the page."""
    return str(words) % {"day": str(day)}
