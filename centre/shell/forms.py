"""Input of the frame."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommandForm(forms.Form):
    """What was typed or scanned in the command bar: a card, an alias, a number; up to 200 characters."""

    q = forms.CharField(max_length=200, required=False, strip=True)


class SpecimenForm(forms.Form):
    """One field of each kind, for the page of components."""

    alias = forms.CharField(label=_("Name used here"), help_text=_("As the person says it."), max_length=60)
    born = forms.IntegerField(label=_("Year of birth"), required=False, min_value=1900, max_value=2100)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("fr", "Français"), ("nl", "Nederlands"), ("ar", "العربية"), ("", _("not said"))],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("The person agrees"), required=False)
