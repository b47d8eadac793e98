"""What is typed about asking for a bed; validates, never saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell import fields
from centre.shell.fields import form_number
from centre.shifts import clock
from housing.requests.enums import (
    SENT_SOMEWHERE,
    Animal,
    Channel,
    Criterion,
    EthosLight,
    HowLong,
    Need,
    RefusalReason,
    ReturnReason,
    SentTo,
    StayCompartment,
    WithdrawReason,
)

NOT_SAID = ("", _("not said"))
#: What is asked with a field of its own: an animal by its kind, a couple by the partner.
TICKED = [one for one in Need.choices if one[0] not in (Need.DOG, Need.COUPLE)]
NIGHTS = (("", _("any time")), ("2", _("2 nights or more")), ("4", _("4 nights or more")), ("8", _("8 nights or more")))


class Numbered(forms.Form):
    """A form that makes one thing however often it is sent."""

    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class AskForm(Numbered):
    """A request for a bed. Only the nights and the way it came in are needed; nothing about papers or money."""

    how_long = forms.ChoiceField(
        label=_("For which nights"), choices=HowLong.choices, initial=HowLong.TONIGHT, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("How it came in"), choices=Channel.choices, initial=Channel.DESK)
    needs = forms.MultipleChoiceField(
        label=_("What the bed must be"), choices=TICKED, required=False, widget=forms.CheckboxSelectMultiple
    )
    animal = forms.ChoiceField(label=_("An animal comes along"), choices=[("", _("no animal")), *Animal.choices], required=False)
    partner = forms.ChoiceField(
        label=_("Asks together with"), required=False,
        help_text=_("Somebody who is on the list already. Both get a bed in one room at once, or nothing."),
    )
    protection = forms.BooleanField(
        label=_("Needs protection"), required=False,
        help_text=_("You say so, for example of somebody pregnant or in danger. No word of why is written."),
    )
    ethos = forms.ChoiceField(label=_("Sleeps now"), choices=[NOT_SAID, *EthosLight.choices], required=False)
    nights_outside = forms.IntegerField(
        label=_("Nights outside in the last month"), min_value=0, max_value=31, required=False, help_text=_("Only if the person tells it.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Sealed. What helps to give the right bed, not who the person is."),
    )

    def __init__(self, *args: Any, partners: Iterable[Any], spaces: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(one.pk): one for one in partners}
        choices = [("", _("nobody else")), *((key, str(one.person)) for key, one in self._partners.items())]
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]  # a choice field
        held = [one for one in StayCompartment if one in set(spaces)]
        if len(held) > 1:
            space = forms.ChoiceField(label=_("Which beds"), choices=[(one.value, one.label) for one in held], widget=forms.RadioSelect)
            self.fields = {"compartment": space} | self.fields
            self.initial.setdefault("compartment", StayCompartment.HOUSING)
        self._only = held[0] if len(held) == 1 else StayCompartment.HOUSING

    def asked(self) -> dict[str, Any]:
        """The request as the action takes it."""
        facts = {"compartment": str(self._only)} | self.cleaned_data
        return facts | {"partner": self._partners.get(facts["partner"])}


class CardForm(forms.Form):
    """The card of whoever asks for a bed."""

    card = forms.CharField(
        label=_("Card number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
    )


class FilterForm(forms.Form):
    """Which part of the waiting list is shown."""

    space = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=StayCompartment.choices)
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[("", _("every need")), *Need.choices])
    nights = forms.ChoiceField(label=_("Waits for"), required=False, choices=NIGHTS)

    def asked(self) -> tuple[str, str, int]:
        """The space, the need ("" for all) and the nights (0 for any)."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("space") or StayCompartment.HOUSING, data.get("need", ""), int(data.get("nights") or 0)


class WithdrawForm(forms.Form):
    """Why somebody no longer asks."""

    reason = forms.ChoiceField(label=_("Why"), choices=WithdrawReason.choices, widget=forms.RadioSelect)


class ReturnForm(forms.Form):
    """Why somebody waits again."""

    reason = forms.ChoiceField(label=_("Why"), choices=ReturnReason.choices, widget=forms.RadioSelect)


