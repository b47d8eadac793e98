"""May this worker write down homes, and move the search of a person; the words when not. Source: DOMAIN 9.15."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.shifts import clock
from centre.staff.models import User
from housing.homes.enums import LIVE, LOOKING, CandidatureState, StepKind
from housing.homes.models import Candidature, CandidatureStep, Dwelling
from housing.homes.states import may_become

UNDO_WITHIN = timedelta(minutes=2)
#: Beginnings of words that would make of abstinence, insurance, residence status or money a door, in three languages.
NEVER_A_DOOR = re.compile(
    r"\b(abstin\w*|sobr\w*|sober\w*|nuchter\w*|sevr\w*|drugsvrij\w*|drug[- ]free|mutuelle\w*|ziekenfonds\w*|verzeker\w*"
    r"|assurance\w*|insur\w*|titres? de sejour|verblijfs\w+|residence (?:permit|status|papers)|papiers|papieren|sans[- ]papiers"
    r"|revenus?|salaires?|inkomens?|inkomst\w*|incomes?|salar\w+)\b"
)
#: A clause with one of these says that the door is open ("no abstinence asked"), unless it shuts it in the next word.
OPENS = re.compile(r"\b(no|not|without|never|whatever|sans|pas|ni|jamais|aucune?|quels?|quelles?|geen|zonder|niet|nooit|ongeacht)\b")
SHUTS = re.compile(r"exclu|refus|geweigerd|uitgesloten|kept out|only with|not accepted")


class HomeTaken(Exception):
    """The dwelling is promised or lived in, or the search moved on meanwhile. `words` say who was first and when."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def team_rule(actor: User) -> str | None:
    """Why none of the actor's teams may work with homes, or None."""
    return None if Compartment.HOUSING in actor.compartments() else _("Your team does not work with housing.")


def closed_door(text: str) -> str:
    """The first word of a text that would close a door which nothing closes here; empty when there is none."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    for clause in re.split(r"[.;:\n]", letters):
        found = NEVER_A_DOOR.search(clause)
        if found and (SHUTS.search(clause) or not OPENS.search(clause)):
            return found.group(0)
    return ""


def door_words(text: str) -> str | None:
    """Why a text about for whom a programme is cannot stand, or None. Source: DOMAIN 9.15."""
    word = closed_door(text)
    if not word:
        return None
    return _(
        "“%(word)s” would close a door. Abstinence, insurance, residence papers and money never decide who may come in here:"
        " say for whom the programme is first, not who is kept out."
    ) % {"word": word}


def dwelling_rule(dwelling: Dwelling) -> str | None:
    """Why a dwelling cannot be proposed today, or None; that somebody lives in it or has accepted it is a conflict."""
    if dwelling.out_of_use(clock.service_day()):
        return _("This dwelling is out of use.")
    return None


@rule("housing.view_homes")
def view_homes(actor: User) -> str | None:
    """Whoever works with housing sees programmes, dwellings and the searches of the persons within reach."""
    return team_rule(actor)


@rule("housing.edit_homes")
def edit_homes(actor: User) -> str | None:
    """A coordinator of a team that works with housing."""
    return team_rule(actor)


@rule("housing.edit_homes")
def write_programme(actor: User, *, for_whom: str) -> str | None:
    """For whom a programme is there never excludes by abstinence, insurance, residence status or money."""
    return door_words(for_whom) or team_rule(actor)


@rule("housing.search_home")
def note_contact(actor: User, *, on: date) -> str | None:
    """Whoever looks for homes writes down what was said with a landlord, once it was said."""
    return _("This day has not come yet.") if on > clock.service_day() else team_rule(actor)


@rule("housing.search_home")
def open_search(actor: User, *, standing: Candidature | None = None, on: date | None = None) -> str | None:
    """One search for a person at a time; nothing is asked of them beforehand."""
    if standing is not None:
        day = date_format(standing.asked_on, "j F Y")
        return _("This person looks for a home since %(day)s. Go on with that search.") % {"day": day}
    if on is not None and on > clock.service_day():
        return _("This day has not come yet.")
    return team_rule(actor)


@rule("housing.search_home")
def change_wishes(actor: User, *, candidature: Candidature) -> str | None:
    """Wishes change as long as the search goes on."""
    return team_rule(actor) if candidature.state in LIVE else _("This search is over.")


@rule("housing.search_home")
def move_search(
    actor: User, *, candidature: Candidature, to: str, dwelling: Dwelling | None = None, on: date | None = None
) -> str | None:
    """Only a step that may follow, on a day that has come; a proposal needs a dwelling in use."""
    proposed = dwelling is not None and to == CandidatureState.PROPOSED
    if not may_become(candidature.state, to) or (proposed and candidature.state not in LOOKING):
        words = _("This step does not follow: the search stands at “%(state)s”.")
        return words % {"state": CandidatureState(candidature.state).label}
    if on is not None and not candidature.asked_on <= on <= clock.service_day():
        return _("Choose a day since the search began, today at the latest.")
    return (dwelling_rule(dwelling) if dwelling is not None else None) or team_rule(actor)


@rule("housing.search_home")
def undo_step(actor: User, *, step: CandidatureStep | None) -> str | None:
    """A mistaken tap is taken back by the same worker within two minutes."""
    if step is None or step.kind not in (StepKind.VISITED, StepKind.ACCEPTED) or step.by != actor.pk:
        return _("Only the colleague who wrote the last step can take it back.")
    if clock.now() - step.at > UNDO_WITHIN:
        return _("Too late to take it back. Write the next step instead.")
    return team_rule(actor)


@rule("housing.search_home")
def reopen_search(actor: User, *, candidature: Candidature, standing: Candidature | None = None) -> str | None:
    """A search that was withdrawn or has lapsed is taken up again, unless another one goes on."""
    if standing is not None:
        return open_search.why_not(actor, standing=standing)
    return move_search.why_not(actor, candidature=candidature, to=CandidatureState.OPEN)
