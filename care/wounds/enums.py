"""What is told of a wound, from lists, and what wounds write in the ledger. Source: DOMAIN 14 (own structured form)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Cause(models.TextChoices):
    """What the wound comes from, as far as is known."""

    INJECTION = "injection", _("Injection")
    BURN = "burn", _("Burn")
    FROST = "frost", _("Cold, frostbite")
    PRESSURE = "pressure", _("Pressure")
    XYLAZINE = "xylazine", _("Looks like a xylazine wound")
    LEG_ULCER = "leg_ulcer", _("Ulcer of the leg or foot")
    INJURY = "injury", _("Cut, fall or blow")
    BITE = "bite", _("Bite")
    SKIN = "skin", _("Skin disease, parasites, scratching")
    OPERATION = "operation", _("Operation")
    OTHER = "other", _("Something else")
    UNKNOWN = "unknown", _("Not known")


class Tissue(models.TextChoices):
    """What the bed of the wound looks like; several may be seen at once."""

    CLOSED = "closed", _("closed skin")
    PINK = "pink", _("pink: new skin")
    RED = "red", _("red: growing")
    YELLOW = "yellow", _("yellow: slough")
    BLACK = "black", _("black: dead")
    DEEP = "deep", _("tendon or bone seen")


class Exudate(models.TextChoices):
    NONE = "none", pgettext_lazy("wound", "dry")
    LITTLE = "little", pgettext_lazy("wound", "a little")
    SOME = "some", pgettext_lazy("wound", "some")
    MUCH = "much", pgettext_lazy("wound", "much, through the dressing")


class Fluid(models.TextChoices):
    CLEAR = "clear", pgettext_lazy("wound", "clear")
    BLOODY = "bloody", pgettext_lazy("wound", "bloody")
    PUS = "pus", pgettext_lazy("wound", "pus")


class Odour(models.TextChoices):
    NONE = "none", pgettext_lazy("wound", "none")
    SLIGHT = "slight", pgettext_lazy("wound", "slight")
    STRONG = "strong", pgettext_lazy("wound", "strong")


class Sign(models.TextChoices):
    """Signs of infection, each seen or told."""

    REDNESS = "redness", _("redness that spreads")
    WARMTH = "warmth", _("warm around it")
    SWELLING = "swelling", _("swelling")
    PUS = "pus", _("pus")
    PAIN = "pain", _("more pain than before")
    STREAK = "streak", _("red line up the limb")
    FEVER = "fever", _("fever or shivering")


class Given(models.TextChoices):
    """What was done."""

    LOOKED = "looked", _("looked at only")
    CLEANED = "cleaned", _("cleaned")
    DRESSED = "dressed", _("dressing changed")
    DEBRIDED = "debrided", _("dead tissue taken away")
    DRAINED = "drained", _("drained")
    SWAB = "swab", _("swab taken")
    STITCHES = "stitches", _("stitches taken out")
    MATERIAL = "material", _("material given to go on alone")
    DOCTOR = "doctor", _("doctor asked")
    HOSPITAL = "hospital", _("sent to hospital")
    REFUSED = "refused", _("care refused today")


class Outcome(models.TextChoices):
    """Why a wound is followed no longer."""

    HEALED = "healed", _("Healed")
    ELSEWHERE = "elsewhere", _("Cared for elsewhere")
    STOPPED = "stopped", _("The person wants no more care for it")
    LOST = "lost", pgettext_lazy("wound", "Lost from sight")
    MISTAKE = "mistake", _("Written down by mistake")


class Agreed(models.TextChoices):
    """How the person agreed to a photograph."""

    SPOKEN = "spoken", _("said so")
    WRITTEN = "written", _("signed")


class PhotoForm(models.TextChoices):
    """What the file of a photograph is."""

    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class Verb(models.TextChoices):
    NOTED = "care.wound.noted", _("wound written down")
    READ = "care.wound.read", _("wounds read")
    LOOKED = "care.wound.looked_at", _("wound looked at")
    STRUCK = "care.wound.look_struck", _("look at a wound struck out")
    CLOSED = "care.wound.closed", _("wound closed")
    REOPENED = "care.wound.reopened", _("wound opened again")
    PHOTOGRAPHED = "care.wound.photographed", _("photograph of a wound kept")
    PHOTO_SEEN = "care.wound.photo_seen", _("photograph of a wound seen")
    PHOTO_REMOVED = "care.wound.photo_removed", _("photograph of a wound removed")
