"""What is typed about places; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.staff.models import User
from employment.places.enums import Answer, Way
from employment.places.selectors import open_sessions

TIME = {"type": "time"}
CARD = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class CardForm(forms.Form):
    """A card, typed or scanned; or somebody chosen from a list of aliases."""

    card = forms.CharField(label=_("Card or name used here"), max_length=60, required=False, widget=forms.TextInput(attrs=CARD))
    person = form_number(required=False)
    way = forms.ChoiceField(label=_("Where"), choices=Way.choices, initial=Way.DESK, required=False, widget=forms.RadioSelect)
    client_uuid = form_number(required=False)

    def clean_way(self) -> str:
        """The desk when nothing is said."""
        return self.cleaned_data.get("way") or Way.DESK

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("card") and not data.get("person") and "card" not in self.errors:
            self.add_error("card", _("Scan or type a card."))
        return data


class SessionCardForm(CardForm):
    """A card and the session: for the desk and the street, away from the session's own page."""

    session = forms.TypedChoiceField(label=_("Session"), coerce=int)
    field_order = ("session", "card", "way")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {one.pk: one for one in open_sessions(actor)}
        self.fields["session"].choices = [(pk, label_of(one)) for pk, one in self.sessions.items()]  # type: ignore[attr-defined]


def label_of(session: Any) -> str:
    """A session as a line of a choice: day, hour, project."""
    from django.utils.formats import date_format

    return f"{date_format(session.day, 'D j/n')} {session.starts:%H:%M} · {session.project.title}"


class AttendanceForm(forms.Form):
    """One tap: came, did not come, not today; hours and break only when they differ."""

    present = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")
    came_at = forms.TimeField(label=_("Came at"), required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    left_at = forms.TimeField(label=_("Left at"), required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    break_minutes = forms.IntegerField(label=_("Break in minutes"), required=False, min_value=0, max_value=480)
    left_early = forms.BooleanField(label=_("Leaves now"), required=False)
    not_today = forms.BooleanField(required=False)


class HoursForm(forms.Form):
    """The hours of one person, by the wall clock of that day."""

    came_at = forms.TimeField(label=_("Came at"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    left_at = forms.TimeField(label=_("Left at"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    break_minutes = forms.IntegerField(label=_("Break in minutes"), min_value=0, max_value=480, initial=0)


class SeveralForm(forms.Form):
    """Who came, ticked all at once."""

    sign_up = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign_up"].choices = [(one, one) for one in numbers]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What became of a call."""

    answer = forms.ChoiceField(choices=[(one.value, one.label) for one in Answer if one != Answer.OPEN])
    way = forms.ChoiceField(choices=Way.choices, required=False)


class RuleForm(forms.Form):
    """The most places one person has in a week over all projects."""

    valid_from = day(_("Valid from"))
    weekly_cap = forms.IntegerField(
        label=_("Places one person may have in a week, all projects"), min_value=1, max_value=7, required=False,
        help_text=_("Empty: no such limit."),
    )
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
