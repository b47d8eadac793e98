"""Input of a space's page."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class SpaceFindForm(forms.Form):
    """What was typed or scanned: a card or an alias."""

    q = forms.CharField(label=_("Card or alias"), max_length=200, required=False)


class PresenceForm(forms.Form):
    """Who comes in or leaves, and the page's own uuid."""

    person = forms.UUIDField()
    client_uuid = forms.UUIDField(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()
