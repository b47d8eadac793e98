"""Input of the check-in."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number


class CheckInForm(forms.Form):
    """A card or nothing, and the service tapped."""

    card = forms.CharField(
        label=_("Card"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "data-focus": ""}),
        help_text=_("Leave it empty to count without a name."),
    )  # fmt: skip
    service = forms.SlugField(max_length=40, widget=forms.HiddenInput())
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()
