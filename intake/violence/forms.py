"""Input about violence. Everything but the words may be left unsaid."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number
from intake.violence.enums import Danger


class ScreeningForm(forms.Form):
    """One talk."""

    danger = forms.ChoiceField(label=_("Danger"), choices=Danger.choices, initial=Danger.NOT_SAID, widget=forms.RadioSelect)
    children = forms.NullBooleanField(
        label=_("Are children concerned?"),
        widget=forms.Select(choices=[("unknown", _("not said")), ("true", _("yes")), ("false", _("no"))]),
    )
    words = forms.CharField(
        label=_("What the person says, in their words"), widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_("Sealed. Read by the team of the women's space alone."),
    )  # fmt: skip
    wants = forms.CharField(
        label=_("What the person wants now"), required=False, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )
    client_uuid = form_number(required=False, initial=uuid4)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class ContactForm(forms.Form):
    """How the person may be reached."""

    words = forms.CharField(
        label=_("How this person may be reached without danger"), max_length=400,
        help_text=_("When, on which number, what to say if somebody else answers. Never leave a message with anybody."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )  # fmt: skip


class ApartForm(forms.Form):
    """Who it is: a card or an alias that leads to one person."""

    q = forms.CharField(
        label=_("Card or alias of whom they must not meet"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    other = form_number(required=False)
