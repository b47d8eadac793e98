"""What a worker types when contact breaks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, offer

from .enums import AfterCareState, LostReason, LostState


class LostForm(forms.Form):
    """Lost from sight: since when, what is thought, where to look, until when."""

    last_seen_on = day(_("Last seen"))
    reason = forms.ChoiceField(label=_("What is thought"), choices=LostReason.choices, initial=LostReason.UNKNOWN, widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("Where to look, whom to ask"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is sealed; only those with this part of the file read it."),
    )
    look_until = day(_("Look again by"), required=False, help_text=_("The team gets a task for this day."))
    client_uuid = form_number()


class SearchForm(forms.Form):
    """Where a search stands now."""

    state = forms.ChoiceField(label=_("Where the search stands now"), widget=forms.RadioSelect)
    found_on = day(_("Found again on"), required=False)
    look_until = day(_("Look again by"), required=False)

    def __init__(self, *args: Any, moves: tuple[str, ...], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "state", [(move, LostState(move).label) for move in moves])


class PrisonForm(forms.Form):
    """In prison: since when, where, until when."""

    entered_on = day(_("In prison since"))
    place = forms.CharField(label=_("Which prison"), required=False, max_length=200, help_text=_("It is sealed."))
    release_on = day(_("Expected release"), required=False, help_text=_("The team gets a task for this day."))
    client_uuid = form_number()


class PrisonChangeForm(forms.Form):
    """When the release is expected; to whom the treatment was handed on, and when."""

    release_on = day(_("Expected release"), required=False)
    handed_to = forms.CharField(
        label=_("Treatment handed on to"), required=False, max_length=300, help_text=_("The medical service of the prison, a doctor. It is sealed.")
    )
    handed_on = day(_("Handed on"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "handed_on" in given and bool(given.get("handed_to")) != bool(given["handed_on"]):
            self.add_error("handed_on" if given.get("handed_to") else "handed_to", _("Say both: to whom, and on which day."))
        return given


class ReleaseForm(forms.Form):
    """The day of the release."""

    released_on = day(_("Released on"), help_text=_("The task to make contact stays until somebody has."))


class AfterCareForm(forms.Form):
    """What came of a contact after the end."""

    state = forms.ChoiceField(
        label=_("What came of it"), choices=[one for one in AfterCareState.choices if one[0] != AfterCareState.PLANNED], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("How it goes"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It is sealed.")
    )
