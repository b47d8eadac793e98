"""The lists of the treatment demand indicator: codes as the European template of 2022 prints them.

Source: DOMAIN 3.1, from the official template (report 2375). A drug is kept by its leaf (`Drug`); rows and groups of
the tables are worked out from it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOT_KNOWN = "99"


class CentreType(models.TextChoices):
    """Type of treatment centre: the columns of tables 8 and 9."""

    OUTPATIENT = "outpatient", _("outpatient treatment centre")
    INPATIENT = "inpatient", _("inpatient treatment centre")
    PRISON = "prison", _("treatment unit in prison")
    GP = "gp", _("general practitioner")
    LOW_THRESHOLD = "low_threshold", _("low-threshold agency")
    OTHER = "other", _("other type of centre")
    UNKNOWN = NOT_KNOWN, _("not known")


class Sex(models.TextChoices):
    """Sex as the tables ask it; never asked of a person who has not said it."""

    MALE = "M", pgettext_lazy("sex", "male")
    FEMALE = "F", pgettext_lazy("sex", "female")
    UNKNOWN = NOT_KNOWN, _("not known")


class Treated(models.TextChoices):
    """Whether somebody was ever treated before, in the whole of life."""

    NEVER = "1", _("never treated before")
    BEFORE = "2", _("treated before")
    UNKNOWN = "3", _("not known")


class Referral(models.TextChoices):
    """Who sent the person."""

    COURT = "1", _("court, probation or police")
    GP = "2", _("general practitioner")
    DRUG_CENTRE = "3", _("another drug treatment centre")
    HEALTH_OR_SOCIAL = "4", _("another health, medical or social service")
    SCHOOL = "5", _("educational service")
    SELF = "6", _("self, family, friends; no agency")
    OTHER = "7", _("another way")
    UNKNOWN = NOT_KNOWN, _("not known")


class LivesWith(models.TextChoices):
    """With whom the person lives."""

    ALONE = "1", _("alone")
    PARENTS = "2", _("with the family of origin")
    PARTNER = "3", _("with partner or children")
    FRIENDS = "4", _("with friends or others who are not family")
    DETENTION = "5", _("in detention")
    INSTITUTION = "6", _("in an institution or shelter")
    OTHER = "7", _("in another way")
    UNKNOWN = NOT_KNOWN, _("not known")


class Children(models.TextChoices):
    """Whether the person lives with children; asked apart from with whom."""

    NO = "1", _("does not live with children")
    YES = "2", _("lives with children")
    UNKNOWN = NOT_KNOWN, _("not known")


class LivesWhere(models.TextChoices):
    """Where the person lives."""

    STABLE = "1", _("stable accommodation")
    UNSTABLE = "2", _("unstable accommodation or homeless")
    DETENTION = "3", _("in detention")
    OTHER = "4", _("elsewhere")
    UNKNOWN = NOT_KNOWN, _("not known")


class Education(models.TextChoices):
    """Highest level of education completed (ISCED)."""

    NONE = "1", _("never went to, or never completed, primary school")
    PRIMARY = "2", _("primary school")
    SECONDARY = "3", _("secondary school")
    HIGHER = "4", _("higher education")
    UNKNOWN = NOT_KNOWN, _("not known")


class Labour(models.TextChoices):
    """Labour status."""

    OCCASIONAL = "1", _("works now and then")
    REGULAR = "2", _("works regularly")
    STUDENT = "3", _("student")
    UNEMPLOYED = "4", _("unemployed or discouraged")
    BENEFITS = "5", _("benefits, pension, at home, or disabled")
    OTHER = "6", _("other")
    UNKNOWN = NOT_KNOWN, _("not known")


class Route(models.TextChoices):
    """Usual route of the primary drug."""

    INJECT = "1", _("injects")
    SMOKE = "2", _("smokes or inhales")
    EAT = "3", _("eats or drinks")
    SNIFF = "4", _("sniffs")
    OTHER = "5", _("another route")
    UNKNOWN = NOT_KNOWN, _("not known")


class Frequency(models.TextChoices):
    """How often the primary drug was used in the last 30 days."""

    DAILY = "1", _("daily")
    MOST_DAYS = "2", _("4 to 6 days a week")
    SOME_DAYS = "3", _("2 to 3 days a week")
    WEEKLY = "4", _("once a week or less")
    NOT_LATELY = "5", _("not in the last 30 days")
    UNKNOWN = NOT_KNOWN, _("not known")


class Injecting(models.TextChoices):
    """Injecting behaviour. `2` only when it is not known how long ago: 2.1 to 2.3 are not parts of it."""

    NEVER = "1", _("never injected")
    EVER = "2", _("injected, not known when")
    LONG_AGO = "2.1", _("injected, not in the last 12 months")
    LAST_YEAR = "2.2", _("injected in the last 12 months, not in the last 30 days")
    NOW = "2.3", _("injected in the last 30 days")
    WILL_NOT_SAY = "3", _("would rather not say")
    UNKNOWN = NOT_KNOWN, _("not known")


class Tested(models.TextChoices):
    """When last tested for HIV, and for hepatitis C: the recency of the test, never its result."""

    NEVER = "1", _("never tested")
    EVER = "2", _("tested, not known when")
    LONG_AGO = "2.1", _("tested, not in the last 12 months")
    LAST_YEAR = "2.2", _("tested in the last 12 months")
    WILL_NOT_SAY = "3", _("would rather not say")
    UNKNOWN = NOT_KNOWN, _("not known")


class Sharing(models.TextChoices):
    """Sharing of needles or syringes. `2` only when it is not known how long ago."""

    NEVER = "1", _("never shared")
    EVER = "2", _("shared, not known when")
    LONG_AGO = "2.1", _("shared, not in the last 12 months")
    LAST_YEAR = "2.2", _("shared in the last 12 months, not in the last 30 days")
    NOW = "2.3", _("shared in the last 30 days")
    WILL_NOT_SAY = "3", _("would rather not say")
    UNKNOWN = NOT_KNOWN, _("not known")


class AgonistStatus(models.TextChoices):
    """Opioid agonist treatment in life."""

    NEVER = "never", _("never had it")
    BEFORE = "before", _("had it, not now")
    NOW = "now", _("has it now")
    UNKNOWN = NOT_KNOWN, _("not known")


class Polydrug(models.TextChoices):
    """Two drugs or more, and very hard to say which one brought the person: otherwise no."""

    YES = "1", _("yes")
    NO = "2", _("no")
    UNKNOWN = NOT_KNOWN, _("not known")


class Drug(models.TextChoices):
    """Drugs by the leaf that is kept."""

    HEROIN = "11", _("heroin")
    METHADONE = "12", _("methadone, not prescribed")
    BUPRENORPHINE = "13", _("buprenorphine, not prescribed")
    FENTANYL = "14", _("fentanyls")
    TRAMADOL = "151", _("tramadol")
    OXYCODONE = "152", _("oxycodone")
    NITAZENE = "153", _("nitazenes")
    OTHER_OPIOID = "159", _("another opioid")
    POWDER_COCAINE = "21", _("powder cocaine")
    CRACK = "22", _("crack")
    OTHER_COCAINE = "23", _("other cocaine")
    AMPHETAMINE = "31", _("amphetamines")
    METHAMPHETAMINE = "32", _("methamphetamine")
    MDMA = "33", _("MDMA and the like")
    CATHINONE = "34", _("synthetic cathinones")
    OTHER_STIMULANT = "39", _("another stimulant")
    BARBITURATE = "41", _("barbiturates")
    BENZODIAZEPINE = "42", _("benzodiazepines, not prescribed")
    GHB = "43", _("GHB or GBL")
    PREGABALIN = "441", _("pregabalin")
    Z_DRUG = "442", _("Z-drugs")
    OTHER_SEDATIVE = "449", _("another sedative")
    LSD = "51", _("LSD")
    KETAMINE = "52", _("ketamine")
    OTHER_HALLUCINOGEN = "59", _("another hallucinogen")
    INHALANT = "60", _("volatile inhalants")
    NITROUS_OXIDE = "61", _("nitrous oxide")
    CANNABIS = "71", _("herbal cannabis or resin")
    SYNTHETIC_CANNABINOID = "72", _("synthetic cannabinoids")
    OTHER_CANNABIS = "79", _("other cannabis")
    ALCOHOL = "80", _("alcohol")
    OTHER = "90", _("another substance")
    UNKNOWN = NOT_KNOWN, _("not known")
