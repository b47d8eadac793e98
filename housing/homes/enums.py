"""Words of homes: kinds of programme, landlord and dwelling, the search of a person, and the verbs. Source: DOMAIN 5."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(models.TextChoices):
    """What kind of home a programme gives. Source: DOMAIN 5."""

    HOUSING_FIRST = "housing_first", _("housing first")
    MEDIUM_TERM = "medium_term", _("medium term")
    SUPERVISED = "supervised", _("supervised studio")
    SOCIAL_AGENCY = "social_agency", _("social rental agency")
    FAMILY = "family", _("with a family")
    HOTEL = "hotel", _("hotel")


class LandlordKind(models.TextChoices):
    """Who lets a dwelling."""

    PRIVATE = "private", _("private owner")
    SOCIAL_AGENCY = "social_agency", _("social rental agency")
    PUBLIC = "public", _("public housing company")
    OTHER = "other", pgettext_lazy("landlord", "other")


class DwellingKind(models.TextChoices):
    """What a dwelling is."""

    STUDIO = "studio", _("studio")
    FLAT = "flat", _("flat")
    HOUSE = "house", pgettext_lazy("dwelling", "house")
    ROOM = "room", pgettext_lazy("dwelling", "room")
    HOTEL_ROOM = "hotel_room", _("hotel room")
    OTHER = "other", pgettext_lazy("dwelling", "other")


class DwellingState(models.TextChoices):
    """Where a dwelling stands today; derived, never stored."""

    FREE = "free", pgettext_lazy("dwelling", "free")
    PROMISED = "promised", _("promised")
    LIVED_IN = "lived_in", _("lived in")
    OUT = "out", _("out of use")


class HomeNeed(models.TextChoices):
    """For whom a programme is there, and what a person says of themselves; a need never closes a door."""

    LONG_STREET = "long_street", _("long on the street")
    OLDER = "older", _("getting older")
    ACTIVE_USE = "active_use", _("uses at present")
    HEALTH = "health", _("needs care")
    MENTAL = "mental", _("psychological needs")
    VIOLENCE = "violence", _("safety from violence")
    LEAVING = "leaving", _("leaves a hospital or a prison")
    EVICTED = "evicted", _("lost a home")


class CandidatureState(models.TextChoices):
    """Where the search of a person stands. After a refusal the search goes on."""

    OPEN = "open", pgettext_lazy("search", "looking")
    PROPOSED = "proposed", pgettext_lazy("search", "proposed")
    VISITED = "visited", pgettext_lazy("search", "visited")
    ACCEPTED = "accepted", pgettext_lazy("search", "accepted")
    REFUSED_BY_PERSON = "no_person", _("refused by the person")
    REFUSED_BY_LANDLORD = "no_landlord", _("refused by the landlord")
    HOUSED = "housed", _("housed")
    WITHDRAWN = "withdrawn", pgettext_lazy("search", "withdrawn")
    LAPSED = "lapsed", pgettext_lazy("search", "lapsed")


#: The search is under way.
LIVE = (
    CandidatureState.OPEN, CandidatureState.PROPOSED, CandidatureState.VISITED, CandidatureState.ACCEPTED,
    CandidatureState.REFUSED_BY_PERSON, CandidatureState.REFUSED_BY_LANDLORD,
)
#: A dwelling is under discussion.
WITH_DWELLING = (CandidatureState.PROPOSED, CandidatureState.VISITED, CandidatureState.ACCEPTED)
#: The person looks: something may be proposed.
LOOKING = (CandidatureState.OPEN, CandidatureState.REFUSED_BY_PERSON, CandidatureState.REFUSED_BY_LANDLORD)


class StepKind(models.TextChoices):
    """What happened in a search, each with its day and who wrote it down."""

    OPENED = "opened", _("asks for a home")
    CHANGED = "changed", _("wishes changed")
    PROPOSED = "proposed", _("dwelling proposed")
    VISITED = "visited", _("dwelling visited")
    ACCEPTED = "accepted", _("accepted by the person")
    REFUSED_BY_PERSON = "no_person", _("refused by the person")
    REFUSED_BY_LANDLORD = "no_landlord", _("refused by the landlord")
    TAKEN_BACK = "taken_back", _("proposal taken back")
    UNDONE = "undone", _("written by mistake, taken back")
    HOUSED = "housed", _("housed")
    WITHDRAWN = "withdrawn", _("search withdrawn")
    LAPSED = "lapsed", _("search lapsed")
    REOPENED = "reopened", _("search taken up again")


class PersonReason(models.TextChoices):
    """Why the person says no to a dwelling; a no is never held against them."""

    PLACE = "place", _("not the right place")
    SHARED = "shared", _("shared with others")
    ROOM = "room", _("too small or in bad repair")
    MONEY = "money", _("too expensive")
    SAFETY = "safety", _("does not feel safe there")
    COMPANY = "company", _("without partner or animal")
    RULES = "rules", _("the rules of the house")
    OTHER = "other", _("another reason")


class LandlordReason(models.TextChoices):
    """What the landlord gives as a reason."""

    TAKEN = "taken", _("chose somebody else")
    INCOME = "income", _("the income")
    GUARANTEE = "guarantee", _("the guarantee")
    HOUSEHOLD = "household", _("the household or the animal")
    NONE = "none", _("gave no reason")
    UNFAIR = "unfair", _("seems unfair to us")
    OTHER = "other", _("another reason")


class ContactKind(models.TextChoices):
    """What a contact with a landlord was."""

    CALL = "call", pgettext_lazy("landlord", "call")
    LETTER = "letter", _("letter or e-mail")
    VISIT = "visit", pgettext_lazy("landlord", "visit")
    DISPUTE = "dispute", _("dispute")
    AGREEMENT = "agreement", pgettext_lazy("landlord", "agreement")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    PROGRAMME_WRITTEN = "housing.programme.written", _("Programme of homes written")
    LANDLORD_WRITTEN = "housing.landlord.written", _("Landlord written")
    LANDLORD_CONTACTED = "housing.landlord.contacted", _("Contact with a landlord")
    LANDLORD_READ = "housing.landlord.read", _("Contacts with a landlord read")
    DWELLING_WRITTEN = "housing.dwelling.written", _("Dwelling written")
    ADDRESS_READ = "housing.dwelling.address_read", _("Address of a dwelling read")
    MATCHED = "housing.dwelling.matched", _("Searches that fit a dwelling read")
    OPENED = "housing.candidature.opened", _("Search for a home begun")
    CHANGED = "housing.candidature.changed", _("Wishes of a search changed")
    PROPOSED = "housing.candidature.proposed", _("Dwelling proposed")
    VISITED = "housing.candidature.visited", _("Dwelling visited")
    ACCEPTED = "housing.candidature.accepted", _("Dwelling accepted by the person")
    REFUSED_BY_PERSON = "housing.candidature.refused_by_person", _("Dwelling refused by the person")
    REFUSED_BY_LANDLORD = "housing.candidature.refused_by_landlord", _("Person refused by the landlord")
    TAKEN_BACK = "housing.candidature.taken_back", _("Proposal of a dwelling taken back")
    UNDONE = "housing.candidature.undone", _("Step of a search written by mistake taken back")
    HOUSED = "housing.candidature.housed", _("Search ended with a home")
    WITHDRAWN = "housing.candidature.withdrawn", _("Search for a home withdrawn")
    LAPSED = "housing.candidature.lapsed", _("Search for a home lapsed")
    REOPENED = "housing.candidature.reopened", _("Search for a home taken up again")
    LISTED = "housing.candidature.listed", _("Searches for a home listed")
    READ = "housing.candidature.read", _("Search for a home read")
