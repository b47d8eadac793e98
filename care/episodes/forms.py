"""What a worker types about treatment. Nothing is required but the programme: not known is an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from centre.shifts import clock

from .enums import Counted, EndReason, EpisodeCompartment
from .lists import CentreType, Drug
from .models import QUESTIONS, EntrySnapshot, TreatmentProgramme
from .policies import entry_faults

#: Other drugs asked for, in order of weight.
MOST_OTHERS = 3
#: Said in the list of other drugs: asked, and there is none.
NO_OTHER = "none"


class AnswersForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """The answers at entry, none of them required. `cleaned_answers()` gives what was said, as the snapshot keeps it."""

    class Meta:
        model = EntrySnapshot
        fields = QUESTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name].required = False
        first = [("", _("not asked")), (NO_OTHER, _("none")), *Drug.choices]
        known = self.initial.get("secondary")
        for place in range(MOST_OTHERS):
            choices = first if place == 0 else [("", _("no more")), *Drug.choices]
            shown = known[place] if known and len(known) > place else ""
            self.fields[f"other_{place + 1}"] = forms.ChoiceField(
                label=_("Other drug %(number)d") % {"number": place + 1}, choices=choices, required=False,
                initial=NO_OTHER if known == [] and place == 0 else shown,
            )  # fmt: skip
        self.order_fields([*QUESTIONS[:13], *(f"other_{place + 1}" for place in range(MOST_OTHERS)), *QUESTIONS[13:]])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        age = values.get("age")
        for name in ("first_use_age", "first_injection_age", "first_agonist_age"):
            if age is not None and values.get(name) is not None and values[name] > age:
                self.add_error(name, _("This age is above the age at entry."))
        others = [values.get(f"other_{place + 1}") for place in range(MOST_OTHERS)]
        said = [one for one in others if one and one != NO_OTHER]
        if others[0] == NO_OTHER and said:
            self.add_error("other_1", _("Either none, or the drugs."))
        if len(set(said)) < len(said) or values.get("primary") in said:
            self.add_error("other_1", _("A drug is named twice."))
        values["secondary"] = said if said or others[0] == NO_OTHER else None
        return values

    def cleaned_answers(self) -> dict[str, Any]:
        """The answers by the names of the snapshot's fields."""
        said = {name: self.cleaned_data[name] for name in QUESTIONS if self.cleaned_data[name] not in ("", None)}
        return said | {"secondary": self.cleaned_data["secondary"]}


class EntryForm(AnswersForm):
    """Beginning an episode: the programme, the day, and the answers."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=TreatmentProgramme.objects.none())
    started_on = day(_("Entered on"))
    client_uuid = form_number()

    def __init__(self, *args: Any, programmes: QuerySet[TreatmentProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = programmes
        self.order_fields(["programme", "started_on", *self.fields])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name, words in entry_faults(values.get("started_on")).items():
            self.add_error(name, words)
        return values


class CorrectionForm(AnswersForm):
    """The answers at entry once more, and why."""

    because = forms.CharField(label=_("Why it is corrected"), max_length=200)


class ContactForm(forms.Form):
    """A day on which the person was seen."""

    on = day(_("Seen on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.service_day()}} | kwargs)


class EndForm(forms.Form):
    """The end of an episode."""

    on = day(_("Ended on"))
    reason = forms.ChoiceField(label=_("Why"), choices=EndReason.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.service_day()}} | kwargs)


class ProgrammeForm(forms.Form):
    """A programme of care."""

    label = forms.CharField(label=_("Name"), max_length=80)
    compartment = forms.ChoiceField(label=_("Part of the file"), choices=EpisodeCompartment.choices, widget=forms.RadioSelect)
    centre = forms.ChoiceField(label=_("Type of centre"), choices=CentreType.choices)
    counts = forms.BooleanField(
        label=_("Entering it is treatment"), required=False,
        help_text=_("Only medical or psychosocial care: exchange of material, shelter and outreach never are."),
    )  # fmt: skip
    active = forms.BooleanField(label=_("Open to new people"), required=False)

    def __init__(self, *args: Any, programme: TreatmentProgramme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        if programme is not None:
            del self.fields["compartment"]

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"].strip()
        others = TreatmentProgramme.objects.exclude(pk=self.programme.pk) if self.programme else TreatmentProgramme.objects.all()
        if others.filter(label__iexact=label).exists():
            raise forms.ValidationError(_("There is a programme of this name."))
        return label


class RuleForm(forms.Form):
    """The rule of episodes from a day on."""

    months = forms.IntegerField(label=_("Months without contact"), min_value=1, max_value=36)
    counted = forms.ChoiceField(label=_("Counted in a year"), choices=Counted.choices, widget=forms.RadioSelect)
    valid_from = day(_("From"))
    because = forms.CharField(label=_("Why"), max_length=200)


class YearForm(forms.Form):
    """A calendar year of entries."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
