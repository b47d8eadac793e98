"""Input about a minor."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from intake.youth.enums import Basis, Decision, Ending


class MarkForm(forms.Form):
    """Why somebody is taken to be a minor."""

    basis = forms.ChoiceField(label=_("Why?"), choices=Basis.choices, widget=forms.RadioSelect)


class EndForm(forms.Form):
    """Why it no longer holds."""

    ending = forms.ChoiceField(label=_("Why not any more?"), choices=Ending.choices, widget=forms.RadioSelect)


class DecisionForm(forms.Form):
    """What was decided about the guardianship service."""

    decision = forms.ChoiceField(label=_("What was decided, together?"), choices=Decision.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons, and what the young person says"), widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("Sealed. Read by the social team that knows this person."),
    )  # fmt: skip
    again_on = day(_("Speak about it again on"), required=False)
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()

    def clean(self) -> dict[str, Any]:
        """A day belongs to "later"."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == Decision.LATER and not data.get("again_on") and "again_on" not in self.errors:
            self.add_error("again_on", _("Say on which day you speak about it again."))
        return data
