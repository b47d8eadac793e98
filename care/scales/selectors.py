"""Reading results: inside the part of the file, written in the ledger before anything is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.staff.models import User
from intake.directory.enums import Need
from intake.directory.models import PartnerService
from intake.directory.selectors import directory
from intake.person.models import Person, whole_person

from .catalogue import KEPT, SCALES, version_of
from .enums import Verb
from .instruments import Band, Scale
from .models import ScaleResult

MOST = 200
#: The newest first; of one instant, a correction before what it corrects.
NEWEST = ("-taken_at", "-written_at", F("replaces").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Shown:
    """A result with the scale in its version, the band of its sum, and the change since the one before (None: the first)."""

    result: ScaleResult
    scale: Scale | None
    band: Band | None
    by: str
    change: int | None = None

    @property
    def replaced(self) -> bool:
        return getattr(self.result, "replaced_by", None) is not None

    @property
    def change_words(self) -> str:
        """The change since the one before, in words."""
        if self.change is None:
            return "–"
        if self.change == 0:
            return _("the same")
        return (_("%(n)d more") if self.change > 0 else _("%(n)d less")) % {"n": abs(self.change)}

    @property
    def title(self) -> str:
        about = f" · {self.result.get_about_display()}" if self.result.about else ""
        return f"{self.result.get_code_display()}{about}"


@dataclass(frozen=True)
class Course:
    """The results of one scale, about one substance where it has one: the newest first. `standing` leaves out those replaced."""

    title: str
    key: str
    scale: Scale
    entries: tuple[Shown, ...]

    @property
    def standing(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.entries if not one.replaced)

    @property
    def latest(self) -> Shown | None:
        return next(iter(self.standing), None)


@dataclass(frozen=True)
class Answer:
    """One item of a result, opened."""

    key: str
    label: str
    value: int | None
    words: str
    scored: bool


@dataclass(frozen=True)
class Opened:
    """A result with its answers in clear. `recounted` is the sum counted anew; `sealed_for_good`: the key is destroyed."""

    shown: Shown
    answers: tuple[Answer, ...]
    recounted: int | None
    because: str
    watched: bool
    sealed_for_good: bool

    @property
    def wrong_sum(self) -> bool:
        """Whether the sum that was kept is another than that of the answers."""
        return self.recounted is not None and self.recounted != self.shown.result.score


def scales_for(actor: User) -> list[Scale]:
    """The scales that the actor's teams may put, in the order of the catalogue."""
    mine = set(actor.compartments())
    return [scale for scale in KEPT if mine & set(scale.compartments) and SCALES[str(scale.code)] is scale]


def compartments_for(actor: User, scale: Scale) -> list[str]:
    """The parts of the file in which the actor may write this scale, in the order in which the scale names them."""
    mine = set(actor.compartments())
    return [code for code in scale.compartments if code in mine]


def results_for(actor: User) -> QuerySet[ScaleResult]:
    """Every result that the actor may know of."""
    return visible(actor, ScaleResult.objects.select_related("replaced_by", "replaces"))


def result_for(actor: User, pk: UUID) -> ScaleResult:
    """One result; Http404 outside what the actor may know. Its answers are opened by `opened`."""
    found: ScaleResult = get_object_or_404(results_for(actor).select_related("person"), pk=pk)
    return found


def result_of_form(actor: User, client_uuid: UUID) -> ScaleResult | None:
    """The result that a form already wrote, when it is sent twice."""
    return results_for(actor).filter(client_uuid=client_uuid).first()


def courses_of(actor: User, person: Person, code: str = "") -> list[Course]:
    """Everything filled in with a person and in the files joined to theirs, by scale; the reading is recorded first."""
    found = results_for(actor).filter(whole_person(person))
    rows = list((found.filter(code=code) if code else found).order_by(*NEWEST)[:MOST])
    viewed(Verb.READ, subject=person, count=len(rows))
    grouped: dict[tuple[str, str], list[ScaleResult]] = {}
    for row in rows:
        grouped.setdefault((row.code, row.about), []).append(row)
    order = {code: place for place, code in enumerate(SCALES)}
    names = _names(rows)
    return [
        Course(entries[0].title, f"{code}-{about}" if about else code, SCALES[code], entries)
        for (code, about), results in sorted(grouped.items(), key=lambda group: (order[group[0][0]], group[0][1]))
        if (entries := _entries(results, names))
    ]


def _names(rows: Iterable[ScaleResult]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in={row.by for row in rows}).values_list("pk", "display_name"))


def _entries(results: list[ScaleResult], names: dict[int, str]) -> tuple[Shown, ...]:
    """Results shown, the newest first, each with its change since the one before that still stands."""
    standing = [row for row in results if getattr(row, "replaced_by", None) is None]
    before = {row.pk: earlier for row, earlier in pairwise(standing)}
    return tuple(
        _shown(row, names, row.score - before[row.pk].score if row.pk in before and before[row.pk].version == row.version else None)
        for row in results
    )


def _shown(row: ScaleResult, names: dict[int, str], change: int | None = None) -> Shown:
    scale = version_of(row.code, row.version)
    return Shown(row, scale, scale.band_of(row.score, row.about) if scale else None, names.get(row.by, ""), change)


def latest(actor: User, person: Person, code: str, about: str = "") -> Shown | None:
    """The newest result of a scale that stands, of a person and the files joined to theirs; None without one.

    It advises whoever gives or prescribes; nothing may be refused because of it. The reading is recorded.
    """
    rows = results_for(actor).filter(whole_person(person), code=code, about=about, replaced_by=None)
    row = rows.order_by(*NEWEST).first()
    viewed(Verb.READ, subject=person, obj=row, count=1 if row else 0)
    return _shown(row, _names([row])) if row else None


def opened(actor: User, result: ScaleResult, verb: Verb = Verb.READ) -> Opened:
    """A result with its answers and its sum counted anew; the reading is recorded first."""
    viewed(verb, subject=result.person_id, obj=result, purpose=result.compartment)
    shown = _shown(result, _names([result]))
    try:
        raw: dict[str, int] = json.loads(result.answers.reveal())
        because = str(result.because.reveal()) if result.because is not None else ""
    except Shredded:
        return Opened(shown, (), None, "", False, True)
    scale = shown.scale
    if scale is None:
        return Opened(shown, tuple(Answer(key, key, value, "", True) for key, value in raw.items()), None, because, False, False)
    answers = tuple(
        Answer(item.key, str(item.label), raw.get(item.key), item.words_of(raw[item.key]) if item.key in raw else "", item.scored)
        for item in scale.items_for(result.about)
    )
    return Opened(shown, answers, scale.sum_of(raw, result.about), because, scale.calls_for_words(raw), False)


def raw_answers(opened: Opened) -> dict[str, int]:
    """The answers of an opened result as they were given."""
    return {one.key: one.value for one in opened.answers if one.value is not None}


def crisis_lines() -> list[PartnerService]:
    """Whom to call: the services of the directory for an emergency and for mental health that have a number; at most six."""
    found = [one.service for need in (Need.EMERGENCY, Need.MENTAL) for one in directory(need=need.value)]
    return list({one.pk: one for one in found if one.phone}.values())[:6]
