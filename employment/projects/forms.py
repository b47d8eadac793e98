"""What is typed about projects and sessions; validates, never saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.staff.models import User
from employment.projects.models import Project, Session
from employment.projects.selectors import projects

TEXT = {"autocomplete": "off"}


class ProjectForm(forms.Form):
    """A project: only the title is needed."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(attrs=TEXT))
    partner = forms.CharField(label=_("Partner"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT))
    place = forms.CharField(label=_("Place"), max_length=160, required=False, widget=forms.TextInput(attrs=TEXT))
    hours = forms.CharField(label=_("Hours"), max_length=80, required=False, widget=forms.TextInput(attrs=TEXT))
    tools = forms.CharField(
        label=_("Tools and clothes"), max_length=200, required=False, widget=forms.TextInput(attrs=TEXT)
    )
    weekly_cap = forms.IntegerField(
        label=_("Places one person may have in a week"), min_value=1, max_value=7, initial=2
    )


class SessionForm(forms.Form):
    """A session of a project that runs."""

    project: forms.ModelChoiceField[Project] = forms.ModelChoiceField(label=_("Project"), queryset=None)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100)
    first_timer_places = forms.IntegerField(label=_("Of them for first-timers"), min_value=0, max_value=100, initial=0)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects(actor)  # type: ignore[attr-defined]  # a model choice field

    def clean(self) -> dict[str, Any]:
        """Hours in order, no more seats for first-timers than places, no session twice."""
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end must be later than the start."))
        if (data.get("first_timer_places") or 0) > (data.get("places") or 0):
            self.add_error("first_timer_places", _("There are fewer places than that."))
        project, day = data.get("project"), data.get("day")
        if project and day and starts and Session.objects.filter(project=project, day=day, starts=starts).exists():
            self.add_error("starts", _("This session is already planned."))
        return data
