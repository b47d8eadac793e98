"""Words a person's file is written in. Source: DOMAIN 3.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """What the person says they are. An empty value means nobody asked; `NS` means they would rather not say."""

    WOMAN = "F", _("Woman")
    MAN = "M", _("Man")
    TRANS_WOMAN = "TF", _("Trans woman")
    TRANS_MAN = "TM", _("Trans man")
    OTHER = "X", _("Non-binary or other")
    NOT_SAID = "NS", _("Would rather not say")


class Language(models.TextChoices):
    """Languages heard at the desk; the list a centre needs in Brussels."""

    FRENCH = "fr", _("French")
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    TAMAZIGHT = "ber", _("Tamazight")
    PASHTO = "ps", _("Pashto")
    DARI = "prs", _("Dari")
    PERSIAN = "fa", _("Persian")
    TIGRINYA = "ti", _("Tigrinya")
    AMHARIC = "am", _("Amharic")
    SOMALI = "so", _("Somali")
    LINGALA = "ln", _("Lingala")
    FULA = "ff", _("Fula")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    ITALIAN = "it", _("Italian")
    GERMAN = "de", _("German")
    ROMANIAN = "ro", _("Romanian")
    BULGARIAN = "bg", _("Bulgarian")
    POLISH = "pl", _("Polish")
    RUSSIAN = "ru", _("Russian")
    UKRAINIAN = "uk", _("Ukrainian")
    TURKISH = "tr", _("Turkish")
    SERBIAN = "sr", _("Serbian")
    ALBANIAN = "sq", _("Albanian")
    ROMANI = "rom", _("Romani")
    SIGNED = "sgn", _("Sign language")
    OTHER = "und", _("Another language")


class CardReason(models.TextChoices):
    """Why a card opens nothing any more."""

    LOST = "lost", _("Lost")
    STOLEN = "stolen", _("Stolen, or in somebody else's hands")
    BROKEN = "broken", _("Damaged, cannot be read")
    UNWANTED = "unwanted", _("The person does not want one")


class Verb(models.TextChoices):
    """What the ledger says happened to a file."""

    OPENED = "intake.person.opened", _("File opened")
    VIEWED = "intake.person.viewed", _("File read")
    SEARCHED = "intake.person.searched", _("Searched by alias")
    CORRECTED = "intake.person.corrected", _("File corrected")
    CARD_ISSUED = "intake.card.issued", _("Card issued")
    CARD_REVOKED = "intake.card.revoked", _("Card revoked")
    CARD_RESTORED = "intake.card.restored", _("Card found again")
    CARD_PRESENTED = "intake.card.presented", _("Card presented")
    CARD_UNKNOWN = "intake.card.unknown", _("Unknown card presented")
    ALERT_RAISED = "intake.alert.raised", _("Alert raised")
    ALERTS_VIEWED = "intake.alert.viewed", _("Alerts read on the page")
    ALERT_READ = "intake.alert.acknowledged", _("Alert acknowledged")
    ALERT_ENDED = "intake.alert.ended", _("Alert ended")
