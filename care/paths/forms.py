"""What a worker types on a path."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class GoalForm(forms.Form):
    """A goal in the person's own words."""

    words = forms.CharField(
        label=_("Goal"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("In the words of the person.")
    )


class StepForm(forms.Form):
    """A step: what, by when, for which goal, by whom."""

    title = forms.CharField(label=_("Step"), max_length=300)
    due_on = forms.DateField(label=_("By when"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    goal = forms.ChoiceField(label=_("For which goal"), required=False)
    owner = forms.ChoiceField(label=_("Who sees to it"))
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: list[tuple[str, str]], owners: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field, owner = self.fields["goal"], self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(owner, forms.ChoiceField)
        field.choices = [("", _("no goal in particular")), *goals]
        owner.choices = owners
