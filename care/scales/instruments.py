"""What a scale is: items with the values they may have, bands of the sum, what may be left out, and whose words they are.

A scale is data. `sum_of` and `faults` are the only computation: the sum is always counted anew from the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .enums import About, Code, Mode, ScaleCompartment, Wording

Words = str | Promise
Answers = Mapping[str, int]


@dataclass(frozen=True)
class Item:
    """One line of a scale. `answers`: the words of its values, where they may stand; else the numbers alone.

    Not `scored`: it adds nothing to the sum. `optional`: it may be left out.
    """

    key: str
    label: Words
    values: tuple[int, ...]
    answers: tuple[Words, ...] = ()
    scored: bool = True
    optional: bool = False

    def words_of(self, value: int) -> str:
        """A value in words, or "" when the scale's own paper has them."""
        return str(self.answers[self.values.index(value)]) if self.answers and value in self.values else ""


@dataclass(frozen=True)
class Band:
    """A range of sums and what it is called; kind: "", ok, note, warn or danger, as the page colours it."""

    low: int
    high: int
    label: Words
    kind: str = ""

    @property
    def range_words(self) -> str:
        """Its sums, as a number alone where there is but one."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Skip:
    """When each of `when` was answered with `value`, the items `spares` may stay empty, or must (`never`)."""

    when: tuple[str, ...]
    value: int
    spares: tuple[str, ...]
    never: bool = False

    def holds(self, answers: Answers) -> bool:
        return all(answers.get(key) == self.value for key in self.when)


@dataclass(frozen=True)
class Licence:
    """Who owns the words of a scale, what is allowed, and where that was read, when."""

    words: Words
    wording: Wording
    source: str
    read_on: date

    @property
    def wording_words(self) -> str:
        return str(self.wording.label)


@dataclass(frozen=True)
class Scale:
    """A scale in one version. `about`: it is put once for each of these substances. `watch`: an item that calls for words.

    `no_bands`: why none is named, where published borders differ; a scale has this or its bands.
    `about_bands` and `about_without`: what differs for one substance, its bands and the items that are not asked.
    """

    code: str
    title: Words
    asks: Words
    version: str
    source: str
    licence: Licence
    compartments: tuple[str, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    no_bands: Words = ""
    modes: tuple[str, ...] = tuple(Mode.values)
    skips: tuple[Skip, ...] = ()
    about: tuple[str, ...] = ()
    about_bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    about_without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    watch: str = ""

    @property
    def name(self) -> str:
        """The name under which it is known, the same in every language."""
        return str(Code(self.code).label)

    @property
    def wording_allowed(self) -> bool:
        return self.licence.wording is Wording.ALLOWED

    @property
    def in_words(self) -> bool:
        """Whether its values have words of some length, so that each needs room."""
        return self.wording_allowed

    @property
    def highest(self) -> int:
        return max(self.most(about) for about in self.about or ("",))

    @property
    def other_bands(self) -> list[tuple[str, tuple[Band, ...]]]:
        """What differs for one substance, with its name."""
        return [(str(About(about).label), bands) for about, bands in self.about_bands.items()]

    @property
    def parts_words(self) -> str:
        return ", ".join(str(ScaleCompartment(code).label) for code in self.compartments)

    def items_for(self, about: str = "") -> tuple[Item, ...]:
        """The items that are asked."""
        left_out = self.about_without.get(about, ())
        return tuple(item for item in self.items if item.key not in left_out)

    def most(self, about: str = "") -> int:
        """The highest sum there can be."""
        return sum(max(item.values) for item in self.items_for(about) if item.scored)

    def sum_of(self, answers: Answers, about: str = "") -> int:
        """The sum of the scored items; one that stayed empty adds nothing."""
        return sum(answers.get(item.key, 0) for item in self.items_for(about) if item.scored)

    def bands_for(self, about: str = "") -> tuple[Band, ...]:
        return self.about_bands.get(about, self.bands)

    def band_of(self, score: int, about: str = "") -> Band | None:
        """The band in which a sum lies; None where the scale names none."""
        return next((band for band in self.bands_for(about) if band.low <= score <= band.high), None)

    def calls_for_words(self, answers: Answers) -> bool:
        """Whether the item that is watched is above zero."""
        return bool(self.watch and answers.get(self.watch, 0) > 0)

    def faults(self, answers: Answers, about: str = "") -> dict[str, str]:
        """What is wrong, in words, by the key of the item ("" for the substance); empty when nothing is."""
        if (about or None) not in (self.about or (None,)):
            return {"": _("Say which substance the answers are about.") if self.about else _("This scale is about no substance.")}
        asked = {item.key: item for item in self.items_for(about)}
        found = {key: _("Item %(number)s is not asked here.") % {"number": key} for key in answers if key not in asked}
        spared = {key for skip in self.skips if skip.holds(answers) for key in skip.spares}
        closed = {key for skip in self.skips if skip.never and skip.holds(answers) for key in skip.spares}
        for key, item in asked.items():
            words = {"number": key, "label": str(item.label)}
            if key not in answers:
                if not item.optional and key not in spared:
                    found[key] = _("Item %(number)s is not answered: %(label)s.") % words
            elif answers[key] not in item.values:
                found[key] = _("Item %(number)s cannot have this value: %(label)s.") % words
            elif key in closed and answers[key] > 0:
                found[key] = _("Item %(number)s does not fit an earlier answer: %(label)s.") % words
        return found


def values(*, to: int) -> tuple[int, ...]:
    """Every whole number from nought."""
    return tuple(range(to + 1))


def plain(labels: tuple[Words, ...], allowed: tuple[int, ...], answers: tuple[Words, ...] = ()) -> tuple[Item, ...]:
    """Items numbered from 1 that all have the same values."""
    return tuple(Item(str(number), label, allowed, answers) for number, label in enumerate(labels, start=1))
