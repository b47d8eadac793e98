"""Input of a product alert."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import form_number, moment

from .enums import Advice, Level, Zone


class BulletinForm(forms.Form):
    """A product, how it shows, where, what to do; the words of the centre in three languages."""

    sold_as = forms.CharField(label=_("Sold as"), max_length=80, help_text=_("The name it is sold under, such as “brown”."))
    looks = forms.CharField(label=_("What it looks like"), max_length=200, required=False)
    effect = forms.CharField(label=_("What it does"), max_length=200, required=False)
    zone = forms.ChoiceField(label=_("Where"), choices=Zone.choices, initial=Zone.UNKNOWN)
    level = forms.ChoiceField(label=_("How grave"), choices=Level.choices, initial=Level.WATCH, widget=forms.RadioSelect)
    advice = forms.MultipleChoiceField(
        label=_("What to do"), choices=Advice.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    words_fr = forms.CharField(label=_("More, in French"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    words_nl = forms.CharField(label=_("More, in Dutch"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    words_en = forms.CharField(label=_("More, in English"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    ends_at = moment(_("Until"), required=False)
    client_uuid = form_number(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()

    @property
    def texts(self) -> str:
        """All that was written freely, to be looked through for names."""
        return "\n".join(self.data.get(name, "") for name in ("sold_as", "looks", "effect", "words_fr", "words_nl", "words_en"))