class PairForm(forms.Form):
    """With whom somebody asks."""

    partner = forms.ChoiceField(label=_("Asks together with"))

    def __init__(self, *args: Any, partners: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(one.pk): one for one in partners}
        self.fields["partner"].choices = [(key, str(one.person)) for key, one in self._partners.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        """The request chosen."""
        return self._partners[self.cleaned_data["partner"]]


class TapForm(Numbered):
    """One tap: one more turned away. The reason is "full" unless another button is pressed."""

    reason = forms.ChoiceField(choices=RefusalReason.choices, required=False)
    back = forms.ChoiceField(choices=[("desk", "desk"), ("list", "list")], required=False)


class TurnAwayForm(Numbered):
    """Why somebody got no bed, and where they were sent."""

    reason = forms.ChoiceField(label=_("Why no bed"), choices=RefusalReason.choices, initial=RefusalReason.FULL, widget=forms.RadioSelect)
    ethos = forms.ChoiceField(label=_("Sleeps now"), choices=[NOT_SAID, *EthosLight.choices], required=False)
    sent_to = forms.ChoiceField(
        label=_("Sent to"), choices=[("", _("nowhere")), *SentTo.choices], required=False,
        help_text=_("A minor, or somebody who needs care, is never sent away to nowhere."),
    )
    partner_service = forms.ChoiceField(label=_("Which partner"), required=False)

    def __init__(self, *args: Any, services: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._services = {str(one.pk): one for one in services}
        choices = [("", _("none named")), *((key, str(one)) for key, one in self._services.items())]
        self.fields["partner_service"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Somewhere to go, for those who must have it."""
        data = super().clean() or {}
        if data.get("reason") in SENT_SOMEWHERE and not data.get("sent_to"):
            self.add_error("sent_to", _("Say where the person was sent. Nobody is sent away to nowhere for this."))
        return data

    def told(self) -> dict[str, Any]:
        """The turning away as the action takes it."""
        return self.cleaned_data | {"partner_service": self._services.get(self.cleaned_data["partner_service"])}


class TurnAwayRequestForm(TurnAwayForm):
    """The same of somebody on the list, who may stay on it for the nights to come."""

    keep_waiting = forms.BooleanField(label=_("Stays on the list for the next nights"), required=False)


class TurnAwayCountForm(TurnAwayForm):
    """The same of people nobody knows."""

    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=50, initial=1)


class OrderForm(forms.Form):
    """What comes first, second, third: each rule once or not at all. How long somebody waits decides last."""

    valid_from = fields.day(_("From"), initial=clock.service_day)
    because = forms.CharField(label=_("Why"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, order: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [one for one in Criterion.choices if one[0] != Criterion.LONGEST]
        now = [code for code in order if code != Criterion.LONGEST]
        places = {}
        for number in range(len(rules)):
            places[f"place_{number}"] = forms.ChoiceField(
                label=_("Place %(n)s") % {"n": number + 1}, required=False, choices=[("", _("no rule")), *rules],
                initial=now[number] if number < len(now) else "",
            )
        self.fields = places | self.fields
        self._places = list(places)

    def clean(self) -> dict[str, Any]:
        """Each rule at one place."""
        data = super().clean() or {}
        named = [data[place] for place in self._places if data.get(place)]
        for place in self._places:
            if data.get(place) and named.count(data[place]) > 1:
                self.add_error(place, _("Name each rule once."))
        if data.get("valid_from") and data["valid_from"] < clock.service_day():
            self.add_error("valid_from", _("An order holds from today or later: nobody's place is changed backwards."))
        return data

    def order(self) -> dict[str, Any]:
        """The order as the action takes it."""
        data = self.cleaned_data
        named = [data[place] for place in self._places if data[place]]
        return {"criteria": [*named, Criterion.LONGEST.value], "valid_from": data["valid_from"], "because": data["because"]}


class NightForm(forms.Form):
    """One service day."""

    day = fields.day(_("Night"))


class NightsForm(forms.Form):
    """First and last service day of figures, at most a year apart."""

    first = fields.day(_("From"))
    last = fields.day(_("Until"))

    def clean(self) -> dict[str, Any]:
        """The days in order, and not too many."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days <= 366:
            raise forms.ValidationError(_("Choose a first and a last day, at most one year apart."))
        return data
