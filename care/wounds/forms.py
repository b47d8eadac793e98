"""What is typed about a wound, and its photograph; validates, never saves."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centre.scans.check import PHOTO_SIDE
from centre.scans.fields import ScanField
from centre.shell.fields import day, form_number

from .enums import Agreed, Cause, Exudate, Fluid, Given, Odour, Outcome, Sign, Tissue
from .models import MOST_MM
from .sites import Site


def _mm(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_MM)


def _one(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices.choices, widget=forms.RadioSelect)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices.choices, widget=forms.CheckboxSelectMultiple)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}), **more)


class WoundForm(forms.Form):
    """A new wound: where, from what, since when."""

    site = forms.ChoiceField(label=_("Where"), choices=Site.choices, error_messages={"required": _("Choose the place on the body.")})
    cause = forms.ChoiceField(label=_("What it comes from"), choices=Cause.choices, initial=Cause.UNKNOWN, widget=forms.RadioSelect)
    since_on = day(_("Since about"), required=False)
    about = _line(_("How it came, in their words"), required=False, help_text=_("Sealed. No surname, no number."))
    client_uuid = form_number(initial=uuid.uuid4)


class PhotoFields(forms.Form):
    """A photograph with the two things that must be true of it."""

    photo = ScanField(
        label=_("Photograph"), required=False, only=("jpeg", "png"), side=PHOTO_SIDE,
        help_text=_("JPEG or PNG. Where and with what it was taken is not kept. Wipe it from the camera afterwards."),
    )
    agreed = forms.ChoiceField(label=_("The person agreed to the photograph"), required=False, choices=[("", _("not asked")), *Agreed.choices])
    no_face = forms.BooleanField(label=_("I looked: no face is seen, and nothing that names the person"), required=False)

    def clean(self) -> dict[str, Any]:
        """No photograph without the person's word, and none with a face."""
        data = super().clean() or {}
        if data.get("photo") and not data.get("agreed"):
            self.add_error("agreed", gettext("Without the person's agreement no photograph is kept."))
        if data.get("photo") and not data.get("no_face"):
            self.add_error("no_face", gettext("A photograph with a face is not kept. Take it again, closer."))
        return data

    def pictured(self) -> dict[str, Any]:
        """What belongs to the photograph, as the action takes it; nothing without one."""
        data = self.cleaned_data
        return {"scan": data["photo"], "agreed": data["agreed"], "no_face": data["no_face"]} if data.get("photo") else {}


class LookForm(PhotoFields):
    """One look: what can be measured, seen, smelt and told; all of it may be left out, not everything."""

    SEEN = (
        "length_mm", "width_mm", "depth_mm", "tissue", "exudate", "fluid", "odour", "pain", "signs", "given", "dressing", "remark",
    )  # fmt: skip
    field_order = (*SEEN, "next_on", "photo", "agreed", "no_face", "client_uuid")
    length_mm = _mm(_("Length in mm, the longest side"))
    width_mm = _mm(_("Width in mm, across the length"))
    depth_mm = _mm(_("Depth in mm"))
    tissue = _several(_("What the wound looks like"), Tissue)
    exudate = _one(_("Fluid"), Exudate)
    fluid = _one(_("Kind of fluid"), Fluid)
    odour = _one(_("Smell"), Odour)
    pain = forms.IntegerField(label=_("Pain, 0 to 10, as the person says"), required=False, min_value=0, max_value=10)
    signs = _several(_("Signs of infection"), Sign)
    given = _several(_("What was done"), Given)
    dressing = _line(_("Dressing, product"), required=False)
    remark = forms.CharField(label=_("Remark"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}))
    next_on = day(_("To be seen again on"), help_text=_("It becomes a task of the nurses."), required=False)
    client_uuid = form_number(initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        """An empty look is none."""
        data = super().clean()
        if not self.errors and not any(data.get(name) not in (None, "", []) for name in self.SEEN):
            raise forms.ValidationError(gettext("Nothing is written down yet: a measure, what was seen, or what was done."))
        return data

    def seen(self) -> dict[str, Any]:
        """The look as the action takes it."""
        return {name: self.cleaned_data[name] for name in (*self.SEEN, "next_on", "client_uuid")}


class PhotoForm(PhotoFields):
    """A photograph for a look that is written down."""

    client_uuid = form_number(initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = True


class ReasonForm(forms.Form):
    """Why a look is struck out, or a photograph removed."""

    why = _line(_("Why"))


class CloseForm(forms.Form):
    """Why a wound is followed no longer."""

    outcome = forms.ChoiceField(label=_("Why no longer"), choices=Outcome.choices, widget=forms.RadioSelect)
