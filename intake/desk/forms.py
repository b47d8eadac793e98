"""Input of the desk. Whatever is missing or wrong about a person becomes "nobody's name", never a refusal."""

from datetime import datetime
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import check_year
from centre.shifts.clock import now
from intake.desk.services import RECEPTION


class PassageForm(forms.Form):
    """One tap: which service, for whom (a person's uuid or nobody), how many at once, when, and the page's own uuid."""

    service = forms.SlugField(max_length=40, required=False)
    person = forms.UUIDField(required=False)
    n = forms.IntegerField(label=_("How many"), min_value=1, max_value=50, required=False)
    at = forms.DateTimeField(required=False, validators=[check_year])
    client_uuid = forms.UUIDField(required=False)

    def clean_at(self) -> datetime | None:
        """When it happened, for what stood on paper; now, when none or a future one was given."""
        at: datetime | None = self.cleaned_data["at"]
        return at if at and at <= now() else None

    def clean_service(self) -> str:
        """Coming in, when no service was named."""
        return self.cleaned_data["service"] or RECEPTION

    def clean_n(self) -> int:
        """One, when no number was given."""
        return self.cleaned_data["n"] or 1

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()


class FindForm(forms.Form):
    """What was typed or scanned in the box."""

    q = forms.CharField(max_length=200, required=False)


class QueueForm(forms.Form):
    """A scan, a word or a tapped person in the queue of one service, and the page's own uuid."""

    q = forms.CharField(max_length=200, required=False)
    person = forms.UUIDField(required=False)
    client_uuid = forms.UUIDField(required=False)

    def clean_client_uuid(self) -> UUID:
        """A fresh one, when the page sent none."""
        return self.cleaned_data["client_uuid"] or uuid4()
