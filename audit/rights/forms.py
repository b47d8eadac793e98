"""The form that asks for an erasure."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.rights import registry
from audit.rights.enums import Ground
from audit.rights.selectors import is_known


class ErasureForm(forms.Form):
    """`file`: a card or the number of the file, cleaned to its uuid. `ground`: why."""

    file = forms.CharField(
        label=_("Card, or number of the file"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    ground = forms.ChoiceField(label=_("Why"), choices=Ground.choices, widget=forms.RadioSelect, initial=Ground.ASKED)

    def __init__(self, *args: Any, actor: Any = None, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UUID:
        found = registry.find(self.actor, self.cleaned_data["file"])
        if found is None or not is_known(found):
            raise forms.ValidationError(_("No file has this card or number."))
        return found
