"""Reading vital signs, scoped to the actor; the reading is recorded before anything is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from care.medication.selectors import Sedative, sedatives
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import Band, Scale, Verb, VitalsCompartment
from .measures import MEASURES
from .models import VitalSigns
from .news import PARTS, YOUNGEST, News, news2

__all__ = ["Sedative", "Taken", "latest", "sedatives", "taken_by"]

PAGE = 20
LATELY = timedelta(hours=24)
MOST_LATELY = 200
#: Points of a curve at most.
MOST_POINTS = 400


@dataclass(frozen=True)
class Taken:
    """Vital signs taken once, with their score; `news` is None for whom the score is not made for."""

    signs: VitalSigns
    news: News | None
    remark: str = ""
    by: str = ""
    struck_because: str = ""

    @property
    def facts(self) -> list[tuple[str, str, int | None]]:
        """(what, how much, points of the score) of what was taken, in the order of the form."""
        points = dict(self.news.points) if self.news else {}
        return [(label, words, points.get(name)) for name, label, words in facts_of(self.signs)]

    @property
    def rank(self) -> int:
        """How far up it stands in a list: what asks for a doctor first."""
        band = self.news.band if self.news else None
        return list(Band).index(band) if band else 0


def facts_of(signs: VitalSigns) -> list[tuple[str, str, str]]:
    """(field, what, how much) of everything that was taken; the two blood pressures are one."""
    found = []
    for name, measure in MEASURES.items():
        value = getattr(signs, name)
        if value is not None and not (name == "diastolic" and signs.systolic is not None):
            words, label = str(number_format(value, measure.places or None)), str(measure.label)
            if name == "systolic" and signs.diastolic is not None:
                words, label = f"{words}/{signs.diastolic}", _("Blood pressure")
            found.append((name, label, f"{words} {measure.unit}" if name != "pain" else f"{words}{measure.unit}"))
    for name, words in (("consciousness", signs.get_consciousness_display()), ("air", signs.get_air_display()),
                        ("rass", signs.get_rass_display() if signs.rass is not None else ""), ("pupils", signs.get_pupils_display())):
        if words:
            found.append((name, str(VitalSigns._meta.get_field(name).verbose_name), str(words)))  # type: ignore[union-attr]  # a plain field
    return found


def score(signs: VitalSigns, birth_year: int | None = None) -> News | None:
    """The score of one taking; None for somebody too young for it, as far as the year of birth tells."""
    if birth_year is not None and signs.taken_at.year - birth_year < YOUNGEST:
        return None
    return news2(**{name: getattr(signs, name) for name in PARTS}, scale=signs.scale)


def taken_by(rows: Iterable[VitalSigns], birth_year: int | None = None) -> list[Taken]:
    """Rows with their scores, remarks in clear and names: one query. The caller has recorded the reading."""
    signs = list(rows)
    names = dict(User.objects.filter(pk__in={one.by for one in signs}).values_list("pk", "display_name"))
    return [
        Taken(one, score(one, birth_year), _clear(one.remark), names.get(one.by, ""), _clear(one.struck_because)) for one in signs
    ]


def _clear(sealed: Any) -> str:
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def vitals_of(actor: User, person: Person) -> QuerySet[VitalSigns]:
    """What was taken of a person and the files joined to theirs, in the parts of the file the actor holds."""
    return visible(actor, VitalSigns.objects.filter(whole_person(person)))


def standing_of(actor: User, person: Person) -> QuerySet[VitalSigns]:
    """As vitals_of, without what was struck out."""
    return vitals_of(actor, person).filter(struck_at=None)


def latest(actor: User, person: Person) -> Taken | None:
    """The last vital signs that stand, with their score; None when nothing was taken. The reading is recorded."""
    row = standing_of(actor, person).order_by("-taken_at", "-recorded_at", "-pk").first()
    if row is None:
        return None
    viewed(Verb.READ, subject=person, obj=row)
    return taken_by([row], person.birth_year)[0]


def page_of(actor: User, person: Person, before: datetime | None = None, size: int = PAGE) -> tuple[list[Taken], datetime | None]:
    """A page of takings, struck ones among them, the newest first; and where the next page begins, None for the last."""
    found = vitals_of(actor, person)
    rows = list((found.filter(taken_at__lt=before) if before else found).order_by("-taken_at", "-recorded_at", "-pk")[: size + 1])
    shown = rows[:size]
    viewed(Verb.READ, subject=person, count=len(shown))
    return taken_by(shown, person.birth_year), shown[-1].taken_at if len(rows) > size else None


def curve_of(actor: User, person: Person, since: datetime) -> list[VitalSigns]:
    """What stands since an instant, the oldest first, for a drawing; the page that shows it recorded the reading."""
    rows = standing_of(actor, person).filter(taken_at__gte=since).order_by("-taken_at", "-recorded_at", "-pk").defer("remark", "struck_because")
    return list(rows[:MOST_POINTS])[::-1]


def vitals_for(actor: User, pk: UUID) -> VitalSigns:
    """One taking; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, VitalSigns.objects.select_related("person")), pk=pk)


