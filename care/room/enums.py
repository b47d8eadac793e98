"""Words that the parts of the consumption room share. Source: DOMAIN 3.3, 5 and 8.2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceKind(models.TextChoices):
    """Where in the room one uses."""

    INJECTION = "injection", _("injection")
    INHALATION = "inhalation", _("inhalation")


class UseRoute(models.TextChoices):
    """How somebody takes it, here. Source: DOMAIN 3.3 (consumption_route_scmr)."""

    IV = "iv", _("into a vein")
    IM = "im_sc", _("into a muscle or under the skin")
    FOIL = "foil", _("smoked on foil")
    PIPE = "pipe", _("inhaled from a pipe")
    SNIFF = "sniff", _("sniffed")
    ORAL = "oral", _("swallowed")
    OTHER = "other", _("another way")


class Otherwise(models.TextChoices):
    """What the person says they would have done if the room had been closed. Source: DOMAIN 7 (acts avoided in public)."""

    PUBLIC = "public", _("used in public: street, park, station, car park")
    TOILETS = "toilets", _("used in toilets of a café, a shop, a service")
    SQUAT = "squat", _("used in a squat or an empty building")
    HOME = "home", _("used at home or at somebody's place")
    WAITED = "waited", _("waited, or not used")
    UNSAID = "unsaid", _("not asked, or not said")


class Verb(models.TextChoices):
    """What the ledger says happened in the room."""

    BASIS_ENTERED = "care.room.basis_entered", _("Legal basis of the room entered")
    BASIS_SIGNED = "care.room.basis_signed", _("Legal basis of the room signed")
    BASIS_WITHDRAWN = "care.room.basis_withdrawn", _("Legal basis of the room withdrawn")
    RULES_PUBLISHED = "care.room.rules_published", _("Rules of the room published")
    TERMS_SET = "care.room.terms_set", _("Minutes and least number of colleagues set")
    BOOTH_SAVED = "care.room.booth_saved", _("Booth of the room changed")
    OPENED = "care.room.opened", _("Room opened")
    CLOSED = "care.room.closed", _("Consumption room closed")
    STAFF_CHANGED = "care.room.staff_changed", _("Who is at work in the room changed")
    ENROLLED = "care.room.enrolled", _("Enrolled in the room")
    NOT_ENROLLED = "care.room.not_enrolled", _("Not enrolled in the room")
    RULES_SIGNED = "care.room.rules_signed", _("Rules of the room signed")
    DECIDED = "care.room.decided", _("Clinical decision for the room")
    ENDED = "care.room.enrolment_ended", _("Enrolment in the room ended")
    READ = "care.room.read", _("Room: file read")
    BOARD_READ = "care.room.board_read", _("Room: board read")
    ARRIVED = "care.room.arrived", _("Arrived in the room")
    CALLED = "care.room.called", _("Called in the room")
    SEATED = "care.room.seated", _("Given a booth")
    MOVED = "care.room.moved", _("Moved to another booth")
    USED = "care.room.used", _("Use written down")
    USE_STRUCK = "care.room.use_struck", _("Use struck")
    WATCHED = "care.room.watched", _("Observation begun")
    LOOKED = "care.room.looked", _("Looked after in the room")
    GIVEN = "care.room.given", _("Equipment given in the room")
    LEFT = "care.room.left", _("Left the room")
    LEFT_EARLY = "care.room.left_early", _("Left the room before the end of the observation")
    EMERGENCY = "care.room.emergency", _("Emergency in the room")
    BAN_PROPOSED = "care.room.ban_proposed", _("Limit in the room proposed")
    BAN_DECIDED = "care.room.ban_decided", _("Limit in the room decided")
    BAN_REFUSED = "care.room.ban_refused", _("Limit in the room not decided")
    BAN_LIFTED = "care.room.ban_lifted", _("Limit in the room lifted")
    BAN_APPEALED = "care.room.ban_appealed", _("Appeal against a limit in the room")
    BAN_ANSWERED = "care.room.ban_answered", _("Appeal in the room answered")
    SAMPLE_TAKEN = "care.room.sample_taken", _("Sample taken in")
    SAMPLE_TOLD = "care.room.sample_told", _("Result of a sample written")
    SAMPLE_WARNED = "care.room.sample_warned", _("Product alert made of a sample")
