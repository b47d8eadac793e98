"""Amounts of money, written and typed in one way on every page: as the language of the page writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _


def euros(cents: int) -> str:
    """An amount in cents with its sign: €1,692.51 in English, 1 692,51 € in French, € 1.692,51 in Dutch."""
    amount = number_format(Decimal(cents).scaleb(-2), decimal_pos=2, force_grouping=True)
    return _("€%(amount)s") % {"amount": amount}


def cents(amount: Decimal) -> int:
    """An amount in euro as typed, in cents."""
    return int((amount * 100).to_integral_value())


class AmountField(forms.DecimalField):
    """An amount in euro as people type it: with a comma or a point, with spaces, with the sign or without it."""

    def __init__(self, *, least: Decimal | float = 0, most: Decimal | float = 99_999, **more: Any) -> None:
        self.least, self.most = Decimal(str(least)), Decimal(str(most))
        typed = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
        usual: dict[str, Any] = {"decimal_places": 2, "localize": True, "widget": typed}
        super().__init__(**usual | more)

    def to_python(self, value: Any) -> Any:
        """The number; where a comma and a point both stand, the last of them is the decimal mark."""
        if isinstance(value, str):
            value = re.sub(r"[\s€]", "", value)
            for mark, other in (",.", ".,"):
                if value.rfind(other) > value.rfind(mark) >= 0:
                    value = value.replace(mark, "")
            value = value.replace(",", ".")
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        """Within the bounds, which are said as amounts."""
        super().validate(value)
        if value is not None and value < self.least:
            raise forms.ValidationError(_("This must be at least %(amount)s.") % {"amount": euros(cents(self.least))})
        if value is not None and value > self.most:
            raise forms.ValidationError(_("This must be at most %(amount)s.") % {"amount": euros(cents(self.most))})