def opened(actor: User, signs: VitalSigns) -> Taken:
    """One taking with its score, opened; the reading is recorded first."""
    viewed(Verb.READ, subject=signs.person_id, obj=signs)
    return taken_by([signs], signs.person.birth_year if signs.person else None)[0]


def vitals_of_form(actor: User, client_uuid: UUID) -> VitalSigns | None:
    """What a form has already written, or None."""
    return visible(actor, VitalSigns.objects.filter(client_uuid=client_uuid)).first()


def scale_of(actor: User, person: Person) -> str:
    """The oxygen scale used last for this person: what a doctor chose is not asked again."""
    return standing_of(actor, person).filter(spo2__isnull=False).order_by("-taken_at").values_list("scale", flat=True).first() or Scale.ONE


def compartments_for(actor: User) -> list[tuple[str, str]]:
    """(code, label) of the parts of the file in which this actor's teams take vital signs."""
    mine = actor.compartments()
    return [(code, str(label)) for code, label in VitalsCompartment.choices if code in mine]


def urgent(actor: User, since: datetime, until: datetime) -> list[Taken]:
    """The last taking of each person in a stretch of time, of those that ask for a doctor; the longest ago first."""
    found = visible(actor, VitalSigns.objects.filter(taken_at__gte=since, taken_at__lte=until, struck_at=None, person__isnull=False))
    rows = found.select_related("person").defer("remark", "struck_because").order_by("taken_at", "recorded_at", "pk")
    last = {one.person_id: Taken(one, score(one, one.person.birth_year if one.person else None)) for one in rows}
    asking = (Band.RED, Band.MEDIUM, Band.HIGH)
    return sorted((one for one in last.values() if one.news and one.news.band in asking), key=lambda one: one.signs.taken_at)


def lately(actor: User) -> list[Taken]:
    """The last taking of each person in the last day, what asks for a doctor first, then the longest ago.

    Each person's reading is recorded with one event for the list.
    """
    found = visible(actor, VitalSigns.objects.filter(taken_at__gte=clock.now() - LATELY, struck_at=None, person__isnull=False))
    last = found.order_by("person", "-taken_at", "-pk").distinct("person").values("pk")
    rows = VitalSigns.objects.filter(Q(pk__in=last)).select_related("person").defer("remark", "struck_because").order_by("-taken_at")
    shown = list(visible(actor, rows)[:MOST_LATELY])
    viewed(Verb.READ, count=len(shown), purpose="lately")
    names = dict(User.objects.filter(pk__in={one.by for one in shown}).values_list("pk", "display_name"))
    taken = [Taken(one, score(one, one.person.birth_year if one.person else None), by=names.get(one.by, "")) for one in shown]
    return sorted(taken, key=lambda one: (-one.rank, one.signs.taken_at))
