"""Input of the equipment counter and of the store room. A number that cannot be is refused with words."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day, form_number
from intake.supplies.enums import Method, Source, Training
from intake.supplies.models import MOST_AT_ONCE, Box, Item

NOT_BELOW = {"min_value": _("A number cannot be below %(limit_value)s. Nothing was recorded.")}


class TapForm(forms.Form):
    """What every tap carries: for whom (a person's uuid or nobody), and the page's own uuid."""

    person = form_number(required=False)
    space = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput())
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class HandOutForm(TapForm):
    """One chip: `take` is "item code:packs"; or `item` and `packs` apart. `others` is how many more people it is for."""

    take = forms.CharField(max_length=60, required=False)
    item = forms.SlugField(max_length=40, required=False)
    packs = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST_AT_ONCE, required=False,
        error_messages={"min_value": _("At least one. Nothing was recorded.")},
    )  # fmt: skip
    others = forms.IntegerField(label=_("Also for others"), min_value=0, max_value=200, required=False, error_messages=NOT_BELOW)
    training = forms.ChoiceField(choices=[("", ""), *Training.choices], required=False)

    def clean(self) -> dict[str, Any]:
        """Read the chip; without an item or a number there is nothing to give."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        code, _sign, packs = str(data.get("take") or "").partition(":")
        if code and packs.isdigit() and 1 <= int(packs) <= MOST_AT_ONCE:
            data |= {"item": code, "packs": int(packs)}
        if not (data.get("item") and data.get("packs")) and not self.errors:
            raise forms.ValidationError(_("Tap an item with a number. Nothing was recorded."))
        return data


class TakeBackForm(TapForm):
    """Used equipment: how it was counted, and the number that belongs to it."""

    method = forms.ChoiceField(label=_("How was it counted?"), choices=Method.choices, initial=Method.COUNTED, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=100_000,
        help_text=_("Syringes, grams or containers, as chosen above."),
        error_messages={"min_value": _("A number taken in is one or more. Nothing was recorded.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    box = forms.ModelChoiceField(label=_("Container"), queryset=Box.objects.none(), required=False)
    source = forms.ChoiceField(
        label=_("Where it came from"), choices=Source.choices, initial=Source.BROUGHT, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, boxes: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["box"].queryset = boxes if boxes is not None else Box.objects.none()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A container has to be named when one counts by containers; otherwise it is left aside."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("method") != Method.CONTAINER:
            data["box"] = None
        elif not data.get("box") and "box" not in self.errors:
            self.add_error("box", _("Which container was it?"))
        return data


class ReceiveForm(TapForm):
    """A delivery."""

    item = forms.ModelChoiceField(label=_("Item"), queryset=Item.objects.filter(active=True).order_by("order", "code"))
    units = forms.IntegerField(label=_("Units received"), min_value=1, max_value=1_000_000)
    number = forms.CharField(label=_("Lot number"), max_length=60)
    expires_on = day(_("Last day of use"), required=False)


class CountForm(TapForm):
    """What the shelf really holds."""

    counted = forms.IntegerField(label=_("Units counted"), min_value=0, max_value=1_000_000, error_messages=NOT_BELOW)
    reason = forms.CharField(label=_("Remark"), max_length=200, required=False)


class DiscardForm(TapForm):
    """What leaves the stock for good."""

    units = forms.IntegerField(label=_("Units discarded"), min_value=1, max_value=1_000_000)
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Expired, damaged, lost."))


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """An item of the catalogue."""

    class Meta:
        model = Item
        fields = ("label_fr", "label_nl", "label_en", "group", "pack_size", "presets", "minimum", "order", "active")
        labels = {
            "label_fr": _("Name in French"), "label_nl": _("Name in Dutch"), "label_en": _("Name in English"),
            "group": _("What it is for"), "pack_size": _("Units in a pack"), "presets": _("Packs on the chips"),
            "minimum": _("Minimum in the store, in units"), "order": _("Place on the counter"),
            "active": _("In use"),
        }  # fmt: skip
        help_texts = {"presets": _("Numbers with commas between them, six at most.")}

    def clean_presets(self) -> str:
        """One to six numbers from 1 to 1000."""
        parts = [part.strip() for part in self.cleaned_data["presets"].split(",") if part.strip()]
        if not 1 <= len(parts) <= 6 or not all(part.isdigit() and 1 <= int(part) <= MOST_AT_ONCE for part in parts):
            raise forms.ValidationError(_("Numbers with commas between them, six at most, each from 1 to 1000."))
        return ",".join(parts)


class BoxForm(forms.ModelForm):  # type: ignore[type-arg]
    """A container for used equipment."""

    class Meta:
        model = Box
        fields = ("label_fr", "label_nl", "label_en", "syringes", "active")
        labels = {
            "label_fr": _("Name in French"), "label_nl": _("Name in Dutch"), "label_en": _("Name in English"),
            "syringes": _("Syringes in a full one"), "active": _("In use"),
        }  # fmt: skip
        help_texts = {"syringes": _("The centre's own estimate. Leave it empty until it has one.")}


class PeriodForm(forms.Form):
    """From when until when."""

    first = day(_("From"))
    last = day(_("Until"))

    def clean(self) -> dict[str, Any]:
        """The end is not before the start, and no more than two years are asked at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The end is before the start."))
        elif first and last and (last - first).days > 731:
            self.add_error("last", _("Two years at most."))
        return data
