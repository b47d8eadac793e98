"""Which period: one of those offered, or a first and a last day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import day

from .periods import Period, offered


class PeriodForm(forms.Form):
    """A month, quarter or year in one choice; two days instead count first."""

    period = forms.CharField(label=_("Period"), required=False)
    first = day(_("or from"), required=False)
    last = day(_("until and with"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(words, [(one.code, one.words) for one in found]) for words, found in offered()]
        asked = self.data.get("period", "")
        if asked and asked not in {code for _words, group in groups for code, _label in group} and (chosen := _parsed(asked)):
            groups.insert(0, (str(_("Chosen")), [(chosen.code, chosen.words)]))
        self.fields["period"].widget = forms.Select(choices=groups)

    def clean(self) -> dict[str, Any]:
        """Two days make a period; one alone, or days out of order, are said so."""
        data = super().clean() or {}
        first, last, code = data.get("first"), data.get("last"), data.get("period") or ""
        if self.errors:
            return data
        if first or last:
            found = _parsed(f"{first}..{last}") if first and last else None
            words = _("Choose a first and a last day in their order, at most five years apart.")
        else:
            found, words = (_parsed(code) if code else Period.running_month()), _("This is not a period.")
        if found is None:
            self.add_error("first" if first or last else "period", words)
        data["found"] = found
        return data

    def chosen(self) -> Period:
        """What was asked for; the running month when nothing was, or when it could not be read."""
        found = self.cleaned_data.get("found") if self.is_bound and self.is_valid() else None
        return found or Period.running_month()


def _parsed(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except ValueError:
        return None
