"""Choices and audit verbs of asking for a bed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """Where a request stands. One that waits also lapses by itself when its last night is over."""

    WAITING = "waiting", _("waiting")
    SERVED = "served", _("has a bed")
    TURNED_AWAY = "turned_away", _("turned away")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed: nobody renewed it")


class StayCompartment(models.TextChoices):
    """The compartment a request for a bed, and a stay, belong to. Source: PRIVACY 2."""

    HOUSING = "housing", _("housing")
    WOMEN = "women_space", _("women's space")


class Channel(models.TextChoices):
    """How the request came in."""

    DESK = "desk", _("at the desk")
    PHONE = "phone", _("by phone")
    OUTREACH = "outreach", _("on an outreach round")
    PARTNER = "partner", _("through a partner")


class HowLong(models.TextChoices):
    """For which nights a bed is asked."""

    TONIGHT = "tonight", _("for tonight")
    NOTICE = "notice", _("until further notice")


class Need(models.TextChoices):
    """What the bed or its room must be. Source: DOMAIN 5, UX 7.2."""

    WOMEN_ONLY = "women_only", _("women only")
    CALM = "calm", _("calm")
    GROUND_FLOOR = "ground_floor", _("ground floor")
    WHEELCHAIR = "wheelchair", _("wheelchair")
    MEDICAL = "medical", _("medical bed")
    LOWER = "lower", _("lower bunk")
    DOG = "dog", _("with an animal")
    COUPLE = "couple", _("as a couple")


class Animal(models.TextChoices):
    """What comes along."""

    DOG = "dog", _("dog")
    CAT = "cat", _("cat")
    OTHER = "other", _("another animal")


class EthosLight(models.TextChoices):
    """ETHOS Light living situations before or after a stay. Source: DOMAIN 3.3."""

    PUBLIC_SPACE = "1", _("public space")
    OVERNIGHT_SHELTER = "2", _("overnight shelter")
    HOSTEL = "3", _("homeless hostel")
    TEMPORARY = "4", _("temporary accommodation")
    TRANSITIONAL = "5", _("transitional supported accommodation")
    WOMEN_SHELTER = "6", _("women's shelter")
    HEALTH = "7", _("health institution, no home to go to")
    PENAL = "8", _("prison, no home to go to")
    MOBILE_HOME = "9", _("mobile home")
    NON_CONVENTIONAL = "10", _("building not meant for living in")
    TEMPORARY_STRUCTURE = "11", _("temporary structure")
    FAMILY_FRIENDS = "12", _("with family or friends, for lack of housing")


class EthosCategory(models.TextChoices):
    """The six categories of ETHOS Light, as a count asks them. Source: DOMAIN 3.3."""

    ROUGH = "1", _("sleeping rough")
    EMERGENCY = "2", _("emergency accommodation")
    HOMELESS = "3", _("accommodation for homeless people")
    INSTITUTION = "4", _("institution, no home to go to")
    NON_CONVENTIONAL = "5", _("non-conventional dwelling, for lack of housing")
    FAMILY_FRIENDS = "6", _("with family or friends, for lack of housing")


_SITUATIONS = {
    EthosCategory.ROUGH: (1,), EthosCategory.EMERGENCY: (2,), EthosCategory.HOMELESS: (3, 4, 5, 6),
    EthosCategory.INSTITUTION: (7, 8), EthosCategory.NON_CONVENTIONAL: (9, 10, 11), EthosCategory.FAMILY_FRIENDS: (12,),
}  # fmt: skip


def ethos_category(situation: str) -> EthosCategory | None:
    """The category of a living situation; None when it was not said. Source: DOMAIN 3.3."""
    return next((one for one, codes in _SITUATIONS.items() if situation in map(str, codes)), None)


class Criterion(models.TextChoices):
    """What may put a request before another. Never papers, insurance, money or abstinence. Source: DOMAIN 9.15."""

    MEDICAL = "medical", _("medical need")
    PROTECTION = "protection", _("needs protection")
    OUTSIDE = "outside", _("sleeps outside")
    NEVER_SERVED = "never_served", _("never had a bed here")
    LONGEST = "longest", _("has waited longer")


#: The order of the house until a coordinator sets another.
FIRST_ORDER: tuple[str, ...] = tuple(str(code) for code in Criterion.values)


class RefusalReason(models.TextChoices):
    """Why somebody got no bed. Source: DOMAIN 3.3 (`refusal_reason`)."""

    FULL = "full", _("full")
    BANNED = "banned", _("limited by a restriction")
    MINOR = "minor", _("minor")
    MEDICAL_CARE = "medical_care", _("needs medical care")
    NOT_POSSIBLE = "not_possible", _("couple or animal not possible")
    LEFT_QUEUE = "left_queue", _("left the queue")
    OWN_CHOICE = "own_choice", _("own choice")
    OTHER = "other", _("other reason")


#: Nobody is sent away for one of these without somewhere to go. Source: DOMAIN 9.12, 9.13.
SENT_SOMEWHERE = (RefusalReason.MINOR, RefusalReason.MEDICAL_CARE)


class SentTo(models.TextChoices):
    """Where somebody without a bed was sent; which partner exactly is said beside it."""

    SHELTER = "shelter", _("another shelter")
    HOSPITAL = "hospital", _("hospital or doctor on duty")
    YOUTH = "youth", _("a service for minors")
    FRIENDS = "friends", _("family or friends")
    DAY = "day", _("a day centre")
    OUTREACH = "outreach", _("outreach team")
    OTHER = "other", _("somewhere else")


class WithdrawReason(models.TextChoices):
    """Why somebody no longer asks."""

    OWN_CHOICE = "own_choice", _("own choice")
    OTHER_PLACE = "other_place", _("another place was found")
    NOT_SEEN = "not_seen", _("not seen again")
    MISTAKE = "mistake", _("entered by mistake")
    DIED = "died", _("died")


class ReturnReason(models.TextChoices):
    """Why somebody waits again."""

    NO_SHOW = "no_show", _("did not come to the bed kept")
    TAKEN_BACK = "taken_back", _("the bed was given by mistake")
    BED_LOST = "bed_lost", _("the bed could not be used")
    STILL_NEEDS = "still_needs", _("still needs a bed")
    MISTAKE = "mistake", _("entered by mistake")


class Verb(models.TextChoices):
    """What the ledger says about asking for a bed."""

    ASKED = "housing.request.asked", _("bed asked for")
    RENEWED = "housing.request.renewed", _("request for a bed renewed")
    WITHDRAWN = "housing.request.withdrawn", _("request for a bed withdrawn")
    TURNED_AWAY = "housing.request.turned_away", _("turned away without a bed")
    SERVED = "housing.request.served", _("request for a bed served")
    RETURNED = "housing.request.returned", _("back on the waiting list")
    LAPSED = "housing.request.lapsed", _("request for a bed lapsed")
    PAIRED = "housing.request.paired", _("asked for a bed together")
    PARTED = "housing.request.parted", _("no longer ask together")
    SEEN = "housing.request.seen", _("request for a bed read")
    LISTED = "housing.request.list_viewed", _("waiting list read")
    COUNTED = "housing.turn_away.counted", _("turned away counted")
    UNDONE = "housing.turn_away.undone", _("turning away taken back")
    ORDER_SET = "housing.priority_order.set", _("order of the waiting list set")
