"""The field of a form into which a file is put: what it gives is clean, or the form is refused in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .check import SCAN_SIDE, Scan, Unfit, checked, most_bytes, words_for

ACCEPT = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


class ScanField(forms.FileField):
    """A file, read and checked: `cleaned_data` holds a `Scan`, or None when none was put in."""

    default_error_messages = {
        "required": _("No file has arrived. Choose one; it may be too large to be sent."),
        "invalid": _("No file has arrived. Choose one; it may be too large to be sent."),
        "empty": _("This file is empty."),
    }

    def __init__(self, *, side: int = SCAN_SIDE, only: tuple[str, ...] = ("pdf", "jpeg", "png"), **kwargs: Any) -> None:
        self.side, self.only = side, only
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(ACCEPT[form] for form in only)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Scan | None:
        """The clean file."""
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > most_bytes():
            raise forms.ValidationError(words_for("large"))
        try:
            return checked(found.read(), side=self.side, only=self.only)
        except Unfit as refusal:
            raise forms.ValidationError(refusal.words) from None
