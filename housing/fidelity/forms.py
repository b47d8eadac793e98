"""What is typed about fidelity: an instrument with scores by domain, and the eight principles. No item text anywhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centre.shell.fields import day
from centre.shifts import clock
from housing.fidelity.enums import Domain, Met, Principle
from housing.homes.forms import OnceForm, words_input


def _points(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=6, decimal_places=1)


class FidelityForm(OnceForm):
    """A score and the most of each domain, as the instrument has them."""

    on = day(_("Day"))
    instrument = forms.CharField(
        label=_("Instrument and version"), max_length=120, help_text=_("Its name, version and language; the items stay in the instrument.")
    )
    note = forms.CharField(label=_("What the team will work on"), max_length=500, required=False, widget=words_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.service_day()
        for domain in Domain:
            self.fields[f"score_{domain}"] = _points(_("%(domain)s: score") % {"domain": domain.label})
            self.fields[f"most_{domain}"] = _points(_("%(domain)s: most possible") % {"domain": domain.label})
        self.order_fields(["on", "instrument", *(f"{part}_{domain}" for domain in Domain for part in ("score", "most")), "note"])

    def clean(self) -> dict[str, Any]:
        """No score above the most of its domain, and no most of nothing."""
        data = super().clean() or self.cleaned_data
        for domain in Domain:
            score, most = data.get(f"score_{domain}"), data.get(f"most_{domain}")
            if most is not None and most == 0:
                self.add_error(f"most_{domain}", _("The most of a domain is above zero."))
            elif score is not None and most is not None and score > most:
                self.add_error(f"score_{domain}", _("A score lies between 0 and the most of its domain."))
        return data

    @property
    def scores(self) -> dict[str, tuple[Decimal, Decimal]]:
        """What the action takes."""
        data = self.cleaned_data
        return {str(domain): (data[f"score_{domain}"], data[f"most_{domain}"]) for domain in Domain}


class PrinciplesForm(OnceForm):
    """Each principle: met, partly or not, and why."""

    on = day(_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.service_day()
        for principle in Principle:
            self.fields[f"met_{principle}"] = forms.ChoiceField(label=principle.label, choices=Met.choices, widget=forms.RadioSelect)
            self.fields[f"comment_{principle}"] = forms.CharField(
                label=pgettext_lazy("principle", "Why: %(principle)s") % {"principle": principle.label}, max_length=500, required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """What the action takes."""
        data = self.cleaned_data
        return {str(one): (data[f"met_{one}"], data[f"comment_{one}"]) for one in Principle}
