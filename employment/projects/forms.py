"""What is typed about projects and sessions; validates, never saves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from centre.shell import fields
from centre.shell.fields import check_year, form_number
from centre.shifts import clock
from centre.staff.models import User
from employment.projects.enums import Filling, Weekday
from employment.projects.models import Project, Session
from employment.projects.policies import hour_words
from employment.projects.selectors import colleagues, partners, projects
from intake.directory.models import Organization

TEXT = {"autocomplete": "off"}
TIME = {"type": "time"}
LINES = 6
LANGUAGES = ("fr", "nl", "en")
#: Drawings for who does not read, with the word each begins with: names of `centre/shell/icons.py`.
PICTOGRAMS = {
    "trash-2": _("pick up litter"), "brush": _("sweep or paint"), "eraser": _("clean"), "droplets": _("wash with water"),
    "hammer": _("build"), "wrench": _("repair"), "scissors": _("cut"), "ruler": _("measure"), "package": _("pack"),
    "package-open": _("unpack"), "shopping-basket": _("collect"), "soup": _("cook"), "utensils": _("serve meals"),
    "shirt": _("sort clothes"), "washing-machine": _("do the laundry"), "bike": _("go by bicycle"), "footprints": _("walk"),
    "hand-helping": _("help somebody"), "megaphone": _("hand out leaflets"), "tent": _("put up tents"), "sun": _("work outside"),
    "house": _("work inside"), "store": _("help in a shop"), "arrow-right-left": _("carry"), "grid-2x2": _("lay tiles"),
}


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs=TIME))


class DayForm(forms.Form):
    """Which day a page is about; today when nothing sensible was asked."""

    day = forms.DateField(required=False, validators=[check_year])

    def asked(self) -> date:
        """The day asked for, within ten years of today."""
        today = clock.local().date()
        day = self.cleaned_data.get("day") if self.is_valid() else None
        return day if day and abs((day - today).days) < 3653 else today


class ProjectForm(forms.Form):
    """A project: only the title is needed."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(attrs=TEXT))
    organization: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(
        label=_("Partner, in the directory"), queryset=None, required=False, empty_label=_("not in the directory")
    )
    partner = forms.CharField(label=_("Partner, in plain words"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT))
    place = forms.CharField(label=_("Place"), max_length=160, required=False, widget=forms.TextInput(attrs=TEXT))
    hours = forms.CharField(label=_("Hours"), max_length=80, required=False, widget=forms.TextInput(attrs=TEXT))
    contact = forms.CharField(
        label=_("Contact on site"), max_length=160, required=False, widget=forms.TextInput(attrs=TEXT),
        help_text=_("Who is asked for there, and the number of their work."),
    )
    tools = forms.CharField(
        label=_("Tools and clothes"), max_length=200, required=False, widget=forms.TextInput(attrs=TEXT),
        help_text=_("Separated by commas: each can then be handed out by a tap."),
    )
    insurance = forms.CharField(label=_("Insurance policy"), max_length=120, required=False, widget=forms.TextInput(attrs=TEXT))
    insured_until = fields.day(_("Insured until and with"), required=False)
    weekly_cap = forms.IntegerField(
        label=_("Places one person may have in a week"), min_value=1, max_value=7, initial=2
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            known = {name: getattr(project, name) for name in self.base_fields}
            kwargs["initial"] = known | {"organization": project.organization_id}
        super().__init__(*args, **kwargs)
        self._project = project
        self.fields["organization"].queryset = partners()  # type: ignore[attr-defined]  # a model choice field

    def clean_title(self) -> str:
        """One title for one project."""
        title: str = self.cleaned_data["title"]
        same = Project.objects.filter(title__iexact=title)
        if (same.exclude(pk=self._project.pk) if self._project else same).exists():
            raise forms.ValidationError(_("A project has this title already."))
        return title

    def clean(self) -> dict[str, Any]:
        """A policy has an end, an end belongs to a policy."""
        data = super().clean() or {}
        if data.get("insurance") and not data.get("insured_until") and "insured_until" not in self.errors:
            self.add_error("insured_until", _("Until when does this policy hold?"))
        if data.get("insured_until") and not data.get("insurance"):
            self.add_error("insurance", _("Which policy is it?"))
        return data


class TasksForm(forms.Form):
    """What is done, for who does not read: a drawing with a word in each language."""

    def __init__(self, *args: Any, tasks: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drawings = [("", _("none")), *PICTOGRAMS.items()]
        words = (("fr", _("Word in French")), ("nl", _("Word in Dutch")), ("en", _("Word in English")))
        for n in range(LINES):
            known = tasks[n] if n < len(tasks) else {}
            self.fields[f"icon_{n}"] = forms.ChoiceField(
                label=_("Drawing %(n)d") % {"n": n + 1}, choices=drawings, required=False, initial=known.get("icon", "")
            )
            for code, label in words:
                self.fields[f"{code}_{n}"] = forms.CharField(
                    label=label, max_length=60, required=False, initial=known.get(code, ""), widget=forms.TextInput(attrs=TEXT)
                )

    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each line."""
        return [[self[f"{name}_{n}"] for name in ("icon", *LANGUAGES)] for n in range(LINES)]

    def tasks(self) -> list[dict[str, str]]:
        """The lines with a drawing; a word left empty is the drawing's own."""
        found = []
        for n in range(LINES):
            drawing = self.cleaned_data[f"icon_{n}"]
            if drawing:
                found.append({"icon": drawing} | {code: self.cleaned_data[f"{code}_{n}"] or _own(drawing, code) for code in LANGUAGES})
        return found


def _own(drawing: str, language: str) -> str:
    """The word a drawing begins with, in a language."""
    with override(language):
        return str(PICTOGRAMS[drawing])


class BriefingForm(forms.Form):
    """The safety briefing in the languages of the house."""

    fr = forms.CharField(label=_("In French"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    nl = forms.CharField(label=_("In Dutch"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    en = forms.CharField(label=_("In English"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    def clean(self) -> dict[str, Any]:
        """Words in one language at least."""
        data = super().clean() or {}
        if not any(data.get(code) for code in LANGUAGES):
            self.add_error("fr", _("Write it in one language at least."))
        return data


class HoursOfSession(forms.Form):
    """From when until when, how many places, how they are given, who goes along."""

    project: forms.ModelChoiceField[Project] = forms.ModelChoiceField(label=_("Project"), queryset=None)
    starts = time_field(_("From"))
    ends = time_field(_("Until"))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100)
    first_timer_places = forms.IntegerField(label=_("Of them for first-timers"), min_value=0, max_value=100, initial=0)
    filling = forms.ChoiceField(label=_("How places are given"), choices=Filling.choices, initial=Filling.DRAW, required=False, widget=forms.RadioSelect)
    opens_days = forms.IntegerField(
        label=_("Sign-up opens, days before"), min_value=0, max_value=60, required=False, help_text=_("Empty: at once.")
    )
    closes_hours = forms.IntegerField(
        label=_("Sign-up closes, hours before"), min_value=0, max_value=240, required=False, help_text=_("Empty: with the draw.")
    )
    staff = forms.TypedMultipleChoiceField(label=_("Who goes along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects(actor)  # type: ignore[attr-defined]  # a model choice field
        self.fields["staff"].choices = colleagues()  # type: ignore[attr-defined]  # a choice field

    def clean_filling(self) -> str:
        """By a draw when nothing is said."""
        return self.cleaned_data["filling"] or Filling.DRAW

    def clean(self) -> dict[str, Any]:
        """Hours in order, no more seats for first-timers than places, sign-up that opens before it closes."""
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The end must be later than the start."))
        if (data.get("first_timer_places") or 0) > (data.get("places") or 0):
            self.add_error("first_timer_places", _("There are fewer places than that."))
        opens, closes = data.get("opens_days"), data.get("closes_hours")
        if opens is not None and closes is not None and closes >= 24 * opens:
            self.add_error("closes_hours", _("Sign-up would close before it opens."))
        return data


class SessionForm(HoursOfSession):
    """A session of a project that runs."""

    day = fields.day(_("Day"))
    field_order = ("project", "day", "starts", "ends")

    def clean(self) -> dict[str, Any]:
        """No session twice; hours that exist on that day."""
        data = super().clean()
        project, day, starts, ends = (data.get(name) for name in ("project", "day", "starts", "ends"))
        if day and starts and ends and not self.errors and (words := hour_words(day, starts, ends)):
            self.add_error("starts", words)
        if day and day < clock.local().date():
            self.add_error("day", _("This day is over."))
        if project and day and starts:
            same = Session.objects.filter(project=project, day=day, starts=starts).exclude(state="cancelled")
            if same.exists():
                self.add_error("starts", _("This session is already planned."))
        return data


class SeriesForm(HoursOfSession):
    """Sessions in a row."""

    weekdays = forms.TypedMultipleChoiceField(label=_("On these days"), coerce=int, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple)
    from_on = fields.day(_("From day"))
    until_on = fields.day(_("Until and with"))
    client_uuid = form_number(required=False)
    field_order = ("project", "weekdays", "from_on", "until_on", "starts", "ends")


class ReasonForm(forms.Form):
    """Why: told to who signed up, so nothing about anybody."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.TextInput(attrs=TEXT), help_text=_("Told to everybody who signed up. Name nobody."))


class MoveForm(forms.Form):
    """Another day or hour, and why."""

    day = fields.day(_("Day"))
    starts = time_field(_("From"))
    ends = time_field(_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.TextInput(attrs=TEXT), help_text=_("Told to everybody who signed up. Name nobody."))


class ChangeForm(forms.Form):
    """Places and who goes along."""

    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100)
    first_timer_places = forms.IntegerField(label=_("Of them for first-timers"), min_value=0, max_value=100)
    staff = forms.TypedMultipleChoiceField(label=_("Who goes along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = colleagues()  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """No more seats for first-timers than places."""
        data = super().clean() or {}
        if (data.get("first_timer_places") or 0) > (data.get("places") or 0):
            self.add_error("first_timer_places", _("There are fewer places than that."))
        return data


class HolidayForm(forms.Form):
    """A day on which nobody works."""

    day = fields.day(_("Day"))
    label = forms.CharField(label=_("Which day"), max_length=80, required=False, widget=forms.TextInput(attrs=TEXT))


class FeedForm(forms.Form):
    """Of which project a calendar address is, closed ones too; of all when none."""

    project: forms.ModelChoiceField[Project] = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.order_by("title", "pk"), required=False, empty_label=_("all projects")
    )
