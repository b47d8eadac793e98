"""What may leave about the door, in figures: persons by gender and age, passages by service.

Categories are frozen for a calendar year; a change takes a new version. A presence in a walled space is counted with
the reception and never stands by itself, so that no difference tells who was there. Source: PRIVACY 2 and 6, DOMAIN 3.
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise, lazy
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
from intake.desk.models import Passage
from intake.desk.services import RECEPTION, SERVICES, Seed
from intake.person.enums import Gender

VERSION = 1
OTHER = "other"
NOT_SAID = "not_said"
#: Bands of the TDI, joined so that none tells of a minor: first age after the band, code, words. Source: DOMAIN 3.1.
AGES = (
    (25, "under_25", _("under 25")),
    (35, "25_34", _("25 to 34")),
    (45, "35_44", _("35 to 44")),
    (55, "45_54", _("45 to 54")),
    (200, "55_and_over", _("55 and over")),
)
GENDERS = {
    "women": _("Women"),
    "men": _("Men"),
    "trans_or_other": _("Trans, non-binary or other"),
    NOT_SAID: _("Not said"),
}
GROUPS = {
    Gender.WOMAN: "women",
    Gender.MAN: "men",
    Gender.TRANS_WOMAN: "trans_or_other",
    Gender.TRANS_MAN: "trans_or_other",
    Gender.OTHER: "trans_or_other",
}


def _words(seed: Seed) -> str | Promise:
    """The name of a service in the language of the file."""

    def spoken() -> str:
        name: str = getattr(seed, (get_language() or "fr")[:2], seed.fr)
        return name

    return lazy(spoken, str)()


#: A service outside the desk's order (a walled space) has no category of its own.
COUNTED = {seed.code: _words(seed) for seed in SERVICES if seed.order}


def age_band(birth_year: int | None, year: int) -> str:
    """The code of the band somebody born that year belongs to in a calendar year."""
    if birth_year is None:
        return NOT_SAID
    return next(code for limit, code, _label in AGES if year - birth_year < limit)


def service_category(code: str, compartment: str) -> str:
    """Under which service a passage is published."""
    if compartment != "desk":
        return RECEPTION
    return code if code in COUNTED else OTHER


def _in(window: Window) -> Q:
    """Passages of the quarter, and late ones of this year's former quarters."""
    inside = Q(service_day__range=(window.start, window.end))
    if window.recorded_after is None:
        return inside
    former = Q(service_day__gte=window.year_start, service_day__lt=window.start)
    return inside | former & Q(recorded_at__gt=window.recorded_after)


def _counted_before(window: Window) -> Q:
    """Passages that made somebody count in a former quarter of this year."""
    before = Q(service_day__gte=window.year_start, service_day__lt=window.start)
    if window.recorded_after is not None:
        before &= Q(recorded_at__lte=window.recorded_after)
    return before


def persons(window: Window) -> Iterator[Row]:
    """Each person whose first contact of the year is in the window, in the order of that contact."""
    before = Passage.objects.standing().filter(_counted_before(window), person=OuterRef("person"))
    rows = (
        Passage.objects.standing()
        .filter(_in(window), ~Exists(before), person__isnull=False)
        .order_by("at", "pk")
        .values_list("person_id", "person__gender", "person__birth_year")
    )
    met = set()
    for person, gender, birth_year in rows.iterator(chunk_size=2000):
        if person not in met:
            met.add(person)
            group = GROUPS.get(gender, NOT_SAID)
            yield person, {"gender": group, "age": age_band(birth_year, window.year)}, 1


def passages(window: Window) -> Iterator[Row]:
    """Each passage of the window, also those without a name."""
    rows = (
        Passage.objects.standing()
        .filter(_in(window))
        .order_by("at", "pk")
        .values_list("person_id", "service__code", "compartment")
    )
    for person, service, compartment in rows.iterator(chunk_size=2000):
        yield person, {"service": service_category(service, compartment)}, 1


register_source(
    Source(
        "persons",
        _("Persons"),
        PERSONS,
        VERSION,
        (
            Dimension("gender", _("Gender"), GENDERS),
            Dimension(
                "age", _("Age"), {code: label for _limit, code, label in AGES} | {NOT_SAID: _("Not said")}
            ),
        ),
        persons,
    )
)
register_source(
    Source(
        "passages",
        _("Passages"),
        CONTACTS,
        VERSION,
        (Dimension("service", _("Service"), COUNTED | {OTHER: _("Other")}),),
        passages,
    )
)
register_table(
    Table(
        "persons_gender_age",
        _("Persons by gender and age"),
        "persons",
        "gender",
        "age",
        _("Each person counts once a year, in the quarter of their first contact. People without a file are not in it."),
        VERSION,
    )
)
register_table(
    Table(
        "passages_service",
        _("Passages by service"),
        "passages",
        "service",
        "",
        _("Each presence at a service counts, with or without a name."),
        VERSION,
    )
)
