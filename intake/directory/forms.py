"""What a worker types to find a service, or to write one down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.person.enums import Language

from .enums import Need, OrganizationKind, ServiceStatus
from .models import Organization, PartnerService
from .selectors import organizations
from .vocabularies import FLAGS

KNOWN = (("", _("not known")), ("yes", _("yes")), ("no", _("no")))
ANSWERS = {"": None, "yes": True, "no": False}


class DirectoryForm(forms.Form):
    """A text, a need, conditions; all optional."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[("", _("any need")), *Need.choices])
    language = forms.ChoiceField(label=_("Speaks"), required=False, choices=[("", _("any language")), *Language.choices])
    flags = forms.MultipleChoiceField(label=_("Open to"), required=False, widget=forms.CheckboxSelectMultiple)
    open_now = forms.BooleanField(label=_("Open now"), required=False)
    places = forms.BooleanField(label=_("Places free today"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["flags"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, PartnerService._meta.get_field(name).verbose_name) for name in FLAGS]  # type: ignore[union-attr]

    @property
    def wishes(self) -> dict[str, Any]:
        """What to search by; nothing when nothing sensible was asked."""
        if not self.is_valid():
            return {}
        asked = self.cleaned_data
        return {
            "text": asked["q"], "need": asked["need"], "language": asked["language"], "flags": tuple(asked["flags"]),
            "open_now": asked["open_now"], "places": asked["places"],
        }


class PlacesForm(forms.Form):
    """How many places a service said are free; empty when it would not say."""

    places = forms.IntegerField(label=_("Free places"), required=False, min_value=0, max_value=500, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))


class PartnerForm(forms.Form):
    """A service of a partner, as the directory keeps it."""

    organization = forms.ModelChoiceField(label=_("Partner"), queryset=Organization.objects.none())
    name = forms.CharField(label=_("Name of the service"), max_length=200)
    description = forms.CharField(label=_("What it is, in plain words"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    status = forms.ChoiceField(label=_("Status"), choices=ServiceStatus.choices, initial=ServiceStatus.ACTIVE)
    needs = forms.MultipleChoiceField(label=_("Answers"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("Languages"), choices=Language.choices, required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)
    hours = forms.CharField(
        label=_("Hours"), required=False, max_length=200,
        help_text=_("As Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off, or 24/7. Other words are shown and not computed."),
    )
    eligibility = forms.CharField(label=_("For whom"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    application = forms.CharField(label=_("How to ask"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    access = forms.CharField(label=_("Getting in"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    staff_note = forms.CharField(
        label=_("Note for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Never printed, never sent out."),
    )

    def __init__(self, *args: Any, service: PartnerService | None = None, **kwargs: Any):
        if service is not None:
            kwargs["initial"] = {name: getattr(service, name) for name in self.base_fields} | {
                flag: {None: "", True: "yes", False: "no"}[getattr(service, flag)] for flag in FLAGS
            }
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organizations()
        for flag in FLAGS:
            label = PartnerService._meta.get_field(flag).verbose_name  # type: ignore[union-attr]
            self.fields[flag] = forms.ChoiceField(label=str(label).capitalize(), choices=KNOWN, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the service, conditions as known yes, known no or not known."""
        said = dict(self.cleaned_data)
        del said["organization"]
        return said | {flag: ANSWERS[said[flag]] for flag in FLAGS}


class OrganizationForm(forms.Form):
    """A partner organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganizationKind.choices, initial=OrganizationKind.PARTNER)
