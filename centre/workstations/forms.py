"""The form that names a workstation."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """`number`: the workstation; `name`: what people call it."""

    number = forms.CharField(max_length=60, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
