"""What a worker types on a path."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, offer

from .enums import NeedArea, PathEnd, UseChange

#: Parts of the summary, in the order of the paper.
SECTIONS = (
    ("needs", _("Needs")), ("goals", _("Goals, in the words of the person")), ("steps", _("Steps still to do")),
    ("review", _("Last review")), ("who", _("Who to ask")),
)  # fmt: skip


class NeedForm(forms.Form):
    """A need: where it lies, in a sentence, whether it presses."""

    area = forms.ChoiceField(label=_("Where the need lies"), choices=NeedArea.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In one sentence"), required=False, max_length=300, help_text=_("It is sealed; only those with this part of the file read it.")
    )
    pressing = forms.BooleanField(label=_("It presses"), required=False)
    client_uuid = form_number()


class GoalForm(forms.Form):
    """A goal in the person's own words, for one of the needs or beside them."""

    words = forms.CharField(
        label=_("Goal"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("In the words of the person.")
    )
    need = forms.ChoiceField(label=_("For which need"), required=False)
    client_uuid = form_number()

    def __init__(self, *args: Any, needs: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "need", [("", _("no need in particular")), *needs])


class StepForm(forms.Form):
    """A step: what, by when, for which goal, by whom."""

    title = forms.CharField(label=_("Step"), max_length=300)
    due_on = day(_("By when"), required=False)
    goal = forms.ChoiceField(label=_("For which goal"), required=False)
    owner = forms.ChoiceField(label=_("Who sees to it"))
    client_uuid = form_number()

    def __init__(self, *args: Any, goals: list[tuple[str, str]], owners: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "goal", [("", _("no goal in particular")), *goals])
        offer(self, "owner", owners)


class ReviewForm(forms.Form):
    """A review: when, what changed, what the person says of their use, when next."""

    on = day(_("Day of the review"))
    changed = forms.CharField(
        label=_("What changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the person sees it. It is sealed."),
    )
    use_change = forms.ChoiceField(
        label=_("Since the last review, how much do you use?"), choices=UseChange.choices, initial=UseChange.NOT_ASKED, widget=forms.RadioSelect,
        help_text=_("What the person answers. Not asked is an answer too."),
    )
    next_on = day(_("Next review"), required=False)
    client_uuid = form_number()


class CloseForm(forms.Form):
    """Why a path is closed, and whether the person agrees to be asked later how it goes."""

    reason = forms.ChoiceField(label=_("Why it ends"), choices=PathEnd.choices, widget=forms.RadioSelect)
    after_care = forms.BooleanField(
        label=_("The person agrees to be contacted after 1, 3 and 6 months"), required=False,
        help_text=_("Each contact becomes a task of the team."),
    )


class AssignForm(forms.Form):
    """Who answers for the path from now on."""

    worker = forms.ChoiceField(label=_("Referring worker"))

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "worker", workers)
        if len(workers) < 2:
            self.fields["worker"].help_text = _("Nobody else of your teams works in this part of the file. A colleague of another team stands in: write down an absence.")


class CoverForm(forms.Form):
    """Who stands in, from when to when."""

    cover = forms.ChoiceField(
        label=_("Who stands in"),
        help_text=_("For a colleague of another team, named in brackets, this part of the file opens to that team until the last day."),
    )
    from_on = day(_("From"))
    until_on = day(_("Until"), help_text=_("The last day included."))

    def __init__(self, *args: Any, covers: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "cover", covers)


class SummaryForm(forms.Form):
    """What stands on the paper, and in which language."""

    part = forms.MultipleChoiceField(label=_("Parts of the file"), widget=forms.CheckboxSelectMultiple)
    section = forms.MultipleChoiceField(label=_("What to print"), choices=SECTIONS, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "part", parts)
