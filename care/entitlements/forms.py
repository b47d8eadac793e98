"""What a worker types about entitlements. Nothing but the need itself is ever required to open a file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number, offer
from intake.consent.enums import Manner
from intake.consent.forms import ConditionsField
from intake.directory.models import PartnerService

from .enums import (
    LETTERS,
    Benefit,
    EndReason,
    EntitlementState,
    IdentityPart,
    Insurability,
    InsurerWay,
    Kind,
    LetterKind,
    LetterLanguage,
    LetterPart,
    Pressing,
    Profession,
    Proof,
    Residence,
    Span,
    parts_of,
)
from .models import Entitlement
from .policies import attestation_faults, faults, need_faults, past
from .selectors import authorities
from .states import ASKED


def _text(label: Any, rows: int = 2, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}), **kwargs)


def _line(label: Any, length: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)


class OpenForm(forms.Form):
    """A need: what is asked for, by when to look at it, where the person really stays."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=Kind.choices, widget=forms.RadioSelect)
    benefit = forms.ChoiceField(label=_("If it is an income, which"), choices=[("", _("none of them")), *Benefit.choices], required=False)
    place = _line(
        _("Where the person really stays"), 200, required=False, help_text=_("It says which CPAS is competent. A corner of a street is enough.")
    )
    due_on = day(_("Look at it again by"), required=False)
    note = _text(_("Note"), required=False)
    client_uuid = form_number()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in need_faults(given.get("kind", ""), given.get("benefit", ""), given.get("due_on")).items():
            self.add_error(name, words)
        return given


