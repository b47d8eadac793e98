"""What the door gives to the figures that may leave: persons once a year, and passages. Coded columns only.

Categories are frozen for a calendar year: changing them means a new version from January on. A presence in the
women's space counts for the whole house as reception, nothing more. Source: PRIVACY 2 and 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.release.catalogue import (
    CONTACTS,
    PERSONS,
    Dimension,
    Row,
    Source,
    Table,
    Window,
    register_source,
    register_table,
)
from centre.access.enums import Compartment
from centre.shifts import clock

from .desk.models import Passage
from .desk.services import RECEPTION, SERVICES, Seed
from .person.enums import Gender
from .person.models import Person, same_person

UNKNOWN = "unknown"
OTHER = "other"
#: First age of each band, in years reached in the calendar year.
BANDS = (("0", 0, _("Under 18")), ("18", 18, "18–24"), ("25", 25, "25–34"), ("35", 35, "35–44"), ("45", 45, "45–54"), ("55", 55, _("55 and over")))
MORNING, AFTERNOON, NIGHT = "morning", "afternoon", "night"


def _service_words(seed: Seed) -> str:
    return str(getattr(seed, (get_language() or "fr")[:2], seed.fr))


_words_of = lazy(_service_words, str)

GENDER = Dimension("gender", _("Gender"), {**{one.value: one.label for one in Gender}, UNKNOWN: _("Not known")})
AGE = Dimension("age", _("Age reached in the year"), {**{code: words for code, _first, words in BANDS}, UNKNOWN: _("Not known")})
SERVICE = Dimension(
    "service", _("Service"), {**{seed.code: _words_of(seed) for seed in SERVICES if seed.order}, OTHER: _("Another service")}
)
WEEKDAY = Dimension(
    "weekday", _("Day of the week"),
    {"1": _("Monday"), "2": _("Tuesday"), "3": _("Wednesday"), "4": _("Thursday"), "5": _("Friday"), "6": _("Saturday"), "7": _("Sunday")},
)
PART = Dimension(
    "part", _("Part of the day"), {MORNING: _("Morning"), AFTERNOON: _("Afternoon and evening"), NIGHT: _("Night")}
)


def age_band(birth_year: int | None, year: int) -> str:
    """The band of the age reached in `year`."""
    if birth_year is None:
        return UNKNOWN
    return [code for code, first, _label in BANDS if first <= max(year - birth_year, 0)][-1]


def part_of_day(at: object) -> str:
    """Morning until noon, night from the hour the night shift takes over."""
    hour = clock.local(at).hour  # type: ignore[arg-type]  # an instant
    if clock.cutover_hour() <= hour < 12:
        return MORNING
    return AFTERNOON if 12 <= hour < clock.night_hour() else NIGHT


def persons(window: Window) -> Iterator[Row]:
    """Whoever came since January, by their first passage; those counted before are known to the closing.

    A passage of the year before that was written down after that year was closed belongs to this one.
    """
    days = Q(service_day__gte=window.year_start, service_day__lte=window.end)
    if window.recorded_after is not None:
        days |= Q(service_day__lt=window.year_start, recorded_at__gt=window.recorded_after)
    found = Passage.objects.standing().filter(days, person__isnull=False, recorded_at__lte=window.recorded_until)
    standing = found.annotate(
        file=same_person(),
        gender=Coalesce("person__merged_into__gender", "person__gender"),
        born=Case(When(person__merged_into=None, then="person__birth_year"), default="person__merged_into__birth_year"),
    )
    for person, gender, born in standing.order_by("at", "pk").values_list("file", "gender", "born").iterator(chunk_size=5000):
        yield person, {"gender": gender or UNKNOWN, "age": age_band(born, window.year)}, 1


def passages(window: Window) -> Iterator[Row]:
    """Every passage of the quarter that was not undone, and those of former days written down after the last closing."""
    days = Q(service_day__gte=window.start, service_day__lte=window.end)
    if window.recorded_after is not None:
        days |= Q(service_day__lt=window.start, recorded_at__gt=window.recorded_after)
    found = Passage.objects.standing().filter(days, recorded_at__lte=window.recorded_until).order_by("pk")
    for person, service, compartment, day, at in found.annotate(file=same_person()).values_list(
        "file", "service__code", "compartment", "service_day", "at"
    ).iterator(chunk_size=5000):
        shown = RECEPTION if compartment != Compartment.DESK else service
        code = shown if shown in SERVICE.categories else OTHER
        yield person, {"service": code, "weekday": str(day.isoweekday()), "part": part_of_day(at)}, 1


def joined() -> dict[UUID, list[UUID]]:
    """For each file that others were joined to: those others, under which the person may have been counted before."""
    files: dict[UUID, list[UUID]] = {}
    for kept, absorbed in Person.objects.filter(merged_into__isnull=False).order_by("pk").values_list("merged_into_id", "pk"):
        files.setdefault(kept, []).append(absorbed)
    return files


register_source(Source("persons", _("Persons"), PERSONS, 1, (GENDER, AGE), persons, sensitive=True, others=joined))
register_source(Source("passages", _("Passages"), CONTACTS, 1, (SERVICE, PART, WEEKDAY), passages))

_ONCE = _("Each person counts once a year, in the quarter of their first passage of the year. Persons who gave no card and no name are not in it.")
_EACH = _("Each presence of a person at a service on a service day, with or without a name. The women's space counts as reception.")
register_table(Table("persons-gender-age", _("Persons by gender and age"), "persons", "age", "gender", _ONCE, 1))
register_table(Table("persons-age", _("Persons by age"), "persons", "age", "", _ONCE, 1))
register_table(Table("passages-service-part", _("Passages by service and part of the day"), "passages", "service", "part", _EACH, 1))
register_table(Table("passages-service-weekday", _("Passages by service and day of the week"), "passages", "service", "weekday", _EACH, 1))
