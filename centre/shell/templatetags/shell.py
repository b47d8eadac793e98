"""Tags of the page frame: `{% load shell %}`."""

import difflib
import uuid
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    Field,
    ModelChoiceField,
    RadioSelect,
    Select,
)
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from centre.shell.amounts import euros
from centre.shell.icons import ICONS
from centre.shell.registry import Tile
from centre.shell.undo import offers
from centre.shifts import clock
from centre.staff.roles import Role

register = template.Library()
_KNOWN = frozenset(ICONS)
DASHES = BLANK_CHOICE_DASH[0][1]


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A drawing of the sprite. Hidden from screen readers unless `label` says what it stands for. Size: "large" or none.

    Raises ValueError for a name outside `icons.ICONS` where templates are strict (tests, development).
    """
    if name not in _KNOWN:
        if settings.DEBUG or getattr(settings, "STRICT_TEMPLATES", False):
            near = ", ".join(difflib.get_close_matches(name, ICONS)) or "see centre/shell/icons.py"
            raise ValueError(f"no icon {name!r}: {near}")
        name = "circle-question-mark"
    shape = f"icon icon--{size}" if size else "icon"
    address = f"{static('centre/sprite.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', shape, label, address)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', shape, address)


@register.inclusion_tag("shell/_status.html")
def status(kind: str, icon: str, words: str) -> dict[str, Any]:
    """A tag of state: icon, word and colour together. Kind: ok, warn, danger, note, free, or empty for a calm one."""
    return {"kind": kind, "icon": icon, "words": words}


@register.inclusion_tag("shell/_kpi.html")
def kpi(value: Any, words: str, kind: str = "") -> dict[str, Any]:
    """One figure of `<dl class="kpis">`, its number first and its words under it. Kind: warn, danger or empty."""
    return {"value": value, "words": words, "kind": kind}


@register.inclusion_tag("shell/_alert.html")
def alert(kind: str, words: str, meta: str = "") -> dict[str, Any]:
    """A message in the page. Kind: ok, note, warn, danger; `meta` is the soft line under it (who, when)."""
    icons = {"ok": "circle-check", "success": "circle-check", "warn": "triangle-alert", "warning": "triangle-alert"}
    icons |= {"danger": "circle-alert", "error": "circle-alert"}
    return {"kind": kind, "words": words, "meta": meta, "icon": icons.get(kind, "info")}


@register.inclusion_tag("shell/_empty.html")
def empty(icon: str, words: str, url: str = "", label: str = "") -> dict[str, Any]:
    """Nothing here: what that means in words, and perhaps the one thing to do about it."""
    return {"icon": icon, "words": words, "url": url, "label": label}


@register.inclusion_tag("shell/_act.html", takes_context=True)
def act(context: Context, url: str, label: str, icon: str = "", kind: str = "", why_not: str = "") -> dict[str, Any]:
    """A button that does one thing: a form posting `client_uuid` to `url`. With `why_not` it is off and says why."""
    return {
        "url": url, "label": label, "icon": icon, "kind": kind, "why_not": why_not,
        "csrf_token": context.get("csrf_token", ""), "client_uuid": uuid.uuid4(),
    }  # fmt: skip


@register.inclusion_tag("shell/_form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary and every field of a form, in order."""
    return {"form": form}


@register.inclusion_tag("shell/_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The error summary of a form, with a link to each field; nothing when there is no error."""
    return {"form": form}


@register.inclusion_tag("shell/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field with its label, help and error tied to it for screen readers."""
    _say_the_empty_choice(bound.field)
    return {"field": bound, "shape": shape_of(bound)}


def _say_the_empty_choice(field: Field) -> None:
    """Words in the place of the framework's row of dashes, which a screen reader spells out."""
    words = _("Choose") if field.required else _("Nothing chosen")
    if isinstance(field, ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, ChoiceField) and isinstance(field.widget, Select | RadioSelect):
        field.widget.choices = [(value, words if label == DASHES else label) for value, label in field.widget.choices]


def shape_of(bound: BoundField) -> str:
    """How a field is laid out: `choices`, `check` or `line`."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "line"


@register.simple_tag(takes_context=True)
def home_tile(context: Context, tile: Tile, shown: dict[str, Any]) -> SafeString:
    """A tile of the home board, in its own template, with what its `load` gave."""
    return render_to_string(tile.template, shown, request=context["request"])


@register.simple_tag
def service_day() -> str:
    """The service day in words: "Sunday 22 November", or by night "night of 21 to 22 November"."""
    if not clock.is_night():
        return formats.date_format(clock.service_day(), "l j F")
    evening, morning = clock.night_of()
    return _("night of %(evening)s to %(morning)s") % {
        "evening": formats.date_format(evening, "j" if evening.month == morning.month else "j F"),
        "morning": formats.date_format(morning, "j F"),
    }


@register.simple_tag
def instant(moment: str) -> str:
    """An instant kept as text (ISO 8601), on the wall clock and in the language of the page."""
    return str(formats.date_format(clock.local(clock.instant(moment)), "SHORT_DATETIME_FORMAT"))


@register.simple_tag
def role_name(code: str) -> str:
    """A role kept as its code, in the language of the page; the code itself when it is no longer one."""
    return str(Role(code).label) if code in Role.values else code


@register.filter
def may(actor: Any, permission: str) -> bool:
    """`{% if frame.actor|may:"intake.count_stock" %}`: offers an act only to those who may do it."""
    return bool(actor and actor.may(permission))


@register.filter
def money(amount: Decimal | float) -> str:
    """`{{ dwelling.rent|money }}`: an amount in euro as the language of the page writes it."""
    return euros(round(amount * 100))


@register.simple_tag
def new_uuid() -> uuid.UUID:
    """A fresh number for the hidden `client_uuid` of a form."""
    return uuid.uuid4()


@register.inclusion_tag("shell/_undo.html", takes_context=True)
def undo_bar(context: Context, oob: bool = False) -> dict[str, Any]:
    """The undo bar. In a fragment, `{% undo_bar oob=True %}` refreshes the one of the page."""
    request = context["request"]
    signed_in = getattr(request, "actor", None) is not None
    return {"offers": offers(request) if signed_in else [], "oob": oob, "csrf_token": context.get("csrf_token", "")}
