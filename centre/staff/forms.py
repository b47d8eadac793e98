"""Input about accounts: checked here, saved by actions."""
from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from centre.shell.fields import CodeInput

from .models import Team, User
from .selectors import active_teams

SIX_FIGURES = RegexValidator(r"^\d{6}$", _("Six figures."))
THEMES = [("auto", _("by the clock")), ("day", _("day")), ("night", _("night"))]


def _secret(name: str, **extra: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": name, **extra})


def _code(**options: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(max_length=20, widget=CodeInput(attrs=attributes), **options)


class SignInForm(forms.Form):
    """Name, password and code together: nobody learns which one was not right."""

    username = forms.CharField(
        label=_("User name"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(label=_("Password"), max_length=200, strip=False, widget=_secret("current-password"))
    code = _code(
        label=_("Code"), required=False,
        help_text=_("Six figures from your authenticator, or a recovery code. Leave empty the very first time."),
    )


class EnrolForm(forms.Form):
    """The first sign-in: a password of one's own and the first code of the authenticator."""

    password = forms.CharField(
        label=_("Your own password"), max_length=200, strip=False, widget=_secret("new-password"),
        help_text=_("At least twelve characters. A short sentence is easy to keep."),
    )
    again = forms.CharField(label=_("The same again"), max_length=200, strip=False, widget=_secret("new-password"))
    code = _code(label=_("Code shown by the authenticator"))

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password = given.get("password", "")
        if password and password != given.get("again"):
            self.add_error("again", _("The two passwords differ."))
        if password and self.user.check_password(password):
            self.add_error("password", _("Choose another password than the one you were given."))
        if password:
            try:
                validate_password(password, self.user)
            except ValidationError as error:
                self.add_error("password", error)
        return given


class UnlockForm(forms.Form):
    secret = forms.CharField(label=_("PIN or password"), max_length=200, strip=False, widget=_secret("current-password"))


class SwitchForm(forms.Form):
    """Take over the workstation: who, by number of account, and their PIN."""

    who = forms.IntegerField(min_value=1, error_messages={"required": _("Choose your name.")})
    pin = forms.CharField(
        label=_("PIN"), max_length=6, validators=[SIX_FIGURES], widget=_secret("off", inputmode="numeric")
    )


class PinForm(forms.Form):
    """A new PIN, typed twice, with a code unless one was typed just before."""

    pin = forms.CharField(
        label=_("New PIN"), max_length=6, validators=[SIX_FIGURES], widget=_secret("off", inputmode="numeric"),
        help_text=_("Six figures. Not all the same, not in a row, not a date of birth."),
    )
    again = forms.CharField(label=_("The same again"), max_length=6, widget=_secret("off", inputmode="numeric"))
    code = _code(label=_("Code of your authenticator"), required=False)

    def clean_pin(self) -> str:
        pin: str = self.cleaned_data["pin"]
        steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
        if len(set(pin)) < 3 or steps in ({1}, {9}) or pin[:3] == pin[3:] or pin[:2] * 3 == pin:
            raise ValidationError(_("This PIN is too easy to guess."))
        return pin

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("pin") and given["pin"] != given.get("again"):
            self.add_error("again", _("The two PINs differ."))
        return given


class CodeForm(forms.Form):
    code = _code(label=_("Code of your authenticator"), required=False)


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Light"), choices=THEMES, widget=forms.RadioSelect)
    shortcuts = forms.BooleanField(label=_("Keyboard shortcuts"), required=False)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameters at run time
    """A new colleague and their first team."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())

    class Meta:
        model = User
        fields = ("username", "display_name", "language")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = active_teams()  # type: ignore[attr-defined]  # a field of models


class TeamForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = active_teams()  # type: ignore[attr-defined]  # a field of models
