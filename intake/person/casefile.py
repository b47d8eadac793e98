"""A person's page: what each room shows on it, and what it lets one do from it.

A room adds its panels and acts once, in the `ready()` of its app:

    casefile.register(Panel("bed", _("Bed tonight"), 10, "housing", "housing.view_beds", "housing/_panel.html", load))
    casefile.register_act(Act("note", _("Note"), "note_add", "notebook-pen", "care.write_note", 20))

A panel is loaded only for an actor who has both the permission and the compartment of that person: what may not be
seen is not asked from the database. Source: ARCHITECTURE (cross-cutting), UX 7.3.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of the page. `load(actor, person)` feeds `template`; None from it means nothing to show.

    `place` is "header" (one short line under the alias), "main" or "aside". An empty `compartment` or `permission`
    asks for none beyond the right to open the page.

    `rows()` are what the panel tells of, with `OuterRef("pk")` for the person: all panels together ask by one query
    whether there are any, and one without is not loaded but shows `bare(person)`, None for nothing. It only spares a
    query: whatever is shown comes from `load`, behind its own walls. `joined`: it is also shown for files joined to
    the one on the page.
    """

    slug: str
    title: str | Promise
    order: int
    compartment: str
    permission: str
    template: str
    load: Callable[["User", "Person"], dict[str, Any] | None]
    place: str = "main"
    rows: Callable[[], QuerySet[Any]] | None = None
    bare: Callable[["Person"], dict[str, Any] | None] = lambda person: None
    joined: bool = True


@dataclass(frozen=True)
class Act:
    """A big act under the alias, for those who have `permission`: a link to `url_name` with the person's uuid.

    A `url_name` beginning with "#" leads to a part of the same page, such as "#panel-bed".
    """

    slug: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str
    order: int = 100
    compartment: str = ""


@dataclass(frozen=True)
class Shown:
    """A panel with what it loaded; `html` is its part of the page."""

    panel: Panel
    context: dict[str, Any]
    html: str = ""


_panels: dict[str, Panel] = {}
_acts: dict[str, Act] = {}


def register(panel: Panel) -> None:
    """Put a panel on every person's page; the same slug again replaces it."""
    _panels[panel.slug] = panel


def register_act(act: Act) -> None:
    """Put an act under every person's alias; the same slug again replaces it."""
    _acts[act.slug] = act


def panels() -> list[Panel]:
    """Every registered panel in page order."""
    return sorted(_panels.values(), key=lambda panel: (panel.order, panel.slug))


def _open_to(entry: Panel | Act, actor: "User", compartments: Collection[str]) -> bool:
    """Whether the actor has both keys of a panel or an act."""
    if entry.compartment and entry.compartment not in compartments:
        return False
    return not entry.permission or actor.may(entry.permission)


def load_panels(
    actor: "User", person: "Person", compartments: Collection[str], request: HttpRequest | None = None
) -> list[Shown]:
    """The panels this actor may see of this person, loaded and, for a request, drawn; in page order."""
    shown = []
    mine = [panel for panel in panels() if _open_to(panel, actor, compartments)]
    empty = _without_rows(person, mine)
    for panel in mine:
        context = panel.bare(person) if panel.slug in empty else panel.load(actor, person)
        if context is not None:
            drawn = render_to_string(panel.template, context, request) if request else ""
            shown.append(Shown(panel, context, drawn))
    return shown


def _without_rows(person: "Person", mine: list[Panel]) -> set[str]:
    """The panels that have nothing to tell of this person: one query for all."""
    asked = {f"rows_{place}": (panel.slug, panel.rows) for place, panel in enumerate(mine) if panel.rows}
    if not asked:
        return set()
    found = type(person)._default_manager.filter(pk=person.pk)
    told = found.values(**{name: Exists(rows()) for name, (_slug, rows) in asked.items()}).first() or {}
    return {slug for name, (slug, _rows) in asked.items() if told.get(name) is False}


def acts_for(actor: "User", person: "Person", compartments: Collection[str]) -> list[dict[str, Any]]:
    """The acts this actor may do for this person: `{"act": Act, "url": str}` in order."""
    found = []
    for act in sorted(_acts.values(), key=lambda act: (act.order, act.slug)):
        if _open_to(act, actor, compartments):
            found.append({"act": act, "url": _address(act, person)})
    return [entry for entry in found if entry["url"]]


def _address(act: Act, person: "Person") -> str:
    """Where an act begins for this person; "" when no room of this centre answers to it."""
    if act.url_name.startswith("#"):
        return act.url_name
    try:
        return reverse(act.url_name, args=[person.pk])
    except NoReverseMatch:
        return ""
