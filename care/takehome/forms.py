"""What is typed about bottles; validates, never saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from care.dispensing.enums import BroughtBack
from centre.shell.fields import day, form_number


class BottlesForm(forms.Form):
    """How many bottles, from which day on."""

    first = day(_("From the day"))
    number = forms.IntegerField(label=_("How many bottles"), min_value=1, max_value=31, initial=1)
    batch = forms.CharField(label=_("Batch"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    lock_box = forms.BooleanField(label=_("In a box with a lock"), required=False)
    client_uuid = form_number()


class BackForm(forms.Form):
    """How a bottle comes back."""

    back_as = forms.ChoiceField(label=_("How it comes back"), choices=BroughtBack.choices)
