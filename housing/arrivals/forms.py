"""What is typed about arrivals; validates, never saves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number


class CoupleForm(forms.Form):
    """With whom, in which two beds."""

    partner = forms.ChoiceField(label=_("Together with"))
    beds = forms.ChoiceField(label=_("Two beds"), widget=forms.RadioSelect)
    with_dog = forms.BooleanField(label=_("They come with a dog"), required=False)
    override_reason = forms.CharField(
        label=_("Why the room rule is set aside"), max_length=200, required=False,
        help_text=_("Only when the room is not for this person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    client_uuid = form_number(required=False, initial=uuid4)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], beds: list[tuple[str, str]], may_override: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_override:
            del self.fields["override_reason"]
        self.fields["partner"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["beds"].choices = beds  # type: ignore[attr-defined]  # a choice field

    def clean_beds(self) -> tuple[int, int]:
        """The numbers of the two beds."""
        first, second = self.cleaned_data["beds"].split("-")
        return int(first), int(second)
