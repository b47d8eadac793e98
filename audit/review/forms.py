"""Input of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Finding


class AnswerForm(forms.Form):
    """What the reviewer found; a remark is asked for when it was not justified."""

    finding = forms.ChoiceField(choices=Finding.choices)
    remark = forms.CharField(max_length=300, required=False)

    def clean(self) -> dict[str, str]:
        given = super().clean() or {}
        if given.get("finding") != Finding.JUSTIFIED and not given.get("remark"):
            self.add_error("remark", _("Say in a few words what happens now."))
        return given