class MoveForm(forms.Form):
    """One step of a file: only what this step asks, a deadline if one wants, a note."""

    authority = forms.ModelChoiceField(
        label=_("Authority, from the directory"), queryset=PartnerService.objects.none(), required=False,
        help_text=_("The CPAS of the place where the person really stays is competent."),
    )
    authority_name = _line(_("Authority, in words, when it is not in the directory"), 200, required=False)
    requested_on = day(_("Asked on"), required=False)
    request_proof = forms.ChoiceField(label=_("Proof of the request"), choices=[("", _("Choose")), *Proof.choices], required=False)
    request_reference = _line(_("Number or name on the proof"), 120, required=False, empty_value=None)
    decided_on = day(_("Decided on"), required=False)
    window_from = day(_("Covered from"), required=False)
    window_to = day(_("Covered until"), required=False)
    encoded_on = day(_("Seen in MediPrima on"), required=False, help_text=_("Leave it empty until somebody has looked."))
    appeal_until = day(_("Appeal until, as the decision says"), required=False)
    appealed_on = day(_("Appealed on"), required=False)
    ended_on = day(_("Stopped on"), required=False)
    end_reason = forms.ChoiceField(label=_("Why it stopped"), choices=[("", _("Choose")), *EndReason.choices], required=False)
    due_on = day(_("Look at it again by"), required=False)
    note = _text(_("Note"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    client_uuid = form_number()

    def __init__(self, *args: Any, file: Entitlement, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file, self.state = file, state
        self.asked = ASKED.get(EntitlementState(state), ())
        kept = {*self.asked, "note", "version", "client_uuid", "due_on" if state != EntitlementState.STOPPED else ""}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        authority = self.fields.get("authority")
        if isinstance(authority, forms.ModelChoiceField):
            authority.queryset = authorities()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        facts = {name: given.get(name) for name in self.asked}
        for name, words in faults(self.file, self.state, facts).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, words)
        if late := past(given.get("due_on")):
            self.add_error("due_on", late)
        return given

    def facts(self) -> dict[str, Any]:
        """What the step says, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.fields}


class BackForm(forms.Form):
    """Why the last step was wrong."""

    because = _text(_("Why"), help_text=_("The step stays in the story; the file says again what it said before."))
    client_uuid = form_number()


class DeadlineForm(forms.Form):
    """Another day to look at a file again."""

    due_on = day(
        _("Look at it again by"), required=False, help_text=_("The nearest day counts: one that the law gives is never put off by another.")
    )


class WorkerForm(forms.Form):
    """Who follows a file."""

    worker = forms.TypedChoiceField(label=_("Referring worker"), coerce=int)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "worker", colleagues)


class OwnPaperForm(forms.Form):
    """Something else that the authority asks for."""

    words = _line(_("Something else that is asked for"), 200)
    client_uuid = form_number()


class TieForm(forms.Form):
    """Which paper kept in the file is which line of the checklist."""

    line = forms.ChoiceField(label=_("Line of the checklist"))
    paper = forms.TypedChoiceField(label=_("Paper kept in the file"), coerce=int)
    client_uuid = form_number()

    def __init__(self, *args: Any, lines: list[tuple[str, str]], papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "line", lines)
        offer(self, "paper", papers)

    def tied(self) -> dict[str, Any]:
        """The line and the paper, as the action takes them."""
        code, _dash, row = self.cleaned_data["line"].partition("-")
        given = {"code": code, "pk": int(row) if row else None, "paper": self.cleaned_data["paper"]}
        return given | {"have": True, "client_uuid": self.cleaned_data["client_uuid"]}


class AttestationForm(forms.Form):
    """Who attested that care is needed, when, for which plan. The paper stays with the provider."""

    plan = forms.IntegerField(label=_("Treatment plan"), min_value=1, max_value=999, help_text=_("One attestation is enough for a treatment plan."))
    words = _line(_("What the plan is, if it must be told apart"), 200, required=False)
    profession = forms.ChoiceField(label=_("Attested by a"), choices=Profession.choices, widget=forms.RadioSelect)
    provider = _line(_("Name of the provider"), 120)
    inami = forms.RegexField(
        r"^[0-9][0-9 ./-]*$", label=_("INAMI number"), max_length=20, error_messages={"invalid": _("INAMI number: digits, with points or strokes between them.")}
    )
    attested_on = day(_("Attested on"))
    kept_by_provider = forms.BooleanField(label=_("The provider keeps the paper"), required=False, initial=True)
    client_uuid = form_number()

    def __init__(self, *args: Any, known: Collection[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.plan: one for one in known}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in attestation_faults(given.get("attested_on"), self.known.get(given.get("plan"))).items():
            self.add_error(name, words)
        return given


class InsurerForm(forms.Form):
    """Which insurer: chosen freely, else the auxiliary fund."""

    way = forms.ChoiceField(label=_("Insurer"), choices=InsurerWay.choices, widget=forms.RadioSelect)
    name = _line(_("Name of the mutuelle"), 120, required=False)


class EncodedForm(forms.Form):
    """When the card was seen in MediPrima."""

    encoded_on = day(_("Seen in MediPrima on"))


class SituationForm(forms.Form):
    """What was asked, if anything: the first answer is that nobody asked."""

    place = _line(_("Where the person really stays"), 200, required=False)
    insurability = forms.ChoiceField(label=_("Insurability"), choices=Insurability.choices, initial=Insurability.NOT_ASKED, widget=forms.RadioSelect)
    residence = forms.ChoiceField(
        label=_("Right to stay"), choices=Residence.choices, initial=Residence.NOT_ASKED, widget=forms.RadioSelect,
        help_text=_("Ask only when the authority needs it. Nothing in this house depends on the answer."),
    )

    def given(self) -> dict[str, str]:
        """The answers; one that was not asked is empty."""
        return {name: "" if value == "not_asked" else value for name, value in self.cleaned_data.items()}


class LetterForm(forms.Form):
    """A letter: which, in what language, to whom, with what in it, and that the person agrees."""

    letter = forms.ChoiceField(label=_("Letter"), choices=LetterKind.choices)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LetterLanguage.choices, widget=forms.RadioSelect)
    to = _text(pgettext_lazy("letter", "To"), rows=3, required=False)
    parts = forms.MultipleChoiceField(
        label=_("What it says besides the request"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what the reader needs."),
    )
    identity = forms.MultipleChoiceField(
        label=_("Of the sealed identity"), choices=IdentityPart.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Without it the letter leaves lines to fill in by hand, with the person."),
    )
    read_identity = forms.BooleanField(label=_("I open the sealed identity for this letter; the reading is written down"), required=False)
    words = _text(_("Words of your own"), rows=4, required=False)
    agreed = forms.ChoiceField(
        label=_("The person agrees"), choices=[("", _("not yet")), *Manner.choices], required=False,
        help_text=_("Read the letter to them first. Without their agreement it is not kept."),
    )
    client_uuid = form_number()

    def __init__(self, *args: Any, file: Entitlement, has_identity: bool, keep: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep = keep
        offer(self, "letter", [(one, LetterKind(one).label) for one in LETTERS[file.kind]])
        offer(self, "parts", [(one, LetterPart(one).label) for one in parts_of(file.kind)])
        if not has_identity:
            del self.fields["identity"], self.fields["read_identity"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("identity") and not given.get("read_identity"):
            self.add_error("read_identity", gettext("Sealed identity: say that you open it, or untick what the letter takes from it."))
        if self.keep and given.get("letter") != LetterKind.MANDATE and not given.get("agreed"):
            self.add_error("agreed", gettext("The person agrees: no letter goes without their agreement. Read it to them first."))
        return given

    def said(self) -> dict[str, Any]:
        """What the letter is made of, as the preview takes it."""
        names = ("letter", "language", "to", "parts", "identity", "words", "agreed")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class SentForm(forms.Form):
    """When and how a letter went, and what proves it."""

    sent_on = day(_("Sent on"))
    how = forms.ChoiceField(label=_("Proof of sending"), choices=Proof.choices, widget=forms.RadioSelect)
    reference = _line(_("Number or name on the proof"), 120, required=False)
    conditions = ConditionsField()

    def __init__(self, *args: Any, shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shared:
            del self.fields["conditions"]


class BoardForm(forms.Form):
    """What the list shows: codes only, no word about anybody."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=[("", _("everything")), *Kind.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every state")), *(one for one in EntitlementState.choices if one[0] != EntitlementState.STOPPED)]
    )
    pressing = forms.ChoiceField(label=_("Deadline"), choices=[("", _("every deadline")), *Pressing.choices], required=False)
    mine = forms.BooleanField(label=_("only mine"), required=False)


class RuleForm(forms.Form):
    """A number of days, from when it holds, and where it is written."""

    span = forms.ChoiceField(label=_("Which days"), choices=Span.choices)
    kind = forms.ChoiceField(label=_("For which files"), choices=[("", _("every kind")), *Kind.choices], required=False)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=730)
    source = _line(_("Source: where it is written"), 200)
    valid_from = day(_("Holds from"))
