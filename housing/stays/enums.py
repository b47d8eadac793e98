"""Choices and audit verbs of the stays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from housing.requests.enums import EthosLight as EthosLight
from housing.requests.enums import StayCompartment as StayCompartment


class StayState(models.TextChoices):
    """Where a stay stands. Only `held`, `in` and `absent` keep a bed."""

    HELD = "held", _("held")
    IN = "in", _("in the house")
    ABSENT = "absent", _("out tonight, may come back")
    MOVED = "moved", _("moved to another bed")
    OUT = "out", _("ended")
    CANCELLED = "cancelled", _("cancelled")
    NOT_COME = "not_come", _("did not come")


#: The states that keep a bed while their period runs.
LIVE = (StayState.HELD, StayState.IN, StayState.ABSENT)


class ExitReason(models.TextChoices):
    """Why a stay ended."""

    PLANNED = "planned", _("end of the stay as planned")
    OWN_CHOICE = "own_choice", _("own choice")
    OTHER_PLACE = "other_place", _("another place was found")
    HOSPITAL = "hospital", _("hospital")
    NOT_BACK = "not_back", _("did not come back")
    HOUSE_RULES = "house_rules", _("house rules")
    DIED = "died", _("died")
    OTHER = "other", _("other reason")


class ExtensionReason(models.TextChoices):
    """Why a stay may last longer."""

    PLACE_PROMISED = "place", _("a place elsewhere is promised")
    STEPS = "steps", _("steps under way (papers, income, housing)")
    HEALTH = "health", _("health")
    DANGER = "danger", _("danger outside")
    COLD = "cold", _("cold weather")
    OTHER = "other", _("other reason")


class LateReason(models.TextChoices):
    """Why something is entered after it happened."""

    FORGOTTEN = "forgotten", _("forgotten at the time")
    OUTAGE = "outage", _("written on paper during an outage")
    TOLD_LATER = "told_later", _("we were told later")
    MISTAKE = "mistake", _("puts a mistake right")


class Destination(models.TextChoices):
    """Where a person goes after a stay: codes of HUD list 3.12.1. Source: DOMAIN 3.3."""

    STREET = "116", _("street, car or another place not meant for sleeping")
    SHELTER = "101", _("emergency shelter or night shelter")
    SAFE_HAVEN = "118", _("safe haven")
    FOSTER = "215", _("foster care")
    HOSPITAL = "206", _("hospital, not psychiatric")
    PRISON = "207", _("prison or detention")
    NURSING_HOME = "225", _("nursing home or long-term care")
    PSYCHIATRIC = "204", _("psychiatric hospital")
    DETOX = "205", _("treatment centre or detox")
    TRANSITIONAL = "302", _("transitional housing")
    HALFWAY = "329", _("half-way house, no homeless criteria")
    HOTEL = "314", _("hotel or motel, no voucher")
    HOST_HOME = "332", _("host home, not in crisis")
    FAMILY_SHORT = "312", _("with family, for a time")
    FRIENDS_SHORT = "313", _("with friends, for a time")
    FRIENDS_ROOM = "336", _("in a friend's home")
    FAMILY_ROOM = "335", _("in a family member's home")
    FAMILY_LONG = "422", _("with family, to stay")
    FRIENDS_LONG = "423", _("with friends, to stay")
    RENTAL = "410", _("own rental, no subsidy")
    RENTAL_HELPED = "435", _("own rental, with a subsidy")
    OWNER_HELPED = "421", _("own home, with a subsidy")
    OWNER = "411", _("own home, no subsidy")
    NO_INTERVIEW = "30", _("not asked: left without a talk")
    OTHER = "17", _("other")
    DECEASED = "24", _("died")
    CANNOT_TELL = "37", _("staff cannot tell")
    DOES_NOT_KNOW = "8", _("person does not know")
    WILL_NOT_SAY = "9", _("person would rather not say")
    NOT_COLLECTED = "99", _("not collected")


class DestinationGroup(models.TextChoices):
    """The five groups of HUD list 3.12.1. Source: DOMAIN 3.3."""

    HOMELESS = "homeless", _("Homeless")
    INSTITUTION = "institution", _("Institution")
    TEMPORARY = "temporary", _("Temporary")
    PERMANENT = "permanent", _("Lasting home")
    OTHER = "other", _("Other or not known")


def destination_group(code: str) -> DestinationGroup:
    """The group of a destination code; codes out of the four ranges are `other`. Source: DOMAIN 3.3."""
    ranges = ((100, 199), (200, 299), (300, 399), (400, 499))
    number = int(code) if code.isdigit() else 0
    for group, (low, high) in zip(DestinationGroup, ranges, strict=False):
        if low <= number <= high:
            return group
    return DestinationGroup.OTHER


class Verb(models.TextChoices):
    """What the ledger says about stays."""

    HELD = "housing.stay.held", _("bed held")
    RELEASED = "housing.stay.released", _("held bed given back")
    ADMITTED = "housing.stay.admitted", _("admitted to a bed")
    OVERRIDDEN = "housing.stay.rule_set_aside", _("room rule set aside")
    MOVED = "housing.stay.moved", _("moved to another bed")
    LEFT = "housing.stay.left_for_the_night", _("out for the night")
    RETURNED = "housing.stay.returned", _("came back")
    ENDED = "housing.stay.ended", _("stay ended")
    EXTENDED = "housing.stay.extended", _("stay extended")
    HOLD_EXTENDED = "housing.stay.hold_extended", _("bed held for longer")
    KEEP_EXTENDED = "housing.stay.kept_longer", _("bed kept for longer")
    NOT_COME = "housing.stay.not_come", _("did not come to the bed held")
    NOT_BACK = "housing.stay.not_back", _("did not come back to the bed kept")
    COUPLE = "housing.stay.couple_admitted", _("two people admitted together")
    COUPLE_HELD = "housing.stay.couple_held", _("two beds held for two people together")
    ADMITTED_LATE = "housing.stay.admitted_late", _("admission entered afterwards")
    ENDED_LATE = "housing.stay.ended_late", _("end of a stay entered afterwards")
    REOPENED = "housing.stay.reopened", _("end of a stay taken back")
    UNDONE = "housing.stay.undone", _("admission taken back")
    DESCRIBED = "housing.stay.described", _("situation before the stay written down")
    LISTED = "housing.stay.listed", _("list of stays read")
    SEEN = "housing.stay.seen", _("stay seen")
