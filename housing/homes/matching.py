"""How a dwelling and the search of a person fit together, in sentences. It ranks and explains; a human decides.

The order, as the page says it: what cannot work comes last; then the person's own choice of programme; then how many of
their wishes are met; then how long they wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from housing.homes.enums import HomeNeed
from intake.person.enums import Gender

if TYPE_CHECKING:
    from housing.homes.models import Candidature, Dwelling, Programme

#: Whom a programme for women is for; trans women are women. Source: DOMAIN 8.6.
WOMEN = (Gender.WOMAN, Gender.TRANS_WOMAN)
NOT_ASKED = (Gender.NOT_SAID, "")
FITS, WISH, ASK, CONFLICT = "fits", "wish", "ask", "conflict"
#: The rank of a programme that the person did not name.
UNNAMED = 1000


@dataclass(frozen=True)
class Reason:
    """One sentence. `kind`: it fits, a wish is not met, something is to be asked, or it cannot work."""

    kind: str
    words: str
    wish: bool = False


@dataclass(frozen=True)
class Match:
    """A search and a dwelling with every sentence about them, and what they are ranked by."""

    candidature: Candidature
    dwelling: Dwelling
    rank: int
    reasons: tuple[Reason, ...]
    days: int

    @property
    def conflicts(self) -> int:
        return sum(one.kind == CONFLICT for one in self.reasons)

    @property
    def wishes(self) -> tuple[int, int]:
        """Wishes met, and all wishes said."""
        told = [one for one in self.reasons if one.wish]
        return sum(one.kind == FITS for one in told), len(told)

    @property
    def order(self) -> tuple[bool, int, int, date, str]:
        met, said = self.wishes
        return bool(self.conflicts), self.rank, said - met, self.candidature.asked_on, str(self.candidature.pk)

    @property
    def sentence(self) -> str:
        """Why it stands where it stands."""
        met, said = self.wishes
        facts = {"met": met, "said": said, "days": self.days}
        if self.conflicts:
            return ngettext("One thing stands against it.", "%(n)s things stand against it.", self.conflicts) % {"n": self.conflicts}
        if self.rank == UNNAMED and self.candidature.wished:
            return _("Not a programme the person named; %(met)s of %(said)s wishes met; waiting for %(days)s days.") % facts
        if self.rank == UNNAMED:
            return _("The person left the programme open; %(met)s of %(said)s wishes met; waiting for %(days)s days.") % facts
        return _("Choice number %(rank)s of the person; %(met)s of %(said)s wishes met; waiting for %(days)s days.") % (
            facts | {"rank": self.rank}
        )


def match(candidature: Candidature, dwelling: Dwelling, on: date) -> Match:
    """Every sentence about a search and a dwelling; `candidature.person` and `dwelling.programme` are at hand."""
    programme = dwelling.programme
    rank = UNNAMED
    if programme is not None and programme.pk in candidature.wished:
        rank = candidature.wished.index(programme.pk) + 1
    reasons = [*_door(candidature, programme, on), *_house(candidature, dwelling), *_wishes(candidature, dwelling)]
    return Match(candidature, dwelling, rank, tuple(reasons), (on - candidature.asked_on).days)


def _door(candidature: Candidature, programme: Programme | None, on: date) -> Iterator[Reason]:
    """What the programme says of itself."""
    if programme is None:
        return
    person = candidature.person
    if programme.women_only and person.gender not in WOMEN:
        unknown = person.gender in NOT_ASKED
        yield Reason(ASK, _("The programme is for women: ask.")) if unknown else Reason(CONFLICT, _("The programme is for women."))
    yield from _age(programme, person.birth_year, on)
    shared = [str(HomeNeed(code).label) for code in programme.needs if code in candidature.needs]
    if shared:
        yield Reason(FITS, _("The programme is first for who says: %(needs)s.") % {"needs": ", ".join(shared)})
    if candidature.with_partner and not programme.couples:
        yield Reason(CONFLICT, _("The programme takes no couples."))
    if candidature.animal and not programme.animals:
        yield Reason(CONFLICT, _("The programme takes no animals."))


def _age(programme: Programme, born: int | None, on: date) -> Iterator[Reason]:
    """Somebody whose year of birth is not known is never kept out: one asks."""
    if programme.age_from is None and programme.age_to is None:
        return
    if born is None:
        yield Reason(ASK, _("The programme looks at age; the year of birth is not known: ask."))
        return
    age = on.year - born
    if programme.age_from is not None and age < programme.age_from:
        yield Reason(CONFLICT, _("The programme begins at the age of %(age)s.") % {"age": programme.age_from})
    if programme.age_to is not None and age - 1 > programme.age_to:
        yield Reason(CONFLICT, _("The programme ends at the age of %(age)s.") % {"age": programme.age_to})


def _house(candidature: Candidature, dwelling: Dwelling) -> Iterator[Reason]:
    """What the walls allow: without these it is no home for this person."""
    if candidature.wheelchair:
        yield _told(dwelling.wheelchair, _("One gets in with a wheelchair."), _("One does not get in with a wheelchair."))
    if candidature.animal:
        yield _told(dwelling.dogs, _("Animals are welcome."), _("Animals are not welcome."))
    if candidature.with_partner:
        yield _told(dwelling.couples, _("There is room for two."), _("It is not for two."))


def _told(good: bool, yes: str, no: str) -> Reason:
    return Reason(FITS, yes, wish=True) if good else Reason(CONFLICT, no, wish=True)


def _wishes(candidature: Candidature, dwelling: Dwelling) -> Iterator[Reason]:
    """What the person would like."""
    if candidature.individual:
        yield _wished(not dwelling.shared, _("Not shared, as wished."), _("Shared; the person wishes to live alone."))
    if candidature.ground_floor:
        if dwelling.floor is None and not dwelling.lift:
            yield Reason(ASK, _("The floor is not known: ask."), wish=True)
        else:
            yield _wished(dwelling.lift or dwelling.floor == 0, _("Ground floor or lift, as wished."), _("There are stairs."))
    if candidature.areas:
        near = dwelling.area.casefold() in {one.casefold() for one in candidature.areas}
        elsewhere = _("In %(area)s; the person wishes %(wished)s.") % {
            "area": dwelling.area, "wished": ", ".join(candidature.areas),
        }
        yield _wished(near, _("In %(area)s, as wished.") % {"area": dwelling.area}, elsewhere)
    if candidature.most_rent is not None and dwelling.rent is not None:
        whole = dwelling.rent + (dwelling.charges or 0)
        within = _("Rent and charges within what the person wants to pay.")
        yield _wished(whole <= candidature.most_rent, within, _("Dearer than what the person wants to pay."))


def _wished(good: bool, yes: str, no: str) -> Reason:
    return Reason(FITS if good else WISH, yes if good else no, wish=True)
