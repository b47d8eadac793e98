"""Reading wounds: the list, one wound over time, a photograph; each written in the ledger before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import Given, Sign, Tissue, Verb
from .models import Wound, WoundLook, WoundPhoto

#: The most looks of one wound that a page shows: a year of weeks and more. Photographs beside one another.
LOOKS, PHOTOS = 120, 24


@dataclass(frozen=True)
class Shown:
    """A look with its words opened and its codes in words."""

    look: WoundLook
    by: str
    struck_by: str
    tissue: str
    signs: str
    given: str
    dressing: str
    remark: str
    why_struck: str
    photos: tuple[WoundPhoto, ...]

    @property
    def area_cm2(self) -> float | None:
        """Length times width in square centimetres; None when one was not measured."""
        area = self.look.area_mm2
        return None if area is None else area / 100


@dataclass(frozen=True)
class Line:
    """A wound of the list, with the last look at it that stands."""

    wound: Wound
    looks: int
    last: WoundLook | None

    @property
    def infected(self) -> bool:
        """Whether a sign of infection was seen the last time."""
        return bool(self.last and self.last.signs)


@dataclass(frozen=True)
class Story:
    """One wound over time, the newest look first."""

    wound: Wound
    about: str
    by: str
    closed_by: str
    shown: tuple[Shown, ...]

    @property
    def standing(self) -> tuple[Shown, ...]:
        """The looks that were not struck out."""
        return tuple(one for one in self.shown if not one.look.struck_at)

    @property
    def photographed(self) -> tuple[Shown, ...]:
        """The looks with a photograph that is kept, the oldest first."""
        return tuple(one for one in reversed(self.standing) if one.photos)


def wounds_of(actor: User, person: Person) -> QuerySet[Wound]:
    """The wounds of a person, and of files joined to theirs."""
    return visible(actor, Wound.objects.filter(whole_person(person)))


def list_of(actor: User, person: Person, *, open_only: bool = False) -> list[Line]:
    """Every wound, those that are followed first, each with its last look; the reading is recorded first."""
    found = wounds_of(actor, person).annotate(looked=Count("looks", filter=Q(looks__struck_at=None)))
    rows = list(found.filter(closed_at=None) if open_only else found)
    viewed(Verb.READ, subject=person, count=len(rows))
    standing = visible(actor, WoundLook.objects.filter(wound__in=rows, struck_at=None))
    last = {one.wound_id: one for one in standing.order_by("wound", "-at", "-pk").distinct("wound")}
    rows.sort(key=lambda one: (one.closed_at is not None, -one.noted_at.timestamp(), -one.pk))
    return [Line(one, one.looked, last.get(one.pk)) for one in rows]


def wound_for(actor: User, pk: int) -> Wound:
    """A wound that the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Wound.objects.select_related("person")), pk=pk)


def look_for(actor: User, pk: int) -> WoundLook:
    """A look that the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, WoundLook.objects.select_related("wound", "person")), pk=pk)


def photo_for(actor: User, pk: int) -> WoundPhoto:
    """A photograph that the actor may see, without its bytes; Http404 otherwise."""
    return get_object_or_404(visible(actor, WoundPhoto.objects.select_related("wound")).defer("content"), pk=pk)


def story_of(actor: User, wound: Wound) -> Story:
    """One wound with every look at it; the reading is recorded first."""
    viewed(Verb.READ, subject=wound.person_id, obj=wound)
    looks = list(visible(actor, WoundLook.objects.filter(wound=wound)).order_by("-at", "-pk")[:LOOKS])
    photos: dict[int, list[WoundPhoto]] = {}
    kept = visible(actor, WoundPhoto.objects.filter(wound=wound, removed_at=None)).defer("content")
    for one in kept.order_by("-at", "-pk")[:PHOTOS]:
        photos.setdefault(one.look_id, []).append(one)
    hands = {wound.by, wound.closed_by, *(look.by for look in looks), *(look.struck_by for look in looks)}
    names: dict[int | None, str] = dict(User.objects.filter(pk__in=[one for one in hands if one]).values_list("pk", "display_name"))
    return Story(
        wound, _text(wound.about), names.get(wound.by, ""), names.get(wound.closed_by, ""),
        tuple(_shown(look, names, tuple(photos.get(look.pk, ()))) for look in looks),
    )


def _shown(look: WoundLook, names: dict[Any, str], photos: tuple[WoundPhoto, ...]) -> Shown:
    return Shown(
        look, names.get(look.by, ""), names.get(look.struck_by, ""), _words(look.tissue, Tissue), _words(look.signs, Sign),
        _words(look.given, Given), _text(look.dressing), _text(look.remark), _text(look.why_struck), photos,
    )


def _words(codes: list[str], choices: Any) -> str:
    """Codes in words, in the order of their list."""
    return ", ".join(str(choice.label) for choice in choices if choice.value in codes)


def _text(sealed: Any) -> str:
    """The text in clear; nothing when there is none, or when the person's key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def bytes_of(actor: User, photo: WoundPhoto) -> bytes:
    """The bytes of a photograph; who sees it is recorded first. Nothing when it was removed."""
    viewed(Verb.PHOTO_SEEN, subject=photo.person_id, obj=photo)
    content: Any = visible(actor, WoundPhoto.objects.filter(pk=photo.pk)).values_list("content", flat=True).get()
    return bytes(content.open()) if content is not None else b""


def last_look(actor: User, wound: Wound) -> WoundLook | None:
    """The newest look at a wound that stands."""
    return visible(actor, WoundLook.objects.filter(wound=wound, struck_at=None)).order_by("-at", "-pk").first()


def wound_of_form(actor: User, client_uuid: UUID) -> Wound | None:
    """The wound that a form already wrote down, when it is sent twice."""
    return visible(actor, Wound.objects.filter(client_uuid=client_uuid)).first()


def look_of_form(actor: User, client_uuid: UUID) -> WoundLook | None:
    """The look that a form already wrote down."""
    return visible(actor, WoundLook.objects.filter(client_uuid=client_uuid)).first()


def photo_of_form(actor: User, client_uuid: UUID) -> WoundPhoto | None:
    """The photograph that a form already kept."""
    return visible(actor, WoundPhoto.objects.filter(client_uuid=client_uuid)).defer("content").first()


def photos_kept(actor: User, look: WoundLook) -> list[WoundPhoto]:
    """The photographs of one look that were not removed, without their bytes."""
    return list(visible(actor, WoundPhoto.objects.filter(look=look, removed_at=None)).defer("content").order_by("pk"))


def growth_of(story: Story) -> list[tuple[datetime, float]]:
    """(when, square centimetres) of the looks that were measured, the oldest first."""
    return [(one.look.at, one.area_cm2) for one in reversed(story.standing) if one.area_cm2 is not None]
