"""Choices of tests for infections and of pregnancy tests, and what they write in the ledger. Source: DOMAIN 3.1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Infection(models.TextChoices):
    """What is tested for."""

    HIV = "hiv", _("HIV")
    HCV = "hcv", _("hepatitis C, antibodies")
    HCV_RNA = "hcv_rna", _("hepatitis C, virus (RNA)")
    HBV = "hbv", _("hepatitis B")
    SYPHILIS = "syphilis", _("syphilis")
    TB = "tb", _("tuberculosis")
    CHLAMYDIA = "chlamydia", _("chlamydia")
    GONORRHOEA = "gonorrhoea", _("gonorrhoea")
    STI = "sti", _("another sexually transmitted infection")


#: For the recency of a test for hepatitis C, antibodies and virus are one.
FAMILY = {Infection.HCV: (Infection.HCV, Infection.HCV_RNA), Infection.HCV_RNA: (Infection.HCV, Infection.HCV_RNA)}


class Known(models.TextChoices):
    """How the test is known."""

    HERE = "here", _("done here")
    PAPER = "paper", _("done elsewhere, seen on paper")
    SAID = "said", _("said by the person")


class Method(models.TextChoices):
    """How it was tested."""

    RAPID = "rapid", _("rapid test, finger")
    BLOOD = "blood", _("blood, laboratory")
    SALIVA = "saliva", _("saliva")
    SWAB = "swab", _("swab")
    URINE = "urine", _("urine")
    XRAY = "xray", _("X-ray of the chest")
    OTHER = "other", _("another way")


class Recency(models.TextChoices):
    """When last tested, when no day is known: the codes of the treatment demand indicator. Source: DOMAIN 3.1."""

    NEVER = "1", _("never tested")
    EVER = "2", _("tested, not known when")
    LONG_AGO = "2.1", _("tested, not in the last 12 months")
    LAST_YEAR = "2.2", _("tested in the last 12 months")
    WILL_NOT_SAY = "3", _("would rather not say")
    UNKNOWN = "99", _("not known")


class Outcome(models.TextChoices):
    """A result; kept under seal."""

    NEGATIVE = "negative", _("negative")
    POSITIVE = "positive", _("positive")
    UNCLEAR = "unclear", _("unclear, to be done again")
    FAILED = "failed", _("the test failed")


class Telling(models.TextChoices):
    """Whether the person knows the result."""

    WAITING = "waiting", _("result not told yet")
    UNWANTED = "unwanted", _("does not want to know")
    TOLD = "told", _("result told")


class LinkStep(models.TextChoices):
    """The way from a positive test to the end of a treatment."""

    OFFERED = "offered", _("treatment offered")
    DECLINED = "declined", _("not now, says the person")
    REFERRED = "referred", _("referred")
    SEEN = "seen", _("seen by the specialist")
    STARTED = "started", _("treatment begun")
    STOPPED = "stopped", _("treatment broken off")
    COMPLETED = "completed", _("treatment completed")
    CURED = "cured", _("cure shown by a test")


class Contact(models.TextChoices):
    """How the person may be reached about a pregnancy test."""

    IN_PERSON = "in_person", _("speak in person only: no call, no message, nothing on paper")
    AGREED = "agreed", _("in the way agreed below")


class Verb(models.TextChoices):
    """What the ledger says about tests."""

    RECORDED = "care.test.recorded", _("test written")
    STRUCK = "care.test.struck", _("test struck out")
    READ = "care.test.read", _("tests read")
    RESULT = "care.test.result_written", _("result of a test written")
    RESULT_READ = "care.test.result_read", _("result of a test opened")
    TOLD = "care.test.told", _("telling of a result noted")
    LINKED = "care.test.linked", _("step towards treatment noted")
    PREGNANCY = "care.pregnancy.tested", _("pregnancy test written")
    PREGNANCY_READ = "care.pregnancy.read", _("pregnancy tests read")
    PREGNANCY_TOLD = "care.pregnancy.told", _("telling of a pregnancy test noted")
