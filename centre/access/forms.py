"""Input of an emergency opening and of its review."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import CodeInput
from centre.shifts.enums import Judgement

from .enums import Emergency

MINUTES = [(15, _("15 minutes")), (60, _("1 hour")), (240, _("4 hours"))]


class GlassForm(forms.Form):
    """Why, in a choice and in words; for how long; the second factor unless it was proven just before."""

    reason = forms.ChoiceField(label=_("What is happening"), choices=Emergency.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), min_length=10, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The coordinator reads this. Say what you saw and what you need to know."),
    )
    minutes = forms.TypedChoiceField(label=_("For how long"), choices=MINUTES, coerce=int, widget=forms.RadioSelect, initial=15)
    code = forms.CharField(
        label=_("Code of your authenticator"), max_length=20, required=False,
        widget=CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, fresh: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if fresh:
            del self.fields["code"]


class ReviewForm(forms.Form):
    judgement = forms.ChoiceField(label=_("Your finding"), choices=Judgement.choices, widget=forms.RadioSelect)
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)
