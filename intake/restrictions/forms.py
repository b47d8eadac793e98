"""Input about limits. What is missing is said in words by the rule, never by a silent default."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, moment

from .enums import Answer

SPACE, SERVICE = "space:", "service:"


def _uuid_or_fresh(value: UUID | None) -> UUID:
    return value or uuid4()


class ProposeForm(forms.Form):
    """What is limited, until when, when it is looked at again, and why."""

    scope = forms.ChoiceField(label=_("What is limited"), widget=forms.RadioSelect, required=False)
    ends_at = moment(_("Until"), help_text=_("The shortest that makes sense. It ends by itself."), required=False)
    review_on = day(_("Looked at again on"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("Sealed, for the coordination. What happened, not who the person is."),
    )
    client_uuid = form_number(required=False)

    def __init__(self, *args: Any, spaces: Any, services: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.scopes = {f"{SPACE}{one.code}": one for one in spaces} | {f"{SERVICE}{one.code}": one for one in services}
        self.fields["scope"].choices = [(code, one.label) for code, one in self.scopes.items()]  # type: ignore[attr-defined]

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return _uuid_or_fresh(self.cleaned_data["client_uuid"])

    def proposed(self) -> dict[str, Any]:
        """The proposal as the action takes it."""
        facts = dict(self.cleaned_data)
        scope = facts.pop("scope")
        chosen = self.scopes.get(scope)
        is_space = scope.startswith(SPACE)
        return facts | {"space": chosen if is_space else None, "service": None if is_space else chosen}


class DecideForm(forms.Form):
    """Yes or no."""

    agreed = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class ReviewForm(forms.Form):
    """An earlier end, and the next day to look at it; both may stay as they are."""

    ends_at = moment(_("Ends earlier"), required=False)
    next_on = day(_("Looked at again on"), required=False)


class AppealForm(forms.Form):
    """What the person says."""

    words = forms.CharField(
        label=_("In the words of the person"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    )
    client_uuid = form_number(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return _uuid_or_fresh(self.cleaned_data["client_uuid"])


class AnswerForm(forms.Form):
    """What another coordinator decides about an appeal, and why."""

    answer = forms.ChoiceField(label=_("Decision"), choices=Answer.choices, widget=forms.RadioSelect)
    ends_at = moment(_("New end, when it is made shorter"), required=False)
    because = forms.CharField(label=_("Why"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """Made shorter needs a new end."""
        data = super().clean() or {}
        shorter: datetime | None = data.get("ends_at")
        if data.get("answer") == Answer.SHORTENED and shorter is None:
            self.add_error("ends_at", _("Say when it ends now."))
        return data
